"""Mentorings and meetings; texts and signatures of meetings, in tables that only grow."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from trigpoint.platform.append_only import Guard

TEXT: list[tuple[str, models.Field[Any, Any]]] = [
    ("position", models.BigAutoField(primary_key=True, serialize=False)),
    ("meeting", models.CharField(max_length=40)),
    ("version", models.PositiveSmallIntegerField()),
    ("on", models.DateField()),
    ("minutes", models.PositiveSmallIntegerField()),
    ("notes", models.TextField(blank=True, max_length=4000)),
    ("steps", models.TextField(blank=True, max_length=1000)),
    ("written_by", models.CharField(max_length=64)),
    ("at", models.DateTimeField()),
    ("digest", models.CharField(max_length=64)),
]
TEXT_OPTIONS = {
    "db_table": "pathway_meeting_text",
    "ordering": ("position",),
    "constraints": (models.UniqueConstraint(fields=["meeting", "version"], name="pathway_meeting_text_version"),),
}
SIGNATURE: list[tuple[str, models.Field[Any, Any]]] = [
    ("position", models.BigAutoField(primary_key=True, serialize=False)),
    ("meeting", models.CharField(max_length=40)),
    ("digest", models.CharField(max_length=64)),
    ("signed_by", models.CharField(max_length=64)),
    ("at", models.DateTimeField()),
]
SIGNATURE_OPTIONS = {
    "db_table": "pathway_meeting_signature",
    "ordering": ("position",),
    "constraints": (
        models.UniqueConstraint(fields=["meeting", "digest", "signed_by"], name="pathway_meeting_signed_once"),
    ),
}
GUARDS = (
    Guard(
        "pathway_meeting_text",
        keys=(("position",), ("meeting", "version")),
        # Erasure may empty notes and steps, and change nothing else. "on" is a word of SQL, so it is quoted.
        update_if="NEW.notes = '' AND NEW.steps = '' AND "
        + " AND ".join(
            f"NEW.{column} = OLD.{column}"
            for column in ("position", "meeting", "version", '"on"', "minutes", "written_by", "at", "digest")
        ),
    ),
    Guard("pathway_meeting_signature", keys=(("position",), ("meeting", "digest", "signed_by"))),
)


class Migration(migrations.Migration):
    """Make the tables, and guard texts and signatures."""

    dependencies = [
        ("pathway", "0002_plans"),
    ]

    operations = [
        migrations.CreateModel(
            name="MentorChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mentor", models.CharField(max_length=64, unique=True)),
                ("most", models.PositiveSmallIntegerField(default=5)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("most__lte", 20)), name="pathway_mentor_most")
                ],
            },
        ),
        migrations.CreateModel(
            name="Mentoring",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("candidate", models.CharField(max_length=64)),
                ("mentor", models.CharField(blank=True, max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Asked for"),
                            ("offered", "Offered"),
                            ("on", "Going on"),
                            ("declined", "Declined"),
                            ("withdrawn", "Withdrawn"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                    ),
                ),
                ("hopes", models.TextField(blank=True, max_length=500)),
                ("asked_at", models.DateTimeField()),
                ("offered_at", models.DateTimeField(null=True)),
                ("since", models.DateField(null=True)),
                ("same_school", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.CharField(blank=True, max_length=64)),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unsaid", "I would rather not say"),
                            ("done", "We have done what we set out to do"),
                            ("time", "There is no time for it now"),
                            ("conflict", "There is a conflict of interest"),
                            ("erased", "One of the two left this site"),
                        ],
                        max_length=10,
                    ),
                ),
            ],
            options={
                "ordering": ("asked_at", "id"),
                "indexes": [
                    models.Index(fields=["mentor", "state"], name="pathway_mentorings_of"),
                    models.Index(fields=["state", "asked_at"], name="pathway_mentorings_waiting"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["asked", "offered", "on", "declined", "withdrawn", "ended"])),
                        name="pathway_mentoring_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reason", ""),
                            ("reason__in", ["unsaid", "done", "time", "conflict", "erased"]),
                            _connector="OR",
                        ),
                        name="pathway_mentoring_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["offered", "on"]), _negated=True),
                            models.Q(("mentor", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="pathway_mentoring_with_somebody",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "on"), _negated=True), ("since__isnull", False), _connector="OR"
                        ),
                        name="pathway_mentoring_since_a_day",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("state__in", ["asked", "offered", "on"])),
                            models.Q(
                                models.Q(("state__in", ["asked", "offered", "on"]), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="pathway_mentoring_ends_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["asked", "offered", "on"])),
                        fields=("candidate",),
                        name="pathway_mentoring_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("written_at", models.DateTimeField()),
                (
                    "mentoring",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="meetings", to="pathway.mentoring"
                    ),
                ),
            ],
            options={
                "ordering": ("written_at", "id"),
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("MeetingText", TEXT, TEXT_OPTIONS)],
            state_operations=[migrations.CreateModel("MeetingText", TEXT, {**TEXT_OPTIONS, "managed": False})],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("MeetingSignature", SIGNATURE, SIGNATURE_OPTIONS)],
            state_operations=[
                migrations.CreateModel("MeetingSignature", SIGNATURE, {**SIGNATURE_OPTIONS, "managed": False})
            ],
        ),
        *[migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS],
    ]
