"""An index of the days alone, so that a search for a day need not read every text that has the words."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the index."""

    dependencies = [("law", "0002_search")]
    operations = [
        migrations.AddIndex("entry", models.Index(fields=["id", "since", "until"], name="law_entry_days")),
    ]
