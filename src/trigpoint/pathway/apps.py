"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class PathwayConfig(AppConfig):
    """The candidate's view."""

    name = "trigpoint.pathway"
