"""Rubin's rules, with the degrees of freedom of Barnard and Rubin (1999, Biometrika 86)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation import intervals
from trigpoint.estimation.errors import EstimationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike

    from trigpoint.estimation.data import FloatArray
    from trigpoint.estimation.table import ResultTable

PAIR = 2  # the spread between data sets needs two
KEYS = ("variable", "level", "statistic")


@dataclass(frozen=True, slots=True)
class Pooled:
    """Pooled figures, one entry each: `within` and `between` are the two parts of `total`, the squared error.

    `fraction` is the share of the variance that is due to the missing answers.
    """

    estimate: FloatArray
    within: FloatArray
    between: FloatArray
    total: FloatArray
    df: FloatArray
    fraction: FloatArray

    @property
    def se(self) -> FloatArray:
        """Standard errors."""
        return np.sqrt(self.total)


def pool(estimates: ArrayLike, variances: ArrayLike, degrees: float = float("inf")) -> Pooled:
    """Combine (m, k) estimates and their variances from m completed data sets.

    `degrees` are those the analysis would have had without missing answers. Raises `EstimationError` if there are
    fewer than two data sets or the arrays differ in shape.
    """
    q, u = np.atleast_2d(np.asarray(estimates, dtype=float)), np.atleast_2d(np.asarray(variances, dtype=float))
    if q.shape != u.shape or len(q) < PAIR:  # the spread between needs two
        raise EstimationError(
            f"Rubin's rules need two or more data sets, each with an estimate and a variance; the shapes are {q.shape} "
            f"and {u.shape}."
        )
    m = len(q)
    within, between = u.mean(axis=0), q.var(axis=0, ddof=1)
    total = within + (1.0 + 1.0 / m) * between
    with np.errstate(invalid="ignore", divide="ignore"):
        share = np.where(total > 0.0, (1.0 + 1.0 / m) * between / total, 0.0)
        old = (m - 1.0) / share**2
        if np.isinf(degrees):
            df = old
        else:
            observed = (degrees + 1.0) / (degrees + 3.0) * degrees * (1.0 - share)
            df = np.where(np.isinf(old), observed, old * observed / (old + observed))
    return Pooled(q.mean(axis=0), within, between, total, df, share)


def pool_tables(tables: Sequence[ResultTable], degrees: float = float("inf"), level: float = 0.95) -> ResultTable:
    """Combine the result tables of the same analysis of m completed data sets, row by row.

    The tables must hold the same rows in the same order, each with a standard error. Intervals are symmetric, cut off
    at 0 and 1 for proportions. Raises `EstimationError` if the rows differ.
    """
    if not tables:
        raise EstimationError("There is no table to combine.")
    first = tables[0]
    keys = (*KEYS, *first.by)
    for number, table in enumerate(tables):
        if table.by != first.by or any(not np.array_equal(table.column(k), first.column(k)) for k in keys):
            raise EstimationError(
                f"Table {number} does not hold the same rows as the first, because a domain or level is absent from "
                "some completed data sets. Name the levels, or merge rare ones."
            )
    pooled = pool(
        np.array([table.column("estimate") for table in tables]),
        np.square([table.column("se") for table in tables]),
        degrees,
    )
    low, high = intervals.symmetric(pooled.estimate, pooled.se, pooled.df, level)
    share = np.char.find(first.column("statistic").astype(str), "proportion") >= 0
    method = [
        f"{how}; {len(tables)} imputations pooled, {fraction:.0%} of the variance from missing answers"
        for how, fraction in zip(first.column("method").tolist(), pooled.fraction.tolist(), strict=True)
    ]
    with np.errstate(invalid="ignore", divide="ignore"):
        deff = np.mean([table.column("deff") for table in tables], axis=0) * pooled.total / pooled.within
        n_eff = first.column("n") / deff
    return first.with_columns(
        estimate=pooled.estimate,
        se=pooled.se,
        lo=np.where(share, np.maximum(low, 0.0), low),
        hi=np.where(share, np.minimum(high, 1.0), high),
        deff=deff,
        n_eff=n_eff,
        method=np.array(method, dtype=str),
    )
