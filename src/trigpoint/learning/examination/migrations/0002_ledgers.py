"""Answers, ratings and flags. All three only grow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations, models

from trigpoint.platform.append_only import Guard

if TYPE_CHECKING:
    Fields = list[tuple[str, models.Field[Any, Any]]]

GIVEN: Fields = [
    ("id", models.BigAutoField(primary_key=True, serialize=False)),
    ("attempt", models.CharField(max_length=40)),
    ("part", models.PositiveSmallIntegerField()),
    ("place", models.PositiveSmallIntegerField()),
    ("answer", models.JSONField(null=True)),
    ("counts", models.BooleanField()),
    ("clash", models.BooleanField()),
    ("replaced", models.BigIntegerField()),
    ("at", models.DateTimeField()),
]
RATING: Fields = [
    ("id", models.BigAutoField(primary_key=True, serialize=False)),
    ("panel", models.CharField(max_length=40)),
    ("judge", models.CharField(max_length=64)),
    ("round", models.PositiveSmallIntegerField()),
    ("question", models.CharField(max_length=100)),
    ("percent", models.PositiveSmallIntegerField()),
    ("at", models.DateTimeField()),
]
FLAG: Fields = [
    ("id", models.BigAutoField(primary_key=True, serialize=False)),
    ("question", models.CharField(max_length=100)),
    ("text_hash", models.CharField(max_length=64)),
    ("reason", models.TextField(max_length=500)),
    ("by", models.CharField(max_length=64)),
    ("at", models.DateTimeField()),
]
TABLES: list[tuple[str, Fields, dict[str, Any]]] = [
    (
        "Given",
        GIVEN,
        {
            "db_table": "examination_given",
            "ordering": ("id",),
            "indexes": (models.Index(fields=["attempt"], name="examination_given_in"),),
        },
    ),
    (
        "Rating",
        RATING,
        {
            "db_table": "examination_rating",
            "ordering": ("id",),
            "indexes": (models.Index(fields=["panel", "judge"], name="examination_rating_of"),),
        },
    ),
    ("ItemFlag", FLAG, {"db_table": "examination_item_flag", "ordering": ("id",)}),
]
GUARDS = tuple(Guard(options["db_table"], keys=(("id",),)) for _, _, options in TABLES)


class Migration(migrations.Migration):
    """Make the tables and guard them. Django then leaves them alone: `flush` could not empty them."""

    dependencies = (("learning_examination", "0001_initial"),)
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel(*table) for table in TABLES],
            state_operations=[
                migrations.CreateModel(name, fields, {**options, "managed": False}) for name, fields, options in TABLES
            ],
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
    ]
