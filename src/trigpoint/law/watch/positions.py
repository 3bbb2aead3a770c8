"""What somebody says of a change, and whether two say the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.law.watch.models import Decision, Judgement


class Said(Protocol):
    """A row that holds a position: a judgement, or a decision."""

    material: bool
    due: date | None
    note: str


class Position(NamedTuple):
    """Whether a change matters, by when to catch up, and the note for everyone or the reason."""

    material: bool
    due: date | None
    note: str

    @classmethod
    def of(cls, row: Said) -> Position:
        """Return the position that a row holds."""
        return cls(row.material, row.due, row.note)

    def agrees_with(self, row: Said) -> bool:
        """Tell whether both say the same: for what matters the day and the words too; else reasons may differ."""
        other = Position.of(row)
        return self == other if self.material else not other.material


def open_judgements(rows: Iterable[Judgement], last: Decision | None) -> dict[str, Judgement]:
    """Return each person's newest judgement since the last decision, by person, in the order in which they stand."""
    after = last.second_id if last is not None else 0
    newest: dict[str, Judgement] = {}
    for row in rows:
        if row.pk > after:
            newest.pop(row.judge, None)
            newest[row.judge] = row
    return newest
