"""Submissions, who judges them, and drafts; what they hold, stages and decisions, in tables that only grow."""

from __future__ import annotations

from typing import Any, TypeAlias

import django.db.models.deletion
from django.db import migrations, models

from trigpoint.platform.append_only import Guard

Fields: TypeAlias = "list[tuple[str, models.Field[Any, Any]]]"
HELD: Fields = [
    ("position", models.BigAutoField(primary_key=True, serialize=False)),
    ("submission", models.CharField(max_length=40)),
    ("round", models.PositiveSmallIntegerField()),
    ("piece", models.CharField(max_length=40)),
    ("sha256", models.CharField(max_length=64)),
]
HELD_OPTIONS = {
    "db_table": "assessment_held",
    "ordering": ("position",),
    "indexes": (models.Index(fields=["piece"], name="assessment_holds_piece"),),
    "constraints": (
        models.UniqueConstraint(fields=["submission", "round", "piece"], name="assessment_held_once_a_round"),
    ),
}
STAGE: Fields = [
    ("position", models.BigAutoField(primary_key=True, serialize=False)),
    ("key", models.CharField(max_length=40, unique=True)),
    ("submission", models.CharField(max_length=40)),
    ("seq", models.PositiveIntegerField()),
    (
        "kind",
        models.CharField(
            choices=[
                ("submitted", "submitted"),
                ("allocated", "allocated"),
                ("reallocated", "reallocated"),
                ("judged", "judged"),
                ("second-judged", "second-judged"),
                ("third-judged", "third-judged"),
                ("disagreed", "disagreed"),
                ("agreed", "agreed"),
                ("referred", "referred"),
                ("declined", "declined"),
                ("asked-for-more", "asked-for-more"),
                ("more-given", "more-given"),
                ("set-aside", "set-aside"),
                ("kept-aside", "kept-aside"),
                ("withdrawn", "withdrawn"),
                ("deferred", "deferred"),
                ("returned", "returned"),
                ("moderated", "moderated"),
                ("appealed", "appealed"),
                ("appeal-decided", "appeal-decided"),
                ("ratified", "ratified"),
            ],
            max_length=20,
        ),
    ),
    ("slot", models.CharField(blank=True, max_length=8)),
    (
        "actor",
        models.CharField(
            choices=[
                ("candidate", "candidate"),
                ("assessor", "assessor"),
                ("allocator", "allocator"),
                ("moderator", "moderator"),
                ("board", "board"),
                ("rules", "rules"),
            ],
            max_length=12,
        ),
    ),
    ("person", models.CharField(blank=True, max_length=64)),
    ("at", models.DateTimeField()),
    ("codes", models.JSONField(default=list)),
    ("words", models.TextField(blank=True, max_length=2000)),
    ("said", models.JSONField(default=dict)),
    ("supersedes", models.CharField(blank=True, max_length=40)),
    ("digest", models.CharField(blank=True, max_length=64)),
    ("proved_at", models.DateTimeField(null=True)),
]
STAGE_OPTIONS = {
    "db_table": "assessment_stage",
    "ordering": ("position",),
    "indexes": (models.Index(fields=["person"], name="assessment_stage_of"),),
    "constraints": (models.UniqueConstraint(fields=["submission", "seq"], name="assessment_stage_in_turn"),),
}
DECISION: Fields = [
    ("position", models.BigAutoField(primary_key=True, serialize=False)),
    ("stage", models.CharField(max_length=40)),
    ("submission", models.CharField(max_length=40)),
    ("slot", models.CharField(max_length=8)),
    ("criterion", models.CharField(max_length=24)),
    ("assessor", models.CharField(max_length=64)),
    ("verdict", models.CharField(choices=[("shown", "shown"), ("not-shown", "not-shown")], max_length=10)),
    ("codes", models.JSONField(default=list)),
    ("words", models.TextField(blank=True, max_length=2000)),
    ("at", models.DateTimeField()),
    ("seconds", models.PositiveIntegerField()),
]
DECISION_OPTIONS = {
    "db_table": "assessment_decision",
    "ordering": ("position",),
    "indexes": (
        models.Index(fields=["submission"], name="assessment_decision_on"),
        models.Index(fields=["at"], name="assessment_decision_at"),
        models.Index(fields=["assessor", "at"], name="assessment_decision_of"),
    ),
    "constraints": (models.UniqueConstraint(fields=["stage", "criterion"], name="assessment_decision_once"),),
}


def unchanged(*columns: str) -> str:
    """Return the condition of SQL that these columns stay as they are."""
    return " AND ".join(f"NEW.{column} = OLD.{column}" for column in columns)


GUARDS = (
    Guard("assessment_held", keys=(("position",), ("submission", "round", "piece"))),
    Guard(
        "assessment_stage",
        keys=(("position",), ("key",), ("submission", "seq")),
        # Erasure may empty the words, and change nothing else.
        update_if="NEW.words = '' AND "
        + unchanged(
            "position",
            "key",
            "submission",
            "seq",
            "kind",
            "slot",
            "actor",
            "person",
            "at",
            "codes",
            "said",
            "supersedes",
            "digest",
        )
        + " AND (NEW.proved_at = OLD.proved_at OR (NEW.proved_at IS NULL AND OLD.proved_at IS NULL))",
    ),
    Guard(
        "assessment_decision",
        keys=(("position",), ("stage", "criterion")),
        update_if="NEW.words = '' AND "
        + unchanged(
            "position", "stage", "submission", "slot", "criterion", "assessor", "verdict", "codes", "at", "seconds"
        ),
    ),
)


