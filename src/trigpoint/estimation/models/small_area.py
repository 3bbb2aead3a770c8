"""Figures for small areas: direct estimates strengthened by what a register knows of every area.

Direct estimates and their design variances come from the design, the rest from the Fay-Herriot model of
`models.fay_herriot`. Areas nobody answered in get the model's prediction, flagged. With a `benchmark`, the areas
of each region add up to the region's own direct estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import stats

from trigpoint.estimation.data import Frame
from trigpoint.estimation.errors import DataError, EmptyDomainError, EstimationError, listed
from trigpoint.estimation.models import fay_herriot
from trigpoint.estimation.models.small_area_text import describe
from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.columns import Source
    from trigpoint.estimation.data import DesignView, FloatArray, IntArray

Smoothing = Literal["smoothed", "direct"]
Adjusting = Literal["difference", "ratio"]
SYNTHETIC = "nobody answered here: the model's prediction alone"
SAME = "areas do not differ beyond the covariates: the model's prediction alone"
MOSTLY_MODEL = "rests more on the model than on the answers from here"
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Direct:
    """Direct estimates: one entry per area; NaN where nobody answered, a variance of NaN where one person did."""

    estimates: FloatArray
    variances: FloatArray
    n: IntArray
    size: FloatArray
    missing: IntArray


@dataclass(frozen=True, slots=True)
class SmallAreaFit:
    """A fitted small-area model.

    `direct` holds the direct estimates and `variances` the sampling variances that the model used. `core` is the
    area-level fit before benchmarking; `estimates` and `mse` are final. `names` are the coefficients' names.
    """

    variable: str
    area: str
    areas: tuple[str, ...]
    names: tuple[str, ...]
    direct: Direct
    variances: FloatArray
    core: fay_herriot.Core
    estimates: FloatArray
    mse: FloatArray
    smoothing: str
    benchmark: str
    covariates_from: str

    @property
    def criterion(self) -> float:
        """Minus twice the restricted log-likelihood."""
        return self.core.criterion

    @property
    def between_sd(self) -> float:
        """Standard deviation between areas that the covariates leave unexplained."""
        return float(np.sqrt(self.core.between))

    def table(self, level: float = 0.95) -> ResultTable:
        """Return one row per area; the standard error is the root of the mean squared error."""
        return self._rows("small-area estimate", self.estimates, np.sqrt(self.mse), level, self._flags())

    def direct_table(self, level: float = 0.95) -> ResultTable:
        """Return the direct estimates beside which the model's can be read."""
        flags = [
            "nobody answered here" if n == 0 else "one respondent: no standard error" if n == 1 else ""
            for n in self.direct.n.tolist()
        ]
        return self._rows("direct estimate", self.direct.estimates, np.sqrt(self.direct.variances), level, flags)

    def coefficients(self, level: float = 0.95) -> ResultTable:
        """Return the area-level regression."""
        se = np.sqrt(np.diag(self.core.covariance))
        reach = _reach(level) * se
        return ResultTable.of(
            [
                Row(
                    variable=self.variable,
                    level=name,
                    statistic="coefficient",
                    estimate=float(self.core.beta[i]),
                    se=float(se[i]),
                    lo=float(self.core.beta[i] - reach[i]),
                    hi=float(self.core.beta[i] + reach[i]),
                    n=int((self.direct.n > 0).sum()),
                    method="Fay-Herriot, REML",
                )
                for i, name in enumerate(self.names)
            ]
        )

    def plain(self) -> str:
        """Explain the result for a reader who is not a statistician."""
        return describe(self)

    def _flags(self) -> list[str]:
        weights, counts = self.core.weight.tolist(), self.direct.n.tolist()
        return [
            SYNTHETIC if n == 0 else SAME if self.core.between == 0.0 else MOSTLY_MODEL if w < HALF else ""
            for w, n in zip(weights, counts, strict=True)
        ]

    def _rows(
        self, statistic: str, estimates: FloatArray, se: FloatArray, level: float, flags: list[str]
    ) -> ResultTable:
        reach = _reach(level) * se
        model = statistic == "small-area estimate"
        method = f"Fay-Herriot, REML, {self.smoothing} variances{self.benchmark}" if model else "direct"
        rows = [
            Row(
                variable=self.variable,
                domain={self.area: area},
                statistic=statistic,
                estimate=float(estimates[i]),
                se=float(se[i]),
                lo=float(estimates[i] - reach[i]),
                hi=float(estimates[i] + reach[i]),
                n=int(self.direct.n[i]),
                missing=int(self.direct.missing[i]),
                method=method,
                flag=flags[i],
            )
            for i, area in enumerate(self.areas)
        ]
        return ResultTable.of(rows, by=(self.area,), story=self.plain() if model else "")


