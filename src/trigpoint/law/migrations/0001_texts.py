"""Files of official text, their passages and the changes they tell of, which only grow; and what is found by words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django.db.models.deletion
from django.db import migrations, models

from trigpoint.platform.append_only import Guard

if TYPE_CHECKING:
    Fields = list[tuple[str, models.Field[Any, Any]]]


def of_snapshot() -> Fields:
    """Return the fields with which a row points at its file."""
    return [
        ("id", models.BigAutoField(primary_key=True, serialize=False)),
        (
            "snapshot",
            models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="law.snapshot",
            ),
        ),
        ("position", models.PositiveIntegerField()),
    ]


SNAPSHOT: Fields = [
    ("sha256", models.CharField(max_length=64, primary_key=True, serialize=False)),
    ("file_name", models.CharField(max_length=200)),
    ("kind", models.CharField(max_length=20)),
    ("place", models.CharField(max_length=200)),
    ("part", models.CharField(blank=True, max_length=200)),
    ("title", models.TextField()),
    ("citation", models.CharField(blank=True, max_length=100)),
    ("court", models.CharField(blank=True, max_length=200)),
    ("status", models.CharField(blank=True, max_length=20)),
    ("as_at", models.DateField(null=True)),
    ("made", models.DateField(null=True)),
    ("modified", models.DateField(null=True)),
    ("language", models.CharField(blank=True, max_length=10)),
    ("repealed", models.BooleanField(default=False)),
    ("pictures", models.PositiveIntegerField(default=0)),
    ("passages", models.PositiveIntegerField(default=0)),
    ("imported_at", models.DateTimeField()),
    ("data", models.BinaryField()),
]
PASSAGE: Fields = [
    *of_snapshot(),
    ("place", models.CharField(max_length=200)),
    ("number", models.CharField(blank=True, max_length=40)),
    ("heading", models.TextField(blank=True)),
    ("under", models.JSONField()),
    ("lines", models.JSONField()),
    ("notes", models.JSONField()),
    ("since", models.DateField(null=True)),
    ("until", models.DateField(null=True)),
    ("extent", models.CharField(blank=True, max_length=40)),
    ("prospective", models.BooleanField(default=False)),
]
EFFECT: Fields = [
    *of_snapshot(),
    ("effect", models.CharField(max_length=100)),
    ("what", models.TextField(blank=True)),
    ("affected", models.CharField(max_length=200)),
    ("affected_words", models.TextField(blank=True)),
    ("affected_places", models.JSONField()),
    ("affecting", models.CharField(max_length=200)),
    ("affecting_title", models.TextField(blank=True)),
    ("affecting_words", models.TextField(blank=True)),
    ("in_force", models.JSONField()),
    ("applied", models.BooleanField()),
    ("modified", models.DateTimeField(null=True)),
]
TABLES: list[tuple[str, Fields, dict[str, Any]]] = [
    (
        "Snapshot",
        SNAPSHOT,
        {
            "db_table": "law_snapshot",
            "ordering": ("imported_at", "sha256"),
            "indexes": (models.Index(fields=["place", "as_at"], name="law_snapshot_place"),),
        },
    ),
    (
        "Passage",
        PASSAGE,
        {
            "db_table": "law_passage",
            "ordering": ("snapshot", "position"),
            "constraints": (models.UniqueConstraint(fields=["snapshot", "position"], name="law_passage_position"),),
            "indexes": (models.Index(fields=["place"], name="law_passage_place"),),
        },
    ),
    (
        "Effect",
        EFFECT,
        {
            "db_table": "law_effect",
            "ordering": ("snapshot", "position"),
            "constraints": (models.UniqueConstraint(fields=["snapshot", "position"], name="law_effect_position"),),
            "indexes": (models.Index(fields=["affected"], name="law_effect_affected"),),
        },
    ),
]
GUARDS = (
    Guard("law_snapshot", keys=(("sha256",),)),
    Guard("law_passage", keys=(("id",), ("snapshot_id", "position"))),
    Guard("law_effect", keys=(("id",), ("snapshot_id", "position"))),
)
ENTRY: Fields = [
    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
    ("kind", models.CharField(max_length=20)),
    ("ref", models.CharField(max_length=200)),
    ("heading", models.TextField()),
    ("citation", models.TextField(blank=True)),
    ("words", models.TextField()),
    ("since", models.DateField(null=True)),
    ("until", models.DateField(null=True)),
    ("source", models.CharField(db_index=True, max_length=64)),
]


class Migration(migrations.Migration):
    """Make the tables, and guard those of record. Django then leaves them alone: `flush` could not empty them."""

    initial = True
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel(*table) for table in TABLES],
            state_operations=[
                migrations.CreateModel(name, fields, {**options, "managed": False}) for name, fields, options in TABLES
            ],
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
        migrations.CreateModel("Entry", ENTRY, {"db_table": "law_entry", "verbose_name_plural": "entries"}),
    ]
