"""What a candidate lets her mentor see. Consents are of `people.data`; a reflection is shown by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.pathway.mentoring.errors import GoneError, MentoringError
from trigpoint.pathway.mentoring.models import Mentoring
from trigpoint.pathway.mentoring.queries import ITEMS
from trigpoint.pathway.mentoring.words import State
from trigpoint.pathway.plan.actions import show_reflection
from trigpoint.people.data.actions import choose_for_person

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


def choose_items(*, candidate: str, items: Iterable[str], now: datetime) -> None:
    """Let the mentor see just these items from now on. Raises GoneError where she has no mentor."""
    with transaction.atomic():
        wanted = [item for item in ITEMS if item in set(items)]
        choose_for_person(subject=candidate, items=wanted, to=_mentor(candidate), now=now)


def show_reflection_to_mentor(*, candidate: str, key: str, now: datetime) -> None:
    """Show one reflection to the mentor. Raises MentoringError where she has none, and plan's GoneError."""
    with transaction.atomic():
        try:
            mentor = _mentor(candidate)
        except GoneError:
            raise MentoringError("You have no mentor here, so there is nobody to show it to.") from None
        show_reflection(person=candidate, key=key, to=mentor, now=now)


def _mentor(candidate: str) -> str:
    row = Mentoring.objects.select_for_update().filter(candidate=candidate, state=State.ON).first()
    if row is None:
        raise GoneError(candidate)
    return str(row.mentor)
