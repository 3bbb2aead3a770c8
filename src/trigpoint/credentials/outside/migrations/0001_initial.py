"""What was sent in from elsewhere, what people judged of it, and what it counted as."""

import django.db.models.deletion
from django.db import migrations, models

import trigpoint.credentials.outside.models
from trigpoint.platform.append_only import Guard, only_grows

GUARD = Guard(
    "credentials_outside_judgement",
    keys=(("position",), ("about", "digest", "by")),
    update_if=(
        "NEW.words = '' AND NEW.position = OLD.position AND NEW.about = OLD.about AND NEW.digest = OLD.digest AND "
        'NEW."by" = OLD."by" AND '
        "NEW.role = OLD.role AND NEW.agrees = OLD.agrees AND NEW.reason = OLD.reason AND "
        "NEW.at = OLD.at"
    ),
)


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True

    dependencies = []

    operations = [
        only_grows(
            migrations.CreateModel(
                name="Judgement",
                fields=[
                    ("position", models.BigAutoField(primary_key=True, serialize=False)),
                    ("about", models.CharField(max_length=100)),
                    ("digest", models.CharField(blank=True, max_length=64)),
                    ("by", models.CharField(max_length=64)),
                    ("role", models.CharField(max_length=20)),
                    ("agrees", models.BooleanField()),
                    (
                        "reason",
                        models.CharField(
                            blank=True,
                            choices=[
                                ("not-hers", "It does not name the person who sent it in"),
                                ("not-readable", "What it says cannot be read"),
                                ("not-this-course", "It is not of the course that it was sent in for"),
                                ("not-as-said", "Its number or its date is not what was typed"),
                                ("not-confirmed", "The provider does not confirm it"),
                                ("not-covered", "The course does not cover what the mapping says"),
                                ("too-low", "The course is at a lower level than the mapping says"),
                            ],
                            max_length=20,
                        ),
                    ),
                    ("words", models.TextField(blank=True, max_length=1000)),
                    ("at", models.DateTimeField()),
                ],
                options={
                    "db_table": "credentials_outside_judgement",
                    "ordering": ("position",),
                },
            )
        ),
        migrations.CreateModel(
            name="Sent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(default=trigpoint.credentials.outside.models.sent_key, max_length=40, unique=True),
                ),
                ("owner", models.CharField(max_length=64)),
                (
                    "form",
                    models.CharField(
                        choices=[
                            ("badge", "A badge with a signature (Open Badges 3.0)"),
                            ("old-badge", "A badge of the older kind (Open Badges 2.0)"),
                            ("completion", "A completion sent by the provider (xAPI)"),
                            ("certificate", "A certificate"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be checked"),
                            ("accepted", "Checked and counted"),
                            ("refused", "Not counted"),
                            ("withdrawn", "Taken back by you"),
                            ("corrected", "Taken back by the registrar"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("issuer", models.CharField(max_length=200)),
                ("title", models.CharField(max_length=200)),
                ("number", models.CharField(blank=True, max_length=300)),
                ("compared", models.CharField(max_length=64, null=True, unique=True)),
                ("awarded_on", models.DateField()),
                ("mapping", models.CharField(blank=True, max_length=100)),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("is_verified", models.BooleanField(default=False)),
                ("notes", models.JSONField(default=list)),
                ("stored", models.CharField(blank=True, max_length=200)),
                ("file_type", models.CharField(blank=True, max_length=10)),
                ("sent_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ("sent_at", "id"),
                "indexes": [
                    models.Index(fields=["owner"], name="outside_of"),
                    models.Index(condition=models.Q(("state", "waiting")), fields=["sent_at"], name="outside_waiting"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "accepted", "refused", "withdrawn", "corrected"])),
                        name="outside_state",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["waiting", "withdrawn"]), ("decided_at__isnull", False), _connector="OR"
                        ),
                        name="outside_decided",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Counted",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner", models.CharField(max_length=64)),
                ("code", models.CharField(max_length=100)),
                ("source", models.CharField(max_length=200)),
                ("entry", models.CharField(max_length=64)),
                (
                    "sent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counted",
                        to="credentials_outside.sent",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("owner", "code", "source"), name="outside_counts_once")
                ],
            },
        ),
        migrations.RunPython(GUARD.put_up, GUARD.take_down),
    ]
