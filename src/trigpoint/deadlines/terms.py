"""School terms, and the school days in them.

A school day is a day on which there is a session at the school. Terms differ from school to school, so a caller
gives them; `approximate_terms` is a stand-in, always labelled as one.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from trigpoint.deadlines.closed import DAY, bank_holidays, is_weekend, next_working_day, previous_working_day
from trigpoint.deadlines.saying import brief, say

if TYPE_CHECKING:
    from collections.abc import Iterable

WEEK = timedelta(weeks=1)
FRIDAY = timedelta(days=4)
"""From a Monday to the Friday of its week."""
FIRST_MONTH = 8
"""A school year is named by the year in which it begins: in August at the earliest."""
SUMMER_FROM = (3, 20)
FULL_TIME = Fraction(1)


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
    the dates come from, shown with every result. holiday_from: the first day of the holiday before the first term,
    where that holiday is known too; without it, a day before the first term is a day that is not known. doubt: what
    else is not certain of these dates, in a sentence.
    """

    terms: tuple[Term, ...]
    closed: frozenset[date] = frozenset()
    approximate: bool = False
    source: str = "term dates entered by the school"
    holiday_from: date | None = None
    doubt: str = ""

    def __post_init__(self) -> None:
        if not self.terms:
            raise TermsError("No term dates were given; enter at least one term.")
        for before, after in zip(self.terms, self.terms[1:], strict=False):
            if after.start <= before.end:
                raise TermsError(f"{after.name} starts on {brief(after.start)}, before {before.name} has ended.")

    def is_school_day(self, day: date) -> bool:
        """Return whether pupils attend on the day. Raises TermsError outside the dates that were given."""
        self._check_known(day)
        return (
            self._term(day) is not None
            and not is_weekend(day)
            and day not in self.closed
            and day not in bank_holidays(day.year)
        )

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

    @cached_property
    def _starts(self) -> tuple[date, ...]:
        return tuple(term.start for term in self.terms)

    @property
    def doubts(self) -> tuple[str, ...]:
        """Return what is not certain of these dates, in sentences."""
        stand_in = ("The term dates are approximate: enter the school's own.",) if self.approximate else ()
        return (*stand_in, self.doubt) if self.doubt else stand_in

    def whole_term(self, day: date) -> int:
        """Return how many school days the whole term has in which a school day lies, both halves together."""
        name = self._name(day)
        halves = [term for term in self.terms if _whole(term.name) == name]
        return sum(
            self.is_school_day(half.start + number * DAY)
            for half in halves
            for number in range((half.end - half.start).days + 1)
        )

    def first_day_of_term(self, day: date) -> date:
        """Return the first day of the whole term in which a school day lies."""
        name = self._name(day)
        return next(term.start for term in self.terms if _whole(term.name) == name)

    def serve(self, start: date, terms: int, share: Fraction = FULL_TIME) -> date:
        """Return the day on which so many school terms are served, each school day counted as its part of its term.

        start: counted itself, if it is a school day. share: the part of full time that is worked.
        """
        day, left = self.next_school_day(start), Fraction(terms)
        while True:
            whole = self.whole_term(day)
            name = self._name(day)
            while self._name(day) == name:
                left -= share / whole
                if left <= 0:
                    return day
                day = self.next_school_day(day + DAY)

    def _term(self, day: date) -> Term | None:
        """Return the term in which the day lies, by bisection: a long reckoning asks for thousands of days."""
        place = bisect_right(self._starts, day) - 1
        term = self.terms[place] if place >= 0 else None
        return term if term is not None and day <= term.end else None

    def _name(self, day: date) -> str:
        term = self._term(day)
        if term is None:
            raise TermsError(f"{say(day)} is in no term.")
        return _whole(term.name)

    def _check_known(self, day: date) -> None:
        first, last = self.terms[0].start, self.terms[-1].end
        if not (self.holiday_from or first) <= day <= last:
            raise TermsError(
                f"{say(day)} is outside the term dates given ({brief(first)} to {brief(last)}); "
                f"enter the terms {'after' if day > last else 'before'} them too."
            )


def season_of(start: date) -> str:
    """Return the term of the school year in which weeks of school lie that start on the day.

    The summer term starts after Easter, and so never before 23 March; the second half of spring never after 10 March.

    >>> season_of(date(2026, 9, 3)), season_of(date(2027, 2, 22)), season_of(date(2027, 4, 12))
    ('autumn', 'spring', 'summer')
    """
    if start.month >= FIRST_MONTH:
        return "autumn"
    return "spring" if (start.month, start.day) < SUMMER_FROM else "summer"


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


def _whole(name: str) -> str:
    """Return the name of a term without which half of it: "autumn 2026, first half" is of "autumn 2026"."""
    return name.partition(",")[0]


def _halves(name: str, first: date, last: date, holiday: date) -> tuple[Term, Term]:
    """Return a term without the week that begins on the Monday `holiday`."""
    return (
        Term(f"{name}, first half", next_working_day(first), holiday - 3 * DAY),
        Term(f"{name}, second half", holiday + WEEK, last),
    )


def _monday(day: date) -> date:
    """Return the last Monday on or before the day."""
    return day - timedelta(days=day.weekday())
