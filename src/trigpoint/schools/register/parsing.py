"""A whole file, row by row: what was found, what was left out, and what is wrong on which line."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trigpoint.schools.register.cells import Row, RowError
from trigpoint.schools.register.layouts import Found, Layout, LinkFound, SchoolFound, layout_of
from trigpoint.schools.register.reading import FileError, Record, SourceFile, records

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NATIONAL = "NAT"
"""What stands for a URN in rows that are totals of the whole nation."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong on a line; `lost` unless the row was kept without the faulty cell."""

    line: int
    reason: str
    lost: bool = True


@dataclass(slots=True)
class Parsing:
    """A file being read. After `found` is used up, the counts and troubles are complete."""

    source: SourceFile
    layout: Layout
    columns: dict[str, int]
    rows: int = 0
    national: int = 0
    troubles: list[Trouble] = field(default_factory=list)
    _seen: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, source: SourceFile) -> Parsing:
        """Read the header. Raises FileError when the layout is not known."""
        header = next(records(source), Record(1, []))
        names = [name.strip() for name in header.cells]
        return cls(source, layout_of(names), {name: at for at, name in reversed(list(enumerate(names)))})

    @property
    def urns(self) -> frozenset[int]:
        """Return the schools found so far."""
        return frozenset(self._seen)

    def found(self, progress: Callable[[int], None]) -> Iterator[Found]:
        """Yield what the rows say, telling `progress` the line. Raises FileError when the file was cut off."""
        for record in records(self.source):
            progress(record.line)
            if record.line == 1 or not (record.fault or any(record.cells)):
                continue
            self.rows += 1
            try:
                yield from self._read(record)
            except RowError as error:
                self.troubles.append(Trouble(record.line, str(error)))

    def _read(self, record: Record) -> list[Found]:
        if record.fault:
            raise RowError(record.fault)
        self._check_width(record)
        row = Row(self.columns, record.cells)
        if row.raw("URN" if row.has("URN") else "urn").strip().upper() == NATIONAL:
            self.rows -= 1
            self.national += 1
            return []
        found = list(self.layout.read(row))
        for one in found:
            if isinstance(one, SchoolFound):
                if one.urn in self._seen:
                    raise RowError(f"the URN {one.urn} stands on an earlier line too, which was kept")
                self._seen.add(one.urn)
        self.troubles += [Trouble(record.line, note, lost=False) for note in row.notes]
        return found

    def _check_width(self, record: Record) -> None:
        """Refuse a row with too few cells, and one with too many where the layout has no list at its end."""
        width, expected = len(record.cells), len(self.columns)
        if width < expected:
            if record.line >= self.source.lines and not self.source.finished:
                raise FileError(
                    f"It ends in the middle of line {record.line}: it is cut off. Download it again. "
                    "Nothing was changed."
                )
            raise RowError(f"it has {width} cells where the header has {expected}")
        listed = self.layout.extra and self.columns.get(self.layout.extra) == expected - 1
        if width > expected and not listed:
            raise RowError(f"it has {width} cells where the header has {expected}: a comma outside quotation marks?")


__all__ = ["Found", "LinkFound", "Parsing", "SchoolFound", "Trouble"]
