"""What every fitted model shares: a table of coefficients with intervals, and Wald tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import stats

from trigpoint.estimation.errors import EstimationError, listed
from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import FloatArray


@dataclass(frozen=True, slots=True)
class WaldTest:
    """A test that several coefficients are all zero: F with its degrees of freedom and p-value."""

    terms: tuple[str, ...]
    f: float
    df: int
    residual_df: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Coefficients:
    """Estimates with their covariance and the degrees of freedom that intervals use.

    `flags` has one entry per coefficient, empty where there is nothing to say. A coefficient without a finite
    estimate is NaN in `estimates` and in its row and column of `covariance`. `degrees` may differ by
    coefficient.
    """

    response: str
    names: tuple[str, ...]
    terms: tuple[str, ...]
    estimates: FloatArray
    covariance: FloatArray
    degrees: float | FloatArray
    n: int
    missing: int
    method: str
    flags: tuple[str, ...]

    @property
    def se(self) -> FloatArray:
        """Standard errors."""
        return np.sqrt(np.diag(self.covariance))

    def p_values(self) -> FloatArray:
        """Two-sided p-values from Student's t."""
        return np.asarray(2.0 * stats.t.sf(np.abs(self.estimates / self.se), self.degrees))

    def table(self, level: float = 0.95, *, statistic: str = "coefficient") -> ResultTable:
        """Return one row per coefficient with its interval at this confidence level."""
        if not 0.0 < level < 1.0:
            raise EstimationError(f"A confidence level lies between 0 and 1, such as 0.95; this is {level}.")
        reach = stats.t.ppf(0.5 + level / 2.0, np.broadcast_to(self.degrees, self.estimates.shape))
        half = reach * self.se
        return ResultTable.of(
            [
                Row(
                    variable=self.response,
                    level=name,
                    statistic=statistic,
                    estimate=float(value),
                    se=float(se),
                    lo=float(value - margin),
                    hi=float(value + margin),
                    n=self.n,
                    missing=self.missing,
                    method=self.method,
                    flag=flag,
                )
                for name, value, se, margin, flag in zip(
                    self.names, self.estimates, self.se, half, self.flags, strict=True
                )
            ]
        )

    def wald(self, *terms: str) -> WaldTest:
        """Test that every coefficient of these terms (or of this name) is zero, as R's `regTermTest`."""
        known = (*self.names, *self.terms)
        strangers = [term for term in terms if term not in known]
        if strangers or not terms:
            raise EstimationError(
                f"There is no term {listed(strangers) or '(none given)'}. Terms: {listed(dict.fromkeys(self.terms))}."
            )
        chosen = [i for i, (n, t) in enumerate(zip(self.names, self.terms, strict=True)) if n in terms or t in terms]
        return _wald(self, chosen, terms)


def _wald(fit: Coefficients, chosen: Sequence[int], terms: tuple[str, ...]) -> WaldTest:
    beta = fit.estimates[list(chosen)]
    if np.isnan(beta).any():
        raise EstimationError(
            f"{listed(terms)} has a coefficient without a finite estimate (separation), so it cannot be tested. "
            "Merge the levels that never vary."
        )
    covariance = fit.covariance[np.ix_(chosen, chosen)]
    f = float(beta @ np.linalg.solve(covariance, beta)) / len(beta)
    residual = float(np.min(np.broadcast_to(fit.degrees, fit.estimates.shape)[chosen]))
    return WaldTest(terms, f, len(beta), residual, float(stats.f.sf(f, len(beta), residual)))
