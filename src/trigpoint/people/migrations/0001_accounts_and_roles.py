"""Accounts, organisations, and who is what where."""

from __future__ import annotations

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import trigpoint.people.models


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "key",
                    models.CharField(
                        default=trigpoint.people.models.new_key, editable=False, max_length=24, unique=True
                    ),
                ),
                ("email", models.EmailField(max_length=254, null=True, unique=True)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("is_active", models.BooleanField(default=True)),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name_plural": "people",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("email", None), ("email", django.db.models.functions.text.Lower("email")), _connector="OR"
                        ),
                        name="people_email_in_lower_case",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("email__isnull", False),
                                models.Q(("email", ""), _negated=True),
                                models.Q(("name", ""), _negated=True),
                            ),
                            models.Q(("email", None), ("is_active", False), ("name", "")),
                            _connector="OR",
                        ),
                        name="people_named_until_forgotten",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("school", "School"),
                            ("trust", "Trust"),
                            ("authority", "Local authority"),
                            ("provider", "Provider"),
                            ("forum", "Forum"),
                            ("awarding-body", "Awarding body"),
                        ],
                        max_length=16,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("setting", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ("name", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "school",
                                    "trust",
                                    "authority",
                                    "provider",
                                    "forum",
                                    "awarding-body",
                                ],
                            )
                        ),
                        name="people_organisation_of_a_known_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="people_organisation_named"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("setting", ""), ("kind", "school"), _connector="OR"),
                        name="people_only_schools_are_settings",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("setting", ""), _negated=True),
                        fields=("setting",),
                        name="people_one_school_a_setting",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("setting", "")), fields=("kind", "name"), name="people_one_name_a_kind"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("candidate", "Candidate"),
                            ("mentor", "Mentor"),
                            ("assessor", "Assessor"),
                            ("moderator", "Moderator"),
                            ("verifier", "Verifier"),
                            ("board-member", "Board member"),
                            ("board-secretary", "Board secretary"),
                            ("registrar", "Registrar"),
                            ("content-author", "Content author"),
                            ("reviewer", "Reviewer"),
                            ("examiner", "Examiner"),
                            ("judge", "Judge"),
                            ("head", "Head teacher"),
                            ("governor", "Governor"),
                            ("forum-member", "Forum member"),
                            ("administrator", "Administrator"),
                            ("researcher", "Researcher"),
                            ("key-holder", "Key holder"),
                        ],
                        max_length=16,
                    ),
                ),
                ("since", models.DateField()),
                ("until", models.DateField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ("since", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "candidate",
                                    "mentor",
                                    "assessor",
                                    "moderator",
                                    "verifier",
                                    "board-member",
                                    "board-secretary",
                                    "registrar",
                                    "content-author",
                                    "reviewer",
                                    "examiner",
                                    "judge",
                                    "head",
                                    "governor",
                                    "forum-member",
                                    "administrator",
                                    "researcher",
                                    "key-holder",
                                ],
                            )
                        ),
                        name="people_appointment_to_a_known_role",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="people_begins_before_ends",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("person", "role", "organisation"),
                        name="people_one_open_appointment",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("organisation", None), ("until", None)),
                        fields=("person", "role"),
                        name="people_one_open_appointment_anywhere",
                    ),
                ],
            },
        ),
    ]
