"""A job may leave a file for whoever asked for it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add what is known of the file."""

    dependencies = [("platform", "0003_audit")]
    operations = [
        migrations.AddField("job", "file_name", models.CharField(blank=True, default="", max_length=120)),
        migrations.AddField("job", "file_type", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField("job", "file_size", models.PositiveBigIntegerField(default=0)),
        migrations.AddField("job", "stored", models.CharField(blank=True, default="", max_length=200)),
    ]
