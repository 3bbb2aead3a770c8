"""More time that a candidate takes herself, and the pause of a part."""

from __future__ import annotations

from django.db import migrations, models

KINDS = [
    ("reported", "The candidate told of a problem"),
    ("two-tabs", "An answer was saved over one from another tab or device"),
    ("late", "An answer came after the end"),
    ("excluded", "A question no longer counts"),
    ("extended", "More minutes were given"),
    ("took-more", "The candidate took more time, as anybody may once a part"),
    ("paused", "The candidate stopped the clock, as anybody may once a part"),
    ("went-on", "The candidate let the clock run on before the pause was over"),
    ("set-aside", "The attempt was set aside"),
]


class Migration(migrations.Migration):
    """Add both to the parts, and what is written down of them to what happens in a paper."""

    dependencies = (("learning_examination", "0002_ledgers"),)
    operations = (
        migrations.AddField("part", "paused_until", models.DateTimeField(null=True)),
        migrations.AddField("part", "taken", models.PositiveSmallIntegerField(null=True)),
        migrations.AlterField("incident", "kind", models.CharField(choices=KINDS, max_length=10)),
    )
