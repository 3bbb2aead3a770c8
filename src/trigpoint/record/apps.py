"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Name the app by its full path."""

    name = "trigpoint.record"
    label = "record"
