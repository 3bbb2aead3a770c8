"""When somebody may be written to: between 08:00 and 18:00 in England, on working days, reminders in term. Pure.

    mail.send(to=…, at=humane.in_term(now), …)

Terms are approximate where nobody's own term dates are known.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from trigpoint.deadlines import approximate_terms, is_working_day
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

FIRST, LAST, MORNING = time(8), time(18), time(8, 30)
DAY = timedelta(days=1)
YEAR_BEGINS = 9
"""The school year begins in September."""


def is_within_hours(moment: datetime) -> bool:
    """Tell whether it is from 08:00 up to 18:00 in England, on whatever day."""
    return FIRST <= moment.astimezone(ENGLAND).time() < LAST


def morning(day: date) -> datetime:
    """Return the moment of a day at which mail goes out."""
    return datetime.combine(day, MORNING, ENGLAND)


def on_a_working_day(moment: datetime) -> datetime:
    """Return the moment if it is within the hours of a working day, else 08:30 of the next one."""
    return when(moment, is_working_day)


def in_term(moment: datetime) -> datetime:
    """Return the moment if it is within the hours of a school day, else 08:30 of the next one."""
    return when(moment, is_school_day)


def when(moment: datetime, fits: Callable[[date], bool]) -> datetime:
    """Return the moment if its day fits and it is within the hours, else 08:30 of the next day that fits."""
    here = moment.astimezone(ENGLAND)
    if fits(here.date()) and is_within_hours(here):
        return moment
    day = here.date() if here.time() < FIRST else here.date() + DAY
    while not fits(day):
        day += DAY
    return morning(day)


def is_school_day(day: date) -> bool:
    """Tell whether a day is a working day in an approximate term."""
    year = day.year if day.month >= YEAR_BEGINS else day.year - 1
    return any(term.start <= day <= term.end for term in approximate_terms([year]).terms) and is_working_day(day)
