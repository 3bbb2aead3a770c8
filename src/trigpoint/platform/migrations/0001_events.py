"""The append-only table of events, guarded by triggers on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models

from trigpoint.platform.append_only import Guard

FIELDS: list[tuple[str, models.Field[Any, Any]]] = [
    ("position", models.BigAutoField(primary_key=True, serialize=False)),
    ("id", models.CharField(max_length=40)),
    ("name", models.CharField(max_length=100)),
    ("actor", models.CharField(max_length=100, null=True)),
    ("subject", models.CharField(max_length=100)),
    ("at", models.DateTimeField()),
    ("data", models.JSONField()),
    ("words", models.TextField(blank=True)),
]
OPTIONS = {
    "db_table": "platform_event",
    "ordering": ("position",),
    "constraints": (models.UniqueConstraint(fields=["id"], name="platform_event_id"),),
    "indexes": (
        models.Index(fields=["subject", "position"], name="platform_event_subject"),
        models.Index(fields=["name", "position"], name="platform_event_name"),
    ),
}
KEPT = ("position", "id", "name", "subject", "at", "data")
GUARD = Guard(
    "platform_event",
    keys=(("position",), ("id",)),
    # Erasure may empty the words, and change nothing else. `actor` may be absent on both sides.
    update_if=(
        "NEW.words = '' AND COALESCE(NEW.actor, '') = COALESCE(OLD.actor, '') AND "
        + " AND ".join(f"NEW.{column} = OLD.{column}" for column in KEPT)
    ),
)


class Migration(migrations.Migration):
    """Make the table and guard it. Django then leaves it alone: `flush` could not empty it."""

    initial = True
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("Event", FIELDS, OPTIONS)],
            state_operations=[migrations.CreateModel("Event", FIELDS, {**OPTIONS, "managed": False})],
        ),
        migrations.RunPython(GUARD.put_up, GUARD.take_down),
    ]