def small_area(
    design: DesignView,
    variable: str,
    area: str,
    covariates: Sequence[str] = (),
    *,
    population: Source | Frame | None = None,
    size: str | None = None,
    benchmark: str | None = None,
    adjust: Adjusting = "difference",
    variances: Smoothing = "smoothed",
) -> SmallAreaFit:
    """Estimate the mean of a variable in every area.

    `population` is a table with one row per area: the column `area`, the covariates, and `size` (units in the area)
    if named. Without it, covariates are the respondents' weighted means, and sizes their weights. `benchmark` names a
    column (of the population table, or the respondents') whose groups of areas must average to their own direct
    estimate. `variances` "smoothed" replaces each area's own variance, which a few answers estimate badly, by the
    pooled variance of one answer divided by the number of answers. Raises `DataError` naming areas that lack a
    covariate, lie in two regions or have no sampling variance.
    """
    if variances not in ("smoothed", "direct") or adjust not in ("difference", "ratio"):
        raise EstimationError("variances is 'smoothed' or 'direct', and adjust is 'difference' or 'ratio'.")
    register = None if population is None else Frame.of(population)
    areas, of_row = _areas(design, area, register)
    direct = direct_means(design, variable, of_row, len(areas))
    x = _covariates(design, covariates, register, areas, of_row)
    used = smoothed(direct) if variances == "smoothed" else direct.variances
    core = fay_herriot.fit(direct.estimates, used, x, areas)
    estimates, mse, note = core.estimates, core.mse, ""
    if benchmark is not None:
        sizes = direct.size if register is None or size is None else register.number(size)
        regions, count = _regions(design, benchmark, register, areas, of_row)
        targets = _targets(design, variable, regions, of_row, count)
        estimates, mse = fay_herriot.benchmark(core, sizes, regions, targets, method=adjust)
        note = f", benchmarked to {benchmark} ({adjust})"
    return SmallAreaFit(
        variable=variable,
        area=area,
        areas=areas,
        names=("(intercept)", *covariates),
        direct=direct,
        variances=used,
        core=core,
        estimates=estimates,
        mse=mse,
        smoothing=variances,
        benchmark=note,
        covariates_from="respondents" if register is None else "the population table",
    )


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
    scores = np.zeros((len(y), count))
    scores[rows, codes] = (y[rows] - mean[codes]) / total[codes]
    variance = np.diag(design.covariance(scores)).copy()
    variance[n < 2] = np.nan  # noqa: PLR2004  # one answer cannot tell how much answers vary
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


def _areas(design: DesignView, area: str, register: Frame | None) -> tuple[tuple[str, ...], IntArray]:
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


def _covariates(
    design: DesignView,
    covariates: Sequence[str],
    register: Frame | None,
    areas: tuple[str, ...],
    of_row: IntArray,
) -> FloatArray:
    """Return the area-level design matrix, intercept first."""
    columns = [np.ones(len(areas))]
    for name in covariates:
        values = register.number(name) if register is not None else direct_means_of(design, name, of_row, len(areas))
        absent = np.flatnonzero(np.isnan(values))
        if absent.size:
            raise DataError(
                f"The covariate {name!r} has no value for {listed(areas[i] for i in absent.tolist())}. Fill it in the "
                "population table, or leave the covariate out."
            )
        columns.append(values)
    return np.column_stack(columns)


def direct_means_of(design: DesignView, name: str, of_row: IntArray, count: int) -> FloatArray:
    """Return the weighted mean of a covariate among each area's respondents."""
    values = design.frame.number(name)
    rows = np.flatnonzero(design.active & (of_row >= 0) & ~np.isnan(values))
    total = np.bincount(of_row[rows], design.weights[rows], count)
    with np.errstate(invalid="ignore"):
        return np.bincount(of_row[rows], design.weights[rows] * values[rows], count) / total


def _regions(
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


def _targets(design: DesignView, variable: str, regions: IntArray, of_row: IntArray, count: int) -> FloatArray:
    of_region = np.where(of_row >= 0, regions[of_row], -1)
    targets = direct_means_of(design, variable, of_region, count)
    if np.isnan(targets).any():
        raise EmptyDomainError(
            f"{variable!r} has no answer in {int(np.isnan(targets).sum())} of the groups to benchmark to. Merge groups."
        )
    return targets


def _reach(level: float) -> float:
    if not 0.0 < level < 1.0:
        raise EstimationError(f"A confidence level lies between 0 and 1, such as 0.95; this is {level}.")
    return float(stats.norm.ppf(0.5 + level / 2.0))
