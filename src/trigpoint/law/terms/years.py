"""A council's school year: checked, and as terms in which school days are counted. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trigpoint.deadlines import Term, Terms, TermsError, approximate_terms, season_of
from trigpoint.deadlines.terms import FIRST_MONTH
from trigpoint.law.terms.errors import TermDatesError
from trigpoint.law.terms.models import FIRST_YEAR, LAST_YEAR
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SEASONS = ("autumn", "spring", "summer")
HALVES = ("first half", "second half", "third part", "fourth part")
LEAST_DAYS, MOST_DAYS = 170, 205
"""School days in a year outside which a mistake is likelier: schools are open to pupils on 190 days, or near it."""
OWN_DAYS = "These are the council’s dates. A school may set its own, and its training days are not in them."

Run = tuple[date, date]


@dataclass(frozen=True, slots=True)
class SchoolYear:
    """A school year of a council as it was read: weeks with school, further closed days, where and when it was read."""

    authority: str
    year: int
    runs: tuple[Run, ...]
    closed: frozenset[date]
    source: str
    read: date


def year_of(day: date) -> int:
    """Return the school year in which a day lies, by the year in which it begins.

    >>> year_of(date(2027, 7, 21)), year_of(date(2027, 8, 30))
    (2026, 2027)
    """
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def year_words(year: int) -> str:
    """Return *2026 to 2027*."""
    return f"{year} to {year + 1}"


def check(found: SchoolYear, *, today: date) -> None:
    """Refuse a school year that cannot be right, in words for who types it."""
    if not found.runs:
        raise TermDatesError(
            "Enter the weeks with school, one run to a line, like 3 September to 23 October 2026", "runs"
        )
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise TermDatesError(f"The school year must be between {FIRST_YEAR} and {LAST_YEAR}. Check the years", "runs")
    if found.read > today:
        raise TermDatesError("The day on which you read it must be today or in the past", "read")
    outside = [day for run in found.runs for day in run if year_of(day) != found.year]
    if outside:
        words = f"{written(outside[0])} is not in the school year {year_words(found.year)}"
        raise TermDatesError(f"{words}. Enter one school year at a time", "runs")
    try:
        terms = Terms(named(found), found.closed)
    except TermsError as error:
        raise TermDatesError(f"{error} Enter the runs in order", "runs") from error
    missing = [season for season in SEASONS if season not in {season_of(first) for first, _ in found.runs}]
    if missing:
        raise TermDatesError(f"The {missing[0]} term is missing. Enter the whole school year", "runs")
    days = sum(
        terms.is_school_day(first + timedelta(days=number))
        for first, last in found.runs
        for number in range((last - first).days + 1)
    )
    if not LEAST_DAYS <= days <= MOST_DAYS:
        raise TermDatesError(f"That makes {days} school days; a school year has about 190. Check the days", "runs")


def named(found: SchoolYear) -> tuple[Term, ...]:
    """Return the weeks with school as halves of named terms."""
    terms: list[Term] = []
    for first, last in found.runs:
        name = f"{season_of(first)} {first.year}"
        number = sum(term.name.startswith(f"{name},") for term in terms)
        terms.append(Term(f"{name}, {HALVES[min(number, len(HALVES) - 1)]}", first, last))
    return tuple(terms)


@dataclass(frozen=True, slots=True)
class Used:
    """Where the term dates of an answer come from: the school year, the council's page, the day it was read there."""

    year: str
    source: str
    read: date


@dataclass(frozen=True, slots=True)
class CouncilTerms:
    """The school years of one council that are entered here, in order."""

    authority: str
    years: tuple[SchoolYear, ...]

    def around(self, event: date, closed: frozenset[date]) -> Terms | None:
        """Return the terms from the school year of the event on, without a gap; None where that year is not entered."""
        block = self.block(event)
        if not block:
            return None
        return Terms(
            tuple(term for one in block for term in named(one)),
            closed.union(*(one.closed for one in block)),
            source=f"term dates of {self.authority} for {year_words(block[0].year)}{self._to(block)}",
            holiday_from=date(block[0].year, FIRST_MONTH, 1),
            doubt=OWN_DAYS,
        )

    def filled(self, event: date, closed: frozenset[date], years: Iterable[int]) -> Terms:
        """Return the terms of the council, with approximate ones for each of the school years that it lacks here."""
        here = {one.year: one for one in self.block(event)}
        wanted = sorted({*years, *here})
        lacking = max(here) + 1 if here else year_of(event)
        halves = tuple(
            term for year in wanted for term in (named(here[year]) if year in here else approximate_terms([year]).terms)
        )
        entered = "" if not here else f"term dates of {self.authority} as far as they are entered here, then "
        return Terms(
            halves,
            closed.union(*(one.closed for one in here.values())),
            source=f"{entered}approximate term dates, not those of any school",
            doubt=(
                f"No term dates of {self.authority} for {year_words(lacking)} are "
                "entered here, so approximate ones were used for it: ask the school for its own."
            ),
            holiday_from=date(wanted[0], FIRST_MONTH, 1),
        )

    def block(self, event: date) -> Sequence[SchoolYear]:
        """Return the years entered from that of the event on, up to the first that is not."""
        by_year = {one.year: one for one in self.years}
        year, found = year_of(event), []
        while year in by_year:
            found.append(by_year[year])
            year += 1
        return found

    def used(self, event: date, until: date) -> tuple[Used, ...]:
        """Return where the dates between two days come from."""
        last = year_of(until)
        return tuple(Used(year_words(one.year), one.source, one.read) for one in self.block(event) if one.year <= last)

    @staticmethod
    def _to(block: Sequence[SchoolYear]) -> str:
        return "" if len(block) == 1 else f", up to {year_words(block[-1].year)}"
