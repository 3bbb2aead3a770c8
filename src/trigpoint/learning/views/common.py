"""What the pages of this room share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from trigpoint.content.scenarios import scenarios
from trigpoint.content.units import units
from trigpoint.platform.permissions import is_signed_in

if TYPE_CHECKING:
    from django.http import HttpRequest

    from trigpoint.content.scenarios import Scenario
    from trigpoint.content.units import Unit
    from trigpoint.people.models import Person


def unit_called(name: str) -> Unit:
    """Return the unit, or a page that says there is none."""
    if name not in units():
        raise Http404
    return units()[name]


def scenario_called(name: str) -> Scenario:
    """Return the scenario, or a page that says there is none."""
    if name not in scenarios():
        raise Http404
    return scenarios()[name]


def person_of(request: HttpRequest) -> str:
    """Return the key of who is signed in; empty for a visitor, of whom nothing is kept."""
    if not is_signed_in(request):
        return ""
    person: Person = request.user  # type: ignore[assignment]  # signed in
    return person.key
