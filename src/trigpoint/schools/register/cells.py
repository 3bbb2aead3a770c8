"""One row of a file, cell by cell: text repaired, dates and numbers read, and faults told by column."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NOTHING = frozenset({"", "not applicable", "not recorded", "does not apply", "null"})
DATE = re.compile(r"(?P<day>\d{1,2})[-/](?P<month>\d{1,2})[-/](?P<year>\d{4})|(?P<iso>\d{4}-\d{2}-\d{2})")
FIRST_YEAR, LAST_YEAR = 600, 2200
"""The oldest school of England was founded in 597; a year outside these is a slip."""
C1 = {
    code: bytes([code]).decode("cp1252") if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D} else None
    for code in range(0x80, 0xA0)
}
CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


class RowError(ValueError):
    """A row cannot be used; the message says which cell and why."""


def repaired(text: str) -> str:
    r"""Return a text without control characters; those that are Windows quotation marks in disguise become that.

    >>> ascii(repaired("St Mary\x92s  School"))
    "'St Mary\\u2019s School'"
    """
    if not text.isprintable():
        text = CONTROL.sub(" ", text.translate(C1))
    return " ".join(text.split())


@dataclass(slots=True)
class Row:
    """A row under its header. A cell whose column the file does not have is empty; `has` tells the two apart.

    `notes` collects what could not be read and was not worth losing the row for.
    """

    columns: Mapping[str, int]
    cells: Sequence[str]
    notes: list[str] = field(default_factory=list)

    def has(self, column: str) -> bool:
        """Tell whether the file has this column."""
        return column in self.columns

    def raw(self, column: str) -> str:
        """Return the cell as it is."""
        at = self.columns.get(column)
        return "" if at is None else self.cells[at]

    def text(self, column: str, most: int) -> str:
        """Return the text of the cell, repaired. Raises RowError when it is longer than `most`."""
        text = repaired(self.raw(column))
        if len(text) > most:
            raise RowError(f"{column} has {len(text)} characters; at most {most} are expected")
        return text

    def label(self, column: str, most: int) -> str:
        """Return the text of the cell, or nothing where it says *Not applicable* and the like."""
        text = self.text(column, most)
        return "" if text.casefold() in NOTHING else text

    def day(self, column: str) -> date | None:
        """Return the date of the cell, day first as the register writes it, or year first. Raises RowError."""
        text = self.raw(column).strip()
        if not text:
            return None
        found = DATE.fullmatch(text)
        try:
            if found is None:
                raise ValueError  # noqa: TRY301 - one message for all that is no date
            if found["iso"]:
                day = date.fromisoformat(found["iso"])
            else:
                day = date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:
            raise RowError(f"{column} is {text[:40]!r}, which is no date like 31-08-2024") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise RowError(f"{column} is {text}, which is no likely year")
        return day

    def whole(self, column: str, *, most: int, times: int = 1) -> int | None:
        """Return the number of the cell times `times`, rounded; what is no likely number is noted and left out."""
        text = self.raw(column).strip()
        if not text:
            return None
        try:
            number = round(float(text.replace(",", "")) * times)
        except (ValueError, OverflowError):
            number = -1
        if 0 <= number <= most:
            return number
        self.notes.append(f"{column} is {text[:40]!r}, which is no likely number; the row was kept without it")
        return None
