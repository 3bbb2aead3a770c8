"""The Fay-Herriot model on plain arrays: one row per area.

Fay and Herriot (1979, Journal of the American Statistical Association 74): a direct estimate y_a with known
sampling variance D_a, and truth = x_a'b + u_a with u_a ~ N(0, A). A is estimated by restricted maximum
likelihood; the mean squared error is that of Prasad and Rao (1990, same journal, 85), in the form that Datta and
Lahiri (2000, Statistica Sinica 10) showed to be right to second order for REML: g1 + g2 + 2 g3.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import optimize

from trigpoint.estimation.errors import DataError, EstimationError, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import BoolArray, FloatArray, IntArray

GRID = 60


@dataclass(frozen=True, slots=True)
class Core:
    """A fitted area-level model.

    `between` is A; `criterion` minus twice the restricted log-likelihood; `weight` the weight of the direct
    estimate in each area (A / (A + D); zero in areas without one); `mse` the mean squared error of `estimates`.
    """

    between: float
    criterion: float
    beta: FloatArray
    covariance: FloatArray
    estimates: FloatArray
    mse: FloatArray
    weight: FloatArray
    synthetic: FloatArray


def fit(direct: FloatArray, variances: FloatArray, x: FloatArray, areas: Sequence[str]) -> Core:
    """Fit the model; an area whose direct estimate is NaN gets the model's prediction alone.

    `direct` and `variances` are (m,), `x` (m, p) with full column rank among areas that have an estimate. Raises
    `DataError` naming areas with a variance that is zero, negative or missing.
    """
    known = ~np.isnan(direct)
    _check(variances, known, x, areas)
    y, d, design = direct[known], variances[known], x[known]
    between = _reml(y, d, design)
    v = between + d
    covariance = np.asarray(np.linalg.inv((design / v[:, None]).T @ design), dtype=np.float64)
    beta = covariance @ (design.T @ (y / v))
    synthetic = x @ beta
    weight = np.zeros(len(direct))
    weight[known] = between / v
    estimates = synthetic.copy()
    estimates[known] += weight[known] * (y - synthetic[known])
    leverage = np.einsum("ij,jk,ik->i", x, covariance, x)
    mse = between + leverage
    pull = d / v
    uncertainty = 2.0 / float((1.0 / v**2).sum())
    mse[known] = between * pull + pull**2 * leverage[known] + 2.0 * d**2 / v**3 * uncertainty
    return Core(between, _criterion(between, y, d, design), beta, covariance, estimates, mse, weight, synthetic)


def benchmark(
    core: Core, sizes: FloatArray, regions: IntArray, targets: FloatArray, *, method: Literal["difference", "ratio"]
) -> tuple[FloatArray, FloatArray]:
    """Adjust the estimates so that their size-weighted mean in each region is the region's target.

    "difference" makes the smallest adjustment in units of each area's mean squared error (Datta, Ghosh, Steorts and
    Maples 2011, Test 20), so areas that are least well known move most; "ratio" scales all areas of a region alike.
    Returns adjusted estimates and mean squared errors, to which the square of the adjustment is added: the
    adjustment is known, and calling it error keeps the margins honest.
    """
    adjusted = core.estimates.copy()
    for region, target in enumerate(targets.tolist()):
        here = regions == region
        share = sizes[here] / sizes[here].sum()
        mean = float(share @ core.estimates[here])
        if method == "ratio":
            adjusted[here] *= target / mean
        else:
            pull = share * core.mse[here]
            adjusted[here] += pull / float(share @ pull) * (target - mean)
    return adjusted, core.mse + np.square(adjusted - core.estimates)


def _check(variances: FloatArray, known: BoolArray, x: FloatArray, areas: Sequence[str]) -> None:
    wrong = np.flatnonzero(known & ~(variances > 0.0))
    if wrong.size:
        shown = listed(f"{areas[i]!r} ({variances[i]:g})" for i in wrong.tolist())
        raise DataError(
            f"The sampling variance has to be above zero in every area with an estimate; it is not in {shown}. "
            "That happens where one person answered, or where all answers are alike. Use smoothed variances, or leave "
            "out the estimates of these areas."
        )
    count, p = int(known.sum()), x.shape[1]
    if count <= p + 1:
        raise EstimationError(
            f"{count} areas with an estimate cannot support {p} coefficients and a variance. Use fewer covariates or "
            "smaller areas."
        )
    if np.linalg.matrix_rank(x[known]) < p:
        raise EstimationError(
            "The covariates determine one another among the areas with an estimate. Take one of them out."
        )


def _criterion(between: float, y: FloatArray, d: FloatArray, x: FloatArray) -> float:
    v = between + d
    information = (x / v[:, None]).T @ x
    beta = np.linalg.solve(information, x.T @ (y / v))
    residual = y - x @ beta
    determinants = float(np.log(v).sum()) + float(np.linalg.slogdet(information)[1])
    fit = float(np.square(residual / np.sqrt(v)).sum())
    constant = (len(y) - int(x.shape[1])) * math.log(2.0 * math.pi)
    return determinants + fit + constant


def _slope(between: float, y: FloatArray, d: FloatArray, x: FloatArray) -> float:
    """Return the derivative of the criterion: tr(P) - y'PPy."""
    v = between + d
    scaled = x / v[:, None]
    inverse = np.linalg.inv(scaled.T @ x)
    projected = y / v - scaled @ (inverse @ (scaled.T @ y))
    trace = float((1.0 / v).sum()) - float(((scaled @ inverse) * scaled).sum())
    return float(trace - np.square(projected).sum())


def _reml(y: FloatArray, d: FloatArray, x: FloatArray) -> float:
    """Find the lowest criterion over A >= 0: a grid finds the valley, a root of the slope its floor."""
    residual = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    most = 10.0 * (float(residual @ residual) / (len(y) - x.shape[1]) + float(d.max()))
    grid = np.concatenate([[0.0], np.geomspace(float(d.min()) * 1e-6, most, GRID)])
    best = int(np.argmin([_criterion(a, y, d, x) for a in grid.tolist()]))
    low, high = float(grid[max(best - 1, 0)]), float(grid[min(best + 1, GRID)])
    if _slope(low, y, d, x) >= 0.0:
        return low if best == 0 else float(grid[best])
    return float(optimize.brentq(_slope, low, high, args=(y, d, x), xtol=1e-14 * most, rtol=1e-14))
