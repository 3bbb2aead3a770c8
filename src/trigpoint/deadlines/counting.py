"""Periods of time, and the ways in which English law counts them.

The general rules used here: a period "within" or "after" which something is to be done leaves out the day of the
event; one "beginning with" or "starting with" a day counts it; months run to the same day of the month, or to the
month's last day where it has none; "at least" so long before asks for clear time. Where two honest ways of
counting part, the earlier day is given and the doubt is stated.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from trigpoint.deadlines.closed import (
    DAY,
    ClosedDay,
    add_working_days,
    closed_between,
    next_working_day,
)
from trigpoint.deadlines.saying import brief, many, say
from trigpoint.kernel.calendar import add_months

if TYPE_CHECKING:
    from trigpoint.deadlines.terms import Terms


class Unit(StrEnum):
    """What a period is measured in."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    WORKING_DAYS = "working days"
    SCHOOL_DAYS = "school days"
    SCHOOL_TERMS = "school terms"


class Count(StrEnum):
    """How the period stands to the day of the event."""

    AFTER = "after the day"
    BEGINNING = "beginning with the day"
    ANNIVERSARY = "anniversary of the day"
    AT_LEAST_BEFORE = "at least so long before the day"


@dataclass(frozen=True)
class Period:
    """A number of units: 6 weeks, 15 school days."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 1:
            raise ValueError(f"A period of {self.count} {self.unit} is no period; use 1 or more.")

    def __str__(self) -> str:
        return many(self.count, self.unit)


@dataclass(frozen=True)
class Counted:
    """The last day of a period, with the sentences that explain it, the closed days met and what is in doubt."""

    last: date
    steps: tuple[str, ...]
    closed: tuple[ClosedDay, ...] = ()
    doubts: tuple[str, ...] = ()


def check(period: Period, how: Count) -> None:
    """Raise ValueError for a way of counting that cannot be done."""
    if period.unit is Unit.SCHOOL_DAYS and how is Count.AT_LEAST_BEFORE:
        raise ValueError("School days are counted forwards only; give the period in days or working days")
    if period.unit is Unit.SCHOOL_TERMS and how is not Count.BEGINNING:
        raise ValueError("School terms are counted from their first day; give `counts: beginning with the day`")


class MissingTermsError(ValueError):
    """School days were to be counted, but no term dates were given."""


def count(event: date, period: Period, how: Count, terms: Terms | None = None) -> Counted:
    """Return the last day of the period counted from the event.

    Raises MissingTermsError if school days are to be counted without terms, TermsError where the terms end too
    soon, OverflowError past the year 9999.
    """
    if period.unit is Unit.SCHOOL_DAYS:
        return _school_days(event, period, how, terms)
    if period.unit is Unit.SCHOOL_TERMS:
        check(period, how)
        return _school_terms(event, period, terms)
    if how is Count.AT_LEAST_BEFORE:
        return _before(event, period)
    if period.unit is Unit.WORKING_DAYS:
        return _working_days(event, period, how)
    if period.unit is Unit.MONTHS:
        return _months(event, period, how)
    return _days(event, period, how)


def before_date(year: int, month: int, day: int) -> Counted:
    """Return the last day that is "before" the given date."""
    limit = date(year, month, day)
    last = limit - DAY
    return Counted(last, (f'"Before" {brief(limit)} means not later than {say(last)}.',))


def _days(event: date, period: Period, how: Count) -> Counted:
    length = timedelta(weeks=period.count) if period.unit is Unit.WEEKS else timedelta(days=period.count)
    inclusive = how is Count.BEGINNING
    last = event + length - (DAY if inclusive else timedelta(0))
    first = event if inclusive else event + DAY
    opening = f"{say(event)} is day 1." if inclusive else f"{say(event)} itself is not counted."
    steps = (opening, "Every day counts, weekends and bank holidays too.", f"{period} end on {say(last)}.")
    return Counted(last, _singular(steps, period), closed_between(first, last, counted=True))


def _months(event: date, period: Period, how: Count) -> Counted:
    after = add_months(event, period.count)
    if how is Count.BEGINNING:
        return _months_beginning(event, period, after)
    steps = [f"{say(event)} itself is not counted.", f"{period} end on {say(after)}."]
    doubts: tuple[str, ...] = ()
    if after.day < event.day:
        steps.append(f"That month has no day {event.day}, so its last day is taken.")
        if how is Count.ANNIVERSARY:
            doubts = (f"The anniversary of 29 February may be taken as {brief(after)} or as the day after it.",)
    closed = closed_between(event + DAY, after, counted=True)
    return Counted(after, _singular(tuple(steps), period), closed, doubts)


def _months_beginning(event: date, period: Period, after: date) -> Counted:
    last = after - DAY
    steps = (f"The period begins with {say(event)}, which is counted.", f"{period} end on {say(last)}.")
    doubts: tuple[str, ...] = ()
    if after.day < event.day:
        doubts = (
            (
                f"The last month has no day {event.day}, so the end may be read as {brief(last)} or as {brief(after)}. "
                "The earlier day is given."
            ),
        )
    return Counted(last, _singular(steps, period), closed_between(event, last, counted=True), doubts)


def _working_days(event: date, period: Period, how: Count) -> Counted:
    inclusive = how is Count.BEGINNING
    first = next_working_day(event if inclusive else event + DAY)
    last = add_working_days(first, period.count - 1)
    start = event if inclusive else event + DAY
    closed = closed_between(start, last, counted=False)
    steps = (
        f"Day 1 is {say(first)}." if inclusive else f"{say(event)} itself is not counted; day 1 is {say(first)}.",
        f"Not counted: Saturdays, Sundays{_named(closed)}.",
        f"{period} end on {say(last)}.",
    )
    return Counted(last, _singular(steps, period), closed)


def _school_days(event: date, period: Period, how: Count, terms: Terms | None) -> Counted:
    if terms is None:
        raise MissingTermsError("School days cannot be counted without term dates; enter them or use approximate ones.")
    check(period, how)
    inclusive = how is Count.BEGINNING
    first = terms.next_school_day(event if inclusive else event + DAY)
    last = terms.add_school_days(first, period.count - 1)
    closed = closed_between(event if inclusive else event + DAY, last, counted=False)
    steps = (
        f"Day 1 is {say(first)}." if inclusive else f"{say(event)} itself is not counted; day 1 is {say(first)}.",
        f"Only school days count ({terms.source}): no weekends, holidays, training days{_named(closed)}.",
        f"{period} end on {say(last)}.",
    )
    return Counted(last, _singular(steps, period), closed, terms.doubts)


def _school_terms(event: date, period: Period, terms: Terms | None) -> Counted:
    if terms is None:
        raise MissingTermsError(
            "School terms cannot be counted without term dates; enter them or use approximate ones."
        )
    first = terms.next_school_day(event)
    last = terms.serve(first, period.count)
    steps = (f"The first school day is {say(first)} ({terms.source}).", f"{period} end on {say(last)}.")
    return Counted(last, _singular(steps, period), (), terms.doubts)


def _before(event: date, period: Period) -> Counted:
    if period.unit is Unit.MONTHS:
        plain = add_months(event, -period.count)
    elif period.unit is Unit.WORKING_DAYS:
        plain = add_working_days(event, -period.count)
    else:
        plain = event - (timedelta(weeks=period.count) if period.unit is Unit.WEEKS else timedelta(days=period.count))
    clear = add_working_days(plain, -1) if period.unit is Unit.WORKING_DAYS else plain - DAY
    closed = closed_between(clear, event - DAY, counted=period.unit is not Unit.WORKING_DAYS)
    steps = (
        f"{period} before {say(event)} is {say(plain)}.",
        f'"At least" is read as clear time, so the last day is {say(clear)}.',
    )
    doubt = f"If clear time is not needed, {brief(plain)} is still in time. The earlier day is given."
    return Counted(clear, steps, closed, (doubt,))


def _named(closed: tuple[ClosedDay, ...]) -> str:
    if not closed:
        return " or bank holidays (none fell in the period)"
    return " or bank holidays (" + "; ".join(f"{item.name}, {brief(item.day)}" for item in closed) + ")"


def _singular(steps: tuple[str, ...], period: Period) -> tuple[str, ...]:
    """Mend the verb of a period of one: "1 week ends"."""
    if period.count > 1:
        return steps
    return tuple(step.replace(f"{period} end ", f"{period} ends ") for step in steps)
