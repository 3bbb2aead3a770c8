"""The shell: settings, addresses, navigation and the pages that belong to no room."""

from __future__ import annotations

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Name the app by its full path."""

    name = "trigpoint.web"
    label = "web"
