"""Work that waits for a worker, jobs, messages, daily routines."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the tables of work."""

    dependencies = [
        ("platform", "0001_events"),
    ]

    operations = [
        migrations.CreateModel(
            name="Routine",
            fields=[
                ("name", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("day", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("to", models.CharField(max_length=254)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("sent", "Sent"),
                            ("filed", "Kept as a file: this is a demonstration"),
                            ("off", "Not sent: mail is switched off"),
                            ("nobody", "Not sent: nobody has that key, or an address"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("queued", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["ended"], name="platform_message_ended")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", None), ("state", "waiting")),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("ended__isnull", False), ("text", "")
                            ),
                            _connector="OR",
                        ),
                        name="platform_message_text_goes_when_it_ends",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=100)),
                ("key", models.CharField(max_length=150, unique=True)),
                ("line", models.CharField(blank=True, max_length=210)),
                ("payload", models.JSONField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("running", "Running"),
                            ("done", "Done"),
                            ("failed", "Stopped after several tries"),
                        ],
                        default="waiting",
                        max_length=7,
                    ),
                ),
                ("due", models.DateTimeField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("lease", models.CharField(blank=True, max_length=32)),
                ("error", models.CharField(blank=True, max_length=300)),
                ("queued", models.DateTimeField()),
                ("finished", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("state__in", ["waiting", "running"])),
                        fields=["due", "id"],
                        name="platform_task_due",
                    ),
                    models.Index(
                        condition=models.Q(
                            models.Q(("line", ""), _negated=True), models.Q(("state", "done"), _negated=True)
                        ),
                        fields=["line", "id"],
                        name="platform_task_line",
                    ),
                    models.Index(fields=["finished"], name="platform_task_finished"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "running", "done", "failed"])),
                        name="platform_task_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "running"), models.Q(("lease", ""), _negated=True)),
                            models.Q(models.Q(("state", "running"), _negated=True), ("lease", "")),
                            _connector="OR",
                        ),
                        name="platform_task_leased_while_running",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Job",
            fields=[
                ("id", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("asked_by", models.CharField(max_length=100)),
                ("title", models.CharField(max_length=200)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField(default=0)),
                ("words", models.TextField(blank=True)),
                (
                    "task",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="job", to="platform.task"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["asked_by"], name="platform_job_asked_by")],
            },
        ),
    ]
