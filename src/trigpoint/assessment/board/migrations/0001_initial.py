"""Appeals, meetings of the award board, signatures, minutes, and what people tell for figures."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

from trigpoint.platform.append_only import Guard, only_grows, only_words

GUARDS = (
    Guard(
        "board_appeal_step",
        keys=(("position",),),
        update_if=only_words(["position", "appeal", "kind", "person", "at", "digest"]),
    ),
    Guard("board_signature", keys=(("position",), ("meeting", "digest", "member"))),
    Guard(
        "board_minutes",
        keys=(("position",), ("meeting", "version")),
        update_if=only_words(["position", "meeting", "version", "written_by", "at"]),
    ),
)


class Migration(migrations.Migration):
    """Make the tables, and guard those that only grow."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("on", models.DateField()),
                ("called_by", models.CharField(max_length=64)),
                ("called_at", models.DateTimeField()),
                ("listed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("on", "id"),
            },
        ),
        migrations.CreateModel(
            name="Told",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=64, unique=True)),
                ("sex", models.CharField(blank=True, max_length=20)),
                ("ethnicity", models.CharField(blank=True, max_length=20)),
                ("disability", models.CharField(blank=True, max_length=20)),
                ("age", models.CharField(blank=True, max_length=20)),
                ("consented_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Appeal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("submission", models.CharField(max_length=40)),
                ("stage", models.CharField(max_length=40, unique=True)),
                ("candidate", models.CharField(max_length=64)),
                ("grounds", models.JSONField()),
                ("words", models.TextField(blank=True, max_length=2000)),
                ("made_at", models.DateTimeField()),
                ("due", models.DateField()),
                ("reviewer", models.CharField(blank=True, max_length=64)),
                ("given_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("upheld", "upheld"),
                            ("partly", "partly"),
                            ("not-upheld", "not-upheld"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=12,
                    ),
                ),
            ],
            options={
                "ordering": ("made_at", "id"),
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at", None)), fields=["made_at", "id"], name="board_appeal_open"
                    ),
                    models.Index(fields=["candidate"], name="board_appeal_of"),
                    models.Index(fields=["reviewer"], name="board_appeal_with"),
                    models.Index(fields=["submission"], name="board_appeal_on"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("outcome", "")),
                            models.Q(("decided_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="board_appeal_decided_once",
                    )
                ],
            },
        ),
        only_grows(
            migrations.CreateModel(
                name="AppealStep",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("appeal", models.CharField(max_length=40)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("made", "made"),
                                ("given", "given"),
                                ("given-back", "given-back"),
                                ("decided", "decided"),
                                ("withdrawn", "withdrawn"),
                            ],
                            max_length=12,
                        ),
                    ),
                    ("person", models.CharField(max_length=64)),
                    ("at", models.DateTimeField()),
                    ("words", models.TextField(blank=True, max_length=2000)),
                    ("digest", models.CharField(blank=True, max_length=64)),
                    ("proved_at", models.DateTimeField(null=True)),
                ],
                options={
                    "db_table": "board_appeal_step",
                    "ordering": ("position",),
                    "indexes": [models.Index(fields=["appeal"], name="board_appeal_steps")],
                },
            )
        ),
        only_grows(
            migrations.CreateModel(
                name="BoardSignature",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("meeting", models.CharField(max_length=40)),
                    ("digest", models.CharField(max_length=64)),
                    ("items", models.JSONField()),
                    ("member", models.CharField(max_length=64)),
                    ("proved_at", models.DateTimeField()),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "board_signature",
                    "ordering": ("position",),
                    "constraints": [
                        models.UniqueConstraint(fields=("meeting", "digest", "member"), name="board_signature_once")
                    ],
                },
            )
        ),
        migrations.CreateModel(
            name="BroughtRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("person", models.CharField(max_length=64)),
                ("digest", models.CharField(max_length=64)),
                ("record", models.JSONField()),
                ("files", models.JSONField()),
                ("made_at", models.DateTimeField()),
                ("brought_at", models.DateTimeField()),
            ],
            options={
                "ordering": ("brought_at", "id"),
                "constraints": [models.UniqueConstraint(fields=("person", "digest"), name="board_brought_once")],
            },
        ),
        migrations.CreateModel(
            name="Item",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("candidate", models.CharField(max_length=64)),
                ("route", models.CharField(max_length=10)),
                ("rules_hash", models.CharField(max_length=64)),
                (
                    "state",
                    models.CharField(
                        choices=[("listed", "listed"), ("taken-off", "taken-off"), ("ratified", "ratified")],
                        default="listed",
                        max_length=10,
                    ),
                ),
                (
                    "off",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("incomplete", "incomplete"),
                            ("holds-it", "holds-it"),
                            ("conflict", "conflict"),
                            ("no-enrolment", "no-enrolment"),
                        ],
                        max_length=16,
                    ),
                ),
                ("missing", models.JSONField(default=list)),
                ("changed_at", models.DateTimeField()),
                ("entered_at", models.DateTimeField(null=True)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="items", to="assessment_board.meeting"
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        only_grows(
            migrations.CreateModel(
                name="Minutes",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("meeting", models.CharField(max_length=40)),
                    ("version", models.PositiveIntegerField()),
                    ("words", models.TextField(blank=True, max_length=20000)),
                    ("written_by", models.CharField(max_length=64)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "board_minutes",
                    "ordering": ("position",),
                    "constraints": [
                        models.UniqueConstraint(fields=("meeting", "version"), name="board_minutes_version")
                    ],
                },
            )
        ),
        migrations.CreateModel(
            name="Present",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("member", models.CharField(max_length=64)),
                ("outside", models.BooleanField(default=False)),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="present",
                        to="assessment_board.meeting",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Conflict",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("member", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts",
                        to="assessment_board.item",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
                "constraints": [models.UniqueConstraint(fields=("item", "member"), name="board_conflict_once")],
            },
        ),
        migrations.AddIndex(
            model_name="item",
            index=models.Index(fields=["candidate"], name="board_item_of"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("meeting", "candidate"), name="board_item_once"),
        ),
        migrations.AddConstraint(
            model_name="item",
            constraint=models.UniqueConstraint(fields=("meeting", "number"), name="board_item_number"),
        ),
        migrations.AddConstraint(
            model_name="present",
            constraint=models.UniqueConstraint(fields=("meeting", "member"), name="board_present_once"),
        ),
        *(migrations.RunPython(guard.put_up, guard.take_down) for guard in GUARDS),
    ]
