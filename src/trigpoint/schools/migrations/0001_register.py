"""The register: imports, authorities, trusts, schools and the links between them."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    operations = [
        migrations.CreateModel(
            name="Trust",
            fields=[
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("word", models.CharField(max_length=80, primary_key=True, serialize=False)),
            ],
        ),
        migrations.CreateModel(
            name="Authority",
            fields=[
                ("name", models.CharField(max_length=200, primary_key=True, serialize=False)),
                ("code", models.CharField(blank=True, max_length=3)),
                (
                    "nation",
                    models.CharField(
                        choices=[
                            ("england", "England"),
                            ("ended", "England, before a reorganisation of councils"),
                            ("wales", "Wales"),
                            ("overseas", "Outside England and Wales"),
                            ("none", "No authority"),
                        ],
                        max_length=8,
                    ),
                ),
                ("region", models.CharField(blank=True, max_length=24)),
            ],
            options={
                "verbose_name_plural": "authorities",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("nation__in", ["england", "ended", "wales", "overseas", "none"])),
                        name="schools_authority_nation",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("region", ""),
                            models.Q(
                                ("nation__in", ["england", "ended"]),
                                (
                                    "region__in",
                                    (
                                        "East Midlands",
                                        "East of England",
                                        "London",
                                        "North East",
                                        "North West",
                                        "South East",
                                        "South West",
                                        "West Midlands",
                                        "Yorkshire and the Humber",
                                    ),
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="schools_only_england_has_regions",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Import",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("applying", "Being applied"), ("done", "Done")], default="applying", max_length=8
                    ),
                ),
                ("layout", models.CharField(max_length=16)),
                ("file_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("as_at", models.DateField()),
                ("total", models.PositiveIntegerField()),
                ("applied", models.PositiveIntegerField(default=0)),
                ("started", models.DateTimeField()),
                ("finished", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "applying")),
                        fields=("state",),
                        name="schools_one_import_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("applied__lte", models.F("total"))), name="schools_no_more_than_staged"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished", None), ("state", "applying")),
                            models.Q(("applied", models.F("total")), ("finished__isnull", False), ("state", "done")),
                            _connector="OR",
                        ),
                        name="schools_done_when_all_is_applied",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("urn", models.PositiveIntegerField()),
                ("other", models.PositiveIntegerField(db_index=True)),
                ("relation", models.CharField(max_length=80)),
                ("on", models.DateField(null=True)),
                (
                    "since",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.import"
                    ),
                ),
                (
                    "until",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.import"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)),
                        fields=("urn", "other", "relation"),
                        name="schools_one_newest_link",
                    ),
                    models.UniqueConstraint(
                        fields=("urn", "other", "relation", "since"), name="schools_one_link_for_each_import"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("other__range", (100000, 9999999)), ("urn__range", (100000, 9999999))),
                        name="schools_link_urns",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="School",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("urn", models.PositiveIntegerField()),
                ("as_at", models.DateField()),
                ("name", models.CharField(max_length=200)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("maintained", "a mainstream school maintained by the council"),
                            ("academy", "a mainstream academy or free school"),
                            ("nursery", "a nursery school maintained by the council"),
                            ("special", "a special school"),
                            ("alternative", "a pupil referral unit, or an academy for alternative provision"),
                            ("sixteen", "an academy or centre for ages 16 to 19"),
                            ("independent", "an independent school"),
                            ("college", "a college or university"),
                            ("wales", "a school in Wales"),
                            ("overseas", "a school outside England and Wales"),
                            ("other", "another kind of establishment"),
                            ("unknown", "a school whose kind is not known here"),
                        ],
                        max_length=12,
                    ),
                ),
                ("type", models.CharField(blank=True, max_length=80)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "Open"),
                            ("closing", "Open, but proposed to close"),
                            ("closed", "Closed"),
                            ("proposed", "Proposed to open"),
                        ],
                        max_length=8,
                    ),
                ),
                ("phase", models.CharField(blank=True, max_length=80)),
                ("gender", models.CharField(blank=True, max_length=80)),
                ("religion", models.CharField(blank=True, max_length=80)),
                ("number", models.CharField(blank=True, max_length=7)),
                ("town", models.CharField(blank=True, max_length=80)),
                ("postcode", models.CharField(blank=True, max_length=8)),
                ("opened", models.DateField(null=True)),
                ("closed", models.DateField(null=True)),
                ("low_age", models.PositiveSmallIntegerField(null=True)),
                ("high_age", models.PositiveSmallIntegerField(null=True)),
                ("pupils", models.PositiveIntegerField(null=True)),
                ("capacity", models.PositiveIntegerField(null=True)),
                ("free_meals", models.PositiveSmallIntegerField(null=True)),
                ("easting", models.PositiveIntegerField(null=True)),
                ("northing", models.PositiveIntegerField(null=True)),
                ("words", models.CharField(max_length=600)),
                (
                    "authority",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.authority"
                    ),
                ),
                (
                    "since",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.import"
                    ),
                ),
                (
                    "until",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.import"
                    ),
                ),
                (
                    "trust",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="schools.trust"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("urn",), name="schools_one_newest_row"
                    ),
                    models.UniqueConstraint(fields=("urn", "since"), name="schools_one_row_for_each_import"),
                    models.CheckConstraint(condition=models.Q(("urn__range", (100000, 9999999))), name="schools_urn"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "maintained",
                                    "academy",
                                    "nursery",
                                    "special",
                                    "alternative",
                                    "sixteen",
                                    "independent",
                                    "college",
                                    "wales",
                                    "overseas",
                                    "other",
                                    "unknown",
                                ],
                            )
                        ),
                        name="schools_kind",
                    ),
                    models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="schools_named"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened", None), ("closed", None), ("opened__lte", models.F("closed")), _connector="OR"
                        ),
                        name="schools_open_before_closed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("free_meals", None), ("free_meals__lte", 1000), _connector="OR"),
                        name="schools_free_meals",
                    ),
                ],
            },
        ),
    ]
