"""Counts of tries to sign in, which all workers share."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the table of counts."""

    dependencies = [
        ("people", "0003_relationships"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("value", models.TextField()),
                ("until", models.FloatField(db_index=True)),
            ],
        ),
    ]
