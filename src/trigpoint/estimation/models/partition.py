"""How the variance of a multilevel model divides between levels, with intervals.

Intervals come from the curvature of the restricted likelihood, on the log scale for standard deviations and on
the logit scale for shares, so that they stay within their bounds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from trigpoint.estimation.data import FloatArray, IntArray
    from trigpoint.estimation.models.multilevel import MultilevelFit

NO_VARIATION = "no variation between groups was found"
NOTHING = float("nan")


@dataclass(frozen=True, slots=True)
class Figure:
    """An estimate with its standard error and interval; NaN where there is none."""

    estimate: float
    se: float
    lo: float
    hi: float


def table(fit: MultilevelFit, level: float = 0.95) -> ResultTable:
    """Return, for each grouping and within groups, the standard deviation and the share of the variance.

    `n` is the number of groups, or of respondents for "within".
    """
    rows: list[Row] = []
    for k, group in enumerate(fit.groups):
        rows.append(_row(fit, group.name, "standard deviation", group_sd(fit, k, level), len(group.levels)))
        rows.append(_row(fit, group.name, "share of variance", share(fit, k, level), len(group.levels)))
    rows.append(_row(fit, "within", "standard deviation", residual_sd(fit, level), fit.fixed.n))
    rest = Figure(fit.shares["within"], NOTHING, NOTHING, NOTHING)
    rows.append(_row(fit, "within", "share of variance", rest, fit.fixed.n))
    return ResultTable.of(rows)


def group_sd(fit: MultilevelFit, k: int, level: float) -> Figure:
    """Return the standard deviation between groups of grouping `k`."""
    sd = float(fit.core.theta[k]) * fit.residual_sd
    if sd == 0.0:
        return Figure(0.0, NOTHING, NOTHING, NOTHING)
    return _log_scale(fit, sd, np.where(_alive(fit) == k, 1.0, 0.0), level)


def residual_sd(fit: MultilevelFit, level: float) -> Figure:
    """Return the standard deviation within the smallest groups."""
    return _log_scale(fit, fit.residual_sd, np.zeros(_alive(fit).size), level)


def share(fit: MultilevelFit, k: int, level: float = 0.95) -> Figure:
    """Return the share of the variance that lies between the groups of grouping `k`."""
    if fit.core.theta[k] == 0.0:
        return Figure(0.0, NOTHING, NOTHING, NOTHING)
    alive = _alive(fit)
    ratios = fit.core.theta[alive] ** 2
    # d logit(share_k) / d log ratio_j is 1 for j = k, otherwise minus j's part of all that is not k.
    others = 1.0 + ratios.sum() - fit.core.theta[k] ** 2
    gradient = np.where(alive == k, 1.0, -ratios / others)
    inner = fit.core.covariance_log_ratio[np.ix_(alive, alive)]
    spread = float(np.sqrt(gradient @ inner @ gradient))
    value = fit.shares[fit.groups[k].name]
    centre = float(special.logit(value))
    reach = _reach(level) * spread
    lo, hi = float(special.expit(centre - reach)), float(special.expit(centre + reach))
    return Figure(value, spread * value * (1.0 - value), lo, hi)


def _log_scale(fit: MultilevelFit, sd: float, own: FloatArray, level: float) -> Figure:
    """Return a standard deviation whose log variance has the gradient `own` plus that of the residual's."""
    alive = _alive(fit)
    gradient = own + fit.core.slope[alive]
    inner = fit.core.covariance_log_ratio[np.ix_(alive, alive)]
    spread = float(np.sqrt(2.0 / fit.core.degrees + gradient @ inner @ gradient)) / 2.0
    reach = _reach(level) * spread
    return Figure(sd, sd * spread, sd * float(np.exp(-reach)), sd * float(np.exp(reach)))


def _alive(fit: MultilevelFit) -> IntArray:
    return np.flatnonzero(fit.core.theta > 0.0)


def _reach(level: float) -> float:
    return float(stats.norm.ppf(0.5 + level / 2.0))


def _row(fit: MultilevelFit, level: str, statistic: str, figure: Figure, n: int) -> Row:
    return Row(
        variable=fit.fixed.response,
        level=level,
        statistic=statistic,
        estimate=figure.estimate,
        se=figure.se,
        lo=figure.lo,
        hi=figure.hi,
        n=n,
        method=fit.fixed.method,
        flag=NO_VARIATION if figure.estimate == 0.0 else "",
    )
