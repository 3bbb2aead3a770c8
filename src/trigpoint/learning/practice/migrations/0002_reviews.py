"""What reviewers said of questions: a table that only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import migrations, models

from trigpoint.platform.append_only import Guard

if TYPE_CHECKING:
    Fields = list[tuple[str, models.Field[Any, Any]]]

REVIEW: Fields = [
    ("id", models.BigAutoField(primary_key=True, serialize=False)),
    ("question", models.CharField(max_length=100)),
    ("text_hash", models.CharField(max_length=64)),
    ("reviewer", models.CharField(max_length=64)),
    (
        "verdict",
        models.CharField(
            choices=[("accept", "It can be used as it stands"), ("change", "It has to be changed first")], max_length=10
        ),
    ),
    ("note", models.TextField(blank=True, max_length=1000)),
    ("demonstration", models.BooleanField()),
    ("at", models.DateTimeField()),
]
OPTIONS: dict[str, Any] = {
    "db_table": "practice_review",
    "ordering": ("id",),
    "indexes": (models.Index(fields=["question"], name="practice_review_of"),),
}
GUARD = Guard("practice_review", keys=(("id",),))


class Migration(migrations.Migration):
    """Make the table and guard it. Django then leaves it alone: `flush` could not empty it."""

    dependencies = [("learning_practice", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("Review", REVIEW, OPTIONS)],
            state_operations=[migrations.CreateModel("Review", REVIEW, {**OPTIONS, "managed": False})],
        ),
        migrations.RunPython(GUARD.put_up, GUARD.take_down),
    ]
