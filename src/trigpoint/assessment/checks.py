"""The check before sending: which criteria are covered, and what a piece still lacks. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trigpoint.evidence.outcomes import Criterion, OutcomeRow
    from trigpoint.evidence.queries import Piece


@dataclass(frozen=True, slots=True)
class CriterionCheck:
    """A criterion, and which chosen pieces are said to show it, with the sentence of why. `carried`: shown before."""

    criterion: Criterion
    by: tuple[tuple[Piece, str], ...]
    carried: bool = False

    @property
    def is_covered(self) -> bool:
        """Whether something is said to show it."""
        return self.carried or bool(self.by)


@dataclass(frozen=True, slots=True)
class Lack:
    """What stands in the way of sending: a sentence that says what to do, and the piece or claim it is about."""

    words: str
    piece: str = ""
    claim: bool = False


def coverage(outcome: OutcomeRow, pieces: Sequence[Piece], carried: Iterable[str] = ()) -> tuple[CriterionCheck, ...]:
    """Return each criterion of an outcome with the pieces that are mapped to it."""
    before = frozenset(carried)
    return tuple(
        CriterionCheck(
            row,
            tuple((piece, one.why) for piece in pieces for one in piece.criteria if one.criterion == row.reference),
            carried=row.reference in before,
        )
        for row in outcome.rows
    )


def lacks(outcome: OutcomeRow, pieces: Sequence[Piece], carried: Iterable[str] = ()) -> tuple[Lack, ...]:
    """Return what stands in the way of sending; nothing where it can be sent."""
    if not pieces:
        return (Lack("Choose at least one piece of your portfolio."),)
    found = [
        Lack(f"Nothing is said to show criterion {number}: {check.criterion.words}")
        for number, check in enumerate(coverage(outcome, pieces, carried), 1)
        if not check.is_covered
    ]
    for piece in pieces:
        if not piece.is_ready:
            found.append(Lack(f"“{piece.name}” is not finished. Open it and say that it is ready.", piece.key))
        elif not piece.is_of_others and not piece.authenticity:
            found.append(Lack(f"“{piece.name}” does not say whose work it is. Open it and say so.", piece.key))
    return tuple(found)
