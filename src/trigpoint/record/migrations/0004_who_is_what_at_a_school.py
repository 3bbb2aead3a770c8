"""An index from a school and a code to entries: who is the SENCO here. Facts that name no school are not in it."""

from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    """Make the index. The table is the migrations' own (`managed = False`), so Django keeps no state of it."""

    dependencies = [("record", "0003_exceptions")]
    operations = [
        migrations.RunSQL(
            "CREATE INDEX record_payload_at_code ON record_payload (at, code) WHERE at IS NOT NULL",
            "DROP INDEX record_payload_at_code",
        )
    ]
