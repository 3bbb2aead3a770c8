"""The app of this part of the room: apart from `people`, so that its tables have migrations of their own."""

from __future__ import annotations

from django.apps import AppConfig


class DataConfig(AppConfig):
    """Name the app by its full path."""

    name = "trigpoint.people.data"
    label = "people_data"
