"""Who is what to whom: mentor, line manager, family."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table of relationships."""

    dependencies = [
        ("people", "0002_signing_in"),
    ]

    operations = [
        migrations.CreateModel(
            name="Relationship",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=64)),
                ("other", models.CharField(max_length=64)),
                (
                    "kind",
                    models.CharField(
                        choices=[("mentor", "Mentor"), ("line-manager", "Line manager"), ("family", "Family")],
                        max_length=12,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
            ],
            options={
                "ordering": ("since", "id"),
                "indexes": [
                    models.Index(fields=["person", "kind"], name="people_relations_of"),
                    models.Index(fields=["other", "kind"], name="people_relations_to"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["mentor", "line-manager", "family"])),
                        name="people_relationship_of_a_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("person", models.F("other")), _negated=True),
                        name="people_relationship_of_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="people_relationship_begins_before_ends",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("person", "other", "kind"),
                        name="people_one_open_relationship",
                    ),
                ],
            },
        ),
    ]
