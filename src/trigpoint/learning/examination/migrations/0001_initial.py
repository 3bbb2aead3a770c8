"""Panels, adjustments, papers and refreshers. The ledgers come next."""

import django.db.models.deletion
from django.db import migrations, models

import trigpoint.learning.examination.models


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=trigpoint.learning.examination.models.new_key,
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person", models.CharField(max_length=64)),
                ("blueprint", models.CharField(max_length=100)),
                ("version", models.CharField(max_length=64)),
                ("seed", models.CharField(max_length=64)),
                ("seen", models.JSONField()),
                ("demonstration", models.BooleanField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("handed-in", "Handed in"),
                            ("released", "Released"),
                            ("set-aside", "Set aside"),
                            ("lapsed", "Ended without a result"),
                        ],
                        default="open",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("handed_in_at", models.DateTimeField(null=True)),
                ("right", models.PositiveSmallIntegerField(null=True)),
                ("counted", models.PositiveSmallIntegerField(null=True)),
                ("mark", models.PositiveSmallIntegerField(null=True)),
                ("passed", models.BooleanField(null=True)),
                ("released_at", models.DateTimeField(null=True)),
                ("released_by", models.CharField(blank=True, max_length=64)),
                ("entry", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ("opened_at", "key"),
            },
        ),
        migrations.CreateModel(
            name="Panel",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=trigpoint.learning.examination.models.new_key,
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("blueprint", models.CharField(max_length=100)),
                ("version", models.CharField(max_length=64)),
                ("items", models.JSONField()),
                ("demonstration", models.BooleanField()),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("round-1", "First round: each judge alone"),
                            ("discussion", "Discussion"),
                            ("round-2", "Second round"),
                            ("signed", "Signed"),
                        ],
                        default="round-1",
                        max_length=10,
                    ),
                ),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=64)),
                ("signed_at", models.DateTimeField(null=True)),
                ("signed_by", models.CharField(blank=True, max_length=64)),
                ("pass_mark", models.PositiveSmallIntegerField(null=True)),
                ("mean", models.PositiveIntegerField(null=True)),
                ("spread", models.PositiveIntegerField(null=True)),
                ("error", models.PositiveIntegerField(null=True)),
                ("judges", models.PositiveSmallIntegerField(null=True)),
                ("note", models.TextField(blank=True, max_length=1000)),
            ],
            options={
                "ordering": ("opened_at", "key"),
            },
        ),
        migrations.CreateModel(
            name="Pool",
            fields=[
                ("hash", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("items", models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name="Adjustment",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=trigpoint.learning.examination.models.new_key,
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person", models.CharField(max_length=64)),
                ("asked_percent", models.PositiveSmallIntegerField()),
                ("asked_rest", models.PositiveSmallIntegerField()),
                ("asked_words", models.TextField(blank=True, max_length=1000)),
                ("asked_at", models.DateTimeField()),
                ("given_percent", models.PositiveSmallIntegerField(null=True)),
                ("given_rest", models.PositiveSmallIntegerField(null=True)),
                ("given_words", models.TextField(blank=True, max_length=1000)),
                ("given_at", models.DateTimeField(null=True)),
                ("given_by", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "ordering": ("asked_at", "key"),
                "indexes": [models.Index(fields=["person"], name="examination_adjustment_of")],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("part", models.PositiveSmallIntegerField(null=True)),
                ("place", models.PositiveSmallIntegerField(null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("reported", "The candidate told of a problem"),
                            ("two-tabs", "An answer was saved over one from another tab or device"),
                            ("late", "An answer came after the end"),
                            ("excluded", "A question no longer counts"),
                            ("extended", "More minutes were given"),
                            ("set-aside", "The attempt was set aside"),
                        ],
                        max_length=10,
                    ),
                ),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("at", models.DateTimeField()),
                ("by", models.CharField(blank=True, max_length=64)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="incidents",
                        to="learning_examination.attempt",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddField(
            model_name="attempt",
            name="panel",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning_examination.panel"
            ),
        ),
        migrations.CreateModel(
            name="Part",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("allowed", models.PositiveSmallIntegerField(null=True)),
                ("begun_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("handed_in_at", models.DateTimeField(null=True)),
                ("ran_out", models.BooleanField(default=False)),
                (
                    "attempt",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parts",
                        to="learning_examination.attempt",
                    ),
                ),
            ],
            options={
                "ordering": ("number",),
            },
        ),
        migrations.CreateModel(
            name="Drawn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("question", models.CharField(max_length=100)),
                ("text_hash", models.CharField(max_length=64)),
                ("topic", models.CharField(max_length=50)),
                ("case", models.CharField(blank=True, max_length=100)),
                ("answer", models.JSONField(null=True)),
                ("latest", models.BigIntegerField(default=0)),
                ("answered_at", models.DateTimeField(null=True)),
                ("later", models.BooleanField(default=False)),
                (
                    "excluded",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("frozen", "The law that it rests on has changed, or may have."),
                            ("flagged", "An examiner found that it does not work as a question."),
                            ("changed", "Its text has changed since your paper was drawn."),
                        ],
                        max_length=10,
                    ),
                ),
                ("excluded_at", models.DateTimeField(null=True)),
                ("right", models.BooleanField(null=True)),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drawn",
                        to="learning_examination.part",
                    ),
                ),
            ],
            options={
                "ordering": ("place",),
            },
        ),
        migrations.AddField(
            model_name="attempt",
            name="pool",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="learning_examination.pool"
            ),
        ),
        migrations.CreateModel(
            name="Refresher",
            fields=[
                (
                    "key",
                    models.CharField(
                        default=trigpoint.learning.examination.models.new_key,
                        max_length=40,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person", models.CharField(max_length=64)),
                ("changes", models.JSONField()),
                ("questions", models.JSONField()),
                ("read", models.JSONField(default=list)),
                ("answers", models.JSONField(default=dict)),
                ("begun_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
                ("entry", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ("begun_at", "key"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at", None)), fields=("person",), name="examination_one_refresher"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("judge", models.CharField(max_length=64)),
                (
                    "capacity",
                    models.CharField(
                        choices=[
                            ("senco", "a SENCO"),
                            ("parent-carer", "a parent carer"),
                            ("lawyer", "somebody who works with SEND law"),
                            ("other", "something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("trained_at", models.DateTimeField()),
                (
                    "panel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="learning_examination.panel",
                    ),
                ),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.AddConstraint(
            model_name="part",
            constraint=models.UniqueConstraint(fields=("attempt", "number"), name="examination_part_once"),
        ),
        migrations.AddIndex(
            model_name="drawn",
            index=models.Index(fields=["question"], name="examination_drawn_question"),
        ),
        migrations.AddConstraint(
            model_name="drawn",
            constraint=models.UniqueConstraint(fields=("part", "place"), name="examination_drawn_once"),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=models.Index(fields=["state"], name="examination_attempt_state"),
        ),
        migrations.AddConstraint(
            model_name="attempt",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["open", "handed-in"])),
                fields=("person", "blueprint"),
                name="examination_one_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.UniqueConstraint(fields=("panel", "judge"), name="examination_seat_once"),
        ),
    ]
