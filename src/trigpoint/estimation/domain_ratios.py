"""Ratios of two weighted totals in every domain, with design-based variances."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from trigpoint.estimation.data import DesignView, FloatArray
    from trigpoint.estimation.domains import Grouping


@dataclass(frozen=True, slots=True)
class Ratios:
    """One entry per domain; NaN where the denominator is zero."""

    estimate: FloatArray
    variance: FloatArray


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
    variance = np.where(total > 0.0, np.diag(design.covariance(scores)), np.nan)
    return Ratios(estimate, variance)
