"""The app of this part of the room: apart from `law`, so that its tables have migrations of their own."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class WatchConfig(AppConfig):
    """Name the app by its full path; let every room say what of it cites the law."""

    name = "trigpoint.law.watch"
    label = "law_watch"

    def ready(self) -> None:
        """Read each room's `citing.py`."""
        autodiscover_modules("citing")
