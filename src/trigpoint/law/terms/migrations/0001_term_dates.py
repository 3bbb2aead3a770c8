"""The term dates of councils, one school year to a row."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="TermDates",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("authority", models.CharField(max_length=200)),
                ("year", models.PositiveSmallIntegerField()),
                ("runs", models.JSONField()),
                ("closed", models.JSONField(default=list)),
                ("source", models.URLField(max_length=500)),
                ("read", models.DateField()),
                ("entered_at", models.DateTimeField()),
                ("entered_by", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name_plural": "term dates",
                "db_table": "law_terms_dates",
                "indexes": [models.Index(fields=["authority", "year", "id"], name="law_terms_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("year__range", (2014, 2100))), name="law_terms_year_is_one"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("authority", ""), _negated=True), name="law_terms_of_a_council"
                    ),
                ],
            },
        ),
    ]
