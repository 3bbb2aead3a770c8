"""What can be done with term dates: enter school years of councils, take one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.law.terms.errors import TermDatesError
from trigpoint.law.terms.events import ENTERED, WITHDRAWN
from trigpoint.law.terms.models import TermDates
from trigpoint.law.terms.years import check
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trigpoint.law.terms.years import SchoolYear

SUBJECT = "term-dates"


def enter(*, actor: str, years: Sequence[SchoolYear], now: datetime) -> tuple[int, ...]:
    """Enter school years of councils, all or none; from now on they count in place of earlier ones. Return their ids.

    Raises TermDatesError for a year that cannot be right.
    """
    today = now.astimezone(ENGLAND).date()
    for one in years:
        check(one, today=today)
    with transaction.atomic():
        ids = tuple(_written(one, actor, now).pk for one in years)
        emit(name=ENTERED, actor=actor, subject=SUBJECT, at=now, data={"entries": list(ids)})
    return ids


def withdraw(*, actor: str, entry: int, now: datetime) -> None:
    """Take a school year of a council back: an earlier entry of the same year counts again, if there is one.

    Raises TermDatesError where there is no such entry, or it was taken back before.
    """
    with transaction.atomic():
        if not TermDates.objects.filter(id=entry, withdrawn_at=None).update(withdrawn_at=now):
            raise TermDatesError("These term dates are not entered here any more. Go back to the list.")
        emit(name=WITHDRAWN, actor=actor, subject=SUBJECT, at=now, data={"entry": entry})


def _written(one: SchoolYear, actor: str, now: datetime) -> TermDates:
    return TermDates.objects.create(
        authority=one.authority,
        year=one.year,
        runs=[[first.isoformat(), last.isoformat()] for first, last in one.runs],
        closed=sorted(day.isoformat() for day in one.closed),
        source=one.source,
        read=one.read,
        entered_at=now,
        entered_by=actor,
    )
