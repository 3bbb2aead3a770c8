"""Working days in England: weekdays that are no bank holiday, Christmas Day or Good Friday.

That is how SI 2012/1033 reg 2 and the HESC Rules 2008 define a working day; the SEND Regulations 2014 use the
words without defining them. The bank holidays come from the `holidays` library (England). A day proclaimed after
the installed release is not known to it, so a result says which release was used.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from importlib.metadata import version
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterator

SATURDAY = 5
DAY = timedelta(days=1)
CALENDAR = f"bank holidays in England, holidays {version('holidays')}"


@dataclass(frozen=True)
class ClosedDay:
    """A weekday on which offices are closed, and whether the period counted it all the same."""

    day: date
    name: str
    counted: bool


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> dict[date, str]:
    """Return the bank holidays of England in a year, substitute days included, with their names."""
    found = holidays.country_holidays("GB", subdiv="ENG", years=year)
    return {day: found[day] for day in sorted(found)}


def is_weekend(day: date) -> bool:
    """Return whether the day is a Saturday or Sunday."""
    return day.weekday() >= SATURDAY


def why_closed(day: date) -> str:
    """Return why the day is no working day ("a Saturday", "Good Friday"), or "" if it is one."""
    if is_weekend(day):
        return f"a {day:%A}"
    return bank_holidays(day.year).get(day, "")


def is_working_day(day: date) -> bool:
    """Return whether the day is a working day in England."""
    return not why_closed(day)


def next_working_day(day: date) -> date:
    """Return the day itself if it is a working day, else the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day


def previous_working_day(day: date) -> date:
    """Return the day itself if it is a working day, else the last working day before it."""
    while not is_working_day(day):
        day -= DAY
    return day


def add_working_days(day: date, count: int) -> date:
    """Return the `count`th working day after the day (before it, if negative); the day itself is not counted."""
    step = DAY if count > 0 else -DAY
    for _ in range(abs(count)):
        day += step
        while not is_working_day(day):
            day += step
    return day


def closed_between(first: date, last: date, *, counted: bool) -> tuple[ClosedDay, ...]:
    """Return the bank holidays that fall on weekdays from first to last, both included."""
    return tuple(ClosedDay(day, name, counted) for day, name in _holidays_between(first, last) if not is_weekend(day))


def _holidays_between(first: date, last: date) -> Iterator[tuple[date, str]]:
    for year in range(first.year, last.year + 1):
        yield from ((day, name) for day, name in bank_holidays(year).items() if first <= day <= last)
