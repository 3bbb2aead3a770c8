"""Requests for protected time: one table."""

from __future__ import annotations

from django.db import migrations, models
from django.db.models import F, Q

import trigpoint.people.time.models

STATES = [
    ("waiting", "Waiting for the head"),
    ("proposed", "Other hours proposed"),
    ("agreed", "Agreed"),
    ("declined", "Declined"),
    ("withdrawn", "Taken back"),
    ("replaced", "Replaced by a later agreement"),
]


class Migration(migrations.Migration):
    """Make the table."""

    initial = True
    operations = [
        migrations.CreateModel(
            name="TimeRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=trigpoint.people.time.models.new_key, editable=False, max_length=40, unique=True
                    ),
                ),
                ("subject", models.CharField(max_length=64)),
                ("setting", models.CharField(max_length=100)),
                ("minutes", models.PositiveSmallIntegerField()),
                ("since", models.DateField()),
                ("minutes_left", models.PositiveIntegerField(null=True)),
                ("finish", models.DateField(null=True)),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("asked_at", models.DateTimeField()),
                ("state", models.CharField(choices=STATES, default="waiting", max_length=10)),
                ("answered_at", models.DateTimeField(null=True)),
                ("answered_by", models.CharField(blank=True, max_length=64)),
                ("agreed_minutes", models.PositiveSmallIntegerField(null=True)),
                ("agreed_since", models.DateField(null=True)),
                ("review", models.DateField(null=True)),
                ("reply", models.TextField(blank=True, max_length=1000)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [models.Index(fields=["setting", "state"], name="people_time_setting_state")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(state__in=("waiting", "proposed")),
                        fields=("subject", "setting"),
                        name="people_time_one_open_request",
                    ),
                    models.UniqueConstraint(
                        condition=Q(state="agreed"), fields=("subject", "setting"), name="people_time_one_agreement"
                    ),
                    models.CheckConstraint(
                        condition=Q(minutes__gte=15, minutes__lte=2400), name="people_time_minutes_a_week"
                    ),
                    models.CheckConstraint(
                        condition=~Q(state__in=["agreed", "proposed", "replaced"])
                        | Q(agreed_minutes__isnull=False, agreed_since__isnull=False, review__gt=F("agreed_since")),
                        name="people_time_agreed_from_until",
                    ),
                    models.CheckConstraint(
                        condition=~Q(state="declined") | ~Q(reply=""), name="people_time_declined_with_a_reason"
                    ),
                ],
            },
        ),
    ]
