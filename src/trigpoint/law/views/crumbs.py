"""The way back to the pages above."""

from __future__ import annotations

from django.urls import reverse

from trigpoint.platform.pages import Crumb


def above() -> Crumb:
    """Return the way back to the library's first page."""
    return Crumb("Law", reverse("law:home"))
