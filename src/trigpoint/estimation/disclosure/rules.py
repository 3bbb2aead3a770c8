"""Which cells are unsafe by themselves: too few respondents, or one or two who dominate.

Source: the threshold, dominance (n, k) and p% rules as set out by Hundepool and others, Statistical
Disclosure Control (Wiley, 2012), chapter 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from trigpoint.estimation.disclosure.errors import DisclosureError
from trigpoint.estimation.errors import listed

if TYPE_CHECKING:
    from trigpoint.estimation.data import BoolArray
    from trigpoint.estimation.disclosure.contributions import Contributions
    from trigpoint.estimation.table import ResultTable

PER_CENT = 100.0


class Rule(Protocol):
    """A rule marks rows that must be hidden, and says why in words for those who hold the data."""

    def unsafe(self, table: ResultTable, contributions: Contributions | None) -> BoolArray:
        """Mark the unsafe rows."""

    def why(self) -> str:
        """Say what is wrong with a marked row, for those who hold the data."""

    def public(self) -> str:
        """Say the rule in a sentence for the methods page, without its secret parameters."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """A cell needs at least `least` respondents. A cell nobody answered in hides nobody and stays."""

    least: int = 10

    def __post_init__(self) -> None:
        if self.least < 2:  # noqa: PLR2004 - two is the first threshold that protects anyone
            raise DisclosureError(f"A threshold of {self.least} protects nobody; use 2 or more.")

    def unsafe(self, table: ResultTable, contributions: Contributions | None) -> BoolArray:  # noqa: ARG002
        """Mark rows with fewer respondents than the threshold, but some."""
        n = table.column("n")
        unknown = np.flatnonzero(~(n >= 0))
        if unknown.size:
            names = listed(table.label_of(int(row)) for row in unknown)
            raise DisclosureError(f"No number of respondents for {names}. Release needs n in every row.")
        return np.asarray((n > 0) & (n < self.least))

    def why(self) -> str:
        """Say what is wrong with a marked row."""
        return f"fewer than {self.least} respondents"

    def public(self) -> str:
        """Say the rule for the methods page."""
        return f"A figure is shown only if at least {self.least} people answered."


@dataclass(frozen=True, slots=True)
class Flagged:
    """A cell whose figure was flagged for too few respondents, units or strata is unsafe.

    `words` are looked for in the flag, in lower case. Cells without any respondent are left alone.
    """

    words: tuple[str, ...] = ("respondent", "no standard error")

    def unsafe(self, table: ResultTable, contributions: Contributions | None) -> BoolArray:  # noqa: ARG002
        """Mark rows that have respondents and such a flag."""
        flags = np.char.lower(table.column("flag"))
        found = np.zeros(len(table), dtype=bool)
        for word in self.words:
            found |= np.char.find(flags, word) >= 0
        return np.asarray(found & (table.column("n") > 0))

    def why(self) -> str:
        """Say what is wrong with a marked row."""
        return "flagged as resting on too few respondents"

    def public(self) -> str:
        """Say the rule for the methods page."""
        return "A figure for which we could not work out how sure we are is not shown."


@dataclass(frozen=True, slots=True)
class Dominance:
    """The (n, k) rule: the `largest` contributors together may not hold more than `per_cent` of a total."""

    largest: int = 1
    per_cent: float = 50.0

    def __post_init__(self) -> None:
        if self.largest < 1 or not 0 < self.per_cent < PER_CENT:
            raise DisclosureError(
                f"Dominance({self.largest}, {self.per_cent}): give at least one contributor and a share "
                "between 0 and 100 per cent."
            )

    def unsafe(self, table: ResultTable, contributions: Contributions | None) -> BoolArray:
        """Mark rows whose total is dominated."""
        sizes = _needed(contributions, "Dominance").of(table)
        return np.asarray(sizes.top(self.largest) * PER_CENT > self.per_cent * sizes.total)

    def why(self) -> str:
        """Say what is wrong with a marked row."""
        return f"the largest {self.largest} of its schools make up more than {self.per_cent:g}% of it"

    def public(self) -> str:
        """Say the rule for the methods page; its parameters stay secret, as they would help an attacker."""
        return "A figure is not shown if one or a few schools make up most of it."


@dataclass(frozen=True, slots=True)
class PPercent:
    """The p% rule: the second largest school may not be able to estimate the largest to within `per_cent`."""

    per_cent: float = 10.0

    def __post_init__(self) -> None:
        if self.per_cent <= 0:
            raise DisclosureError(f"PPercent({self.per_cent}): give a share above 0 per cent.")

    def unsafe(self, table: ResultTable, contributions: Contributions | None) -> BoolArray:
        """Mark rows where what the others hold is too little to blur the largest."""
        sizes = _needed(contributions, "PPercent").of(table)
        others = sizes.total - sizes.top(2)
        return np.asarray((others * PER_CENT < self.per_cent * sizes.top(1)) & (sizes.total > 0))

    def why(self) -> str:
        """Say what is wrong with a marked row."""
        return f"its second school could work out the largest to within {self.per_cent:g}%"

    def public(self) -> str:
        """Say the rule for the methods page; its parameter stays secret."""
        return "A figure is not shown if one school could work out another's from it."


def _needed(contributions: Contributions | None, rule: str) -> Contributions:
    if contributions is None:
        raise DisclosureError(
            f"{rule} needs to know what each school contributes. Pass contributions=Contributions(...)."
        )
    return contributions
