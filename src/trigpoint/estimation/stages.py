"""Strata, clusters and population counts, reduced to the quadratic form that every variance uses.

At one stage of selection the variance of a total is

    sum over units of a[h] * T[u]**2  -  sum over strata of b[h] * (sum of T in h)**2

where T[u] is the unit's weighted total and, in a stratum h with m of M units sampled, a = (1 - m/M) m / (m -
1) and b = a / m (Särndal, Swensson and Wretman 1992, section 4.3). A later stage adds the same form within
each unit of the stage before, times the sampling fractions so far. Without a population count at a stage, the
stages after it add nothing: that is the ultimate-cluster estimate.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from trigpoint.estimation.errors import DesignError, LonelyStratumError, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import BoolArray, Factor, FloatArray, Frame, IntArray

Lonely: TypeAlias = Literal["error", "certainty", "adjust", "average"]
"""What a stratum with one sampled unit adds, by the names of R's `survey.lonely.psu` ("fail" is "error" here).

`error` refuses the design; `certainty` adds nothing; `adjust` measures from the mean over all strata;
`average` adds the average of the other strata.


"""
LONELY = ("error", "certainty", "adjust", "average")
SELF_REPRESENTING = 1e-7
"""A stratum with less than this share left unsampled is a census (R's threshold)."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of selection.

    `units` gives each row's unit; `strata` each unit's stratum; `counts` the units sampled in each stratum;
    `population` the units there are (infinite if unknown); `a` and `b` the coefficients of the quadratic
    form, per stratum. `elements` says that every row is a unit of its own, numbered in order.
    """

    units: IntArray
    strata: IntArray
    counts: IntArray
    population: FloatArray
    a: FloatArray
    b: FloatArray
    elements: bool

    @property
    def row_strata(self) -> IntArray:
        """Each row's stratum."""
        return self.strata if self.elements else self.strata[self.units]


def compress(codes: IntArray, size: int) -> tuple[IntArray, IntArray]:
    """Renumber codes below `size` without gaps; return the new codes and the old code of each."""
    if size <= max(4 * len(codes), 1 << 16):
        used = np.flatnonzero(np.bincount(codes, minlength=size))
        if len(used) == size:
            return codes, used
        position = np.empty(size, dtype=np.int64)
        position[used] = np.arange(len(used))
        return position[codes], used
    used, inverse = np.unique(codes, return_inverse=True)
    return inverse.astype(np.int64), used


def pair(first: IntArray, second: IntArray) -> tuple[IntArray, IntArray, IntArray]:
    """Give each pair of codes that occurs a number; return each row's, and the two codes of each pair."""
    width = int(second.max(initial=0)) + 1
    codes, used = compress(first * width + second, (int(first.max(initial=0)) + 1) * width)
    return codes, used // width, used % width


def build_stages(
    frame: Frame,
    *,
    strata: Sequence[str],
    ids: Sequence[str],
    fpc: Sequence[str],
    nested: bool,
    lonely: Lonely,
) -> tuple[Stage, ...]:
    """Read the design columns into stages.

    `ids` names the clusters from the first stage down (none: every row is its own unit); `fpc` the population
    counts or sampling fractions, one per stage from the first. Several strata columns are crossed.
    """
    rows = len(frame)
    first = _complete(frame, strata)
    stratum_codes = np.zeros(rows, dtype=np.int64)
    for factor in first:
        stratum_codes, _, _ = pair(stratum_codes, factor.codes)
    names = _stratum_names(first, stratum_codes)
    clusters = _complete(frame, ids)
    stages: list[Stage] = []
    parents, fraction = stratum_codes, np.ones(rows)
    for depth in range(max(1, len(clusters))):
        if depth and depth >= len(fpc):
            break
        units, of_unit = _units(clusters, depth, parents, rows)
        if clusters and depth == 0 and not nested:
            _refuse_split_clusters(clusters[0], units, names, of_unit)
        label = clusters[depth].name if clusters else "row"
        stage = _stage(frame, units, of_unit, fpc[depth] if depth < len(fpc) else None, label)
        stage = _with_coefficients(stage, lonely, names if depth == 0 else None, label)
        stages.append(_scaled(stage, fraction))
        fraction = fraction * (stage.counts / stage.population)[stage.row_strata]
        parents = units
    return tuple(stages)


def _complete(frame: Frame, names: Sequence[str]) -> list[Factor]:
    factors = [frame.factor(name) for name in names]
    for factor in factors:
        rows = np.flatnonzero(factor.missing)
        if rows.size:
            raise DesignError(
                f"Design column {factor.name!r} is missing in row {listed(rows.tolist())} (rows count from "
                "0). Every row needs its stratum and cluster: fill them from the sampling frame, or drop the "
                "rows."
            )
    return factors


def _stratum_names(factors: list[Factor], codes: IntArray) -> list[str]:
    if not factors:
        return ["the sample"]
    _, rows = np.unique(codes, return_index=True)
    return [" × ".join(str(f.levels[int(f.codes[row])]) for f in factors) for row in rows.tolist()]


def _units(clusters: list[Factor], depth: int, parents: IntArray, rows: int) -> tuple[IntArray, IntArray]:
    """Return each row's unit at this depth, and each unit's parent."""
    if not clusters:
        return np.arange(rows, dtype=np.int64), parents
    units, of_unit, _ = pair(parents, clusters[depth].codes)
    return units, of_unit


def _refuse_split_clusters(factor: Factor, units: IntArray, names: list[str], of_unit: IntArray) -> None:
    _, cluster_of_unit_row = np.unique(units, return_index=True)
    cluster = factor.codes[cluster_of_unit_row]
    split = np.flatnonzero(np.bincount(cluster) > 1)
    if split.size:
        code = int(split[0])
        where = listed(names[h] for h in of_unit[cluster == code].tolist())
        raise DesignError(
            f"Cluster {factor.levels[code]!r} of {factor.name!r} is in more than one stratum: {where} "
            f"({split.size:,} such clusters). Give each cluster a number of its own, or say nested=True if "
            "numbers start again in each stratum."
        )


def _stage(frame: Frame, units: IntArray, of_unit: IntArray, fpc: str | None, label: str) -> Stage:
    counts = np.bincount(of_unit)
    population = np.full(len(counts), np.inf)
    elements = len(of_unit) == len(units) and bool(np.array_equal(units, np.arange(len(units))))
    if fpc is not None:
        population = _population(frame, fpc, of_unit[units], counts, label)
    zero = np.zeros(len(counts))
    return Stage(units, of_unit, counts, population, zero, zero, elements)


def _population(frame: Frame, name: str, stratum: IntArray, counts: IntArray, label: str) -> FloatArray:
    """Read population counts or sampling fractions: constant in a stratum and no less than the sample."""
    given = frame.number(name)
    bad = np.flatnonzero(~(given > 0))
    if bad.size:
        raise DesignError(
            f"Population count {name!r} is zero, negative or missing in row {listed(bad.tolist())} (rows "
            "count from 0). Give the number of units in the row's stratum, or the fraction sampled."
        )
    value = np.empty(len(counts))
    value[stratum] = given
    uneven = np.flatnonzero(value[stratum] != given)
    if uneven.size:
        row = int(uneven[0])
        raise DesignError(
            f"Population count {name!r} differs within a stratum: {given[row]:g} in row {row}, "
            f"{value[stratum[row]]:g} elsewhere in it. Give one count per stratum."
        )
    if np.all(value <= 1):
        return np.asarray(counts / value, dtype=np.float64)
    small = np.flatnonzero(value < counts)
    if small.size:
        h = int(small[0])
        row = int(np.flatnonzero(stratum == h)[0])
        raise DesignError(
            f"Population count {name!r} is {value[h]:g} in the stratum of row {row}, but {counts[h]} units "
            f"of {label!r} were sampled there. A population cannot be smaller than its sample: correct the "
            "count."
        )
    return value


def _with_coefficients(stage: Stage, lonely: Lonely, names: list[str] | None, label: str) -> Stage:
    unsampled = 1.0 - stage.counts / stage.population
    unsampled[unsampled < SELF_REPRESENTING] = 0.0
    alone = (stage.counts == 1) & (unsampled > 0)
    spread = np.maximum(stage.counts - 1, 1)
    a = unsampled * stage.counts / spread
    b = a / stage.counts
    if alone.any():
        a, b = _lonely(a, b, alone, lonely=lonely, names=names, label=label, stage=stage)
    return replace(stage, a=a, b=b)


def _lonely(
    a: FloatArray,
    b: FloatArray,
    alone: BoolArray,
    *,
    lonely: Lonely,
    names: list[str] | None,
    label: str,
    stage: Stage,
) -> tuple[FloatArray, FloatArray]:
    which = np.flatnonzero(alone).tolist()
    if lonely == "error":
        where = [names[h] if names else f"first-stage unit {h}" for h in which]
        rows = [int(np.flatnonzero(stage.row_strata == h)[0]) for h in which[:5]]
        raise LonelyStratumError(
            f"One sampled unit ({label}) in stratum {listed(where)} (row {listed(rows)}): its variance "
            "cannot be estimated. Join it to a similar stratum, or choose lonely='adjust', 'average' or "
            "'certainty'."
        )
    if lonely == "adjust":
        return a, np.where(alone, 0.0, b)
    if lonely == "average":
        share = len(a) / max(len(a) - len(which), 1)
        return np.where(alone, 0.0, a * share), np.where(alone, 0.0, b * share)
    return np.where(alone, 0.0, a), np.where(alone, 0.0, b)


def _scaled(stage: Stage, fraction: FloatArray) -> Stage:
    """Multiply a later stage by the sampling fractions of the stages before, constant within its strata."""
    factor = np.empty(len(stage.counts))
    factor[stage.row_strata] = fraction
    return replace(stage, a=stage.a * factor, b=stage.b * factor)
