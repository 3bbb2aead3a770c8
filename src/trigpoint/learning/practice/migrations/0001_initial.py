"""Plans, cards, rounds, answers and drafts of practice."""

from __future__ import annotations

from django.db import migrations, models

from trigpoint.learning.practice.models import new_key


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("person", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("topics", models.JSONField(default=list)),
                ("units", models.JSONField(default=list)),
                ("target", models.DateField(null=True)),
                ("authority", models.CharField(blank=True, max_length=200)),
                ("a_day", models.PositiveSmallIntegerField(default=10)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("person", models.CharField(max_length=64)),
                ("attempt", models.CharField(max_length=64)),
                ("question", models.CharField(max_length=100)),
                ("text_hash", models.CharField(max_length=64)),
                ("answer", models.JSONField(null=True)),
                ("right", models.BooleanField()),
                ("points", models.PositiveSmallIntegerField()),
                ("most", models.PositiveSmallIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["question"], name="practice_answer_to")],
                "constraints": [models.UniqueConstraint(fields=("person", "attempt"), name="practice_answer_once")],
            },
        ),
        migrations.CreateModel(
            name="Card",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("person", models.CharField(max_length=64)),
                ("question", models.CharField(max_length=100)),
                ("state", models.PositiveSmallIntegerField()),
                ("step", models.PositiveSmallIntegerField(null=True)),
                ("stability", models.FloatField(null=True)),
                ("difficulty", models.FloatField(null=True)),
                ("due", models.DateTimeField()),
                ("day", models.DateField()),
                ("last_at", models.DateTimeField()),
                ("times", models.PositiveIntegerField(default=1)),
                ("right", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["person", "day"], name="practice_card_due")],
                "constraints": [models.UniqueConstraint(fields=("person", "question"), name="practice_card_once")],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=new_key,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person", models.CharField(max_length=64)),
                ("content", models.JSONField()),
                ("place", models.PositiveIntegerField()),
                ("source", models.CharField(max_length=200)),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("made_at", "place"),
                "indexes": [models.Index(fields=["person"], name="practice_draft_of")],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=new_key,
                        max_length=64,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person", models.CharField(max_length=64)),
                ("questions", models.JSONField()),
                ("answers", models.JSONField(default=dict)),
                ("left_out", models.JSONField(default=list)),
                ("right", models.PositiveSmallIntegerField(null=True)),
                ("opened_at", models.DateTimeField()),
                ("started_at", models.DateTimeField(null=True)),
                ("saved_at", models.DateTimeField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("opened_at", "key"),
                "indexes": [models.Index(fields=["person", "opened_at"], name="practice_round_of")],
            },
        ),
    ]
