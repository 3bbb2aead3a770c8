"""What every room may use: components for pages, forms, question flows, events."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper


class PlatformConfig(AppConfig):
    """Name the app by its full path; read what every room declares."""

    name = "trigpoint.platform"
    label = "platform"

    def ready(self) -> None:
        """Read what each room declares, and make every connection to SQLite careful."""
        connection_created.connect(careful, dispatch_uid="trigpoint.platform.careful")
        autodiscover_modules("events", "subscribers", "tasks", "rights", "showing")


def careful(connection: BaseDatabaseWrapper, **_: Any) -> None:  # noqa: ANN401 - a receiver of any signal
    """Let a replacing insert on SQLite ask the triggers on DELETE, and let what is deleted be overwritten.

    https://www.sqlite.org/pragma.html#pragma_recursive_triggers and #pragma_secure_delete.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")
            cursor.execute("PRAGMA secure_delete = ON")
