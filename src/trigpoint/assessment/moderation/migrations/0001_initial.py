"""Exercises, sampling plans, what waits for moderators, verifiers' rooms and findings."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from trigpoint.platform.append_only import Guard, only_grows, only_words

GUARDS = (
    Guard("moderation_attempt", keys=(("position",), ("key",))),
    Guard("moderation_plan", keys=(("position",), ("key",))),
    Guard("moderation_plan_item", keys=(("position",), ("plan", "submission"), ("stage",))),
    Guard("moderation_room_view", keys=(("position",),)),
    Guard(
        "moderation_finding_entry",
        keys=(("position",),),
        update_if=only_words(["position", "finding", "kind", "person", "at"]),
    ),
)


class Migration(migrations.Migration):
    """Make the tables, and guard those that only grow."""

    initial = True

    dependencies = []

    operations = [
        only_grows(
            migrations.CreateModel(
                name="SamplingPlan",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("key", models.CharField(max_length=40, unique=True)),
                    ("seed", models.CharField(max_length=64)),
                    ("digest", models.CharField(max_length=64)),
                    ("rules", models.JSONField()),
                    ("of", models.PositiveIntegerField()),
                    ("drawn", models.PositiveIntegerField()),
                    ("drawn_by", models.CharField(max_length=64)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "moderation_plan",
                    "ordering": ("position",),
                },
            )
        ),
        only_grows(
            migrations.CreateModel(
                name="Attempt",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("key", models.CharField(max_length=40, unique=True)),
                    ("assessor", models.CharField(max_length=64)),
                    ("exercise", models.CharField(max_length=40)),
                    ("digest", models.CharField(max_length=64)),
                    ("said", models.JSONField()),
                    ("fits", models.PositiveSmallIntegerField()),
                    ("of", models.PositiveSmallIntegerField()),
                    ("passed", models.BooleanField()),
                    ("demonstration", models.BooleanField(default=False)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "moderation_attempt",
                    "ordering": ("position",),
                    "indexes": [models.Index(fields=["assessor", "exercise", "at"], name="moderation_attempt_of")],
                },
            )
        ),
        only_grows(
            migrations.CreateModel(
                name="FindingEntry",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("finding", models.CharField(max_length=40)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("found", "found"),
                                ("answered", "answered"),
                                ("accepted", "accepted"),
                                ("not-accepted", "not-accepted"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("words", models.TextField(blank=True, max_length=2000)),
                    ("person", models.CharField(max_length=64)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "moderation_finding_entry",
                    "ordering": ("position",),
                    "indexes": [models.Index(fields=["finding"], name="moderation_entries_under")],
                },
            )
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("submission", models.CharField(max_length=40)),
                ("plan", models.CharField(max_length=40)),
                ("stage", models.CharField(max_length=40, unique=True)),
                ("reasons", models.JSONField()),
                ("sent_at", models.DateTimeField()),
                ("drawn_at", models.DateTimeField()),
                ("done", models.CharField(blank=True, max_length=40)),
                ("moderator", models.CharField(blank=True, max_length=64)),
                ("confirmed", models.BooleanField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("sent_at", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at", None)), fields=["sent_at", "id"], name="moderation_look_waits"
                    ),
                    models.Index(fields=["submission"], name="moderation_look_on"),
                ],
            },
        ),
        only_grows(
            migrations.CreateModel(
                name="PlanItem",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("plan", models.CharField(max_length=40)),
                    ("submission", models.CharField(max_length=40)),
                    ("stage", models.CharField(max_length=40)),
                    ("assessors", models.JSONField()),
                    ("strand", models.CharField(max_length=10)),
                    ("route", models.CharField(max_length=20)),
                    ("risks", models.JSONField()),
                    ("number", models.FloatField()),
                    ("reasons", models.JSONField()),
                ],
                options={
                    "db_table": "moderation_plan_item",
                    "ordering": ("position",),
                    "indexes": [models.Index(fields=["submission"], name="moderation_plan_item_on")],
                    "constraints": [
                        models.UniqueConstraint(fields=("plan", "submission"), name="moderation_plan_once"),
                        models.UniqueConstraint(fields=("stage",), name="moderation_plan_result_once"),
                    ],
                },
            )
        ),
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("verifier", models.CharField(max_length=64)),
                ("purpose", models.CharField(max_length=200)),
                ("since", models.DateField()),
                ("until", models.DateField()),
                ("opened_by", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("opened_at", "id"),
                "indexes": [models.Index(fields=["verifier", "until"], name="moderation_room_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("since"))), name="moderation_room_days"
                    )
                ],
            },
        ),
        only_grows(
            migrations.CreateModel(
                name="RoomView",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("room", models.CharField(max_length=40)),
                    ("submission", models.CharField(max_length=40)),
                    ("piece", models.CharField(blank=True, max_length=40)),
                    ("file", models.CharField(blank=True, max_length=40)),
                    ("viewer", models.CharField(max_length=64)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "moderation_room_view",
                    "ordering": ("position",),
                    "indexes": [
                        models.Index(fields=["room", "position"], name="moderation_views_in"),
                        models.Index(fields=["submission"], name="moderation_views_on"),
                    ],
                },
            )
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("number", models.PositiveIntegerField(null=True)),
                ("level", models.CharField(max_length=20)),
                ("due", models.DateField(null=True)),
                ("found_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="assessment_moderation.room",
                    ),
                ),
            ],
            options={
                "ordering": ("found_at", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at", None)), fields=["due"], name="moderation_finding_due"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RoomItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("submission", models.CharField(max_length=40)),
                (
                    "room",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="assessment_moderation.room",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
                "indexes": [models.Index(fields=["submission"], name="moderation_room_holds")],
                "constraints": [
                    models.UniqueConstraint(fields=("room", "number"), name="moderation_room_number"),
                    models.UniqueConstraint(fields=("room", "submission"), name="moderation_room_once"),
                ],
            },
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
    ]
