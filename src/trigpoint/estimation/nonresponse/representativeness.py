"""The R-indicator: how evenly people responded, by what the sample frame knows of everyone.

Schouten, Cobben and Bethlehem (2009, Survey Methodology 35): R = 1 - 2 S, where S is the standard deviation of
response propensities. R is 1 if everybody was equally likely to respond, and nearer 0 the more response depended on
the covariates. Bias adjustment, variance and partial indicators follow Shlomo, Skinner and Schouten (2012, Journal
of Statistical Planning and Inference 142) and de Heij, Schouten and Shlomo (2015, RISQ manual 2.1), with the
design-based covariance of the propensity model in place of the model-based one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from trigpoint.estimation.errors import EstimationError, listed
from trigpoint.estimation.formula import parse
from trigpoint.estimation.models import matrix
from trigpoint.estimation.models.glm import fit_glm
from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import DesignView, FloatArray
    from trigpoint.estimation.models.glm import GlmFit

NOTICEABLE = 0.005  # a smaller partial indicator is not worth a reader's while


@dataclass(frozen=True, slots=True)
class RIndicator:
    """The indicator with its parts.

    `r` is adjusted for bias, `unadjusted` is not; `se` is the standard error of either. `mean` is the average
    propensity and `variation` the adjusted standard deviation of propensities over it: the largest bias that a
    mean of respondents can have, in standard deviations of the variable. `partial` maps each categorical covariate to
    its unconditional partial indicator, and `categories` (covariate, level) to signed ones: below zero means
    under-represented.
    """

    r: float
    unadjusted: float
    se: float
    mean: float
    variation: float
    partial: dict[str, float]
    categories: dict[tuple[str, str], float]
    propensities: FloatArray
    model: GlmFit

    def table(self, level: float = 0.95) -> ResultTable:
        """Return the indicator, the coefficient of variation and the partial indicators."""
        if not 0.0 < level < 1.0:
            raise EstimationError(f"A confidence level lies between 0 and 1, such as 0.95; this is {level}.")
        c = self.model.coefficients
        reach = float(stats.norm.ppf(0.5 + level / 2.0)) * self.se
        method = "Shlomo, Skinner and Schouten 2012; logistic, weighted"
        name = c.response
        low, high = max(self.r - reach, 0.0), min(self.r + reach, 1.0)
        main = Row(
            variable=name, statistic="R-indicator", estimate=self.r, se=self.se, lo=low, hi=high, n=c.n, method=method
        )
        rest = [("R-indicator, not adjusted for bias", "", self.unadjusted)]
        rest.append(("coefficient of variation of response propensities", "", self.variation))
        rest += [("partial R-indicator", covariate, value) for covariate, value in self.partial.items()]
        rest += [
            ("partial R-indicator of a category", f"{covariate}[{category}]", value)
            for (covariate, category), value in self.categories.items()
        ]
        others = [
            Row(variable=name, level=of, statistic=statistic, estimate=value, n=c.n, method=method)
            for statistic, of, value in rest
        ]
        return ResultTable.of([main, *others], story=self.plain())

    def plain(self) -> str:
        """Explain the indicator for a reader who is not a statistician."""
        lowest = sorted((value, key) for key, value in self.categories.items())[:3]
        short = [f"{covariate} {level}" for value, (covariate, level) in lowest if value < -NOTICEABLE]
        reach = float(stats.norm.ppf(0.975)) * self.se
        thin = f" Least well represented: {listed(short)}." if short else ""
        return (
            f"On average {self.mean:.0%} of those asked replied. The R-indicator says how evenly: 1 would mean that "
            f"every kind of school was equally likely to reply. Here it is {self.r:.2f} (give or take {reach:.2f})."
            f"{thin} It can only see what the register knows about schools; it says nothing about opinions."
        )


def r_indicator(design: DesignView, responded: str, covariates: str | Sequence[str]) -> RIndicator:
    """Return the R-indicator of a design that holds the whole sample.

    `responded` is 1 (or true) for those who replied; `covariates` are columns known for everyone, or the right-hand
    side of a formula. Raises `EstimationError` naming levels in which everybody or nobody replied.
    """
    right = covariates if isinstance(covariates, str) else " + ".join(covariates)
    formula = f"{responded} ~ {right}"
    fit = fit_glm(design, formula, "binomial", variance="linearised")
    c = fit.coefficients
    endless = [name for name, flag in zip(c.names, c.flags, strict=True) if flag]
    if endless:
        raise EstimationError(
            f"Everybody or nobody replied in {listed(endless)}, so propensities there are 0 or 1. Merge levels first."
        )
    data = matrix.build(design.frame, parse(formula), design.active)
    d = design.weights[data.rows]
    parts = _Parts(d, fit.fitted, data.x * (fit.fitted * (1.0 - fit.fitted))[:, None], c.covariance)
    variance = parts.spread()
    bias = parts.bias(_total_variance(design, data, fit.fitted))
    factor = max(1.0 - bias / variance, 0.0) if variance > 0.0 else 0.0
    squared = np.square(fit.fitted - parts.mean)
    error = parts.variance(_total_variance(design, data, squared))
    adjusted = float(np.sqrt(variance * factor))
    partial, categories = _partials(design, data, parts, factor)
    return RIndicator(
        r=1.0 - 2.0 * adjusted,
        unadjusted=1.0 - 2.0 * float(np.sqrt(variance)),
        se=float(np.sqrt(error)),
        mean=parts.mean,
        variation=adjusted / parts.mean,
        partial=partial,
        categories=categories,
        propensities=fit.fitted,
        model=fit,
    )


@dataclass(frozen=True, slots=True)
class _Parts:
    """Weights d, propensities, their gradients z and the covariance of the coefficients."""

    d: FloatArray
    propensity: FloatArray
    z: FloatArray
    covariance: FloatArray

    @property
    def size(self) -> float:
        return float(self.d.sum())

    @property
    def mean(self) -> float:
        return float(self.d @ self.propensity) / self.size

    def spread(self) -> float:
        """Return the weighted variance of the propensities."""
        return float(self.d @ np.square(self.propensity - self.mean)) / (self.size - 1.0)

    def bias(self, total_variance: float) -> float:
        """Return how much the estimated variance of propensities exceeds the true one on average."""
        quadratic = float(self.d @ np.einsum("ij,jk,ik->i", self.z, self.covariance, self.z))
        return (quadratic - total_variance / self.size) / self.size

    def variance(self, squares: float) -> float:
        """Return the variance of R; `squares` is that of the total of squared departures."""
        share = self.d / self.size
        centred = self.z - share @ self.z
        a = centred.T @ (share * (self.propensity - self.mean))
        b = centred.T @ (share[:, None] * centred) @ self.covariance
        spread = float(share @ np.square(self.propensity - self.mean))
        total = 4.0 * float(a @ self.covariance @ a) + 2.0 * float(np.trace(b @ b)) + squares / self.size**2
        return total / spread if spread > 0.0 else float("nan")


def _total_variance(design: DesignView, data: matrix.ModelData, values: FloatArray) -> float:
    scores = np.zeros((len(design.frame), 1))
    scores[data.rows, 0] = values
    return float(design.covariance(scores)[0, 0])


def _partials(
    design: DesignView, data: matrix.ModelData, parts: _Parts, factor: float
) -> tuple[dict[str, float], dict[tuple[str, str], float]]:
    """Return unconditional partial indicators of the categorical covariates: variables, then signed categories."""
    whole: dict[str, float] = {}
    categories: dict[tuple[str, str], float] = {}
    for name in dict.fromkeys(part.name for term in data.formula.terms for part in term):
        if design.frame.column(name).levels is None:
            continue
        column = design.frame.factor(name)
        codes = column.codes[data.rows]
        size = np.bincount(codes, parts.d, len(column.levels))
        used = np.flatnonzero(size)
        mean = np.bincount(codes, parts.d * parts.propensity, len(column.levels))[used] / size[used]
        signed = np.sqrt(size[used] / parts.size) * (mean - parts.mean)
        whole[name] = float(np.sqrt(np.square(signed).sum() * factor))
        for at, value in zip(used.tolist(), signed.tolist(), strict=True):
            categories[name, str(column.levels[at])] = value
    return whole, categories
