"""One group of variables on its way to release: what must be hidden, what may be, and the attempt to undo it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.disclosure.auditing import Goal, Interval, fixed_by_the_sums, intervals
from trigpoint.estimation.disclosure.cells import Cells, cells_of, respondents
from trigpoint.estimation.disclosure.demands import Sums, of_counts, of_sums, sums_behind
from trigpoint.estimation.disclosure.errors import RecoverableError, UnprotectableError
from trigpoint.estimation.disclosure.relations import Relations, relations_of
from trigpoint.estimation.disclosure.suppression import Problem, protect

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import Array, BoolArray, FloatArray
    from trigpoint.estimation.disclosure.policy import Policy
    from trigpoint.estimation.disclosure.rounding import Rounding
    from trigpoint.estimation.table import ResultTable

SECONDARY = "would let someone work out another cell"
SUBTRACTED = "not in the table, but anyone could find it by subtraction"
LOOSE = 1e-6
"""Two bounds closer than this, relative to the number, are one number."""


@dataclass(frozen=True, slots=True)
class HiddenCell:
    """A cell that is not shown, and why. Internal: never publish it.

    `known` is what anyone can know of its number of respondents, if the audit ran.
    """

    name: str
    why: str
    respondents: float
    known: tuple[Interval, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """For each row: why it must be hidden (or nothing), and whether it is public already."""

    reasons: Array
    public: BoolArray


@dataclass(frozen=True, slots=True)
class Group:
    """The cells of a group, the sums among them, and what is known of each before anything is chosen.

    `why` holds for each cell the reason why it must be hidden, or nothing; `free` marks those that may be.
    """

    cells: Cells
    relations: Relations
    sums: tuple[Sums, ...]
    why: tuple[str, ...]
    must: BoolArray
    free: BoolArray

    @classmethod
    def of(cls, table: ResultTable, variables: Sequence[str], standing: Standing, policy: Policy) -> Group:
        """Collect a group from the table."""
        cells = cells_of(table, variables, policy.nested)
        relations = relations_of(cells, respondents(table, cells))
        why = [""] * len(cells)
        for row, cell in zip(cells.rows, cells.cell_of, strict=True):
            why[cell] = why[cell] or str(standing.reasons[row])
        rests = relations.respondents[len(cells) :]
        why += [SUBTRACTED if n < policy.least else "" for n in rests]
        kept = [cells.split_by(cell) in policy.keep for cell in range(len(cells))]
        closed = np.append(kept | cells.worst(standing.public), np.zeros(rests.size, dtype=bool))
        must = np.array([bool(reason) for reason in why])
        clash = np.flatnonzero(must & closed)
        if clash.size:
            raise UnprotectableError([relations.names[cell] for cell in clash], policy.kept)
        sums = tuple(sums_behind(table, cells, relations))
        unpublished = np.arange(relations.size) >= len(cells)
        return cls(cells, relations, sums, tuple(why), must | unpublished, ~closed & (relations.respondents > 0))

    @property
    def unsafe(self) -> BoolArray:
        """Mark the cells that must be hidden for a reason of their own."""
        return np.array([bool(reason) for reason in self.why])

    @property
    def guarded(self) -> BoolArray:
        """Mark the cells that nobody may work out if they are hidden: all but large rests."""
        return self.unsafe | (np.arange(self.relations.size) < len(self.cells))

    def hide(self, policy: Policy) -> BoolArray:
        """Choose what to hide."""
        if not policy.secondary or not self.unsafe.any():
            return self.must
        counts = of_counts(self.relations, self.guarded, self.unsafe, policy.least)
        sums = (
            of_sums(each, self.guarded, self.unsafe, policy.protection, unanimous=policy.unanimous)
            for each in self.sums
        )
        return protect(
            Problem(
                matrix=self.relations.matrix,
                must=self.must,
                may=self.free,
                cost=np.where(self.must, 0.0, self.relations.respondents + 1.0),
                demands=(*counts, *sums),
                names=self.relations.names,
                kept=policy.kept,
            )
        )

    def audit(self, hidden: BoolArray, policy: Policy) -> tuple[FloatArray, FloatArray] | None:
        """Try to work out every hidden cell; return what can be known of each count.

        Raises `RecoverableError` naming every cell that is fixed, whose count is known, that must hold fewer
        respondents than the threshold, or whose total, mean or share is known.
        """
        if not policy.audit:
            return None
        if not (hidden & self.guarded).any():
            return np.zeros(hidden.size), np.full(hidden.size, np.inf)
        broken = fixed_by_the_sums(self.relations.matrix, hidden)
        lowest, highest = np.full(hidden.size, np.inf), np.full(hidden.size, -np.inf)
        for count in self.relations.counts:
            lo, hi = self._known_counts(np.where(np.isnan(count), self.relations.respondents, count), hidden, policy)
            broken |= (hi - lo < 1.0 - LOOSE) | (self.unsafe & (hi < policy.least - LOOSE))
            lowest, highest = np.minimum(lowest, lo), np.maximum(highest, hi)
        for sums in self.sums:
            broken |= self._known_sums(sums, hidden, policy)
        broken &= hidden & self.guarded
        if broken.any():
            raise RecoverableError([self.relations.names[cell] for cell in np.flatnonzero(broken)])
        return lowest, highest

    def _known_counts(self, n: FloatArray, hidden: BoolArray, policy: Policy) -> tuple[FloatArray, FloatArray]:
        """Bound the hidden counts from the shown ones."""
        matrix = self.relations.matrix
        shown_part = matrix @ np.where(hidden, 0.0, n)
        goal = Goal(np.ones(n.size), np.where(self.unsafe, float(policy.least), 0.0))
        return intervals(matrix, hidden, -shown_part, np.full(n.size, np.inf), goal)

    def _known_sums(self, sums: Sums, hidden: BoolArray, policy: Policy) -> BoolArray:
        """Mark the cells whose sum is known, to an attacker who knows the size of every cell."""
        matrix = self.relations.matrix
        hidden_part = matrix @ np.where(hidden, sums.value, 0.0)
        apart = LOOSE * np.maximum(sums.value, 1.0)
        lo, hi = intervals(matrix, hidden, hidden_part, sums.ceiling, Goal(apart, np.zeros(apart.size)))
        at_an_end = (sums.value <= 0) | (sums.value >= sums.ceiling)
        return np.asarray((hi - lo < apart / 2) & ~(at_an_end & policy.unanimous))

    def report(self, hidden: BoolArray, known: tuple[FloatArray, FloatArray] | None) -> list[HiddenCell]:
        """Say of each hidden cell why, for those who hold the data; large rests were never in question."""
        found = []
        for cell in np.flatnonzero(hidden & self.guarded):
            name = self.relations.names[cell]
            bounds = () if known is None else (Interval(name, float(known[0][cell]), float(known[1][cell])),)
            why = self.why[cell] or SECONDARY
            found.append(HiddenCell(name, why, float(self.relations.respondents[cell]), bounds))
        return found

    def rounded(self, n: FloatArray, rounding: Rounding) -> FloatArray:
        """Return the counts of the group's rows, rounded so that they still add up where that was asked."""
        rows, cell_of = self.cells.rows, self.cells.cell_of
        result = rounding.nearest(n[rows])
        for count in self.relations.counts:
            exact = np.where(np.isnan(count), self.relations.respondents, count)
            mine = exact[cell_of] == n[rows]
            result[mine] = rounding.apply(exact, self.relations.matrix)[cell_of[mine]]
        return result
