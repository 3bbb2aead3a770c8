"""What is asked about term dates. Each function says how many queries it takes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trigpoint.law.terms.models import TermDates
from trigpoint.law.terms.years import CouncilTerms, SchoolYear, year_words
from trigpoint.schools.queries import ENDED, council_names, plain_name

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from trigpoint.schools.queries import Ended


@dataclass(frozen=True, slots=True)
class YearRow:
    """A school year of a council as the list shows it."""

    id: int
    authority: str
    year: str
    runs: tuple[tuple[date, date], ...]
    closed: tuple[date, ...]
    source: str
    read: date
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class CouncilOption:
    """A council to choose: its name, whether any term dates of it are entered, or what became of it."""

    name: str
    is_entered: bool
    ended: Ended | None


def terms_of(authority: str) -> CouncilTerms:
    """Return the school years of a council that are entered here. One query."""
    rows = _newest(TermDates.objects.filter(authority=authority, withdrawn_at=None).order_by("id"))
    return CouncilTerms(authority, tuple(_year(row) for row in sorted(rows, key=lambda row: row.year)))


def entered() -> tuple[YearRow, ...]:
    """Return the school years that count, by council. One query."""
    rows = _newest(TermDates.objects.filter(withdrawn_at=None).order_by("id"))
    return tuple(_row(row) for row in sorted(rows, key=lambda row: (row.authority, -row.year)))


def entry(number: int) -> YearRow | None:
    """Return one school year that is not taken back. One query."""
    row = TermDates.objects.filter(id=number, withdrawn_at=None).first()
    return _row(row) if row else None


def councils() -> tuple[CouncilOption, ...]:
    """Return the councils of England to choose from, those that ended too, by name. Two queries."""
    with_dates = set(TermDates.objects.filter(withdrawn_at=None).values_list("authority", flat=True).distinct())
    names = sorted({*council_names(), *with_dates, *ENDED})
    return tuple(CouncilOption(name, name in with_dates, ENDED.get(name)) for name in names)


def named(typed: str, options: Iterable[CouncilOption]) -> CouncilOption | None:
    """Return the council that somebody means: *kent county council* is Kent."""
    wanted = plain_name(typed)
    return next((one for one in options if plain_name(one.name) == wanted), None)


def _newest(rows: Iterable[TermDates]) -> list[TermDates]:
    return list({(row.authority, row.year): row for row in rows}.values())


def _year(row: TermDates) -> SchoolYear:
    return SchoolYear(row.authority, row.year, _runs(row), frozenset(_days(row.closed)), row.source, row.read)


def _row(row: TermDates) -> YearRow:
    return YearRow(
        row.id,
        row.authority,
        year_words(row.year),
        _runs(row),
        tuple(_days(row.closed)),
        row.source,
        row.read,
        row.entered_at,
    )


def _runs(row: TermDates) -> tuple[tuple[date, date], ...]:
    return tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in row.runs)


def _days(texts: Iterable[str]) -> list[date]:
    return [date.fromisoformat(text) for text in texts]
