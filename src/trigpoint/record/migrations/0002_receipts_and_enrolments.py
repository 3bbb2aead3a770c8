"""Receipts of forms, and enrolments."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make two ordinary tables."""

    dependencies = [("record", "0001_ledger")]
    operations = [
        migrations.CreateModel(
            "Receipt",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=64)),
                ("form", models.CharField(max_length=200)),
                ("first_seq", models.PositiveIntegerField()),
                ("entries", models.PositiveIntegerField()),
            ],
            {
                "constraints": (
                    models.UniqueConstraint(fields=["subject", "form"], name="record_receipt_subject_form"),
                ),
            },
        ),
        migrations.CreateModel(
            "Enrolment",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=64)),
                ("scheme", models.CharField(max_length=64)),
                ("route", models.CharField(max_length=64)),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("aspiring", "Looking towards the role"),
                            ("training", "Working towards the award"),
                            ("holding", "Holds the award, and renews it"),
                            ("mentoring", "Mentors or assesses others"),
                            ("left", "Has left"),
                        ],
                        max_length=20,
                    ),
                ),
                ("rules_hash", models.CharField(max_length=64)),
                ("begun_at", models.DateTimeField()),
                ("moved_at", models.DateTimeField(null=True)),
            ],
            {
                "constraints": (
                    models.UniqueConstraint(fields=["subject", "scheme"], name="record_enrolment_subject_scheme"),
                ),
            },
        ),
    ]
