"""The gate: try to work out every hidden cell, by other means than those that chose what to hide.

Suppression reasons about movements and their prices. The audit takes the attacker's seat instead: it holds
the sums and the shown numbers only, asks in linear algebra which hidden cells those fix, and by linear
programming between which bounds each hidden number must lie.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.disclosure.attacker import pieces
from trigpoint.estimation.disclosure.linear import minimise

if TYPE_CHECKING:
    from scipy import sparse

    from trigpoint.estimation.data import BoolArray, FloatArray

FIXED = 1e-8
"""A hidden cell whose null-space row is shorter than this is fixed by the sums."""
GLANCES = 8
"""Random directions to look in before cells are tried one by one."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What anyone can know of a hidden number: it lies from `lo` to `hi`, or in a wider range than that."""

    name: str
    lo: float
    hi: float


def fixed_by_the_sums(matrix: sparse.csr_array, hidden: BoolArray) -> BoolArray:
    """Mark the hidden cells whose value, whatever it is, follows from sums and shown cells by algebra.

    They are those on which every solution agrees: their row in a basis of the null space is nought.
    """
    fixed = np.zeros_like(hidden)
    for piece in pieces(matrix, hidden):
        columns = matrix[:, piece]
        dense = columns[np.diff(columns.indptr) > 0].toarray()
        _, sizes, right = np.linalg.svd(dense, full_matrices=True)
        rank = int(np.sum(sizes > FIXED * max(1.0, sizes.max(initial=0.0))))
        fixed[piece] = np.linalg.norm(right[rank:], axis=0) < FIXED
    return fixed


def intervals(
    matrix: sparse.csr_array, hidden: BoolArray, right: FloatArray, ceiling: FloatArray, goal: Goal
) -> tuple[FloatArray, FloatArray]:
    """Bound every hidden number, of which one knows that it is at least 0 and at most `ceiling`.

    `right` is what the hidden parts of each sum add up to, as the shown parts tell. A bound returned is exact
    if the goal is missed; where it is met the search stops early, and the true interval contains this one.
    """
    lo, hi = np.full(hidden.size, np.inf), np.full(hidden.size, -np.inf)
    for piece in pieces(matrix, hidden):
        columns = matrix[:, piece]
        lines = np.flatnonzero(np.diff(columns.indptr) > 0)
        search = _Search(columns[lines], right[lines], ceiling[piece])
        lo[piece], hi[piece] = search.run(goal.width[piece], goal.top[piece])
    return lo, hi


@dataclass(frozen=True, slots=True)
class Goal:
    """How uncertain each hidden number must stay: `width` from lowest to highest, and `top` at the highest."""

    width: FloatArray
    top: FloatArray


@dataclass(frozen=True, slots=True)
class _Search:
    """Solutions in one piece, of which the lowest and highest value of each cell are kept."""

    inside: sparse.csr_array
    right: FloatArray
    ceiling: FloatArray

    def run(self, width: FloatArray, top: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Look in a few random directions first, which serves most cells, then for each cell alone."""
        size = self.ceiling.size
        lo, hi = np.full(size, np.inf), np.full(size, -np.inf)
        generator = np.random.default_rng(size)
        for weight in generator.choice([-1.0, 0.0, 1.0], (GLANCES, size)):
            self._look(weight, lo, hi)
        for cell in range(size):
            weight = np.zeros(size)
            if not (hi[cell] >= top[cell] and hi[cell] - lo[cell] >= width[cell]):
                weight[cell] = -1.0
                if not self._look(weight, lo, hi):
                    hi[cell] = np.inf
            if not hi[cell] - lo[cell] >= width[cell]:
                weight[cell] = 1.0
                self._look(weight, lo, hi)
        return np.where(np.isinf(lo), 0.0, lo), hi

    def _look(self, weight: FloatArray, lo: FloatArray, hi: FloatArray) -> bool:
        """Solve for one direction and widen every cell by the solution; False if it has no end."""
        best = minimise(weight, self.inside, self.right, np.zeros(weight.size), self.ceiling)
        if best is None:
            return False
        np.minimum(lo, best.values, out=lo)
        np.maximum(hi, best.values, out=hi)
        return True
