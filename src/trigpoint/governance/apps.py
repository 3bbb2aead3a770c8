"""The Django application of this room."""

from __future__ import annotations

from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    """The head's and governors' view."""

    name = "trigpoint.governance"
