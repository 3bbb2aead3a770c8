"""Demonstration data: each room's `demo.fill`, the lower floors first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.utils.module_loading import import_string, module_has_submodule

if TYPE_CHECKING:
    from datetime import datetime


def fill(now: datetime) -> None:
    """Let every room enter what its demonstration needs. What is there already stays as it is.

    By name, in the order of the installed apps: the rooms above know people that the rooms below entered.
    """
    for app in apps.get_app_configs():
        is_room = app.name.startswith("trigpoint.") and app.name != "trigpoint.web"
        if is_room and app.module is not None and module_has_submodule(app.module, "demo"):
            import_string(f"{app.name}.demo.fill")(now)
