"""Change between two waves, using the schools that are in both.

Answers of one school in two waves go together, so a change measured partly on the same schools is surer than
two separate samples would make it. The covariance of the two estimates comes from the shared units, stratum
by stratum (Tam 1984; Berger and Priam 2016).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.errors import DataError, DesignError

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from trigpoint.estimation.data import FloatArray, Frame, IntArray
    from trigpoint.estimation.linearise import Linearised
    from trigpoint.estimation.stages import Stage


@dataclass(frozen=True, slots=True)
class Overlap:
    """Which first-stage units of two waves are the same school.

    `first` and `second` number each wave's units by school, so that units of one school share a number;
    `shared` counts the schools in both waves, `linked` those found only through a predecessor or successor.
    """

    first: IntArray
    second: IntArray
    shared: int
    linked: int


def overlap(
    first: Frame,
    second: Frame,
    unit: str,
    stages: tuple[Stage, Stage],
    links: Iterable[tuple[Hashable, Hashable]],
) -> Overlap:
    """Match units across waves by the column `unit` and by (predecessor, successor) links, chains included.

    A school that closed and one that opened in its place, as when a school becomes an academy, are one
    school; so are all the parts of a merger. Raises `DesignError` if a unit's rows carry several schools.
    """
    old, new = _unit_names(first, unit, stages[0]), _unit_names(second, unit, stages[1])
    parent: dict[Hashable, Hashable] = {}
    for predecessor, successor in links:
        a, b = _root(parent, str(predecessor)), _root(parent, str(successor))
        if a != b:
            parent[a] = b
    number: dict[Hashable, int] = {}
    codes = [
        np.array([number.setdefault(_root(parent, name), len(number)) for name in names], dtype=np.int64)
        for names in (old, new)
    ]
    shared = np.intersect1d(codes[0], codes[1])
    plainly = {_root(parent, name) for name in set(old) & set(new)}
    return Overlap(codes[0], codes[1], len(shared), len(shared) - len(plainly))


def _root(parent: dict[Hashable, Hashable], name: Hashable) -> Hashable:
    while name in parent:
        name = parent[name]
    return name


def _unit_names(frame: Frame, unit: str, stage: Stage) -> list[str]:
    factor = frame.factor(unit)
    rows = np.flatnonzero(factor.missing)
    if rows.size:
        raise DataError(f"{unit!r} is missing in row {rows[0]} (rows count from 0). Every row needs its school.")
    codes = np.empty(len(stage.strata), dtype=np.int64)
    codes[stage.units] = factor.codes
    split = np.flatnonzero(codes[stage.units] != factor.codes)
    if split.size:
        raise DesignError(
            f"The first-stage unit of row {split[0]} has several values of {unit!r}. Match waves by the unit "
            "that was sampled."
        )
    return [str(factor.levels[code]) for code in codes.tolist()]


def covariance(
    first: Linearised, second: Linearised, scores: tuple[FloatArray, FloatArray], same: Overlap
) -> FloatArray:
    """Return the covariance of k pairs of estimates from two waves (k numbers), given each wave's n by k scores.

    Units are taken by the pair of strata that they were in. With n1 and n2 units sampled, c of them shared,
    the sum of the products of their centred totals is scaled by c / (c - 1) and, where both waves give the
    stratum's population N, by 1 - n1 n2 / (N c). A pair of strata with one shared unit adds nothing.


    """
    a, b = first.totals(scores[0]), second.totals(scores[1])
    one, two = first.stages[0], second.stages[0]
    schools = np.intersect1d(same.first, same.second)
    out = np.zeros(a.shape[1])
    if not len(schools):
        return out
    left, stratum_left = _by_school(a, same.first, schools, one)
    right, stratum_right = _by_school(b, same.second, schools, two)
    pairs, label = np.unique(np.column_stack([stratum_left, stratum_right]), axis=0, return_inverse=True)
    label = label.ravel()
    count = np.bincount(label)
    for k in range(a.shape[1]):
        sums = np.bincount(label, left[:, k]), np.bincount(label, right[:, k])
        products = np.bincount(label, left[:, k] * right[:, k]) - sums[0] * sums[1] / count
        out[k] = np.sum(products * _scaling(count, pairs, one, two))
    return out


def _by_school(totals: FloatArray, codes: IntArray, schools: IntArray, stage: Stage) -> tuple[FloatArray, IntArray]:
    """Add up the units of each shared school; its stratum is that of its last unit."""
    place = np.searchsorted(schools, codes)
    kept = (place < len(schools)) & (schools[np.minimum(place, len(schools) - 1)] == codes)
    sums: FloatArray = np.column_stack(
        [np.bincount(place[kept], totals[kept, k], minlength=len(schools)) for k in range(totals.shape[1])]
    )
    strata = np.empty(len(schools), dtype=np.int64)
    strata[place[kept]] = stage.strata[kept]
    return sums, strata


def _scaling(count: IntArray, pairs: IntArray, one: Stage, two: Stage) -> FloatArray:
    """Scale sums of products; only schools that stayed in their stratum know the population they were drawn from."""
    n1, n2 = one.counts[pairs[:, 0]], two.counts[pairs[:, 1]]
    population = np.sqrt(one.population[pairs[:, 0]] * two.population[pairs[:, 1]])
    most_from = np.zeros(len(one.counts), dtype=np.int64)
    most_to = np.zeros(len(two.counts), dtype=np.int64)
    np.maximum.at(most_from, pairs[:, 0], count)
    np.maximum.at(most_to, pairs[:, 1], count)
    stayed = (count == most_from[pairs[:, 0]]) & (count == most_to[pairs[:, 1]])
    finite = stayed & np.isfinite(population)
    left = np.where(finite, 1 - n1 * n2 / (np.where(finite, population, 1.0) * count), 1.0)
    return np.where(count > 1, count / np.maximum(count - 1, 1) * left, 0.0)
