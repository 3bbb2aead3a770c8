"""The request that a view below `SIGNED_IN` gets: its user is a person, never nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from trigpoint.people.models import Person


class SignedInRequest(HttpRequest):
    """For annotations: `@permission(SIGNED_IN)` sees to it that nobody else comes here."""

    user: Person
