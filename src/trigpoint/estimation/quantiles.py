"""Quantiles and their Woodruff intervals, in every domain at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from trigpoint.estimation import intervals
from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.estimates import Answers, Basis, Figures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import FloatArray
    from trigpoint.estimation.domains import Grouping

QuantileInterval: TypeAlias = Literal["mean", "beta"]
ROUNDING = 1e-12
"""A cumulative share this close below p counts as p: sums of weights are not exact."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """The weighted distribution function of one variable in each domain."""

    values: FloatArray
    cumulative: FloatArray
    starts: FloatArray
    base: FloatArray
    mass: FloatArray

    @classmethod
    def of(cls, answers: Answers, y: FloatArray) -> Distribution:
        """Sort the answers of each domain once."""
        kept = np.flatnonzero(answers.present)
        domain = answers.group.domain[kept]
        order = kept[np.lexsort((y[kept], domain))]
        cumulative = np.cumsum(answers.weights[order])
        counts = np.bincount(domain, minlength=answers.group.size)
        starts = np.concatenate([[0], np.cumsum(counts)])
        reached = np.concatenate([[0.0], cumulative])
        return cls(y[order], cumulative, starts, reached[starts[:-1]], reached[starts[1:]] - reached[starts[:-1]])

    def at(self, p: FloatArray) -> FloatArray:
        """Return the least value whose cumulative share is p or more; NaN where p is, or the domain is empty.

        This is the inverse of the distribution function, R's `qrule = "math"`.
        """
        if not len(self.values):
            return np.full(len(p), np.nan)
        wanted = self.base + np.where(np.isnan(p), 0.5, p) * self.mass
        slack = ROUNDING * np.maximum(self.base + self.mass, self.mass)
        place = np.searchsorted(self.cumulative, wanted - slack, side="left")
        first, last = self.starts[:-1], self.starts[1:] - 1
        place = np.clip(place, first, np.maximum(last, first))
        found = self.values[np.minimum(place, len(self.values) - 1).astype(np.int64)]
        return np.where(np.isnan(p) | (last < first), np.nan, found)


def quantiles(
    basis: Basis,
    variable: str,
    probabilities: Sequence[float],
    group: Grouping,
    *,
    level: float,
    interval: QuantileInterval,
) -> list[tuple[str, Figures, FloatArray, FloatArray]]:
    """Return (statistic, figures, lo, hi) for each probability.

    The interval is Woodruff's (1952): that of the share at or below the quantile, read back through the
    distribution function. `mean` takes the share's t interval, `beta` Korn and Graubard's. The standard error
    is the interval's length over twice its t quantile. A limit outside the data does not exist and is
    flagged.
    """
    for p in probabilities:
        if not 0 < p < 1:
            raise EstimationError(
                f"A quantile at {p!r} does not exist. Give probabilities between 0 and 1, such as 0.5."
            )
    if interval not in ("mean", "beta"):
        raise EstimationError(f"interval={interval!r} is not known for quantiles. Use 'mean' or 'beta'.")
    values = basis.frame.number(variable)
    answers = Answers.of(basis, group, np.isnan(values))
    y = np.where(answers.present, group.take(values), 0.0)
    spread = Distribution.of(answers, y)
    return [(f"quantile {p:g}", *_one(answers, y, spread, p=p, level=level, interval=interval)) for p in probabilities]


def _one(
    answers: Answers, y: FloatArray, spread: Distribution, *, p: float, level: float, interval: QuantileInterval
) -> tuple[Figures, FloatArray, FloatArray]:
    group = answers.group
    quantile = spread.at(np.full(group.size, p))
    known = np.where(np.isnan(quantile), 0.0, quantile)
    below = np.where(answers.present & (y <= known[group.domain]), 1.0, 0.0)
    share, scores = answers.mean(below)
    replicated = None
    if answers.basis.replicates is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            replicated = answers.replicated(below) / answers.replicated(np.ones_like(below))
    shares = answers.figures(share, scores, replicated, answers.spread(below, share))
    if interval == "beta":
        low, high = intervals.beta(share, shares.variance, shares.n, shares.kish_n, df=shares.df, level=level)
    else:
        low, high = intervals.symmetric(share, shares.se, shares.df, level)
    low = np.where(low < 0, np.nan, low)
    high = np.where(high > 1, np.nan, high)
    lower, upper = spread.at(low), spread.at(high)
    with np.errstate(invalid="ignore"):
        se = (upper - lower) / (2 * intervals.t_quantile(shares.df, level))
    off = (np.isnan(lower) | np.isnan(upper)) & (shares.n > 1) & ~np.isnan(shares.variance)
    note = "the interval passes the end of the data"
    flag = np.where(off, np.where(shares.flag == "", note, np.char.add(shares.flag + "; ", note)), shares.flag)
    figures = replace(shares, estimate=quantile, variance=se**2, simple=shares.simple * np.nan, flag=flag.astype(str))
    return figures, lower, upper
