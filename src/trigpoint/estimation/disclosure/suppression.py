"""Which further cells to hide, at the least cost, so that nobody can work out the unsafe ones.

The master problem chooses cells (0 or 1, HiGHS through `scipy.optimize.milp`); the attacker's problems check
the choice and answer with cuts, until there are none. What stops the loop is thus optimal for the cost given,
within `gap` for large tables.

Source: Fischetti and Salazar-González (2001), as in `attacker`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from trigpoint.estimation.disclosure.attacker import pieces, shortfalls
from trigpoint.estimation.disclosure.errors import DisclosureError, UnprotectableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import BoolArray, FloatArray, IntArray
    from trigpoint.estimation.disclosure.attacker import Demand

EXACT_UP_TO = 400
"""Cells in one connected table up to which the optimum is proved; beyond, it is within `GAP` of it."""
GAP = 0.02
ROUNDS = 500
CHOSEN = 0.5


@dataclass(frozen=True, slots=True)
class Problem:
    """What must be hidden, what may be, at what cost, and what the attacker must not learn."""

    matrix: sparse.csr_array
    must: BoolArray
    may: BoolArray
    cost: FloatArray
    demands: Sequence[Demand]
    names: Sequence[str]
    kept: str


def protect(problem: Problem) -> BoolArray:
    """Return the cells to hide: all of `must`, and the cheapest others that protect them.

    Raises `UnprotectableError` naming the cells that even hiding everything allowed does not protect.
    """
    _check_possible(problem)
    hidden = problem.must.copy()
    for piece in pieces(problem.matrix, problem.must | problem.may):
        if problem.must[piece].any():
            hidden[piece] = _solve(problem, piece)
    return hidden


def _check_possible(problem: Problem) -> None:
    """Hide all that may be hidden: what is recoverable then always is."""
    everything = problem.must | problem.may
    bare: set[int] = set()
    for demand in problem.demands:
        bare.update(short.cell for short in shortfalls(problem.matrix, everything, _only(demand, problem.must)))
    if bare:
        raise UnprotectableError([problem.names[cell] for cell in sorted(bare)], problem.kept)


def _only(demand: Demand, cells: BoolArray) -> Demand:
    return type(demand)(demand.up, demand.down, np.where(cells, demand.need, 0.0), demand.rises, demand.either)


def _solve(problem: Problem, piece: IntArray) -> BoolArray:
    """Cut until the attacker fails, within one connected table."""
    inside = np.zeros(problem.must.size, dtype=bool)
    inside[piece] = True
    cuts = [cut[piece] for cut in _first_cuts(problem, inside)]
    settled: list[set[bytes]] = [set() for _ in problem.demands]
    for _ in range(ROUNDS):
        hidden = np.zeros_like(inside)
        hidden[piece] = _master(problem, piece, cuts)
        new = _new_cuts(problem, hidden, settled)
        if not new:
            return hidden[piece]
        cuts.extend(cut[piece] for cut in new)
    raise DisclosureError(f"Secondary suppression did not settle in {ROUNDS} rounds; release a smaller table.")


def _first_cuts(problem: Problem, inside: BoolArray) -> list[FloatArray]:
    """Say for each cell in each sum what must be hidden beside it: the combination of that one sum."""
    demand = problem.demands[0]
    cuts = []
    for line in range(problem.matrix.shape[0]):
        row = problem.matrix[[line]].toarray()[0]
        for cell in np.flatnonzero((row != 0) & inside & (demand.need > 0)):
            potential = row * ((1.0 if demand.rises[cell] else -1.0) / row[cell])
            room = demand.room(potential, int(cell))
            if demand.either[cell]:
                room += demand.room(-potential, int(cell))
            cuts.append(_as_row(demand.weight(room, int(cell)), int(cell)))
    return cuts


def _new_cuts(problem: Problem, hidden: BoolArray, settled: list[set[bytes]]) -> list[FloatArray]:
    return [
        _as_row(short.weight, short.cell)
        for demand, known in zip(problem.demands, settled, strict=True)
        for short in shortfalls(problem.matrix, hidden, demand, known)
    ]


def _as_row(weight: FloatArray, cell: int) -> FloatArray:
    row = weight.copy()
    row[cell] = -1.0
    return row


def _master(problem: Problem, piece: IntArray, cuts: list[FloatArray]) -> BoolArray:
    """Choose the cheapest cells that satisfy every cut so far."""
    must = problem.must[piece]
    solved = milp(
        problem.cost[piece],
        integrality=np.ones(piece.size, dtype=np.int64),
        bounds=Bounds(must.astype(float), np.ones(piece.size)),
        constraints=LinearConstraint(sparse.csr_array(np.stack(cuts)), lb=0.0) if cuts else (),
        options={"mip_rel_gap": 0.0 if piece.size <= EXACT_UP_TO else GAP},
    )
    if solved.x is None:
        names = [problem.names[cell] for cell in piece[must]]
        raise UnprotectableError(names, problem.kept)
    chosen: BoolArray = np.asarray(solved.x) > CHOSEN
    return chosen
