"""The Teachers' Standards, point by point, with the pieces that show each, and what nothing shows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.evidence.outcomes import OutcomeRow
    from trigpoint.evidence.rows import Piece


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece that shows a point, and the author's sentence of why. `number` is its place in the pack."""

    number: int
    piece: Piece
    why: str


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a Standard."""

    reference: str
    words: str
    shown: tuple[Shown, ...]


@dataclass(frozen=True, slots=True)
class Standard:
    """One of the Standards with its points."""

    id: str
    title: str
    points: tuple[Point, ...]

    @property
    def shown(self) -> int:
        """How many of its points a piece shows."""
        return sum(bool(point.shown) for point in self.points)


@dataclass(frozen=True, slots=True)
class Pack:
    """The pack: every Standard, and the pieces in the order in which they are first named, numbered from 1."""

    standards: tuple[Standard, ...]
    pieces: tuple[Piece, ...]

    @property
    def shown(self) -> int:
        """How many points a piece shows."""
        return sum(standard.shown for standard in self.standards)

    @property
    def points(self) -> int:
        """How many points there are."""
        return sum(len(standard.points) for standard in self.standards)

    @property
    def gaps(self) -> tuple[Point, ...]:
        """The points that nothing shows."""
        return tuple(point for standard in self.standards for point in standard.points if not point.shown)


def pack_of(standards: Iterable[OutcomeRow], pieces: Iterable[Piece]) -> Pack:
    """Return the pack of the pieces that are ready; drafts show nothing to anybody else."""
    ready = [piece for piece in pieces if piece.is_ready]
    by_reference: dict[str, list[tuple[Piece, str]]] = {}
    for piece in ready:
        for one in piece.criteria:
            by_reference.setdefault(one.criterion, []).append((piece, one.why))
    numbers: dict[str, int] = {}
    named: list[Piece] = []
    found = []
    for standard in standards:
        points = []
        for row in standard.rows:
            shown = []
            for piece, why in by_reference.get(row.reference, ()):
                if piece.key not in numbers:
                    named.append(piece)
                    numbers[piece.key] = len(named)
                shown.append(Shown(numbers[piece.key], piece, why))
            points.append(Point(row.reference, row.words, tuple(shown)))
        found.append(Standard(standard.id, standard.title, tuple(points)))
    return Pack(tuple(found), tuple(named))
