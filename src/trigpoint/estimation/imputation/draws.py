"""One draw of the missing values of one variable given all others: parameters first, then values.

Each function takes the rows with a value (`x`, `y`), the rows without (`missing`, a design matrix) and a random
generator. Parameters are drawn from their approximate posterior, so that imputations vary as much as they should
(Rubin 1987, *Multiple Imputation for Nonresponse in Surveys*, chapter 5).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import special

from trigpoint.estimation.errors import ConvergenceError
from trigpoint.estimation.models import cumulative, irls

if TYPE_CHECKING:
    from trigpoint.estimation.data import FloatArray, IntArray

DONORS = 5
RIDGE = 1e-6
STEPS = 50
SETTLED = 1e-10


def matched(x: FloatArray, y: FloatArray, missing: FloatArray, rng: np.random.Generator) -> FloatArray:
    """Predictive mean matching (Little 1988): each gap takes the answer of one of the five nearest respondents.

    Nearness is between the fitted mean of the donor and the mean under drawn parameters of the recipient (type 1
    matching, van Buuren 2018, *Flexible Imputation of Missing Data*, section 3.4).
    """
    gram = x.T @ x
    gram[np.diag_indices_from(gram)] *= 1.0 + RIDGE
    root = np.linalg.cholesky(gram)
    beta = np.linalg.solve(gram, x.T @ y)
    residual = y - x @ beta
    freedom = max(len(y) - x.shape[1], 1)
    sigma = np.sqrt(float(residual @ residual) / rng.chisquare(freedom))
    drawn = beta + sigma * np.linalg.solve(root.T, rng.standard_normal(len(beta)))
    return y[_donors(x @ beta, missing @ drawn, rng)]


def _donors(have: FloatArray, want: FloatArray, rng: np.random.Generator) -> IntArray:
    """Return, for each wanted value, the position of one of the nearest values there are."""
    shuffled = rng.permutation(len(have))  # equal means are taken in random order
    order = shuffled[np.argsort(have[shuffled], kind="stable")]
    ranked = have[order]
    count = min(DONORS, len(have))
    at = np.searchsorted(ranked, want)
    first = np.clip(at - count, 0, max(len(have) - 2 * count, 0))
    window = first[:, None] + np.arange(min(2 * count, len(have)))
    distance = np.abs(ranked[window] - want[:, None])
    nearest = np.argpartition(distance, count - 1, axis=1)[:, :count]
    pick = nearest[np.arange(len(want)), rng.integers(0, count, len(want))]
    return np.asarray(order[window[np.arange(len(want)), pick]], dtype=np.int64)


def binary(x: FloatArray, y: IntArray, missing: FloatArray, rng: np.random.Generator) -> IntArray:
    """Logistic regression for two categories, coded 0 and 1."""
    padded, codes, weights = _augmented(x, y, 2)
    found = irls.solve(padded, codes.astype(float), weights, irls.FAMILIES["binomial"])
    if not found.settled:
        raise ConvergenceError("The logistic imputation model did not settle. Use fewer predictors.")
    drawn = found.beta + _root(found.bread) @ rng.standard_normal(len(found.beta))
    return (rng.uniform(size=len(missing)) < special.expit(missing @ drawn)).astype(np.int64)


def ordered(x: FloatArray, y: IntArray, missing: FloatArray, size: int, rng: np.random.Generator) -> IntArray:
    """Proportional odds for `size` ordered categories, coded from 0; the first column of x is the intercept."""
    padded, codes, weights = _augmented(x, y, size)
    start = cumulative.start(codes, weights, size, x.shape[1] - 1)
    found = cumulative.solve(padded[:, 1:], codes, weights, size, start)
    if not found.settled:
        raise ConvergenceError("The ordinal imputation model did not settle. Use fewer predictors.")
    drawn = found.parameters + _root(found.bread) @ rng.standard_normal(len(found.parameters))
    # A draw may cross thresholds that lie close together.
    drawn[: size - 1] = np.maximum.accumulate(drawn[: size - 1])
    return _choose(cumulative.probabilities(missing[:, 1:], size, drawn), rng)


def unordered(x: FloatArray, y: IntArray, missing: FloatArray, size: int, rng: np.random.Generator) -> IntArray:
    """Multinomial logit for `size` categories, coded from 0, the first of which is the reference."""
    padded, codes, weights = _augmented(x, y, size)
    beta, information = _multinomial(padded, codes, weights, size)
    root = _root(np.asarray(np.linalg.pinv(information, hermitian=True), dtype=np.float64))
    drawn = beta + (root @ rng.standard_normal(beta.size)).reshape(beta.shape)
    return _choose(_softmax(missing @ drawn.T), rng)


def _multinomial(x: FloatArray, codes: IntArray, weights: FloatArray, size: int) -> tuple[FloatArray, FloatArray]:
    """Return coefficients (size - 1, p) and their information, by Newton's method with step halving."""
    p = x.shape[1]
    beta = np.zeros((size - 1, p))
    outcome = (codes[:, None] == np.arange(1, size)).astype(float)
    loglik = -np.inf
    change = np.zeros_like(beta)
    for _ in range(STEPS):
        chance = _softmax(x @ beta.T)
        new = float(weights @ np.log(np.maximum(chance[np.arange(len(codes)), codes], 1e-300)))
        if new < loglik - SETTLED * abs(loglik):
            change = change / 2.0
            beta = beta - change
            continue
        inner = chance[:, 1:]
        information = np.empty((size - 1, p, size - 1, p))
        for a in range(size - 1):
            for b in range(size - 1):
                v = weights * inner[:, a] * ((a == b) - inner[:, b])
                information[a, :, b, :] = (x * v[:, None]).T @ x
        flat = information.reshape(beta.size, beta.size)
        score = (weights[:, None] * (outcome - inner)).T @ x
        change = np.linalg.lstsq(flat, score.ravel(), rcond=1e-12)[0].reshape(beta.shape)
        beta = beta + change
        if new - loglik <= SETTLED * (abs(new) + 1.0):
            return beta, flat
        loglik = new
    raise ConvergenceError("The multinomial imputation model did not settle. Use fewer predictors or merge levels.")


