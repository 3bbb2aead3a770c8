"""A CSV file as spreadsheets write it: which letters, which separator, which columns; and rows written for one. Pure.

Spreadsheets write CSV in many ways. What can be recognised surely is read; everything else is refused with what to do,
and nothing of it is entered. A room says in a `Layout` which columns it knows and how much it takes.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

C = TypeVar("C", bound=StrEnum)

MOST_CELL = 300
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What begins a formula in a spreadsheet."""
SAVE_AS = "In Excel choose Save as, then “CSV UTF-8 (Comma delimited)”. Then choose that file here."
NOT_TEXT = (
    (b"PK\x03\x04", "This is a workbook or a zip file, not a CSV file."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel workbook, not a CSV file."),
    (b"%PDF", "This is a PDF, not a CSV file."),
    (b"\x89PNG", "This is a picture, not a CSV file."),
    (b"\xff\xd8\xff", "This is a picture, not a CSV file."),
    (b"{\\rtf", "This is a Word document, not a CSV file."),
)
BOMS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
WIDE_NULS = 0.3
"""Latin text in UTF-16 has a nought in every second byte."""
EXAMPLE = "example"
EXCEL_SEPARATOR = re.compile(r"sep=([,;\t])", re.IGNORECASE)


class FileRefusedError(ValueError):
    """A file that cannot be read; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Layout(Generic[C]):
    """What a room takes: the columns, those that must be there, how a heading is known, and how much.

    `too_large` says what is wrong with a file of more than `most_bytes`. A row whose cell under `marked` begins with
    *example* is one that the template shows, and is left out.
    """

    columns: tuple[C, ...]
    required: tuple[C, ...]
    named: Callable[[str], C | None]
    marked: C
    most_rows: int
    most_bytes: int
    too_large: str


@dataclass(frozen=True, slots=True)
class Line(Generic[C]):
    """One row of the file: its number as a spreadsheet counts it, and its cells by column, trimmed."""

    number: int
    cells: dict[C, str]

    def get(self, column: C) -> str:
        """Return a cell; an empty text where the column is not there."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True)
class Sheet(Generic[C]):
    """What a file says. `read_as` names letters and separator, `ignored` the columns that we have no use for."""

    lines: tuple[Line[C], ...]
    read_as: str
    ignored: tuple[str, ...] = ()


def text_of(data: bytes, layout: Layout[C]) -> tuple[str, str]:
    """Return the text of a file, and how its letters are called. Raises FileRefusedError."""
    if not data.strip():
        raise FileRefusedError("The file is empty. Choose a file with a row of headings and a row for each entry.")
    if len(data) > layout.most_bytes:
        raise FileRefusedError(layout.too_large)
    for beginning, what in NOT_TEXT:
        if data.startswith(beginning):
            raise FileRefusedError(f"{what} {SAVE_AS}")
    for bom, codec, name in BOMS:
        if data.startswith(bom):
            return _decoded(data.removeprefix(bom), codec, name), name
    wide = _wide_codec(data)
    if wide:
        return _decoded(data, wide, "UTF-16"), "UTF-16"
    if b"\x00" in data:
        raise FileRefusedError(f"This is not a text file. {SAVE_AS}")
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decoded(data, "cp1252", "Windows"), "Windows (cp1252)"


def sheet_of(text: str, letters: str, layout: Layout[C]) -> Sheet[C]:
    """Return the rows of a text under known columns. Raises FileRefusedError."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\n")
    said = EXCEL_SEPARATOR.fullmatch(plain.partition("\n")[0].strip(" "))
    skipped = 1 if said else 0
    body = plain.partition("\n")[2] if said else plain
    separator = said[1] if said else _separator(body, layout)
    rows = _rows(body, separator, layout.most_rows)
    header, *rest = rows or [(1, [])]
    columns, ignored = _columns(header[1], layout)
    lines: list[Line[C]] = []
    for number, cells in rest:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) > len(columns) and any(cell.strip() for cell in cells[len(columns) :]):
            raise FileRefusedError(
                f"Row {number + skipped} has more cells than there are headings. Put a text that holds "
                f"a {_one(separator)} between quotation marks, or save the file anew from the spreadsheet."
            )
        named_cells = {column: _cell(cell) for column, cell in zip(columns, cells, strict=False) if column is not None}
        if not named_cells.get(layout.marked, "").casefold().startswith(EXAMPLE):
            lines.append(Line(number + skipped, named_cells))
    if not lines:
        raise FileRefusedError("The file has headings and no rows. Add a row for each entry, then choose it again.")
    if len(lines) > layout.most_rows:
        raise FileRefusedError(
            f"The file has {len(lines):,} rows; at most {layout.most_rows:,} are taken at once. Split it in two."
        )
    return Sheet(tuple(lines), f"{letters} text with {SEPARATORS[separator]}", ignored)


def safe(cell: str) -> str:
    """Return a cell as a spreadsheet shows it and does not run it.

    >>> safe("=HYPERLINK(1)"), safe("-3"), safe("SENCO")
    ("'=HYPERLINK(1)", "'-3", 'SENCO')
    """
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def written(rows: list[list[str]]) -> str:
    """Return rows as CSV for a spreadsheet: UTF-8 with its mark, so that Excel shows names right; no cell runs."""
    out = io.StringIO()
    csv.writer(out).writerows([[safe(cell) for cell in row] for row in rows])
    return "\ufeff" + out.getvalue()


def _decoded(data: bytes, codec: str, name: str) -> str:
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        raise FileRefusedError(f"The letters of the file cannot be read as {name} text. {SAVE_AS}") from None
    if "\x00" in text:
        raise FileRefusedError(f"This is not a text file. {SAVE_AS}")
    return text


def _wide_codec(data: bytes) -> str:
    """Return the codec of UTF-16 without its mark, or an empty text."""
    if len(data) % 2:
        return ""
    half = len(data) // 2
    if data[1::2].count(0) > half * WIDE_NULS and not data[::2].count(0):
        return "utf-16-le"
    if data[::2].count(0) > half * WIDE_NULS and not data[1::2].count(0):
        return "utf-16-be"
    return ""


def _separator(text: str, layout: Layout[C]) -> str:
    """Return the separator under which the first row has the most headings that we know."""
    first = text.partition("\n")[0]
    counts = {
        separator: sum(layout.named(cell) is not None for cell in next(csv.reader([first], delimiter=separator), []))
        for separator in SEPARATORS
    }
    return max(counts, key=lambda separator: counts[separator])


def _rows(text: str, separator: str, most_rows: int) -> list[tuple[int, list[str]]]:
    """Return the rows with the numbers that a spreadsheet gives them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, 1):
            found.append((number, cells))
            if number > 10 * most_rows:
                break
    except csv.Error:
        raise FileRefusedError(
            f"Row {len(found) + 1} has a quotation mark that is opened and not closed. Mend it, or save the file anew "
            "from the spreadsheet."
        ) from None
    return found


