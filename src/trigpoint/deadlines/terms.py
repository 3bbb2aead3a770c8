"""School terms, and the school days in them.

A school day is a day on which there is a session at the school. Terms differ from school to school, so a caller
gives them; `approximate_terms` is a stand-in, always labelled as one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trigpoint.deadlines.closed import DAY, bank_holidays, is_weekend, next_working_day, previous_working_day
from trigpoint.deadlines.saying import brief, say

if TYPE_CHECKING:
    from collections.abc import Iterable

WEEK = timedelta(weeks=1)
FRIDAY = timedelta(days=4)
"""From a Monday to the Friday of its week."""


class TermsError(ValueError):
    """Term dates that contradict each other, or that do not reach as far as the reckoning needs."""


@dataclass(frozen=True)
class Term:
    """A run of weeks without a holiday in it, from the first to the last day on which pupils attend.

    A term with a half-term break is two of these.
    """

    name: str
    start: date
    end: date

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise TermsError(f"{self.name} ends on {brief(self.end)}, before it starts; check the two dates.")


@dataclass(frozen=True)
class Terms:
    """The terms of one school, in order, with days on which it is closed to pupils all the same.

    closed: training (INSET) days, polling days, occasional days. approximate: True for a stand-in. source: where
    the dates come from, shown with every result.
    """

    terms: tuple[Term, ...]
    closed: frozenset[date] = frozenset()
    approximate: bool = False
    source: str = "term dates entered by the school"

    def __post_init__(self) -> None:
        if not self.terms:
            raise TermsError("No term dates were given; enter at least one term.")
        for before, after in zip(self.terms, self.terms[1:], strict=False):
            if after.start <= before.end:
                raise TermsError(f"{after.name} starts on {brief(after.start)}, before {before.name} has ended.")

    def is_school_day(self, day: date) -> bool:
        """Return whether pupils attend on the day. Raises TermsError outside the dates that were given."""
        self._check_known(day)
        within = any(term.start <= day <= term.end for term in self.terms)
        return within and not is_weekend(day) and day not in self.closed and day not in bank_holidays(day.year)

    def next_school_day(self, day: date) -> date:
        """Return the day itself if it is a school day, else the first one after it."""
        while not self.is_school_day(day):
            day += DAY
        return day

    def add_school_days(self, day: date, count: int) -> date:
        """Return the `count`th school day after the day; the day itself is not counted."""
        for _ in range(count):
            day = self.next_school_day(day + DAY)
        return day

    def _check_known(self, day: date) -> None:
        first, last = self.terms[0].start, self.terms[-1].end
        if not first <= day <= last:
            raise TermsError(
                f"{say(day)} is outside the term dates given ({brief(first)} to {brief(last)}); "
                f"enter the terms {'after' if day > last else 'before'} them too."
            )


def approximate_terms(years: Iterable[int]) -> Terms:
    """Return stand-in terms for the school years that begin in September of each given year.

    Autumn: first weekday from 2 September to the Friday on or before 20 December, without the week of the last
    Monday in October. Spring: first working day from 4 January to the Friday before Holy Week, without the week
    whose Monday is nearest 16 February. Summer: the Monday after Easter week to the last weekday on or before
    22 July, without the week of the last Monday in May. Good enough to plan by; never good enough to rely on.
    """
    terms = tuple(term for year in sorted(set(years)) for term in _year(year))
    return Terms(terms, approximate=True, source="approximate term dates, not those of any school")


def _year(year: int) -> tuple[Term, ...]:
    following = year + 1
    good_friday = next(day for day, name in bank_holidays(following).items() if "Good Friday" in name)
    holy_week = _monday(good_friday)
    autumn_end = _monday(date(year, 12, 20) - FRIDAY) + FRIDAY
    summer_end = previous_working_day(date(following, 7, 22))
    return (
        *_halves(f"autumn {year}", date(year, 9, 2), autumn_end, _monday(date(year, 10, 31))),
        *_halves(f"spring {following}", date(following, 1, 4), holy_week - 3 * DAY, _monday(date(following, 2, 19))),
        *_halves(f"summer {following}", holy_week + 2 * WEEK, summer_end, _monday(date(following, 5, 31))),
    )


def _halves(name: str, first: date, last: date, holiday: date) -> tuple[Term, Term]:
    """Return a term without the week that begins on the Monday `holiday`."""
    return (
        Term(f"{name}, first half", next_working_day(first), holiday - 3 * DAY),
        Term(f"{name}, second half", holiday + WEEK, last),
    )


def _monday(day: date) -> date:
    """Return the last Monday on or before the day."""
    return day - timedelta(days=day.weekday())
