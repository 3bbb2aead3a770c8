"""What the attacker must not learn: respondents, and the sums behind totals, means and proportions.

A mean is a sum over a size, and sizes (how many schools, how many pupils) are public registers, so whoever
could work out the sum knows the mean. Each mean and proportion is therefore guarded as the sum that it is,
as if every size were known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.disclosure.attacker import Demand

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trigpoint.estimation.data import BoolArray, FloatArray
    from trigpoint.estimation.disclosure.cells import Cells
    from trigpoint.estimation.disclosure.relations import Relations
    from trigpoint.estimation.table import ResultTable

ONE_PERSON = 1.0
INEXACT = 1e-3
"""How far a figure that is safe by itself must be from being known exactly, as a share of itself."""


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums behind one series of figures: a value for each cell, and the most it can be."""

    name: str
    value: FloatArray
    ceiling: FloatArray


def of_counts(relations: Relations, guarded: BoolArray, unsafe: BoolArray, least: int) -> Iterator[Demand]:
    """Demand that an unsafe cell might hold `least` respondents, and that no guarded cell's are known.

    A cell without respondents cannot move: the attacker knows it for empty.
    """
    most = relations.respondents
    for count in relations.counts:
        n = np.where(np.isnan(count), most, count)
        need = np.where(unsafe, np.maximum(least - n, ONE_PERSON), ONE_PERSON)
        yield Demand(
            up=np.where(most > 0, np.inf, 0.0),
            down=n,
            need=np.where(guarded, need, 0.0),
            rises=np.ones(n.size, dtype=bool),
            either=~unsafe,
        )


def of_sums(sums: Sums, guarded: BoolArray, unsafe: BoolArray, protection: float, *, unanimous: bool) -> Demand:
    """Demand that what can be known of each sum is as wide as a share of itself.

    The share is `protection` for unsafe cells, and `INEXACT` for cells that are hidden only to protect them.
    A sum of nought is compared with what the cell would have at the rate of all cells. Cells where everyone
    or nobody said so are let off if `unanimous`.
    """
    up, down = sums.ceiling - sums.value, sums.value.copy()
    finite = np.isfinite(sums.ceiling) & (sums.ceiling > 0)
    usual = sums.value[finite].sum() / sums.ceiling[finite].sum() if finite.any() else sums.value.mean()
    expected = usual * np.where(finite, sums.ceiling, 1.0)
    need = np.where(unsafe, protection, INEXACT) * np.where(sums.value > 0, sums.value, expected)
    rises = up >= need
    need = np.minimum(need, up + down)
    at_an_end = (sums.value <= 0) | (up <= 0)
    let_off = at_an_end if unanimous else np.zeros_like(guarded)
    return Demand(up, down, np.where(guarded & ~let_off, need, 0.0), rises, np.ones_like(guarded))


def sums_behind(table: ResultTable, cells: Cells, relations: Relations) -> Iterator[Sums]:
    """Find the sums behind each series of totals, means, ratios and proportions that cannot be negative.

    A series that can be negative has no bound to exploit beyond algebra, and a quantile is no sum: the
    demands on counts guard those. A series that is nought, or everyone, throughout hides nothing.
    """
    keys = list(zip(*(table.column(c)[cells.rows].tolist() for c in ("variable", "statistic", "level")), strict=True))
    estimate, n = table.column("estimate")[cells.rows], table.column("n")[cells.rows]
    most = relations.respondents
    for key in dict.fromkeys(keys):
        mine = np.array([other == key for other in keys])
        kind = _kind(key[1])
        figures = np.nan_to_num(estimate[mine])
        if kind is None or np.any(figures < 0) or not np.any(figures > 0):
            continue
        share = kind == "proportion"
        if share and not np.any((figures < 1) & (n[mine] > 0)):
            continue
        size = np.ones(figures.size) if kind == "total" else n[mine]
        value, ceiling = np.zeros(relations.size), np.full(relations.size, np.inf)
        value[cells.cell_of[mine]] = figures * size
        rests = slice(relations.table_cells, None)
        value[rests] = most[rests] * (figures * size).sum() / max(n[mine].sum(), 1.0)
        ceiling[most <= 0] = 0.0
        if share:
            ceiling[cells.cell_of[mine]] = np.maximum(n[mine], value[cells.cell_of[mine]])
            ceiling[rests] = most[rests]
        yield Sums(" ".join(part for part in (key[1], "of", key[0], key[2]) if part), value, ceiling)


def _kind(statistic: str) -> str | None:
    """Recognise the statistics that are sums, or sums over a size."""
    for kind in ("total", "proportion", "mean", "ratio"):
        if statistic.startswith(kind):
            return kind
    return None
