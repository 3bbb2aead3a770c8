"""The append-only table of scheme versions, guarded by triggers on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django.utils.timezone
from django.db import migrations, models

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# INSERT OR REPLACE removes the old row without asking the trigger on DELETE, so a third one stands before it.
SQLITE = (
    """CREATE TRIGGER content_schemeversion_no_update BEFORE UPDATE ON content_schemeversion
        BEGIN SELECT RAISE(ABORT, 'content_schemeversion only grows: a stored version is never changed'); END""",
    """CREATE TRIGGER content_schemeversion_no_delete BEFORE DELETE ON content_schemeversion
        BEGIN SELECT RAISE(ABORT, 'content_schemeversion only grows: a stored version is never removed'); END""",
    """CREATE TRIGGER content_schemeversion_no_replace BEFORE INSERT ON content_schemeversion
        WHEN EXISTS (SELECT 1 FROM content_schemeversion WHERE text_hash = NEW.text_hash)
        BEGIN SELECT RAISE(ABORT, 'content_schemeversion only grows: this version is stored already'); END""",
)
SQLITE_UNDONE = (
    "DROP TRIGGER content_schemeversion_no_replace",
    "DROP TRIGGER content_schemeversion_no_delete",
    "DROP TRIGGER content_schemeversion_no_update",
)
POSTGRES = (
    """CREATE FUNCTION content_schemeversion_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'content_schemeversion only grows: a stored version is never changed or removed'
            USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER content_schemeversion_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON content_schemeversion
        FOR EACH STATEMENT EXECUTE FUNCTION content_schemeversion_refuse()""",
)
POSTGRES_UNDONE = (
    "DROP TRIGGER content_schemeversion_no_change ON content_schemeversion",
    "DROP FUNCTION content_schemeversion_refuse()",
)


def guard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Let the database itself refuse changes."""
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRES}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unguard(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Take the guard away, so that the table can go."""
    for statement in {"sqlite": SQLITE_UNDONE, "postgresql": POSTGRES_UNDONE}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


FIELDS: list[tuple[str, models.Field[Any, Any]]] = [
    ("text_hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
    ("rules_hash", models.CharField(db_index=True, max_length=64)),
    ("scheme_id", models.CharField(db_index=True, max_length=64)),
    ("version", models.CharField(max_length=32)),
    ("title", models.CharField(max_length=200)),
    ("stored_at", models.DateTimeField(default=django.utils.timezone.now)),
    ("scheme", models.TextField()),
    ("codes", models.TextField()),
]
OPTIONS = {"db_table": "content_schemeversion", "ordering": ("stored_at", "text_hash")}


class Migration(migrations.Migration):
    """Make the table and guard it. Django then leaves it alone: `flush` could not empty it."""

    initial = True
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("SchemeVersion", FIELDS, OPTIONS)],
            state_operations=[migrations.CreateModel("SchemeVersion", FIELDS, {**OPTIONS, "managed": False})],
        ),
        migrations.RunPython(guard, unguard),
    ]
