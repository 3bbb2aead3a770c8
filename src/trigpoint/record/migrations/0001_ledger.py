"""The three tables of the ledger, which only grow, guarded by triggers on SQLite and PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django.db.models.deletion
from django.db import migrations, models

from trigpoint.platform.append_only import Guard

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

    Fields = list[tuple[str, models.Field[Any, Any]]]

ENTRY: Fields = [
    ("position", models.BigAutoField(primary_key=True, serialize=False)),
    ("id", models.CharField(max_length=40)),
    ("subject", models.CharField(max_length=64)),
    ("seq", models.PositiveIntegerField()),
    ("commitment", models.BinaryField(max_length=32)),
    ("previous", models.BinaryField(max_length=32)),
    ("hash", models.BinaryField(max_length=32)),
]
ENTRY_OPTIONS = {
    "db_table": "record_entry",
    "ordering": ("position",),
    "constraints": (
        models.UniqueConstraint(fields=["id"], name="record_entry_id"),
        models.UniqueConstraint(fields=["subject", "seq"], name="record_entry_subject_seq"),
    ),
}
OF_ENTRY: Fields = [
    (
        "entry",
        models.OneToOneField(
            on_delete=django.db.models.deletion.DO_NOTHING, primary_key=True, serialize=False, to="record.entry"
        ),
    )
]
PAYLOAD: Fields = [
    *OF_ENTRY,
    ("salt", models.BinaryField(max_length=16)),
    ("code", models.CharField(max_length=100, null=True)),
    ("valid_from", models.DateField(null=True)),
    ("valid_until", models.DateField(null=True)),
    ("amount", models.IntegerField(null=True)),
    ("basis", models.PositiveSmallIntegerField(null=True)),
    ("at", models.CharField(max_length=100, null=True)),
    ("via", models.CharField(max_length=20, null=True)),
    ("began", models.DateField(null=True)),
    ("due", models.DateField(null=True)),
    ("source", models.CharField(blank=True, max_length=200)),
    ("note", models.TextField(blank=True)),
    ("corrects", models.CharField(max_length=40, null=True)),
    ("actor", models.CharField(max_length=100)),
    ("entered_at", models.DateTimeField()),
]
REASONS = [
    ("child", "It could identify a child."),
    ("person", "The person asked for it (UK GDPR, article 17)."),
    ("somebody-else", "It was about somebody else."),
    ("retention", "The time for which it is kept is over."),
]
ERASURE: Fields = [
    *OF_ENTRY,
    ("reason", models.CharField(choices=REASONS, max_length=20)),
    ("actor", models.CharField(max_length=100)),
    ("erased_at", models.DateTimeField()),
    ("corrects", models.CharField(max_length=40, null=True)),
    ("corrected_at", models.DateTimeField(null=True)),
    ("mark", models.BinaryField(max_length=32)),
]
TABLES: list[tuple[str, Fields, dict[str, Any]]] = [
    ("Entry", ENTRY, ENTRY_OPTIONS),
    ("Payload", PAYLOAD, {"db_table": "record_payload"}),
    ("Erasure", ERASURE, {"db_table": "record_erasure"}),
]
GUARDS = (
    Guard("record_entry", keys=(("position",), ("id",), ("subject", "seq"))),
    Guard(
        "record_payload",
        keys=(("entry_id",),),
        delete_if="EXISTS (SELECT 1 FROM record_erasure WHERE entry_id = OLD.entry_id)",
        insert_unless="EXISTS (SELECT 1 FROM record_erasure WHERE entry_id = NEW.entry_id)",
    ),
    Guard("record_erasure", keys=(("entry_id",),)),
)


def sort_subjects_by_bytes(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001 - Django's signature
    """Sort subjects on PostgreSQL as SQLite does: a root is over subjects in the order of their bytes."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute('ALTER TABLE record_entry ALTER COLUMN subject TYPE varchar(64) COLLATE "C"')


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
        migrations.RunPython(sort_subjects_by_bytes, migrations.RunPython.noop),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
    ]
