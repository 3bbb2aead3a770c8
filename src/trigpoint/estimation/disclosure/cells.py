"""From a result table to the cells that a reader could work out from one another.

A cell is one domain of one group of variables: if it is hidden, every statistic and level of it is hidden,
because a mean is revealed by a total and a count, and one level of an answer by the other levels.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from trigpoint.estimation.disclosure.errors import DisclosureError
from trigpoint.estimation.disclosure.geography import Nesting, chains_of
from trigpoint.estimation.table import MARGIN

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from trigpoint.estimation.data import FloatArray, IntArray
    from trigpoint.estimation.table import ResultTable

Node: TypeAlias = tuple[str, ...]
"""A place in one chain: () the whole, ("South East",) a region, ("South East", "Kent") an authority."""
Place: TypeAlias = tuple[Node, ...]
"""A node for each chain: where a cell lies in the table."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The cells of one group of variables.

    `rows` are positions in the table, `cell_of` the cell of each, `places` where each cell lies.
    """

    variables: tuple[str, ...]
    chains: tuple[tuple[str, ...], ...]
    places: tuple[Place, ...]
    rows: IntArray
    cell_of: IntArray
    index: Mapping[Place, int] = field(repr=False)

    def __len__(self) -> int:
        return len(self.places)

    def name(self, cell: int) -> str:
        """Name a cell for a message to those who hold the data."""
        return f"{' with '.join(self.variables)} for {where(self.places[cell], self.chains)}"

    def split_by(self, cell: int) -> frozenset[str]:
        """Tell by which variables a cell is split: none for the whole."""
        nodes = zip(self.places[cell], self.chains, strict=True)
        return frozenset(chain[len(node) - 1] for node, chain in nodes if node)

    def worst(self, unsafe_rows: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Mark the cells of which any row is marked (one mark for each row of the whole table)."""
        marked = np.zeros(len(self), dtype=bool)
        marked[self.cell_of[unsafe_rows[self.rows]]] = True
        return marked


def where(place: Place, chains: Sequence[tuple[str, ...]]) -> str:
    """Write a place in words: "la Kent, phase Primary", or "the whole"."""
    parts = [f"{chain[len(node) - 1]} {node[-1]}" for node, chain in zip(place, chains, strict=True) if node]
    return ", ".join(parts) or "the whole"


def groups_of(table: ResultTable, together: Sequence[Collection[str]]) -> list[tuple[str, ...]]:
    """Group variables whose figures reveal one another, and must be hidden in the same places.

    A ratio "a/b" joins a and b if the table has them; `together` names other groups.
    """
    variables = list(dict.fromkeys(table.column("variable").tolist()))
    links = [set(group) for group in together]
    strangers = sorted(set().union(*links) - set(variables))
    if strangers:
        raise DisclosureError(f"together= names {strangers}, which the table does not have.")
    for variable in variables:
        parts = {part.strip() for part in variable.split("/")} & set(variables)
        links.append(parts | {variable})
    merged: list[set[str]] = []
    for link in links:
        touching = [group for group in merged if group & link]
        merged = [group for group in merged if not group & link] + [link.union(*touching)]
    return [tuple(name for name in variables if name in group) for group in merged]


def cells_of(table: ResultTable, variables: Sequence[str], nested: Sequence[Nesting]) -> Cells:
    """Collect the rows of some variables into cells."""
    chains = chains_of(table.by, nested)
    rows = np.flatnonzero(np.isin(table.column("variable"), list(variables)))
    places = list(_places(table, rows, chains, nested))
    index = {place: number for number, place in enumerate(dict.fromkeys(places))}
    cell_of = np.array([index[place] for place in places], dtype=np.int64)
    return Cells(tuple(variables), chains, tuple(index), rows, cell_of, index)


def _places(
    table: ResultTable, rows: IntArray, chains: Sequence[tuple[str, ...]], nested: Sequence[Nesting]
) -> Iterator[Place]:
    parents = {nesting.child: nesting for nesting in nested}
    domains = zip(*(table.column(name)[rows].tolist() for name in table.by), strict=True)
    for row, values in zip(rows, domains, strict=True) if table.by else ((row, ()) for row in rows):
        domain = dict(zip(table.by, values, strict=True))
        try:
            yield tuple(_node(domain, chain, parents) for chain in chains)
        except DisclosureError as error:
            raise DisclosureError(f"Row {row}, {table.label_of(int(row))}: {error}") from None


def _node(domain: Mapping[str, str], chain: tuple[str, ...], parents: Mapping[str, Nesting]) -> Node:
    """Fill the ancestors of the finest value named: an authority's row need not name its region."""
    named = [position for position, name in enumerate(chain) if domain[name] != MARGIN]
    if not named:
        return ()
    node = [domain[chain[named[-1]]]]
    for position in range(named[-1], 0, -1):
        child, parent = chain[position], chain[position - 1]
        above = parents[child].parent_of.get(node[0])
        if above is None:
            raise DisclosureError(f"the nesting does not say in which {parent} the {child} {node[0]} lies.")
        if domain[parent] not in (MARGIN, above):
            raise DisclosureError(f"{child} {node[0]} lies in {parent} {above}, not in {domain[parent]}.")
        node.insert(0, above)
    return tuple(node)


def respondents(table: ResultTable, cells: Cells) -> list[FloatArray]:
    """Return the respondents of each cell, once for each way in which the table counts them.

    Usually a variable has one count for each cell. Where its rows differ (a count for each level), each
    series of rows is a count of its own. A cell without rows in a count has not-a-number there.
    """
    n = np.nan_to_num(table.column("n")[cells.rows])
    variable = table.column("variable")[cells.rows]
    series_key = np.char.add(
        np.char.add(table.column("statistic")[cells.rows], "\x1f"), table.column("level")[cells.rows]
    )
    counts: list[FloatArray] = []
    for name in cells.variables:
        mine = variable == name
        counts.extend(_counts(len(cells), n[mine], cells.cell_of[mine], series_key[mine]))
    distinct = {count.tobytes(): count for count in counts}
    return list(distinct.values())


def _counts(size: int, n: FloatArray, cell_of: IntArray, key: NDArray[np.str_]) -> list[FloatArray]:
    top = np.full(size, -np.inf)
    np.maximum.at(top, cell_of, n)
    if np.array_equal(top[cell_of], n):
        return [np.where(np.isfinite(top), top, np.nan)]
    counts = []
    for series in np.unique(key):
        mine = key == series
        count = np.full(size, np.nan)
        count[cell_of[mine]] = n[mine]
        counts.append(count)
    return counts


def check_crossings(table: ResultTable, nested: Sequence[Nesting] | None) -> None:
    """Refuse two by-variables that no row crosses unless the caller has said how they lie.

    Without that knowledge an authority's hidden figure could be worked out from its region's.
    """
    if nested is not None:
        return
    split = {name: table.column(name) != MARGIN for name in table.by}
    for position, one in enumerate(table.by):
        for other in table.by[position + 1 :]:
            if split[one].any() and split[other].any() and not (split[one] & split[other]).any():
                raise DisclosureError(
                    f"The table is split by {one} and by {other}, never by both, so nobody can tell whether "
                    f"one lies within the other. Pass nested=[Nesting(...)], nested=[] if none does, or "
                    "units= with the by-variables of every school."
                )
