"""Ratios of two weighted totals in every domain, with design-based variances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from trigpoint.estimation.data import BoolArray, DesignView, FloatArray, IntArray
    from trigpoint.estimation.domains import Grouping


@dataclass(frozen=True, slots=True)
class Ratios:
    """One entry per domain; NaN where the denominator is zero.

    `count` is the number of rows below the line and `df` the clusters less the strata they are in. With one row, or
    with no degree of freedom, nothing tells how much answers vary: the variance is NaN.
    """

    estimate: FloatArray
    variance: FloatArray
    count: FloatArray
    df: FloatArray


def ratios(design: DesignView, above: FloatArray, below: FloatArray, group: Grouping) -> Ratios:
    """Return the weighted total of `above` over that of `below` in each domain, both (n,) over the frame's rows."""
    rows, domain = group.rows, group.domain
    w = design.weights[rows]
    total = group.sums(w * below[rows])
    with np.errstate(invalid="ignore", divide="ignore"):
        estimate = group.sums(w * above[rows]) / total
        each = (above[rows] - estimate[domain] * below[rows]) / total[domain]
    scores = np.zeros((len(design.frame), group.size))
    scores[rows, domain] = np.nan_to_num(each)
    counted = (below > 0.0) & design.active
    count = group.sums(counted[rows])
    df = _distinct(design.clusters, counted, group) - _distinct(design.strata, counted, group)
    variance = np.where((count > 1) & (df > 0), np.diag(design.covariance(scores)), np.nan)
    return Ratios(estimate, variance, count, np.maximum(df, 1.0))


def _distinct(codes: IntArray, counted: BoolArray, group: Grouping) -> FloatArray:
    """Count the different codes among the counted rows of each domain."""
    kept = counted[group.rows]
    pairs = np.unique(group.domain[kept] * (int(codes.max()) + 1) + codes[group.rows[kept]])
    return np.bincount(pairs // (int(codes.max()) + 1), minlength=group.size).astype(np.float64)
