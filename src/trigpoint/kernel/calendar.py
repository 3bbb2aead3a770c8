"""Days and months: the one place where dates are added up.

Rules, the cohort evaluator and the deadline calculators all reckon here, so that a month is the same month
everywhere. Inside the kernel a day is an ordinal (`date.toordinal()`), because periods are compared millions
of times; dates are for people.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

FIRST_DAY = date(1900, 1, 1)
"""The time line begins here; its end is open."""

START = FIRST_DAY.toordinal()
OPEN = date.max.toordinal() + 1
"""The ordinal that stands for an open end: one past the last day that `date` can name."""


def add_months(day: date, months: int) -> date:
    """Return the same day of the month, `months` later, or that month's last day if it has no such day.

    Always counted from the original date: 29 February 2024 and 36 months is 28 February 2027, and a
    further 12 months are asked for as 48 from the original, never step by step.
    Raises OverflowError when the result lies past the year 9999.
    """
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(f"{day} and {months} months is past the calendar; use fewer months.")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


@lru_cache(maxsize=65_536)
def months_after(ordinal: int, months: int) -> int:
    """Return `add_months` over ordinals; a result past the calendar is an open end."""
    try:
        return add_months(date.fromordinal(ordinal), months).toordinal()
    except OverflowError:
        return OPEN


def window_end(ordinal: int, months: int, paused: tuple[int, ...] = ()) -> int:
    """Return the day on which a window of `months` from that day is over, paused days not counted.

    The window is that day up to, not including, the day n months on.
    """
    return pushed_back(ordinal, months_after(ordinal, months), paused) if paused else months_after(ordinal, months)


def pushed_back(start: int, end: int, paused: tuple[int, ...]) -> int:
    """Return the end of a window moved on by one day for each paused day in it, those it moves over included.

    `paused` is a flat run of starts and ends, sorted, as in `Periods`.
    """
    for begins, stops in zip(paused[::2], paused[1::2], strict=True):
        if stops <= start:
            continue
        if begins >= end or end == OPEN:
            break
        end = OPEN if stops == OPEN else min(OPEN, end + stops - max(begins, start))
    return end


def service_hundredths(months: int) -> int:
    """Return how many day-hundredths of full time make `months` of service: n x 36,500 / 12, rounded up."""
    return -(-months * 36_500 // 12)
