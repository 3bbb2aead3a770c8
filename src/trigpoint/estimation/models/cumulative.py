"""The cumulative-logit likelihood on plain arrays.

P(Y <= k) = F(zeta_k - x'b) with F logistic (McCullagh 1980, Journal of the Royal Statistical Society B 42), in
the parametrisation of R's `polr`. The log-likelihood is concave in (zeta, b), so Newton's method with step
halving finds its only maximum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special

if TYPE_CHECKING:
    from trigpoint.estimation.data import FloatArray, IntArray

STEPS = 100
TOLERANCE = 1e-16  # of the gain of a step, relative to the log-likelihood
SHORTEST = 1e-10  # the shortest part of a step that is tried


@dataclass(frozen=True, slots=True)
class Solution:
    """Thresholds then slopes in `parameters`, the inverse information, minus twice the log-likelihood."""

    parameters: FloatArray
    bread: FloatArray
    deviance: float
    steps: int
    settled: bool


@dataclass(frozen=True, slots=True)
class _Pieces:
    loglik: float
    scores: FloatArray
    information: FloatArray


def start(codes: IntArray, weights: FloatArray, size: int, slopes: int) -> FloatArray:
    """Return the estimate of a model without slopes."""
    shares = np.cumsum(np.bincount(codes, weights, size))[:-1] / weights.sum()
    return np.concatenate([special.logit(shares), np.zeros(slopes)])


def solve(x: FloatArray, codes: IntArray, weights: FloatArray, size: int, first: FloatArray) -> Solution:
    """Maximise from `first`; every category 0 .. size-1 needs a row of positive weight."""
    parameters = first
    pieces = _pieces(x, codes, weights, size, parameters)
    settled = False
    steps = 0
    while steps < STEPS:
        steps += 1
        score = weights @ pieces.scores
        direction = np.linalg.lstsq(pieces.information, score, rcond=1e-14)[0]
        gain = float(score @ direction)
        settled = gain <= TOLERANCE * (1.0 + abs(pieces.loglik))
        if settled:
            break
        length = 1.0
        while length > SHORTEST:
            trial = parameters + length * direction
            if (np.diff(trial[: size - 1]) > 0.0).all():
                new = _pieces(x, codes, weights, size, trial)
                if new.loglik >= pieces.loglik - 1e-12 * abs(pieces.loglik):
                    parameters, pieces = trial, new
                    break
            length /= 2.0
        else:
            break
    bread = np.asarray(np.linalg.pinv(pieces.information, hermitian=True), dtype=np.float64)
    return Solution(parameters, bread, -2.0 * pieces.loglik, steps, settled)


def scores(x: FloatArray, codes: IntArray, size: int, parameters: FloatArray) -> FloatArray:
    """Return the unweighted score of each row, (n, size - 1 + p)."""
    return _pieces(x, codes, np.ones(len(codes)), size, parameters).scores


def probabilities(x: FloatArray, size: int, parameters: FloatArray) -> FloatArray:
    """Return the chance of each category in each row, (n, size)."""
    reach = parameters[: size - 1] - (x @ parameters[size - 1 :])[:, None]
    below = np.column_stack([np.zeros(len(x)), special.expit(reach), np.ones(len(x))])
    return np.diff(below, axis=1)


def _pieces(x: FloatArray, codes: IntArray, weights: FloatArray, size: int, parameters: FloatArray) -> _Pieces:
    edges = np.concatenate([[-np.inf], parameters[: size - 1], [np.inf]])
    eta = x @ parameters[size - 1 :]
    upper, lower = edges[codes + 1] - eta, edges[codes] - eta
    # The difference of two values near one loses digits; that of their complements does not.
    flip = np.where(np.where(np.isinf(upper), lower, np.where(np.isinf(lower), upper, upper + lower)) > 0, -1.0, 1.0)
    chance = np.maximum(np.abs(special.expit(flip * upper) - special.expit(flip * lower)), 1e-300)
    at_upper, at_lower = _density(upper), _density(lower)
    cuts = np.arange(size - 1)
    up = np.column_stack([codes[:, None] == cuts, -x])
    low = np.column_stack([codes[:, None] - 1 == cuts, -x])
    score = (at_upper / chance)[:, None] * up - (at_lower / chance)[:, None] * low
    curve_up = weights * at_upper * _tilt(upper) / chance
    curve_low = weights * at_lower * _tilt(lower) / chance
    information = (score * weights[:, None]).T @ score
    information -= (up * curve_up[:, None]).T @ up - (low * curve_low[:, None]).T @ low
    return _Pieces(float(weights @ np.log(chance)), score, information)


def _density(z: FloatArray) -> FloatArray:
    tail = special.expit(-np.abs(z))
    return np.asarray(tail * (1.0 - tail))


def _tilt(z: FloatArray) -> FloatArray:
    """Return f'(z) / f(z) of the logistic density."""
    return np.asarray(1.0 - 2.0 * special.expit(z))
