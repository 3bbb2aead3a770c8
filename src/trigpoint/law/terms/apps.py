"""The app of this part of the room: apart from `law`, so that its table has migrations of its own."""

from __future__ import annotations

from django.apps import AppConfig


class TermsConfig(AppConfig):
    """Name the app by its full path."""

    name = "trigpoint.law.terms"
    label = "law_terms"
