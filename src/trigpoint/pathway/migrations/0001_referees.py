"""Requests to referees; and what they answered, in a table that only grows."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from trigpoint.platform.append_only import Guard

STATES = [
    ("waiting", "Waiting"),
    ("answered", "Answered"),
    ("withdrawn", "Withdrawn"),
    ("expired", "Not answered in time"),
    ("disputed", "Taken back: another than the one who was asked had answered"),
]
RELATIONS = [
    ("head", "Head teacher"),
    ("manager", "Line manager"),
    ("hr", "HR or school office"),
    ("provider", "Training provider or awarding body"),
    ("colleague", "Colleague who was there"),
]
SAID = [
    ("yes", "Yes, this is right"),
    ("cannot", "I cannot say"),
    ("question", "I question this"),
    ("no", "No, this is not right"),
]
ANSWER: list[tuple[str, models.Field[Any, Any]]] = [
    ("position", models.BigAutoField(primary_key=True, serialize=False)),
    ("reference", models.CharField(max_length=40)),
    ("place", models.PositiveSmallIntegerField()),
    ("said", models.CharField(choices=SAID, max_length=10)),
    ("digest", models.CharField(max_length=64)),
    ("words", models.TextField(blank=True, max_length=1000)),
    ("at", models.DateTimeField()),
]
ANSWER_OPTIONS = {
    "db_table": "pathway_reference_answer",
    "ordering": ("position",),
    "indexes": (models.Index(fields=["reference", "position"], name="pathway_reference_answers"),),
    "constraints": (
        models.CheckConstraint(
            condition=Q(said__in=["yes", "cannot", "question", "no"]), name="pathway_reference_said"
        ),
    ),
}
GUARD = Guard(
    "pathway_reference_answer",
    keys=(("position",),),
    # Erasure may empty the words, and change nothing else.
    update_if="NEW.words = '' AND "
    + " AND ".join(
        f"NEW.{column} = OLD.{column}" for column in ("position", "reference", "place", "said", "digest", "at")
    ),
)


class Migration(migrations.Migration):
    """Make the tables, and guard the answers."""

    initial = True
    operations = [
        migrations.CreateModel(
            "Reference",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("subject", models.CharField(max_length=64)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("relation", models.CharField(choices=RELATIONS, max_length=12)),
                ("token", models.CharField(max_length=64)),
                ("turn", models.PositiveSmallIntegerField(default=1)),
                ("state", models.CharField(choices=STATES, default="waiting", max_length=10)),
                ("asked_at", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("mail_due", models.DateTimeField(null=True)),
                ("reminded_at", models.DateTimeField(null=True)),
                ("said_name", models.CharField(blank=True, max_length=120)),
                ("said_post", models.CharField(blank=True, max_length=120)),
                ("said_place", models.CharField(blank=True, max_length=200)),
                ("said_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("confirmed", models.PositiveSmallIntegerField(default=0)),
            ],
            {
                "ordering": ("-asked_at", "-id"),
                "indexes": (
                    models.Index(fields=["subject", "asked_at"], name="pathway_reference_subject"),
                    models.Index(fields=["ends"], condition=Q(state="waiting"), name="pathway_reference_open"),
                ),
                "constraints": (
                    models.CheckConstraint(
                        condition=Q(state__in=["waiting", "answered", "withdrawn", "expired", "disputed"]),
                        name="pathway_reference_state",
                    ),
                    models.CheckConstraint(
                        condition=Q(relation__in=["head", "manager", "hr", "provider", "colleague"]),
                        name="pathway_reference_relation",
                    ),
                    models.CheckConstraint(
                        condition=Q(state="waiting", ended_at=None) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                        name="pathway_reference_ends_once",
                    ),
                    models.CheckConstraint(
                        condition=~Q(state="waiting") | (~Q(name="") & ~Q(email="")),
                        name="pathway_reference_named_while_open",
                    ),
                    models.UniqueConstraint(
                        fields=("subject", "email"),
                        condition=Q(state="waiting"),
                        name="pathway_reference_one_open_an_address",
                    ),
                    models.CheckConstraint(
                        condition=~Q(state__in=["answered", "disputed"]) | Q(said_at__isnull=False),
                        name="pathway_reference_answered_by_somebody",
                    ),
                    models.CheckConstraint(
                        condition=Q(confirmed=0) | Q(state="answered"),
                        name="pathway_reference_confirms_when_answered",
                    ),
                ),
            },
        ),
        migrations.CreateModel(
            "ReferenceClaim",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("entries", models.JSONField()),
                ("digest", models.CharField(max_length=64)),
                (
                    "reference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="claims", to="pathway.reference"
                    ),
                ),
            ],
            {
                "ordering": ("reference", "place"),
                "constraints": (
                    models.UniqueConstraint(fields=("reference", "place"), name="pathway_reference_claim_place"),
                    models.CheckConstraint(condition=Q(place__gte=1), name="pathway_reference_claim_counted_from_one"),
                ),
            },
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("ReferenceAnswer", ANSWER, ANSWER_OPTIONS)],
            state_operations=[migrations.CreateModel("ReferenceAnswer", ANSWER, {**ANSWER_OPTIONS, "managed": False})],
        ),
        migrations.RunPython(GUARD.put_up, GUARD.take_down),
    ]
