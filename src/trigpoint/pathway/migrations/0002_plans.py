"""Plans: goals, how sure somebody is, reviews, reflections, what she chose."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the tables of plans."""

    dependencies = [
        ("pathway", "0001_referees"),
    ]

    operations = [
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("person", models.CharField(max_length=64)),
                ("words", models.CharField(blank=True, max_length=200)),
                ("rule", models.CharField(blank=True, max_length=40)),
                ("minutes", models.PositiveSmallIntegerField(null=True)),
                ("by", models.DateField(null=True)),
                ("meeting", models.CharField(blank=True, max_length=40)),
                ("added_on", models.DateField()),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("done", "Done"), ("dropped", "Taken off the plan")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("ended_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ("id",),
                "indexes": [models.Index(fields=["person", "state"], name="pathway_goals_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["open", "done", "dropped"])), name="pathway_goal_state"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("words", ""), _negated=True),
                            models.Q(("rule", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="pathway_goal_says_something",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_on", None), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("ended_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="pathway_goal_ends_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open"), models.Q(("rule", ""), _negated=True), ("words", "")),
                        fields=("person", "rule"),
                        name="pathway_goal_one_a_requirement",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Plan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=64, unique=True)),
                (
                    "digest",
                    models.CharField(
                        choices=[("never", "Never"), ("weekly", "Once a week"), ("dates", "Before a date of mine")],
                        default="never",
                        max_length=8,
                    ),
                ),
                ("site", models.CharField(blank=True, max_length=200)),
                ("terms", models.JSONField(default=list)),
                ("stop_key", models.CharField(max_length=32, unique=True)),
                ("feed_key", models.CharField(max_length=32, unique=True)),
                ("feed_turn", models.PositiveIntegerField(default=0)),
                ("reminded_on", models.DateField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("digest", "never"), _negated=True),
                        fields=["id"],
                        name="pathway_plan_reminded",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("digest__in", ["never", "weekly", "dates"])), name="pathway_plan_digest"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reflection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("person", models.CharField(max_length=64)),
                ("words", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-written_at", "-id"),
                "indexes": [models.Index(fields=["person", "written_at"], name="pathway_reflections_of")],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("person", models.CharField(max_length=64)),
                ("on", models.DateField()),
                ("since", models.DateField(null=True)),
                ("done", models.TextField(blank=True)),
                ("ahead", models.TextField(blank=True)),
                ("goals_done", models.PositiveSmallIntegerField()),
                ("met", models.PositiveSmallIntegerField(null=True)),
                ("of", models.PositiveSmallIntegerField(null=True)),
            ],
            options={
                "ordering": ("-on", "-id"),
                "constraints": [models.UniqueConstraint(fields=("person", "on"), name="pathway_review_once_a_day")],
            },
        ),
        migrations.CreateModel(
            name="SelfAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person", models.CharField(max_length=64)),
                ("rule", models.CharField(max_length=40)),
                (
                    "sure",
                    models.CharField(
                        choices=[("not-yet", "Not yet"), ("partly", "Partly"), ("sure", "Sure")], max_length=8
                    ),
                ),
                ("on", models.DateField()),
            ],
            options={
                "ordering": ("on", "id"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("sure__in", ["not-yet", "partly", "sure"])),
                        name="pathway_self_assessment_sure",
                    ),
                    models.UniqueConstraint(fields=("person", "rule", "on"), name="pathway_self_assessment_once_a_day"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReflectionShown",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("to", models.CharField(max_length=64)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                (
                    "reflection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="shown", to="pathway.reflection"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["to"], name="pathway_reflections_shown_to")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("reflection", "to"),
                        name="pathway_reflection_shown_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("until__gte", models.F("since")), _connector="OR"),
                        name="pathway_reflection_shown_before_hidden",
                    ),
                ],
            },
        ),
    ]
