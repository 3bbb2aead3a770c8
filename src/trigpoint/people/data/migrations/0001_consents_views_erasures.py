"""Consents; who was shown what, guarded by triggers; and erasures that were asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

from trigpoint.people.roles import Role
from trigpoint.platform.append_only import Guard

if TYPE_CHECKING:
    from django.apps.registry import Apps
    from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROLES = [(role.value, role.label) for role in Role]
SEEN: list[tuple[str, models.Field[Any, Any]]] = [
    ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
    ("subject", models.CharField(max_length=64)),
    ("viewer", models.CharField(max_length=64)),
    ("role", models.CharField(max_length=16, choices=ROLES)),
    ("organisation", models.CharField(blank=True, max_length=200)),
    ("item", models.CharField(max_length=100)),
    ("day", models.DateField()),
    ("at", models.DateTimeField()),
]
OPTIONS = {
    "db_table": "people_data_seen",
    "constraints": (
        models.UniqueConstraint(
            fields=["subject", "day", "viewer", "role", "item"], name="people_data_seen_once_a_day"
        ),
    ),
}
A_YEAR_AGO = {"sqlite": "date('now', '-1 year')", "postgresql": "CURRENT_DATE - INTERVAL '1 year'"}


def guard(vendor: str) -> Guard:
    """Return the triggers: never changed; removed with the person, or after a year."""
    asked = "EXISTS (SELECT 1 FROM people_data_erasurerequest r WHERE r.subject = OLD.subject)"
    return Guard("people_data_seen", keys=(("id",),), delete_if=f"{asked} OR OLD.day < {A_YEAR_AGO[vendor]}")


def put_up(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers."""
    guard(schema_editor.connection.vendor).put_up(apps, schema_editor)


def take_down(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the triggers."""
    guard(schema_editor.connection.vendor).take_down(apps, schema_editor)


class Migration(migrations.Migration):
    """Make the tables."""

    initial = True
    dependencies = [("people", "0001_accounts_and_roles")]
    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=64)),
                ("purpose", models.CharField(max_length=40)),
                ("item", models.CharField(max_length=100)),
                ("to_person", models.CharField(blank=True, max_length=64)),
                ("to_role", models.CharField(blank=True, choices=ROLES, max_length=16)),
                ("given_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                (
                    "to_organisation",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=(~Q(to_person="") & Q(to_role="", to_organisation=None))
                        | (Q(to_person="") & ~Q(to_role="") & Q(to_organisation__isnull=False)),
                        name="people_data_consent_to_a_person_or_a_role",
                    ),
                    models.CheckConstraint(
                        condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                        name="people_data_consent_given_before_withdrawn",
                    ),
                    models.UniqueConstraint(
                        fields=["subject", "item", "to_person"],
                        condition=Q(withdrawn_at=None) & ~Q(to_person=""),
                        name="people_data_one_consent_to_a_person",
                    ),
                    models.UniqueConstraint(
                        fields=["subject", "item", "to_role", "to_organisation"],
                        condition=Q(withdrawn_at=None, to_person=""),
                        name="people_data_one_consent_to_a_role",
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="ErasureRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=64, unique=True)),
                (
                    "how",
                    models.CharField(
                        choices=[
                            ("person", "The person herself, on her own pages"),
                            ("operator", "Whoever runs this copy, because the person asked"),
                            ("restored", "This copy: an older backup had brought back what was erased"),
                        ],
                        max_length=8,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("done", models.JSONField(default=list)),
                ("finished_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.CreateModel("Seen", SEEN, OPTIONS)],
            state_operations=[migrations.CreateModel("Seen", SEEN, {**OPTIONS, "managed": False})],
        ),
        migrations.RunPython(put_up, take_down),
    ]
