"""Which criteria a portfolio shows, and where the gaps are. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.evidence.outcomes import outcomes, standards

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.evidence.outcomes import Criterion, OutcomeRow
    from trigpoint.evidence.rows import Piece


@dataclass(frozen=True, slots=True)
class Cell:
    """A criterion with the pieces that show it, each with its sentence of why."""

    criterion: Criterion
    pieces: tuple[tuple[Piece, str], ...]

    @property
    def is_ready(self) -> bool:
        """Whether at least one of its pieces can be submitted."""
        return any(piece.is_ready for piece, _ in self.pieces)


@dataclass(frozen=True, slots=True)
class Row:
    """An outcome with its criteria."""

    outcome: OutcomeRow
    cells: tuple[Cell, ...]

    @property
    def shown(self) -> int:
        """How many of its criteria something shows."""
        return sum(bool(cell.pieces) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Strand:
    """A strand of the award, or the Teachers' Standards."""

    id: str
    title: str
    rows: tuple[Row, ...]

    @property
    def shown(self) -> int:
        """How many criteria something shows."""
        return sum(row.shown for row in self.rows)

    @property
    def of(self) -> int:
        """How many criteria there are."""
        return sum(len(row.cells) for row in self.rows)


def strands(pieces: Iterable[Piece], *, only_gaps: bool = False) -> tuple[Strand, ...]:
    """Return every strand with its outcomes, each criterion with the pieces that show it.

    `only_gaps` leaves only the criteria that nothing shows, and the outcomes that have some.
    """
    seen = [piece for piece in pieces if piece.is_seen]
    by_criterion: dict[str, list[tuple[Piece, str]]] = {}
    for piece in seen:
        for mapped in piece.criteria:
            by_criterion.setdefault(mapped.criterion, []).append((piece, mapped.why))
    found: dict[str, tuple[str, list[Row]]] = {}
    for outcome in (*outcomes().values(), *standards().values()):
        cells = tuple(Cell(one, tuple(by_criterion.get(one.reference, ()))) for one in outcome.rows)
        kept = tuple(cell for cell in cells if not cell.pieces) if only_gaps else cells
        if kept:
            found.setdefault(outcome.strand, (outcome.strand_title, []))[1].append(Row(outcome, kept))
    return tuple(Strand(key, title, tuple(rows)) for key, (title, rows) in found.items())
