"""Indexes by which events are looked through: by moment, by who did it, and by name.

The table is not managed by Django, so the database is told in SQL, and Django's own picture beside it.
"""

from __future__ import annotations

from django.db import migrations, models

INDEXES = {
    "platform_event_at": ("at", "position"),
    "platform_event_actor": ("actor", "at", "position"),
    "platform_event_named": ("name", "at", "position"),
    "platform_event_about": ("subject", "at", "position"),
}


class Migration(migrations.Migration):
    """Make the indexes."""

    dependencies = [("platform", "0002_work")]
    operations = [
        migrations.RunSQL(
            f"CREATE INDEX {name} ON platform_event ({', '.join(columns)})",
            f"DROP INDEX {name}",
            state_operations=[migrations.AddIndex("event", models.Index(fields=list(columns), name=name))],
        )
        for name, columns in INDEXES.items()
    ]
