"""What someone can work out about hidden cells from the shown ones.

The attacker knows every sum (`Relations`) and every shown cell, so all she does not know is how far the hidden
cells could be moved together without breaking a sum. A cell she cannot move is a cell she knows. Movements
are bounded: a count cannot fall below nought.

Source: Fischetti and Salazar-González, "Solving the cell suppression problem on tabular data with linear
constraints", Management Science 47 (2001), whose attacker problems and their dual cuts these are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from trigpoint.estimation.disclosure.errors import DisclosureError
from trigpoint.estimation.disclosure.linear import minimise

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trigpoint.estimation.data import BoolArray, FloatArray, IntArray
    from trigpoint.estimation.disclosure.linear import Optimum

NEAR = 1e-7
"""A movement this close to what is needed, relative to it, is enough: the solver's own accuracy."""


@dataclass(frozen=True, slots=True)
class Demand:
    """How far the attacker must be kept from one quantity of each cell.

    `up` and `down` say how far a cell could rise and fall for all she knows (possibly for ever); `need` how
    far it must be able to move if it is hidden (0: no demand), upwards where `rises`, else downwards. Where
    `either`, the two directions count together: the demand is on the width of what she can know.
    """

    up: FloatArray
    down: FloatArray
    need: FloatArray
    rises: BoolArray
    either: BoolArray

    def room(self, potential: FloatArray, cell: int) -> FloatArray:
        """Turn prices of the sums into the most that each other cell, if hidden, adds to the cell's movement.

        `potential` is the price-weighted combination of sums, with 1 taken off (or, downwards, added) at
        `cell`. Any combination gives a valid bound; an attacker's optimum gives the tightest.
        """
        room = np.zeros_like(potential)
        falls, climbs = potential > NEAR, potential < -NEAR
        room[falls] = potential[falls] * self.down[falls]
        room[climbs] = -potential[climbs] * self.up[climbs]
        room[cell] = 0.0
        return room

    def weight(self, room: FloatArray, cell: int) -> FloatArray:
        """Scale the room: the weights of the other hidden cells must add up to 1 for the cell to be safe."""
        return np.asarray(np.minimum(room / self.need[cell], 1.0))


@dataclass(frozen=True, slots=True)
class Shortfall:
    """A hidden cell that cannot move as far as it must, and the cut that says which others would help."""

    cell: int
    weight: FloatArray


def pieces(matrix: sparse.csr_array, chosen: BoolArray) -> Iterator[IntArray]:
    """Split the chosen cells into sets that no sum connects."""
    columns = np.flatnonzero(chosen)
    if not columns.size:
        return
    touch = abs(matrix[:, columns])
    _, label = sparse.csgraph.connected_components(touch.T @ touch, directed=False)
    order = np.argsort(label, kind="stable")
    yield from np.split(columns[order], np.flatnonzero(np.diff(label[order])) + 1)


def shortfalls(
    matrix: sparse.csr_array, hidden: BoolArray, demand: Demand, settled: set[bytes] | None = None
) -> list[Shortfall]:
    """Find every hidden cell whose demand is not met.

    `settled` remembers, from one call to the next, pieces in which nothing fell short.
    """
    settled = set() if settled is None else settled
    found = []
    for piece in pieces(matrix, hidden):
        if piece.tobytes() not in settled and np.any(demand.need[piece] > 0):
            short = _shortfalls_in(matrix, piece, demand)
            found.extend(short)
            if not short:
                settled.add(piece.tobytes())
    return found


def _shortfalls_in(matrix: sparse.csr_array, piece: IntArray, demand: Demand) -> list[Shortfall]:
    """Move many cells at once; where none of them gets far enough, half as many, down to one by one."""
    inside = matrix[_lines(matrix, piece)][:, piece]
    need, sign = demand.need[piece], np.where(demand.rises[piece], 1.0, -1.0)
    waiting = need > 0
    size = int(waiting.sum())
    found = []
    while waiting.any():
        goal = np.zeros_like(waiting)
        goal[np.flatnonzero(waiting)[:size]] = True
        best = _push(inside, demand, piece, goal, demand.rises[piece])
        met = waiting & (sign * best.values >= need * (1.0 - NEAR))
        waiting &= ~met
        if not met.any() and goal.sum() == 1:
            short = _alone(matrix, demand, piece, goal, best)
            found.extend([short] if short else [])
            waiting &= ~goal
        elif not met.any():
            size = max(1, min(size, int(waiting.sum())) // 2)
    return found


def _push(inside: sparse.csr_array, demand: Demand, piece: IntArray, goal: BoolArray, rises: BoolArray) -> Optimum:
    """Move the goal cells as far as needed, all hidden cells free within their bounds."""
    up, down = demand.up[piece].copy(), demand.down[piece].copy()
    need = demand.need[piece]
    up[goal & rises] = np.minimum(up, need)[goal & rises]
    down[goal & ~rises] = np.minimum(down, need)[goal & ~rises]
    weight = np.zeros(piece.size)
    weight[goal] = np.where(rises, -1.0, 1.0)[goal] / need[goal]
    best = minimise(weight, inside, np.zeros(inside.shape[0]), -down, up)
    if best is None:
        raise DisclosureError("The attacker's problem has no bound although every goal has one.")
    return best


def _alone(
    matrix: sparse.csr_array, demand: Demand, piece: IntArray, goal: BoolArray, best: Optimum
) -> Shortfall | None:
    """Judge one cell that fell short in its own direction, by the other too if that counts."""
    local = int(np.argmax(goal))
    cell = int(piece[local])
    rises = demand.rises[piece]
    room = demand.room(_potential(matrix, piece, cell, best.prices * demand.need[cell], rises=rises[local]), cell)
    if demand.either[cell]:
        back = _push(matrix[_lines(matrix, piece)][:, piece], demand, piece, goal, ~rises)
        if abs(best.values[local]) + abs(back.values[local]) >= demand.need[cell] * (1.0 - NEAR):
            return None
        room += demand.room(
            _potential(matrix, piece, cell, back.prices * demand.need[cell], rises=not rises[local]), cell
        )
    return Shortfall(cell, demand.weight(room, cell))


def _potential(matrix: sparse.csr_array, piece: IntArray, cell: int, prices: FloatArray, *, rises: bool) -> FloatArray:
    """Carry the attacker's prices over to the cells that are not hidden yet."""
    full = np.zeros(matrix.shape[0])
    full[_lines(matrix, piece)] = prices
    potential = np.asarray(-(matrix.T @ full), dtype=np.float64)
    potential[cell] -= 1.0 if rises else -1.0
    return potential


def _lines(matrix: sparse.csr_array, piece: IntArray) -> IntArray:
    """Return the sums in which some cell of the piece takes part."""
    return np.flatnonzero(np.diff(matrix[:, piece].indptr) > 0)
