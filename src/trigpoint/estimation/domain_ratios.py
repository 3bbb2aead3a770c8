"""Ratios of two weighted totals in every domain, with design-based variances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from trigpoint.estimation.data import BoolArray, DesignView, FloatArray, IntArray
    from trigpoint.estimation.domains import Grouping

CELLS = 8_000_000  # of scores held at once


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
    squared = domain_variances(design, rows, domain, np.nan_to_num(each), group.size)
    counted = (below > 0.0) & design.active
    count = group.sums(counted[rows])
    df = _distinct(design.clusters, counted, group) - _distinct(design.strata, counted, group)
    variance = np.where((count > 1) & (df > 0), squared, np.nan)
    return Ratios(estimate, variance, count, np.maximum(df, 1.0))


def domain_variances(design: DesignView, rows: IntArray, domain: IntArray, scores: FloatArray, size: int) -> FloatArray:
    """Return the design variance of the weighted total of the scores of each domain, a block of domains at a time.

    `rows` are positions in the frame, each in the domain beside it, with the score beside that.
    """
    found = np.empty(size)
    width = max(1, CELLS // len(design.frame))
    for first in range(0, size, width):
        here = (domain >= first) & (domain < first + width)
        block = np.zeros((len(design.frame), min(width, size - first)))
        block[rows[here], domain[here] - first] = scores[here]
        found[first : first + width] = np.diag(design.covariance(block))
    return found


def _distinct(codes: IntArray, counted: BoolArray, group: Grouping) -> FloatArray:
    """Count the different codes among the counted rows of each domain."""
    kept = counted[group.rows]
    pairs = np.unique(group.domain[kept] * (int(codes.max()) + 1) + codes[group.rows[kept]])
    return np.bincount(pairs // (int(codes.max()) + 1), minlength=group.size).astype(np.float64)
