"""The app of this part of the room."""

from __future__ import annotations

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    """Name the app by its full path."""

    name = "trigpoint.people.invitations"
    label = "people_invitations"