class Migration(migrations.Migration):
    """Make the tables, and guard those that only grow."""

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AssessorChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assessor", models.CharField(max_length=64, unique=True)),
                ("strands", models.JSONField(default=list)),
                ("most", models.PositiveSmallIntegerField(null=True)),
                ("away_until", models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Comment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assessor", models.CharField(max_length=64)),
                ("words", models.TextField(max_length=2000)),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [models.Index(fields=["assessor"], name="assessment_comments")],
            },
        ),
        migrations.CreateModel(
            name="DeclaredConflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assessor", models.CharField(max_length=64)),
                ("other", models.CharField(blank=True, max_length=64)),
                ("setting", models.CharField(blank=True, max_length=100)),
                ("code", models.CharField(max_length=40)),
                ("by", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("at", "id"),
                "indexes": [models.Index(fields=["assessor", "ended_at"], name="assessment_conflicts")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("other", ""), models.Q(("setting", ""), _negated=True)),
                            models.Q(models.Q(("other", ""), _negated=True), ("setting", "")),
                            _connector="OR",
                        ),
                        name="assessment_conflict_with_one",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("candidate", models.CharField(max_length=64)),
                ("outcome", models.CharField(max_length=20)),
                ("strand", models.CharField(max_length=10)),
                (
                    "via",
                    models.CharField(
                        choices=[("taught", "taught"), ("prior-learning", "prior-learning")], max_length=20
                    ),
                ),
                ("rules_hash", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=8)),
                ("follows", models.CharField(blank=True, max_length=40)),
                ("carried", models.JSONField(default=list)),
                ("draft", models.JSONField(default=dict)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "draft"),
                            ("submitted", "submitted"),
                            ("allocated", "allocated"),
                            ("judged", "judged"),
                            ("disagreed", "disagreed"),
                            ("agreed", "agreed"),
                            ("referred", "referred"),
                            ("declined", "declined"),
                            ("more-asked", "more-asked"),
                            ("deferred", "deferred"),
                            ("withdrawn", "withdrawn"),
                            ("moderated", "moderated"),
                            ("appealed", "appealed"),
                            ("ratified", "ratified"),
                        ],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("needs", models.CharField(blank=True, max_length=8)),
                ("sent_at", models.DateTimeField(null=True)),
                ("changed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("sent_at", "id"),
                "indexes": [
                    models.Index(fields=["candidate", "outcome"], name="assessment_of_candidate"),
                    models.Index(fields=["needs", "sent_at", "id"], name="assessment_waiting"),
                    models.Index(fields=["state", "sent_at", "id"], name="assessment_in_state"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "draft",
                                    "submitted",
                                    "allocated",
                                    "judged",
                                    "disagreed",
                                    "agreed",
                                    "referred",
                                    "declined",
                                    "more-asked",
                                    "deferred",
                                    "withdrawn",
                                    "moderated",
                                    "appealed",
                                    "ratified",
                                ],
                            )
                        ),
                        name="assessment_submission_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("via__in", ["taught", "prior-learning"])), name="assessment_submission_via"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state", "draft"), ("sent_at__isnull", False), _connector="OR"),
                        name="assessment_submission_sent_some_time",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            (
                                "state__in",
                                [
                                    "allocated",
                                    "appealed",
                                    "deferred",
                                    "disagreed",
                                    "draft",
                                    "judged",
                                    "more-asked",
                                    "submitted",
                                ],
                            )
                        ),
                        fields=("candidate", "outcome"),
                        name="assessment_submission_one_open",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="JudgementDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assessor", models.CharField(max_length=64)),
                ("data", models.JSONField(default=dict)),
                ("other", models.JSONField(null=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("opened_at", models.DateTimeField()),
                ("saved_at", models.DateTimeField()),
                ("seconds", models.PositiveIntegerField(default=0)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="drafts", to="assessment.submission"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("submission", "assessor"), name="assessment_draft_one")
                ],
            },
        ),
        migrations.CreateModel(
            name="Allocation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "slot",
                    models.CharField(
                        choices=[("first", "first"), ("second", "second"), ("third", "third")], max_length=8
                    ),
                ),
                ("assessor", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "open"), ("stands", "stands"), ("judged", "judged"), ("gone", "gone")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("sent_at", models.DateTimeField()),
                ("given_at", models.DateTimeField()),
                ("due", models.DateField()),
                ("reminded_on", models.DateField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="allocations",
                        to="assessment.submission",
                    ),
                ),
            ],
            options={
                "ordering": ("sent_at", "id"),
                "indexes": [
                    models.Index(fields=["assessor", "state", "sent_at", "id"], name="assessment_queue"),
                    models.Index(fields=["assessor", "ended_at"], name="assessment_done"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["judged", "open", "stands"])),
                        fields=("submission", "slot"),
                        name="assessment_slot_of_one",
                    )
                ],
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("Held", HELD, HELD_OPTIONS)],
            state_operations=[migrations.CreateModel("Held", HELD, {**HELD_OPTIONS, "managed": False})],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("Stage", STAGE, STAGE_OPTIONS)],
            state_operations=[migrations.CreateModel("Stage", STAGE, {**STAGE_OPTIONS, "managed": False})],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("Decision", DECISION, DECISION_OPTIONS)],
            state_operations=[migrations.CreateModel("Decision", DECISION, {**DECISION_OPTIONS, "managed": False})],
        ),
        *[migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS],
    ]
