"""Weighted generalised linear models with canonical links, on plain arrays.

Fisher scoring (McCullagh and Nelder 1989, section 2.5) in the orthonormal basis of the weighted design
matrix, so that badly scaled explanatory variables cost no digits. Replicate weights are fitted together,
a block of replicates at a time, from the full-sample estimate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg, optimize, special

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]
    BoolArray = NDArray[np.bool_]
    IntArray = NDArray[np.int64]

STEPS = 100
TOLERANCE = 1e-12
MOVED = 1e-7  # the last step, relative to the largest coefficient; the next would be its square
LARGE = 12.0  # a linear predictor this far out prompts the check for separation
RUNAWAY = 36.0  # beyond this a fitted probability is 0 or 1 to rounding
SEPARATION = 1e-7  # what counts as zero when looking for separation
BLOCK = 64


@dataclass(frozen=True, slots=True)
class Family:
    """A response distribution with its canonical link.

    `mean` maps the linear predictor to the mean, `variance` the mean to the variance function, `deviance`
    (y, mean) to unit deviances. `dispersed` tells whether the dispersion is estimated: it never changes an
    estimate, and design-based standard errors do not depend on it.
    """

    name: str
    link: str
    mean: Callable[[FloatArray], FloatArray]
    variance: Callable[[FloatArray], FloatArray]
    deviance: Callable[[FloatArray, FloatArray], FloatArray]
    start: Callable[[FloatArray], FloatArray]
    dispersed: bool


def _unit(y: FloatArray, mu: FloatArray) -> FloatArray:
    return np.square(y - mu)


def _bernoulli(y: FloatArray, mu: FloatArray) -> FloatArray:
    return 2.0 * (special.rel_entr(y, mu) + special.rel_entr(1.0 - y, 1.0 - mu))


def _counts(y: FloatArray, mu: FloatArray) -> FloatArray:
    return 2.0 * special.kl_div(y, mu)


def _logit_start(y: FloatArray) -> FloatArray:
    return np.asarray(special.logit((y + 0.5) / 2.0))


def _bernoulli_variance(mu: FloatArray) -> FloatArray:
    return mu * (1.0 - mu)


def _constant_variance(mu: FloatArray) -> FloatArray:
    return np.ones_like(mu)


def _same(mu: FloatArray) -> FloatArray:
    return mu


def _log_start(y: FloatArray) -> FloatArray:
    return np.log(y + 0.1)


def _logistic(eta: FloatArray) -> FloatArray:
    return np.asarray(special.expit(eta))


def _exponential(eta: FloatArray) -> FloatArray:
    return np.exp(np.minimum(eta, 700.0))


_BINOMIAL = (_logistic, _bernoulli_variance, _bernoulli, _logit_start)
_POISSON = (_exponential, _same, _counts, _log_start)
FAMILIES = {
    "gaussian": Family("gaussian", "identity", _same, _constant_variance, _unit, _same, dispersed=True),
    "binomial": Family("binomial", "logit", *_BINOMIAL, dispersed=False),
    "quasibinomial": Family("quasibinomial", "logit", *_BINOMIAL, dispersed=True),
    "poisson": Family("poisson", "log", *_POISSON, dispersed=False),
    "quasipoisson": Family("quasipoisson", "log", *_POISSON, dispersed=True),
}


@dataclass(frozen=True, slots=True)
class Solution:
    """Estimates of one weighted fit.

    `bread` is the inverse of the weighted information (p, p); the influence of a row on the estimate is its
    score times the bread. `eta` and `mu` are per row; `settled` is false where the likelihood has no finite
    maximum or the steps ran out.
    """

    beta: FloatArray
    bread: FloatArray
    eta: FloatArray
    mu: FloatArray
    deviance: float
    steps: int
    settled: bool

    def scores(self, x: FloatArray, y: FloatArray, weights: FloatArray) -> FloatArray:
        """Return the weighted score of each row, (n, p); they sum to zero."""
        return x * (weights * (y - self.mu))[:, None]


def solve(x: FloatArray, y: FloatArray, weights: FloatArray, family: Family) -> Solution:
    """Fit by Fisher scoring with step halving; `x` needs full column rank among rows of positive weight."""
    r = np.linalg.qr(x * np.sqrt(weights)[:, None], mode="r")
    back = linalg.solve_triangular(r, np.eye(x.shape[1]))
    basis = x @ back
    eta = family.start(y)
    mu = family.mean(eta)
    spread = family.variance(mu)
    gamma = _step(basis, weights * spread, weights * (spread * eta + y - mu))
    change = np.zeros_like(gamma)
    deviance, settled, steps = np.inf, False, 0
    while steps < STEPS and not settled:
        steps += 1
        eta = basis @ gamma
        if _runs_away(eta, family):
            break
        mu = family.mean(eta)
        new = float(weights @ family.deviance(y, mu))
        if new > deviance * (1.0 + 1e-9) + 1e-12:
            change = change / 2.0
            gamma = gamma - change
            continue
        change = _step(basis, weights * family.variance(mu), weights * (y - mu))
        moved = float(np.abs(change).max()) / (float(np.abs(gamma).max()) + 1e-8)
        settled = deviance - new <= TOLERANCE * (abs(new) + 1e-8) and moved < MOVED
        gamma = gamma + change
        deviance = new
    eta = basis @ gamma
    mu = family.mean(eta)
    information = (basis * (weights * family.variance(mu))[:, None]).T @ basis
    bread = back @ np.linalg.pinv(information, hermitian=True) @ back.T
    total = float(weights @ family.deviance(y, mu)) if settled else deviance
    return Solution(back @ gamma, bread, eta, mu, total, steps, settled)


def _runs_away(eta: FloatArray, family: Family) -> bool:
    """Tell whether fitted means are at the edge of what can be: a sign that the estimate is infinite."""
    if family.link == "identity":
        return False
    return float(eta.min()) < -RUNAWAY or (family.link == "logit" and float(eta.max()) > RUNAWAY)


def _step(basis: FloatArray, spread: FloatArray, target: FloatArray) -> FloatArray:
    information = (basis * spread[:, None]).T @ basis
    score = basis.T @ target
    try:
        return np.asarray(linalg.cho_solve(linalg.cho_factor(information), score))
    except linalg.LinAlgError:
        return np.asarray(np.linalg.pinv(information, hermitian=True) @ score)


def solve_replicates(
    x: FloatArray, y: FloatArray, replicates: FloatArray, family: Family, start: FloatArray
) -> FloatArray:
    """Fit under each column of `replicates` (n, R), starting from `start`; return (R, p).

    A replicate whose steps do not settle, or in which the design loses rank, is a row of NaN.
    """
    found = np.full((replicates.shape[1], x.shape[1]), np.nan)
    r = np.linalg.qr(x, mode="r")
    back = linalg.solve_triangular(r, np.eye(x.shape[1]))
    basis = x @ back
    pairs = (basis[:, :, None] * basis[:, None, :]).reshape(len(y), -1)
    for first in range(0, replicates.shape[1], BLOCK):
        block = replicates[:, first : first + BLOCK]
        found[first : first + BLOCK] = _solve_block(_Replicated(basis, pairs, y, family), block, r @ start) @ back.T
    return found


@dataclass(frozen=True, slots=True)
class _Replicated:
    """What stays the same from replicate to replicate."""

    basis: FloatArray
    pairs: FloatArray
    y: FloatArray
    family: Family


def _solve_block(data: _Replicated, weights: FloatArray, start: FloatArray) -> FloatArray:
    """Newton steps for a block of replicates at once; rows of the answer are replicates."""
    basis, pairs, y, family = data.basis, data.pairs, data.y, data.family
    p = basis.shape[1]
    gamma = np.tile(start, (weights.shape[1], 1))
    settled = np.zeros(len(gamma), dtype=bool)
    for _ in range(STEPS // 2):
        mu = family.mean(basis @ gamma.T)
        score = (weights * (y[:, None] - mu)).T @ basis
        information = ((weights * family.variance(mu)).T @ pairs).reshape(-1, p, p)
        sound = np.linalg.cond(information) < 1.0 / np.finfo(float).eps
        step = np.full_like(gamma, np.nan)
        step[sound] = np.linalg.solve(information[sound], score[sound][:, :, None])[:, :, 0]
        gamma = gamma + step
        settled = np.abs(step).max(axis=1) <= 1e-9 * (1.0 + np.abs(gamma).max(axis=1))
        if bool((settled | ~sound).all()):
            break
    gamma[~settled] = np.nan
    return gamma


def separating_direction(x: FloatArray, low: BoolArray, high: BoolArray) -> FloatArray | None:
    """Return a direction along which the likelihood rises for ever, or None.

    `low` marks rows whose response is the least possible (0), `high` the greatest (1; none for counts).
    Albert and Anderson (1984, Biometrika 71): the estimate is infinite exactly if some b has x'b <= 0 in low
    rows, x'b >= 0 in high rows and x'b = 0 in all others, not all of them zero. Found by linear programming,
    as Konis (2007, thesis, University of Oxford) proposed.
    """
    scale = np.abs(x).max(axis=0)
    scale[scale == 0.0] = 1.0
    scaled = x / scale
    inside = ~(low | high)
    signed = np.concatenate([scaled[high], -scaled[low], scaled[inside], -scaled[inside]])
    rows = np.unique(signed, axis=0)
    result = optimize.linprog(
        -signed.sum(axis=0), A_ub=-rows, b_ub=np.zeros(len(rows)), bounds=(-1.0, 1.0), method="highs"
    )
    direction = np.asarray(result.x, dtype=np.float64) if result.status == 0 else np.zeros(x.shape[1])
    if float((signed @ direction).sum()) < SEPARATION:
        return None
    unscaled: FloatArray = direction / scale
    return unscaled


def separated(x: FloatArray, low: BoolArray, high: BoolArray) -> tuple[BoolArray, BoolArray]:
    """Return which coefficients have no finite estimate, and which rows still inform the others.

    Rows that a separating direction predicts with certainty say nothing about the rest; they are set aside
    and the search goes on among the others.
    """
    infinite = np.zeros(x.shape[1], dtype=bool)
    rows = np.ones(len(low), dtype=bool)
    while rows.any():
        direction = separating_direction(x[rows], low[rows], high[rows])
        if direction is None:
            break
        reach = np.abs(direction) * np.abs(x).max(axis=0)
        infinite |= reach > SEPARATION * reach.max()
        rows &= np.abs(x @ direction) <= SEPARATION * reach.sum()
    return infinite, rows


def independent_columns(x: FloatArray, order: IntArray) -> IntArray:
    """Return columns that span `x`, taking them in this order, and drop each that adds nothing."""
    kept: list[int] = []
    for column in order.tolist():
        trial = x[:, [*kept, column]]
        if np.linalg.matrix_rank(trial) == len(kept) + 1:
            kept.append(column)
    return np.array(kept, dtype=np.int64)
