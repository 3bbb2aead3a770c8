"""The gap matrix: what SENCOs and families asked for, and which award does it. Pure rows, filters and CSV."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trigpoint.pathway.scheme.clauses import CONFIDENCES, KINDS, READ, source_keys
from trigpoint.platform.spreadsheets import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

NAMES = {"earlier-award": "Earlier award", "statutory-award": "Statutory award", "this-scheme": "This scheme"}
ANSWERS = {"yes": "Yes", "part": "In part", "no": "No", "not-known": "Not known", "planned": "Planned"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one award does about one ask. `sources` are numbers in the list under the table."""

    column: str
    name: str
    covers: str
    answer: str
    words: str
    sources: tuple[int, ...]
    outcomes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One ask and what each award does about it."""

    ask: int
    words: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class MatrixSource:
    """A source of the matrix, with its number."""

    number: int
    title: str
    citation: str
    url: str
    kind: str
    confidence: str
    read: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole of it."""

    title: str
    note: str
    checked_to: date
    columns: tuple[tuple[str, str, str], ...]
    answers: tuple[tuple[str, str, str], ...]
    rows: tuple[Row, ...]
    sources: tuple[MatrixSource, ...]

    def where(self, choices: Mapping[str, str]) -> tuple[Row, ...]:
        """Return the rows whose cells answer as chosen, by column; a column without a choice lets all through."""
        return tuple(
            row
            for row in self.rows
            if all(not choices.get(cell.column) or choices[cell.column] == cell.covers for cell in row.cells)
        )


def choices_of(said: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what was chosen, column by column; anything that is not one of ours is no choice."""
    return tuple((column, said[column]) for column in NAMES if said.get(column) in ANSWERS)


def read_matrix(said: Mapping[str, Any]) -> Matrix:
    """Return the matrix that the content holds; `trigpoint check` has held it to its form."""
    numbers = {key: number for number, key in enumerate(said["sources"], start=1)}
    return Matrix(
        title=said["title"],
        note=said["note"],
        checked_to=said["checked_to"],
        columns=tuple((column, NAMES[column], said["names"][column]) for column in said["columns"]),
        answers=tuple((answer, ANSWERS[answer], meaning) for answer, meaning in said["answers"].items()),
        rows=tuple(
            Row(row["ask"], row["words"], tuple(_cell(column, row[column], numbers) for column in said["columns"]))
            for row in said["rows"]
        ),
        sources=tuple(_source(numbers[key], source) for key, source in said["sources"].items()),
    )


def matrix_csv(matrix: Matrix, rows: Sequence[Row]) -> str:
    """Return the rows as CSV (RFC 4180), with the sources written out, safe to open in a spreadsheet."""
    names = [name for _, name, _ in matrix.columns]
    parts = ("answer", "in words", "sources", "outcomes")
    lines = [["Ask", "What was asked for", *(f"{name}: {part}" for name in names for part in parts)]]
    titles = {source.number: source.title for source in matrix.sources}
    for row in rows:
        cells = [
            text
            for cell in row.cells
            for text in (
                cell.answer,
                cell.words,
                "; ".join(titles[number] for number in cell.sources),
                ", ".join(cell.outcomes),
            )
        ]
        lines.append([str(row.ask), row.words, *cells])
    return written(lines)


def _cell(column: str, said: Mapping[str, Any], numbers: Mapping[str, int]) -> Cell:
    return Cell(
        column=column,
        name=NAMES[column],
        covers=said["covers"],
        answer=ANSWERS[said["covers"]],
        words=said["words"],
        sources=tuple(numbers[key] for key in source_keys(said.get("source"))),
        outcomes=tuple(said.get("outcomes", ())),
    )


def _source(number: int, said: Mapping[str, Any]) -> MatrixSource:
    return MatrixSource(
        number=number,
        title=said["title"],
        citation=said.get("citation", ""),
        url=said.get("address", ""),
        kind=KINDS[said["kind"]],
        confidence=CONFIDENCES[said["confidence"]],
        read=said.get("read") if said["confidence"] in READ else None,
        note=said.get("note", ""),
    )
