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
from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.models import area_estimates, fay_herriot
from trigpoint.estimation.models.small_area_text import describe
from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.columns import Source
    from trigpoint.estimation.data import DesignView, FloatArray
    from trigpoint.estimation.models.area_estimates import Direct

Smoothing = Literal["smoothed", "direct"]
Adjusting = Literal["difference", "ratio"]
SYNTHETIC = "nobody answered here: the model's prediction alone"
SAME = "areas do not differ beyond the covariates: the model's prediction alone"
MOSTLY_MODEL = "rests more on the model than on the answers from here"
HALF = 0.5


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
    areas, of_row = area_estimates.areas_of(design, area, register)
    direct = area_estimates.direct_means(design, variable, of_row, len(areas))
    x = area_estimates.covariate_matrix(design, covariates, register, areas, of_row)
    used = area_estimates.smoothed(direct) if variances == "smoothed" else direct.variances
    core = fay_herriot.fit(direct.estimates, used, x, areas)
    estimates, mse, note = core.estimates, core.mse, ""
    if benchmark is not None:
        sizes = direct.size if register is None or size is None else register.number(size)
        regions, count = area_estimates.regions(design, benchmark, register, areas, of_row)
        targets = area_estimates.targets(design, variable, regions, of_row, count)
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


def _reach(level: float) -> float:
    if not 0.0 < level < 1.0:
        raise EstimationError(f"A confidence level lies between 0 and 1, such as 0.95; this is {level}.")
    return float(stats.norm.ppf(0.5 + level / 2.0))
