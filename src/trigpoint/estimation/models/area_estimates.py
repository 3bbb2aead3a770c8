"""What the small-area model starts from: areas, their direct estimates, covariates and regions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.domain_ratios import domain_variances
from trigpoint.estimation.errors import DataError, EmptyDomainError, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import DesignView, FloatArray, Frame, IntArray

PAIR = 2


@dataclass(frozen=True, slots=True)
class Direct:
    """Direct estimates: one entry per area; NaN where nobody answered, a variance of NaN where one person did."""

    estimates: FloatArray
    variances: FloatArray
    n: IntArray
    size: FloatArray
    missing: IntArray


def direct_means(design: DesignView, variable: str, of_row: IntArray, count: int) -> Direct:
    """Return the weighted mean of each area with its design variance."""
    y = design.frame.number(variable)
    absent = design.frame.missing(variable)
    inside = design.active & (of_row >= 0)
    kept = inside & ~absent
    rows = np.flatnonzero(kept)
    if not rows.size:
        raise EmptyDomainError(f"{variable!r} has no answer in any area. Choose another variable or a wider domain.")
    codes, w = of_row[rows], design.weights[rows]
    n = np.bincount(codes, minlength=count)
    total = np.bincount(codes, w, count)
    with np.errstate(invalid="ignore"):
        mean = np.bincount(codes, w * y[rows], count) / total
    variance = domain_variances(design, rows, codes, (y[rows] - mean[codes]) / total[codes], count)
    variance[n < PAIR] = (
        np.nan
    )  # one answer cannot tell how much answers vary  # one answer cannot tell how much answers vary
    everyone = np.bincount(of_row[inside], design.weights[inside], count)
    absences = np.bincount(of_row[inside & absent], minlength=count)
    return Direct(mean, variance, n, np.asarray(everyone, dtype=np.float64), absences)


def smoothed(direct: Direct) -> FloatArray:
    """Return the pooled design variance of one answer divided by each area's number of answers.

    Pooled over areas with two or more answers, each counted by its number of answers less one. Raises `DataError` if
    no area has two answers that differ.
    """
    usable = (direct.n > 1) & (direct.variances > 0.0)
    if not usable.any():
        raise DataError(
            "No area has two answers that differ, so nothing can tell how much answers vary. Use larger areas."
        )
    freedom = np.where(direct.n > 1, direct.n - 1, 0)
    unit = np.where(direct.n > 1, direct.n * np.nan_to_num(direct.variances), 0.0)
    pooled = float((unit * freedom).sum() / freedom.sum())
    return np.where(direct.n > 0, pooled / np.maximum(direct.n, 1), np.nan)


def areas_of(design: DesignView, area: str, register: Frame | None) -> tuple[tuple[str, ...], IntArray]:
    """Return the areas' names and each row's area, -1 where it has none."""
    factor = design.frame.factor(area)
    if register is None:
        present = np.unique(factor.codes[design.active & (factor.codes >= 0)])
        lookup = np.full(len(factor.levels) + 1, -1, dtype=np.int64)
        lookup[present] = np.arange(present.size)
        return tuple(str(factor.levels[c]) for c in present.tolist()), lookup[factor.codes]
    names = [str(value) for value in register.raw(area).tolist()]
    doubles = sorted({name for name in names if names.count(name) > 1})
    if doubles:
        raise DataError(f"The population table has more than one row for {listed(doubles)}. Give one row per {area!r}.")
    place = {name: at for at, name in enumerate(names)}
    active = {str(factor.levels[c]) for c in np.unique(factor.codes[design.active]).tolist() if c >= 0}
    strangers = sorted(active - place.keys())
    if strangers:
        raise DataError(
            f"The population table lacks {listed(strangers)}, where people answered. Add them, or correct the spelling."
        )
    found = np.array([*(place.get(str(level), -1) for level in factor.levels), -1], dtype=np.int64)
    return tuple(names), found[factor.codes]


def covariate_matrix(
    design: DesignView,
    covariates: Sequence[str],
    register: Frame | None,
    areas: tuple[str, ...],
    of_row: IntArray,
) -> FloatArray:
    """Return the area-level design matrix, intercept first."""
    columns = [np.ones(len(areas))]
    for name in covariates:
        values = register.number(name) if register is not None else respondent_means(design, name, of_row, len(areas))
        absent = np.flatnonzero(np.isnan(values))
        if absent.size:
            raise DataError(
                f"The covariate {name!r} has no value for {listed(areas[i] for i in absent.tolist())}. Fill it in the "
                "population table, or leave the covariate out."
            )
        columns.append(values)
    return np.column_stack(columns)


def respondent_means(design: DesignView, name: str, of_row: IntArray, count: int) -> FloatArray:
    """Return the weighted mean of a covariate among each area's respondents."""
    values = design.frame.number(name)
    rows = np.flatnonzero(design.active & (of_row >= 0) & ~np.isnan(values))
    total = np.bincount(of_row[rows], design.weights[rows], count)
    with np.errstate(invalid="ignore"):
        return np.bincount(of_row[rows], design.weights[rows] * values[rows], count) / total


def regions(
    design: DesignView, benchmark: str, register: Frame | None, areas: tuple[str, ...], of_row: IntArray
) -> tuple[IntArray, int]:
    """Return the region of each area; an area in two regions, or in none, is an error."""
    if register is not None and benchmark in register:
        factor = register.factor(benchmark)
        codes = factor.codes
    else:
        factor = design.frame.factor(benchmark)
        rows = np.flatnonzero(design.active & (of_row >= 0) & (factor.codes >= 0))
        codes = np.full(len(areas), -1, dtype=np.int64)
        codes[of_row[rows]] = factor.codes[rows]
        split = np.unique(of_row[rows][codes[of_row[rows]] != factor.codes[rows]])
        if split.size:
            raise DataError(
                f"{listed(areas[i] for i in split.tolist())} lies in more than one {benchmark!r}. Benchmark to groups "
                "made of whole areas."
            )
    lost = np.flatnonzero(codes < 0)
    if lost.size:
        raise DataError(
            f"{listed(areas[i] for i in lost.tolist())} has no {benchmark!r}. Add it to the population table."
        )
    used, place = np.unique(codes, return_inverse=True)
    return place, used.size


def targets(design: DesignView, variable: str, regions: IntArray, of_row: IntArray, count: int) -> FloatArray:
    """Return the direct estimate of each group that areas are benchmarked to."""
    of_region = np.where(of_row >= 0, regions[of_row], -1)
    targets = respondent_means(design, variable, of_region, count)
    if np.isnan(targets).any():
        raise EmptyDomainError(
            f"{variable!r} has no answer in {int(np.isnan(targets).sum())} of the groups to benchmark to. Merge groups."
        )
    return targets