def _augmented(x: FloatArray, y: IntArray, size: int) -> tuple[FloatArray, IntArray, FloatArray]:
    """Add a few light rows so that no coefficient is infinite (White, Daniel and Royston 2010).

    For each predictor, each category appears one standard deviation above and below the mean, all together
    weighing as much as one row per coefficient.
    """
    predictors = x.shape[1] - 1
    middle, spread = x.mean(axis=0), x.std(axis=0)
    rows = [middle + sign * spread * (np.arange(x.shape[1]) == j) for j in range(1, predictors + 1) for sign in (-1, 1)]
    rows = rows or [middle]
    extra = np.repeat(np.array(rows), size, axis=0)
    codes = np.concatenate([y, np.tile(np.arange(size), len(rows))]).astype(np.int64)
    light = np.full(len(extra), (predictors + 1.0) / len(extra))
    return np.vstack([x, extra]), codes, np.concatenate([np.ones(len(x)), light])


def _root(covariance: FloatArray) -> FloatArray:
    """Return a square root of a covariance that may be singular to rounding."""
    values, vectors = np.linalg.eigh((covariance + covariance.T) / 2.0)
    return np.asarray(vectors * np.sqrt(np.maximum(values, 0.0)))


def _softmax(eta: FloatArray) -> FloatArray:
    return np.asarray(special.softmax(np.column_stack([np.zeros(len(eta)), eta]), axis=1))


def _choose(chance: FloatArray, rng: np.random.Generator) -> IntArray:
    """Draw one category per row."""
    reach = np.cumsum(chance, axis=1)
    drawn = (rng.uniform(size=len(chance))[:, None] > reach[:, :-1]).sum(axis=1)
    return np.asarray(drawn, dtype=np.int64)
