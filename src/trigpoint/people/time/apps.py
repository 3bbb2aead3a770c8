"""The app of this part of the room: apart from `people`, so that its table has migrations of its own."""

from __future__ import annotations

from django.apps import AppConfig


class TimeConfig(AppConfig):
    """Name the app by its full path."""

    name = "trigpoint.people.time"
    label = "people_time"
