"""The index that the search of schools looks in: FTS5 on SQLite, a GIN index on PostgreSQL.

SQLite keeps its index in step by triggers. Django remakes a table of SQLite to change its columns, and drops its
triggers with it: a later migration that changes `schools_school` must undo and do this one's statements around it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import migrations

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# No positions and no sizes: the order of what is found is reckoned elsewhere.
SQLITE = (
    """CREATE VIRTUAL TABLE schools_search USING fts5(
        words, content='schools_school', content_rowid='id', tokenize='ascii', detail='none', columnsize=0)""",
    """CREATE TRIGGER schools_search_insert AFTER INSERT ON schools_school
        BEGIN INSERT INTO schools_search (rowid, words) VALUES (NEW.id, NEW.words); END""",
    """CREATE TRIGGER schools_search_delete AFTER DELETE ON schools_school
        BEGIN INSERT INTO schools_search (schools_search, rowid, words) VALUES ('delete', OLD.id, OLD.words); END""",
    """CREATE TRIGGER schools_search_update AFTER UPDATE OF id, words ON schools_school
        BEGIN
            INSERT INTO schools_search (schools_search, rowid, words) VALUES ('delete', OLD.id, OLD.words);
            INSERT INTO schools_search (rowid, words) VALUES (NEW.id, NEW.words);
        END""",
    "INSERT INTO schools_search (schools_search) VALUES ('rebuild')",
)
SQLITE_UNDONE = (
    "DROP TRIGGER schools_search_update",
    "DROP TRIGGER schools_search_delete",
    "DROP TRIGGER schools_search_insert",
    "DROP TABLE schools_search",
)
# Written at once: a list of what is still to be indexed would be read through by every search until it is.
POSTGRES = (
    "CREATE INDEX schools_search ON schools_school USING gin (to_tsvector('simple', words)) WITH (fastupdate = off)",
)
POSTGRES_UNDONE = ("DROP INDEX schools_search",)


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

    dependencies = [("schools", "0001_register")]
    operations = [migrations.RunPython(index, unindex)]
