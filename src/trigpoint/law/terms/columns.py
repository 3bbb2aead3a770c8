"""The file of term dates: its columns, and its rows as school years. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from enum import StrEnum
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from trigpoint.law.dates.closures import ClosureError, day_of
from trigpoint.law.terms.errors import TermDatesError
from trigpoint.law.terms.models import MOST_ADDRESS
from trigpoint.law.terms.years import SchoolYear, check, year_of, year_words
from trigpoint.platform.spreadsheets import Layout

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from trigpoint.platform.spreadsheets import Line, Sheet


class Column(StrEnum):
    """A heading as the template writes it."""

    COUNCIL = "council"
    FIRST = "first day"
    LAST = "last day"
    SOURCE = "source"
    READ = "read on"


LETTERS = re.compile(r"[^a-z]")
ALSO = {
    "localauthority": Column.COUNCIL,
    "authority": Column.COUNCIL,
    "from": Column.FIRST,
    "start": Column.FIRST,
    "to": Column.LAST,
    "end": Column.LAST,
    "address": Column.SOURCE,
    "link": Column.SOURCE,
    "read": Column.READ,
}
COLUMNS = {LETTERS.sub("", column.value): column for column in Column} | ALSO
MOST_ROWS, MOST_BYTES = 5_000, 1_000_000
EXAMPLES = (
    ("example: Anyshire", "2026-09-03", "2026-10-23", "https://www.anyshire.example/term-dates", "2026-11-02"),
    ("example: Anyshire", "2026-11-02", "2026-12-18", "https://www.anyshire.example/term-dates", "2026-11-02"),
)
"""Rows of the template. Whoever forgets to take them out enters nothing by them."""


def named(heading: str) -> Column | None:
    """Return the column that a heading means, or None.

    >>> named("First Day"), named("Shoe size")
    (<Column.FIRST: 'first day'>, None)
    """
    return COLUMNS.get(LETTERS.sub("", heading.casefold()))


LAYOUT = Layout(
    columns=tuple(Column),
    required=tuple(Column),
    named=named,
    marked=Column.COUNCIL,
    most_rows=MOST_ROWS,
    most_bytes=MOST_BYTES,
    too_large="The file is larger than 1 MB. Term dates of every council for two years are smaller. Split it in two.",
)


def address_of(text: str) -> str:
    """Return an address of a page. Raises TermDatesError."""
    parts = urlsplit(text.strip())
    if parts.scheme != "https" or "." not in (parts.hostname or "") or len(text) > MOST_ADDRESS:
        raise TermDatesError("Enter the address of the page where you read it, beginning with https://", "source")
    return text.strip()


def school_years(
    sheet: Sheet[Column], *, council: Callable[[str], str], today: date
) -> tuple[tuple[SchoolYear, ...], tuple[str, ...]]:
    """Return the school years that the rows make, and what is wrong with any row, in words.

    `council` gives the name of a council as it was typed, and raises TermDatesError.
    """
    grouped: dict[tuple[str, int], list[tuple[Line[Column], date, date]]] = defaultdict(list)
    wrong: list[str] = []
    for line in sheet.lines:
        try:
            first, last = day_of(line.get(Column.FIRST)), day_of(line.get(Column.LAST))
            grouped[council(line.get(Column.COUNCIL)), year_of(first)].append((line, first, last))
            address_of(line.get(Column.SOURCE))
            day_of(line.get(Column.READ))
        except (ClosureError, TermDatesError) as error:
            wrong.append(f"Row {line.number}: {error}")
    if wrong:
        return (), tuple(wrong)
    years = tuple(_year(name, year, rows) for (name, year), rows in grouped.items())
    for one in years:
        try:
            check(one, today=today)
        except TermDatesError as error:
            wrong.append(f"{one.authority}, {year_words(one.year)}: {error}")
    return (() if wrong else years), tuple(wrong)


def _year(name: str, year: int, rows: list[tuple[Line[Column], date, date]]) -> SchoolYear:
    line = rows[-1][0]
    return SchoolYear(
        name,
        year,
        tuple(sorted((first, last) for _, first, last in rows)),
        frozenset(),
        address_of(line.get(Column.SOURCE)),
        day_of(line.get(Column.READ)),
    )
