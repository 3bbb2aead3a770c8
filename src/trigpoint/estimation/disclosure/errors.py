"""The refusals of disclosure control."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.estimation.errors import EstimationError, listed

if TYPE_CHECKING:
    from collections.abc import Sequence


class DisclosureError(EstimationError):
    """The table cannot be released as asked."""


class UnprotectableError(DisclosureError):
    """Some cells stay recoverable whatever else is hidden, short of the totals that must be shown.

    `cells` names them, for the people who hold the data; the message is as internal as the table.
    """

    def __init__(self, cells: Sequence[str], kept: str) -> None:
        self.cells = tuple(cells)
        super().__init__(
            f"No set of hidden cells protects {listed(cells)} while {kept}. "
            "Show fewer totals (keep=), merge categories, or leave the breakdown out."
        )


class RecoverableError(DisclosureError):
    """The audit worked out cells that the table meant to hide; `cells` names them."""

    def __init__(self, cells: Sequence[str]) -> None:
        self.cells = tuple(cells)
        super().__init__(
            f"Release refused: anyone can work out {listed(cells)} from the other cells. "
            "Use secondary=True, or hide more cells yourself."
        )
