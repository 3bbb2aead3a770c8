"""Flagged exceptions: an ordinary table; what each row said before is in the events."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table."""

    dependencies = [("record", "0002_receipts_and_enrolments")]
    operations = [
        migrations.CreateModel(
            "FlaggedException",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=40, unique=True)),
                ("subject", models.CharField(max_length=64)),
                ("setting", models.CharField(max_length=100)),
                ("entry", models.CharField(max_length=40)),
                ("limbs", models.JSONField()),
                ("decided_by", models.CharField(max_length=200)),
                ("until", models.DateField()),
                ("doing", models.TextField(max_length=1_000)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.CharField(max_length=100)),
                ("closed_at", models.DateTimeField(null=True)),
                ("closed_by", models.CharField(blank=True, max_length=100)),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("put-right", "What was missing is there now."),
                            ("post-ended", "The post has ended."),
                            ("mistake", "It was a mistake: what was missing was there all along."),
                        ],
                        max_length=20,
                    ),
                ),
            ],
            {
                "indexes": (models.Index(fields=["setting"], name="record_exception_setting"),),
                "constraints": (
                    models.UniqueConstraint(
                        condition=models.Q(closed_at=None),
                        fields=("subject", "setting"),
                        name="record_one_open_exception",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(closed_at=None, closed_by="", outcome="")
                        | models.Q(closed_at__isnull=False, outcome__in=["put-right", "post-ended", "mistake"])
                        & ~models.Q(closed_by=""),
                        name="record_exception_closed_with_outcome",
                    ),
                    models.CheckConstraint(
                        condition=~models.Q(decided_by="") & ~models.Q(doing=""),
                        name="record_exception_says_who_and_what",
                    ),
                ),
            },
        ),
    ]
