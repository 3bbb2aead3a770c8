"""Changes that were noticed, what was said of them and what was agreed. All three only grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django.db.models.deletion
from django.db import migrations, models

import trigpoint.law.watch.models
from trigpoint.platform.append_only import Guard

if TYPE_CHECKING:
    Fields = list[tuple[str, models.Field[Any, Any]]]


def one_of(model: str) -> models.ForeignKey[Any, Any]:
    """Return a field that points at a row of another of these tables."""
    return models.ForeignKey(on_delete=django.db.models.deletion.DO_NOTHING, related_name="+", to=f"law_watch.{model}")


NOTICE: Fields = [
    (
        "key",
        models.CharField(default=trigpoint.law.watch.models.new_key, max_length=40, primary_key=True, serialize=False),
    ),
    ("provision", models.CharField(max_length=100)),
    ("mark", models.CharField(max_length=40)),
    (
        "found",
        models.CharField(
            choices=[
                ("imported", "Found in official text that was imported"),
                ("entered", "Entered by hand"),
            ],
            max_length=10,
        ),
    ),
    ("passage_before", models.CharField(blank=True, max_length=40)),
    ("passage_after", models.CharField(blank=True, max_length=40)),
    ("before", models.TextField(blank=True)),
    ("after", models.TextField()),
    ("as_at", models.DateField()),
    ("source", models.TextField()),
    ("address", models.URLField(blank=True)),
    ("noticed_at", models.DateTimeField()),
    ("noticed_by", models.CharField(blank=True, max_length=64)),
]
JUDGEMENT: Fields = [
    ("id", models.BigAutoField(primary_key=True, serialize=False)),
    ("notice", one_of("notice")),
    ("judge", models.CharField(max_length=64)),
    ("material", models.BooleanField()),
    ("due", models.DateField(null=True)),
    ("note", models.TextField(max_length=500)),
    ("judged_at", models.DateTimeField()),
]
DECISION: Fields = [
    ("id", models.BigAutoField(primary_key=True, serialize=False)),
    ("notice", one_of("notice")),
    ("first", one_of("judgement")),
    ("second", one_of("judgement")),
    ("material", models.BooleanField()),
    ("since", models.DateField(null=True)),
    ("due", models.DateField(null=True)),
    ("note", models.TextField(max_length=500)),
    ("entry", models.CharField(blank=True, max_length=40)),
    ("decided_at", models.DateTimeField()),
]
TABLES: list[tuple[str, Fields, dict[str, Any]]] = [
    (
        "Notice",
        NOTICE,
        {
            "db_table": "law_watch_notice",
            "ordering": ("noticed_at", "key"),
            "constraints": (models.UniqueConstraint(fields=["provision", "mark"], name="law_watch_notice_once"),),
        },
    ),
    (
        "Judgement",
        JUDGEMENT,
        {
            "db_table": "law_watch_judgement",
            "ordering": ("id",),
            "indexes": (models.Index(fields=["notice"], name="law_watch_judgement_of"),),
        },
    ),
    (
        "Decision",
        DECISION,
        {
            "db_table": "law_watch_decision",
            "ordering": ("id",),
            "constraints": (models.UniqueConstraint(fields=["second"], name="law_watch_decision_once"),),
            "indexes": (models.Index(fields=["notice"], name="law_watch_decision_of"),),
        },
    ),
]
GUARDS = (
    Guard("law_watch_notice", keys=(("key",), ("provision", "mark"))),
    Guard("law_watch_judgement", keys=(("id",),)),
    Guard("law_watch_decision", keys=(("id",), ("second_id",))),
)


class Migration(migrations.Migration):
    """Make the tables and guard them. Django then leaves them alone: `flush` could not empty them."""

    initial = True
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel(*table) for table in TABLES],
            state_operations=[
                migrations.CreateModel(name, fields, {**options, "managed": False}) for name, fields, options in TABLES
            ],
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
    ]
