"""Keys, lists, credentials, what happened to them, and what their holders asked for."""

from django.db import migrations, models

import trigpoint.credentials.models
from trigpoint.platform.append_only import Guard, only_grows

GUARD = Guard(
    "credentials_status_change",
    keys=(("position",),),
    update_if="NEW.words = '' AND NEW.position = OLD.position AND NEW.credential = OLD.credential "
    'AND NEW.kind = OLD.kind AND NEW.reason = OLD.reason AND NEW."by" = OLD."by" AND NEW.at = OLD.at',
)


class Migration(migrations.Migration):
    """Make the tables of the room."""

    initial = True

    dependencies = []

    operations = [
        only_grows(
            migrations.CreateModel(
                name="StatusChange",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("credential", models.CharField(max_length=40)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("issued", "Issued"),
                                ("notice", "Notice given that it may be revoked"),
                                ("replied", "The holder replied"),
                                ("dropped", "The notice was dropped"),
                                ("revoked", "Revoked"),
                                ("suspended", "Suspended"),
                                ("reinstated", "Reinstated"),
                                ("due", "Due for refresh"),
                                ("refreshed", "Up to date again"),
                                ("replaced", "Replaced by a newer one"),
                            ],
                            max_length=12,
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("by-mistake", "It was given by mistake"),
                                ("not-own-work", "The work that it rests on was not hers or his"),
                                ("holder-asks", "The holder asks for it"),
                                ("record-corrected", "The record that it rests on was corrected"),
                                ("key-lost", "The key that signed it was withdrawn"),
                                ("under-review", "Something about it is being looked into"),
                                ("resolved", "What was looked into is settled"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("words", models.TextField(blank=True, max_length=1000)),
                    ("by", models.CharField(blank=True, max_length=64)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "credentials_status_change",
                    "ordering": ("position",),
                    "indexes": [models.Index(fields=["credential"], name="credentials_changes_of")],
                },
            )
        ),
        migrations.CreateModel(
            name="IssuerKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("multikey", models.CharField(max_length=80, unique=True)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("since", "id"),
            },
        ),
        migrations.CreateModel(
            name="Listing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(max_length=64, unique=True)),
                ("since", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="StatusList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField(unique=True)),
                ("multiplier", models.PositiveIntegerField()),
                ("offset", models.PositiveIntegerField()),
                ("taken", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Credential",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(default=trigpoint.credentials.models.credential_key, max_length=40, unique=True),
                ),
                ("once", models.CharField(max_length=160, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("award", "The SENCO Award"),
                            ("record", "Comprehensive record"),
                            ("endorsement", "Endorsement by a forum"),
                        ],
                        max_length=12,
                    ),
                ),
                ("owner", models.CharField(max_length=64)),
                ("entry", models.CharField(blank=True, max_length=64)),
                ("name", models.CharField(max_length=150)),
                ("text", models.TextField()),
                ("token", models.TextField(blank=True)),
                ("digest", models.CharField(max_length=64)),
                ("signed_with", models.CharField(max_length=40)),
                ("list", models.PositiveIntegerField()),
                ("number", models.PositiveIntegerField()),
                ("version", models.CharField(max_length=20)),
                ("law_to", models.DateField()),
                ("issued_at", models.DateTimeField()),
                ("valid_until", models.DateField()),
                ("replaced_by", models.CharField(blank=True, max_length=40)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("suspended_at", models.DateTimeField(null=True)),
                ("due_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-issued_at", "-id"),
                "indexes": [
                    models.Index(fields=["owner", "kind"], name="credentials_of"),
                    models.Index(fields=["digest"], name="credentials_by_digest"),
                    models.Index(
                        condition=models.Q(("revoked_at__isnull", False)),
                        fields=["list", "number"],
                        name="credentials_revoked",
                    ),
                    models.Index(
                        condition=models.Q(("suspended_at__isnull", False)),
                        fields=["list", "number"],
                        name="credentials_held",
                    ),
                    models.Index(
                        condition=models.Q(("due_at__isnull", False)), fields=["list", "number"], name="credentials_due"
                    ),
                ],
                "constraints": [models.UniqueConstraint(fields=("list", "number"), name="credentials_place_once")],
            },
        ),
        migrations.CreateModel(
            name="EndorsementAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=trigpoint.credentials.models.ask_key, max_length=40, unique=True)),
                ("owner", models.CharField(max_length=64)),
                ("forum", models.PositiveIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("yes", "Agreed"), ("no", "Not agreed")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("words", models.TextField(blank=True, max_length=1000)),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=64)),
                ("decided_at", models.DateTimeField(null=True)),
                ("credential", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ("asked_at", "id"),
                "indexes": [models.Index(fields=["forum", "state"], name="credentials_asked_of")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "no"), _negated=True),
                        fields=("owner", "forum"),
                        name="credentials_asked_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_at", None), ("decided_at__gte", models.F("asked_at")), _connector="OR"
                        ),
                        name="credentials_asked_first",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NameAsk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=trigpoint.credentials.models.ask_key, max_length=40, unique=True)),
                ("owner", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=150)),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "Waiting"), ("yes", "Agreed"), ("no", "Not agreed")],
                        default="waiting",
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("decided_by", models.CharField(blank=True, max_length=64)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("asked_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "waiting")), fields=("owner",), name="credentials_one_open_name"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=trigpoint.credentials.models.ask_key, max_length=40, unique=True)),
                ("credential", models.CharField(max_length=40)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("by-mistake", "It was given by mistake"),
                            ("not-own-work", "The work that it rests on was not hers or his"),
                            ("holder-asks", "The holder asks for it"),
                            ("record-corrected", "The record that it rests on was corrected"),
                            ("key-lost", "The key that signed it was withdrawn"),
                            ("under-review", "Something about it is being looked into"),
                            ("resolved", "What was looked into is settled"),
                        ],
                        max_length=20,
                    ),
                ),
                ("words", models.TextField(max_length=1000)),
                ("given_by", models.CharField(max_length=64)),
                ("given_at", models.DateTimeField()),
                ("reply_until", models.DateField()),
                ("reply", models.TextField(blank=True, max_length=1000)),
                ("replied_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("given_at", "id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("credential",),
                        name="credentials_one_open_notice",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="PublishedList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("list", models.PositiveIntegerField()),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("revocation", "Revoked"),
                            ("suspension", "Suspended"),
                            ("refresh", "Due for refresh"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("list", "purpose"), name="credentials_published_once")],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True)),
                ("owner", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("-made_at", "-id"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("owner",), name="credentials_one_open_link"
                    )
                ],
            },
        ),
        migrations.RunPython(GUARD.put_up, GUARD.take_down),
    ]
