"""Confidence intervals: Student's t for means, and for proportions one that stays between 0 and 1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from scipy.special import betaincinv, expit, logit, stdtrit

from trigpoint.estimation.errors import EstimationError

if TYPE_CHECKING:
    from trigpoint.estimation.data import FloatArray

ProportionInterval: TypeAlias = Literal["beta", "logit", "mean"]


def t_quantile(df: FloatArray, level: float) -> FloatArray:
    """Return the upper quantile of Student's t for a two-sided interval; a normal one where df is infinite."""
    if not 0 < level < 1:
        raise EstimationError(f"level={level!r} is not between 0 and 1. Give 0.95 for a 95% interval.")
    return np.asarray(stdtrit(df, (1 + level) / 2), dtype=np.float64)


def symmetric(estimate: FloatArray, se: FloatArray, df: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    """Return estimate plus and minus t times its standard error."""
    reach = t_quantile(df, level) * se
    return estimate - reach, estimate + reach


def beta(
    p: FloatArray, variance: FloatArray, n: FloatArray, fallback: FloatArray, *, df: FloatArray, level: float
) -> tuple[FloatArray, FloatArray]:
    """Return Korn and Graubard's (1998) interval: Clopper and Pearson's with the effective sample size.

    The effective size is p (1 - p) / variance, at most n (Parker and others 2017; a design that does better than a
    simple random sample still has only n answers), lowered for the design's degrees of freedom by the square of
    the ratio of t quantiles. At p of 0 or 1 the variance says nothing, and `fallback` (Kish's effective size)
    stands in for it.
    """
    inside = (p > 0) & (p < 1) & (variance > 0)
    size = np.where(inside, np.minimum(p * (1 - p) / np.where(inside, variance, 1.0), n), fallback)
    size = size * (t_quantile(np.maximum(n - 1, 1), level) / t_quantile(df, level)) ** 2
    tail = (1 - level) / 2
    yes, no = size * p, size * (1 - p)
    low = np.where(p > 0, betaincinv(np.maximum(yes, 1e-300), no + 1, tail), 0.0)
    high = np.where(p < 1, betaincinv(yes + 1, np.maximum(no, 1e-300), 1 - tail), 1.0)
    unknown = np.isnan(variance) | np.isnan(p)
    return np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)


def logistic(p: FloatArray, variance: FloatArray, df: FloatArray, level: float) -> tuple[FloatArray, FloatArray]:
    """Return the interval that is symmetric in log odds; it does not exist at 0 or 1."""
    inside = (p > 0) & (p < 1)
    safe = np.where(inside, p, 0.5)
    reach = t_quantile(df, level) * np.sqrt(variance) / (safe * (1 - safe))
    low, high = expit(logit(safe) - reach), expit(logit(safe) + reach)
    return np.where(inside, low, np.nan), np.where(inside, high, np.nan)
