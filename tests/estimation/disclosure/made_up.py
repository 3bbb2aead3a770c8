"""Made-up tables of schools by region, authority and phase, with every margin, and a naive attacker."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.disclosure import Nesting
from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from trigpoint.estimation.disclosure import Release


def nesting(regions: int, authorities: int) -> Nesting:
    names = [(f"R{r}L{a}", f"R{r}") for r in range(regions) for a in range(authorities)]
    return Nesting.of("la", "region", [la for la, _ in names], [region for _, region in names])


def table_of(counts: NDArray[np.int64], hours: NDArray[np.float64] | None = None) -> ResultTable:
    """Tabulate means of region by authority by phase counts (3 dimensions), with all margins."""
    hours = np.full(counts.shape, 8.0) if hours is None else hours
    rows = []
    for domain, cells in places(counts.shape):
        n = int(counts[cells].sum())
        estimate = float((counts * hours)[cells].sum() / n) if n else float("nan")
        rows.append(Row(variable="hours", statistic="mean", estimate=estimate, se=0.1, n=n, domain=domain))
    return ResultTable.of(rows, by=("region", "la", "phase"))


def places(shape: tuple[int, ...]) -> Iterator[tuple[dict[str, str], tuple[slice | int, ...]]]:
    """Name every domain, margins included, with the inner cells it holds."""
    everything = slice(None)
    areas: list[tuple[dict[str, str], tuple[slice | int, slice | int]]] = [({}, (everything, everything))]
    for region in range(shape[0]):
        areas.append(({"region": f"R{region}"}, (region, everything)))
        areas += [({"region": f"R{region}", "la": f"R{region}L{la}"}, (region, la)) for la in range(shape[1])]
    for area, (r, a) in areas:
        yield area, (r, a, everything)
        for phase in range(shape[2]):
            yield {**area, "phase": f"P{phase}"}, (r, a, phase)


def worked_out(release: Release, counts: NDArray[np.int64]) -> list[dict[str, str]]:
    """Attack a release by exact elimination; return the domains whose hidden count follows from the shown.

    The attacker writes each shown domain as a sum of inner cells, solves the equations in fractions, and
    tries every hidden domain against them. Empty cells count as known.
    """
    inner = np.arange(counts.size).reshape(counts.shape)
    unknown = [int(cell) for cell in inner[counts > 0]]
    equations, targets = [], []
    for row, (domain, cells) in enumerate(places(counts.shape)):
        held = set(np.atleast_1d(inner[cells]).ravel().tolist())
        vector = [Fraction(int(cell in held)) for cell in unknown]
        if release.shown[row]:
            equations.append(vector)
        else:
            targets.append((domain, vector))
    basis = _reduced(equations)
    return [domain for domain, vector in targets if not any(_remainder(vector, basis))]


def _reduced(equations: list[list[Fraction]]) -> list[tuple[int, list[Fraction]]]:
    basis: list[tuple[int, list[Fraction]]] = []
    for equation in equations:
        left = _remainder(equation, basis)
        pivot = next((k for k, value in enumerate(left) if value), None)
        if pivot is not None:
            basis.append((pivot, [value / left[pivot] for value in left]))
    return basis


def _remainder(vector: list[Fraction], basis: list[tuple[int, list[Fraction]]]) -> list[Fraction]:
    left = vector
    for pivot, line in basis:
        factor = left[pivot]
        if factor:
            left = [value - factor * other for value, other in zip(left, line, strict=True)]
    return left
