"""Progress through units; runs and decisions of scenarios, which only grow; private words to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django.db.models.deletion
from django.db import migrations, models

import trigpoint.learning.models
from trigpoint.platform.append_only import Guard

if TYPE_CHECKING:
    Fields = list[tuple[str, models.Field[Any, Any]]]


def number() -> models.BigAutoField[Any, Any]:
    """Return the key of a table that has no other."""
    return models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


RUN: Fields = [
    (
        "key",
        models.CharField(default=trigpoint.learning.models.new_key, max_length=40, primary_key=True, serialize=False),
    ),
    ("person", models.CharField(max_length=64)),
    ("scenario", models.CharField(max_length=100)),
    ("text_hash", models.CharField(max_length=64)),
    ("attempt", models.PositiveSmallIntegerField()),
    ("started_at", models.DateTimeField()),
]
DECISION: Fields = [
    ("id", models.BigAutoField(primary_key=True, serialize=False)),
    (
        "run",
        models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to="learning.run"),
    ),
    ("number", models.PositiveSmallIntegerField()),
    ("point", models.CharField(max_length=100)),
    ("choice", models.CharField(max_length=100)),
    ("reason", models.CharField(max_length=100)),
    ("verdict", models.CharField(max_length=10)),
    ("at", models.DateTimeField()),
]
GROWING: list[tuple[str, Fields, dict[str, Any]]] = [
    (
        "Run",
        RUN,
        {
            "db_table": "learning_run",
            "ordering": ("started_at", "key"),
            "constraints": (
                models.UniqueConstraint(fields=["person", "scenario", "attempt"], name="learning_run_attempt_once"),
            ),
        },
    ),
    (
        "Decision",
        DECISION,
        {
            "db_table": "learning_decision",
            "ordering": ("id",),
            "constraints": (models.UniqueConstraint(fields=["run", "number"], name="learning_decision_once"),),
        },
    ),
]
GUARDS = (
    Guard("learning_run", keys=(("key",), ("person", "scenario", "attempt"))),
    Guard("learning_decision", keys=(("id",), ("run_id", "number"))),
)


class Migration(migrations.Migration):
    """Make the tables; guard those that only grow."""

    initial = True
    operations = [
        migrations.CreateModel(
            "StepRead",
            [
                ("id", number()),
                ("person", models.CharField(max_length=64)),
                ("unit", models.CharField(max_length=100)),
                ("step", models.CharField(max_length=100)),
                ("at", models.DateTimeField()),
            ],
            {
                "constraints": [
                    models.UniqueConstraint(fields=["person", "unit", "step"], name="learning_step_read_once")
                ]
            },
        ),
        migrations.CreateModel(
            "UnitFinished",
            [
                ("id", number()),
                ("person", models.CharField(max_length=64)),
                ("unit", models.CharField(max_length=100)),
                ("text_hash", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
            ],
            {"constraints": [models.UniqueConstraint(fields=["person", "unit"], name="learning_unit_finished_once")]},
        ),
        migrations.CreateModel(
            "PrivateWords",
            [
                ("id", number()),
                ("person", models.CharField(max_length=64)),
                ("decision", models.BigIntegerField(unique=True)),
                ("words", models.TextField(max_length=500)),
                ("at", models.DateTimeField()),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel(*table) for table in GROWING],
            state_operations=[
                migrations.CreateModel(name, fields, {**options, "managed": False}) for name, fields, options in GROWING
            ],
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
    ]
