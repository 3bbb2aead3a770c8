"""The sums that anyone can do: each margin is the sum of its parts.

Relations are what an attacker uses and what suppression must defeat. Where the parts in the table do not
make up their margin (one authority of a region left out), the rest is a cell of its own that nobody
published but anyone can compute, and it needs the same protection: otherwise it leaks by differencing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from trigpoint.estimation.disclosure.cells import where
from trigpoint.estimation.disclosure.errors import DisclosureError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.estimation.data import FloatArray
    from trigpoint.estimation.disclosure.cells import Cells, Node, Place

REST = "(all the rest)"
HALF = 0.5
"""Counts are whole numbers; less than half a respondent is rounding."""


@dataclass(frozen=True, slots=True)
class Relations:
    """The sums among `size` cells, the first of which are the table's own and the others rests.

    `matrix` has a row for each sum, +1 at the parts and -1 at the margin. `counts` are the respondents of
    each cell in each way of counting, rests included; `names` names every cell;
    the first `table_cells` of them have rows in the table.
    """

    matrix: sparse.csr_array
    counts: tuple[FloatArray, ...]
    names: tuple[str, ...]
    table_cells: int

    @property
    def size(self) -> int:
        """The number of cells, rests included."""
        return len(self.names)

    @property
    def respondents(self) -> FloatArray:
        """The respondents of each cell, the most of its counts; zero where it has none."""
        return np.asarray(np.max(np.nan_to_num(np.stack(self.counts)), axis=0))


def relations_of(cells: Cells, counts: list[FloatArray]) -> Relations:
    """Find every sum among the cells, and the rests.

    Raises `DisclosureError` if parts hold more respondents than their margin: that is no partition.
    """
    rests: dict[Place, float] = {}
    lines: list[tuple[int, list[int], Place | None]] = []
    for parent, place, children in _sums(cells):
        left_over = _left_over(cells, counts, parent, children)
        if left_over is None:
            continue
        if left_over > HALF:
            rests[place] = left_over
        lines.append((parent, children, place if left_over > HALF else None))
    index = {place: len(cells) + position for position, place in enumerate(rests)}
    entries = [(parent, children + ([index[rest]] if rest else [])) for parent, children, rest in lines]
    extended = tuple(np.append(count, list(rests.values())) for count in counts)
    entries += list(_sums_of_rests(index, extended))
    places = (*cells.places, *rests)
    names = tuple(f"{' with '.join(cells.variables)} for {where(place, cells.chains)}" for place in places)
    return Relations(_matrix(entries, len(names)), extended, names, len(cells))


def _sums(cells: Cells) -> list[tuple[int, Place, list[int]]]:
    """Pair each margin with its parts along each chain, and with the place of their rest."""
    found = []
    for axis in range(len(cells.chains)):
        slices: dict[Place, dict[Node, int]] = defaultdict(dict)
        for place, cell in cells.index.items():
            slices[(*place[:axis], *place[axis + 1 :])][place[axis]] = cell
        for others, nodes in slices.items():
            for above, children in _nearest(nodes).items():
                rest = (*others[:axis], (*above, REST), *others[axis:])
                found.append((nodes[above], rest, children))
    return found


def _nearest(nodes: dict[Node, int]) -> dict[Node, list[int]]:
    """Give each cell to its nearest ancestor in the table."""
    children: dict[Node, list[int]] = defaultdict(list)
    for node, cell in nodes.items():
        for length in range(len(node) - 1, -1, -1):
            if node[:length] in nodes:
                children[node[:length]].append(cell)
                break
    return children


def _left_over(cells: Cells, counts: list[FloatArray], parent: int, children: list[int]) -> float | None:
    """Subtract the parts from the margin; None if no way of counting has both."""
    left_over = []
    for count in counts:
        parts = count[children]
        if not np.isnan(count[parent]) and not np.all(np.isnan(parts)):
            left_over.append(float(count[parent] - np.nansum(parts)))
    if not left_over:
        return None
    if min(left_over) < -HALF:
        raise DisclosureError(
            f"The parts of {cells.name(parent)} hold {-min(left_over):g} respondents more than it does. "
            "They overlap; release them apart from this margin."
        )
    if min(left_over) < HALF < max(left_over):
        raise DisclosureError(
            f"Within {cells.name(parent)} some figures have rows for every part and others lack some. "
            "Add the missing rows, or release the variables apart."
        )
    return min(left_over)


def _sums_of_rests(index: dict[Place, int], counts: tuple[FloatArray, ...]) -> Iterable[tuple[int, list[int]]]:
    """Add the sums among rests that hold: the rest of a region is the sum of its rests by phase."""
    for axis in range(len(next(iter(index), ()))):
        slices: dict[Place, dict[Node, int]] = defaultdict(dict)
        for place, cell in index.items():
            slices[(*place[:axis], *place[axis + 1 :])][place[axis]] = cell
        for nodes in slices.values():
            for above, children in _nearest(nodes).items():
                parent = nodes[above]
                if all(abs(count[parent] - count[children].sum()) < HALF for count in counts):
                    yield parent, children


def _matrix(entries: list[tuple[int, list[int]]], size: int) -> sparse.csr_array:
    lines = np.repeat(np.arange(len(entries)), [1 + len(children) for _, children in entries])
    columns = np.array([cell for parent, children in entries for cell in (parent, *children)], dtype=np.int64)
    signs = np.array([sign for _, c in entries for sign in (-1.0, *([1.0] * len(c)))])
    return sparse.csr_array((signs, (lines, columns)), shape=(len(entries), size))
