"""The index that the search of law looks in: FTS5 on SQLite, a GIN index on PostgreSQL.

SQLite keeps its index in step by triggers. Django remakes a table of SQLite to change its columns, and drops its
triggers with it: a later migration that changes `law_entry` must undo and do this one's statements around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = (
    """CREATE VIRTUAL TABLE law_search USING fts5(
        heading, citation, words, content='law_entry', content_rowid='id', tokenize='porter unicode61')""",
    """CREATE TRIGGER law_search_insert AFTER INSERT ON law_entry
        BEGIN
            INSERT INTO law_search (rowid, heading, citation, words)
            VALUES (NEW.id, NEW.heading, NEW.citation, NEW.words);
        END""",
    """CREATE TRIGGER law_search_delete AFTER DELETE ON law_entry
        BEGIN
            INSERT INTO law_search (law_search, rowid, heading, citation, words)
            VALUES ('delete', OLD.id, OLD.heading, OLD.citation, OLD.words);
        END""",
    """CREATE TRIGGER law_search_update AFTER UPDATE ON law_entry
        BEGIN
            INSERT INTO law_search (law_search, rowid, heading, citation, words)
            VALUES ('delete', OLD.id, OLD.heading, OLD.citation, OLD.words);
            INSERT INTO law_search (rowid, heading, citation, words)
            VALUES (NEW.id, NEW.heading, NEW.citation, NEW.words);
        END""",
    "INSERT INTO law_search (law_search) VALUES ('rebuild')",
)
SQLITE_UNDONE = (
    "DROP TRIGGER law_search_update",
    "DROP TRIGGER law_search_delete",
    "DROP TRIGGER law_search_insert",
    "DROP TABLE law_search",
)
# The vector is a column: ranking reads it for every match, and would otherwise make it anew each time.
POSTGRES = (
    """ALTER TABLE law_entry ADD COLUMN found_by tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('english', heading), 'A') ||
        setweight(to_tsvector('english', citation), 'B') ||
        setweight(to_tsvector('english', words), 'C')) STORED""",
    "CREATE INDEX law_search ON law_entry USING gin (found_by) WITH (fastupdate = off)",
)
POSTGRES_UNDONE = ("DROP INDEX law_search", "ALTER TABLE law_entry DROP COLUMN found_by")


def index(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Make the index."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unindex(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Take the index away."""
    for statement in {"sqlite": SQLITE_UNDONE, "postgresql": POSTGRES_UNDONE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Make the index and what keeps it in step."""

    dependencies = [("law", "0001_texts")]
    operations = [migrations.RunPython(index, unindex)]
