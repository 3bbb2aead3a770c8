"""When a referee may be written to: on working days, between 08:00 and 18:00; reminders in term only. Pure."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from trigpoint.deadlines import approximate_terms, is_working_day
from trigpoint.pathway.referees.words import LEAST_LEFT, REMIND_AFTER
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

FIRST, LAST, MORNING = time(8), time(18), time(8, 30)
DAY = timedelta(days=1)
YEAR_BEGINS = 9
"""The school year begins in September."""


def when_to_ask(now: datetime) -> datetime:
    """Return now within the hours of a working day, else the next working day at 08:30."""
    return _next(now, is_working_day)


def when_to_remind(asked: datetime, ends: datetime) -> datetime | None:
    """Return when the one reminder goes out: ten days after the request, in term. None where it would come too late.

    Terms are approximate: nobody's own term dates are known here.
    """
    due = _next(asked + REMIND_AFTER, _in_term)
    return due if due <= ends - LEAST_LEFT else None


def _next(moment: datetime, fits: Callable[[date], bool]) -> datetime:
    here = moment.astimezone(ENGLAND)
    if fits(here.date()) and FIRST <= here.time() < LAST:
        return moment
    day = here.date() if here.time() < FIRST else here.date() + DAY
    while not fits(day):
        day += DAY
    return datetime.combine(day, MORNING, ENGLAND)


def _in_term(day: date) -> bool:
    year = day.year if day.month >= YEAR_BEGINS else day.year - 1
    return any(term.start <= day <= term.end for term in approximate_terms([year]).terms) and is_working_day(day)
