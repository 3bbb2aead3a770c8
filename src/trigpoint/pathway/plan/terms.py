"""Half-terms, and when a reminder may come: on school days, between 08:00 and 18:00. Pure: the moment comes in.

The person's own term dates where she gave them, else approximate ones, which a page says of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trigpoint.deadlines import approximate_terms, is_working_day
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.humane import DAY, YEAR_BEGINS, is_within_hours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

WEEK = timedelta(weeks=1)
LONGEST_HOLIDAY = 8 * WEEK
"""A day this long before the first half-term that she gave is holiday before it; one earlier is not known from hers."""


@dataclass(frozen=True, slots=True)
class HalfTerm:
    """A run of weeks without a holiday: its first and last day. `approximate`: not the dates of her school."""

    start: date
    end: date
    approximate: bool

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Calendar:
    """The half-terms that count for somebody: her own, and approximate ones where she gave none."""

    own: tuple[tuple[date, date], ...] = ()

    @classmethod
    def of(cls, kept: Sequence[Sequence[str]]) -> Calendar:
        """Return the calendar that a plan keeps, as pairs of ISO dates."""
        return cls(tuple(sorted((date.fromisoformat(start), date.fromisoformat(end)) for start, end in kept)))

    def around(self, day: date) -> HalfTerm:
        """Return the half-term that a day is in, or in a holiday the one after it."""
        knows = [pair for pair in self.own if pair[1] >= day]
        if knows and self.own[0][0] - LONGEST_HOLIDAY <= day:
            return HalfTerm(*knows[0], approximate=False)
        year = day.year if day.month >= YEAR_BEGINS else day.year - 1
        terms = approximate_terms([year, year + 1]).terms
        found = next(term for term in terms if term.end >= day)
        return HalfTerm(found.start, found.end, approximate=True)

    def is_school_day(self, day: date) -> bool:
        """Tell whether it is a working day inside a half-term. Training days of a school are not known here."""
        return day in self.around(day) and is_working_day(day)

    def may_write(self, moment: datetime) -> bool:
        """Tell whether a reminder may come now: on a school day, from 08:00 up to 18:00 in England."""
        here = moment.astimezone(ENGLAND)
        return is_within_hours(here) and self.is_school_day(here.date())

    def is_first_of_week(self, day: date) -> bool:
        """Tell whether it is the first school day of its week."""
        monday = day - timedelta(days=day.weekday())
        return self.is_school_day(day) and not any(
            self.is_school_day(monday + timedelta(days=number)) for number in range((day - monday).days)
        )

    def is_before(self, day: date, dates: Sequence[date]) -> bool:
        """Tell whether a date is a week off, or is the next day with no school day between."""
        if not self.is_school_day(day):
            return False
        following = day + DAY
        while following - day < WEEK and not self.is_school_day(following):
            following += DAY
        return any(one == day + WEEK or day < one <= following for one in dates)
