"""A file of a timeline: its columns, and how much of it is taken. Pure; `platform.spreadsheets` reads it."""

from __future__ import annotations

from typing import TypeAlias

from trigpoint.pathway.timeline.importing_words import COLUMNS, REQUIRED, Column, named
from trigpoint.platform import spreadsheets
from trigpoint.platform.spreadsheets import FORMULA, MOST_CELL, FileRefusedError, Layout, safe, written

Line: TypeAlias = spreadsheets.Line[Column]
Sheet: TypeAlias = spreadsheets.Sheet[Column]

MOST_BYTES = 100_000
MOST_ROWS = 100
LAYOUT = Layout(
    columns=COLUMNS,
    required=REQUIRED,
    named=named,
    marked=Column.KIND,
    most_rows=MOST_ROWS,
    most_bytes=MOST_BYTES,
    too_large=f"The file is larger than {MOST_BYTES // 1000} kB. A timeline of {MOST_ROWS} rows is far smaller.",
)


def text_of(data: bytes) -> tuple[str, str]:
    """Return the text of a file, and how its letters are called. Raises FileRefusedError.

    >>> text_of(b"kind,what")
    ('kind,what', 'UTF-8')
    """
    return spreadsheets.text_of(data, LAYOUT)


def sheet_of(text: str, letters: str) -> Sheet:
    """Return the rows of a text under known columns. Raises FileRefusedError."""
    return spreadsheets.sheet_of(text, letters, LAYOUT)


__all__ = [
    "FORMULA",
    "MOST_BYTES",
    "MOST_CELL",
    "MOST_ROWS",
    "FileRefusedError",
    "Line",
    "Sheet",
    "safe",
    "sheet_of",
    "text_of",
    "written",
]
