"""What every room may use: components for pages, forms, question flows."""

from __future__ import annotations

from django.apps import AppConfig


class PlatformConfig(AppConfig):
    """Name the app by its full path."""

    name = "trigpoint.platform"
    label = "platform"