def _columns(header: list[str], layout: Layout[C]) -> tuple[list[C | None], tuple[str, ...]]:
    columns = [layout.named(cell) for cell in header]
    twice = [column for column in columns if column is not None and columns.count(column) > 1]
    if twice:
        raise FileRefusedError(f"The heading “{twice[0].value}” is there twice. Keep one of them.")
    missing = [column.value for column in layout.required if column not in columns]
    if missing:
        seen = ", ".join(f"“{cell.strip()[:40]}”" for cell in header if cell.strip())[:300]
        raise FileRefusedError(
            f"The first row must have the headings {_listed([column.value for column in layout.columns])}. "
            f"Missing: {_listed(missing)}. Yours has: {seen or 'none'}. Download the template to see how it looks."
        )
    ignored = tuple(
        cell.strip() for cell, column in zip(header, columns, strict=True) if column is None and cell.strip()
    )
    return columns, ignored


def _cell(cell: str) -> str:
    """Return a cell in one line, without what cannot be shown; a mark that we put before a formula is taken off."""
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in cell).split())
    if plain.startswith("'") and plain[1:].startswith(FORMULA):
        plain = plain[1:]
    return plain[: MOST_CELL + 1]


def _listed(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"


def _one(separator: str) -> str:
    return SEPARATORS[separator].removesuffix("s")
