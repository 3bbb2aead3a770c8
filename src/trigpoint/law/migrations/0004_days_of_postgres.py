"""An index of the days between which an entry of the search reads so, on PostgreSQL; SQLite has one of another kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Make the index."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "CREATE INDEX law_entry_range ON law_entry USING gist "
            "(daterange(since, CASE WHEN until < since THEN since ELSE until END))"
        )


def unindex(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Take the index away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX law_entry_range")


class Migration(migrations.Migration):
    """Let PostgreSQL leave out what does not hold on the day before it reads a row."""

    dependencies = [("law", "0003_days")]
    operations = [migrations.RunPython(index, unindex)]
