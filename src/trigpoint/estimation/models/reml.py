"""Restricted maximum likelihood for random intercepts: the optimum of `models.profile` and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg, optimize

from trigpoint.estimation.errors import ConvergenceError
from trigpoint.estimation.models.profile import FLOOR, Grouping, Profile, State, apply, quadratic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import FloatArray

STEP = 1e-3  # of a log variance, for second derivatives
STUCK = -1e-6  # a slope at zero steeper than this means that a variance of zero is not the optimum
STEEP = 1e-3  # the steepest slope that counts as flat, for a criterion up to LONG
LONG = 1e4
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted model in the caller's order of groupings.

    `criterion` is minus twice the (restricted) log-likelihood. `theta` holds the ratio of each random
    standard deviation to the residual one, `effects[k]` the conditional modes, `conditional[k]` their
    variance given the fixed effects (as lme4's `condVar`), `prediction[k]` the variance of effect minus
    truth, which adds the uncertainty of the fixed effects. `covariance_log_ratio` is the covariance of the
    logarithms of theta^2, from the curvature of the criterion; a grouping without variation has NaN there.
    `slope` is how much log s2 changes with each log theta^2. `satterthwaite` holds the degrees of freedom of
    each fixed effect (Giesbrecht and Burns 1985, Biometrics 41). `projection[k]`, (groups, p), is what the
    effects would be if the response were each column of x.
    """

    criterion: float
    theta: FloatArray
    residual_variance: float
    beta: FloatArray
    covariance: FloatArray
    effects: tuple[FloatArray, ...]
    conditional: tuple[FloatArray, ...]
    prediction: tuple[FloatArray, ...]
    total_effect: FloatArray
    total_variance: FloatArray
    covariance_log_ratio: FloatArray
    slope: FloatArray
    satterthwaite: FloatArray
    projection: tuple[FloatArray, ...]
    degrees: int
    evaluations: int


def fit(
    x: FloatArray,
    y: FloatArray,
    groupings: Sequence[Grouping],
    weights: FloatArray | None = None,
    *,
    restricted: bool = True,
) -> Fit:
    """Fit the model and return estimates, effects and their variances.

    `x` (n, p) needs full column rank; `weights` (n,) are precision weights. Raises `ConvergenceError` if
    the gradient does not vanish at the solution.
    """
    profile = Profile(x, y, groupings, weights, restricted=restricted)
    theta = _optimise(profile, np.full(len(groupings), 0.5))
    return _describe(profile, theta)


def _optimise(profile: Profile, start: FloatArray) -> FloatArray:
    """Minimise over theta >= 0; a variance of zero is kept only where raising it would not help.

    The criterion is even in theta, so its gradient vanishes at zero whether or not zero is the best; the
    derivative with respect to the variance theta^2 tells the two apart.
    """
    theta = start
    steepest = np.inf
    for _ in range(ROUNDS):
        result = optimize.minimize(
            profile,
            theta,
            jac=True,
            method="L-BFGS-B",
            bounds=[(0.0, None)] * len(start),
            options={"maxiter": 500, "ftol": 1e-14, "gtol": 1e-7},
        )
        theta = np.where(result.x < 10 * FLOOR, 0.0, result.x)
        state = profile.state(theta)
        stuck = (theta == 0.0) & (state.gradient < STUCK)
        steepest = float(np.abs(state.gradient * 2.0 * theta).max())
        if not stuck.any() and steepest <= STEEP * max(1.0, abs(state.criterion) / LONG):
            return theta
        # Where the criterion is not convex the line search may give up early; a fresh start from there goes on.
        theta = np.where(stuck, 0.1, theta)
    raise ConvergenceError(
        f"The multilevel fit stopped after {profile.evaluations} evaluations with the criterion still changing "
        f"({steepest:.2g} per unit). Rescale explanatory variables of very different size, or take out a grouping."
    )


def _describe(profile: Profile, theta: FloatArray) -> Fit:
    """Turn the optimum into estimates, in the caller's order of groupings."""
    state = profile.state(theta)
    variance = state.rss / profile.degrees
    back = linalg.solve_triangular(profile.r, np.eye(profile.p))
    squared = theta**2
    residuals = [pull[:, -1] - pull[:, :-1] @ state.beta for pull in state.pulls]
    effects = [s * r for s, r in zip(squared, residuals, strict=True)]
    conditional = _conditional(profile, state, theta)
    prediction = [
        c + s * s * np.einsum("ij,jk,ik->i", pull[:, :-1], state.gxx_inverse, pull[:, :-1])
        for c, s, pull in zip(conditional, squared, state.pulls, strict=True)
    ]
    total, total_variance = _total(profile, state, theta, effects, conditional)
    place = np.argsort(profile.order)
    slope = -np.array([s * float(r @ r) / state.rss for s, r in zip(squared, residuals, strict=True)])
    curvature, steepness = _curvature(profile, theta, back)
    alive = np.flatnonzero(theta > 0.0)
    bend = slope[alive, None] + steepness
    log_variance = 2.0 / profile.degrees + np.einsum("kj,kl,lj->j", bend, curvature[np.ix_(alive, alive)], bend)
    return Fit(
        criterion=state.criterion,
        theta=theta[place],
        residual_variance=variance,
        beta=profile.beta0 + back @ state.beta,
        covariance=variance * back @ state.gxx_inverse @ back.T,
        effects=tuple(effects[k] for k in place),
        conditional=tuple(variance * conditional[k] for k in place),
        prediction=tuple(variance * prediction[k] for k in place),
        total_effect=total,
        total_variance=variance * total_variance,
        covariance_log_ratio=curvature[np.ix_(place, place)],
        slope=slope[place],
        satterthwaite=2.0 / log_variance,
        projection=tuple(squared[k] * state.pulls[k][:, :-1] @ profile.r for k in place),
        degrees=profile.degrees,
        evaluations=profile.evaluations,
    )


def _conditional(profile: Profile, state: State, theta: FloatArray) -> list[FloatArray]:
    """Return the diagonal of Lambda M^-1 Lambda, grouping by grouping."""
    inner = state.scale[:, None] * state.schur_inverse * state.scale
    spread = quadratic(profile.cross, inner)
    first = theta[0] ** 2 * (state.shrink + theta[0] ** 2 * state.shrink**2 * spread)
    rest = np.diag(inner)
    return [first, *(rest[b] for b in profile.blocks)]


def _total(
    profile: Profile,
    state: State,
    theta: FloatArray,
    effects: list[FloatArray],
    conditional: list[FloatArray],
) -> tuple[FloatArray, FloatArray]:
    """Return, for each group of the finest grouping, the sum of all its effects and its variance.

    Meaningful where groupings are nested (an authority's own effect plus its region's). The groups above are
    those of the finest group's first row.
    """
    _, at = np.unique(profile.first.codes, return_index=True)
    above = [column[at] for column in profile.columns]
    offsets = [b.start for b in profile.blocks]
    inner = state.scale[:, None] * state.schur_inverse * state.scale
    joint = apply(profile.cross, inner)
    everywhere = np.arange(profile.first.size)
    total = effects[0].copy()
    pull = theta[0] ** 2 * state.pulls[0][:, :-1]
    variance = conditional[0].copy()
    for k, column in enumerate(above):
        total += effects[k + 1][column - offsets[k]]
        pull = pull + theta[k + 1] ** 2 * state.pulls[k + 1][column - offsets[k], :-1]
        variance -= 2.0 * theta[0] ** 2 * state.shrink * joint[everywhere, column]
        for other in above:
            variance += inner[column, other]
    return total, variance + np.einsum("ij,jk,ik->i", pull, state.gxx_inverse, pull)


def _curvature(profile: Profile, theta: FloatArray, back: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the covariance of log theta^2 and the slopes of the log variances of b, by central differences.

    The covariance is twice the inverse of the criterion's second derivatives; the slopes are (k, p) for the k
    groupings that vary.
    """
    alive = np.flatnonzero(theta > 0.0)
    covariance = np.full((theta.size, theta.size), np.nan)
    hessian = np.empty((alive.size, alive.size))
    steepness = np.empty((alive.size, profile.p))
    for row, k in enumerate(alive):
        sides = []
        for sign in (1.0, -1.0):
            moved = theta.copy()
            moved[k] *= np.exp(sign * STEP / 2.0)
            state = profile.state(moved)
            spread = np.einsum("ij,jk,ik->i", back, state.gxx_inverse, back)
            sides.append((state.gradient[alive] * moved[alive] ** 2, np.log(spread)))
        hessian[row] = (sides[0][0] - sides[1][0]) / (2.0 * STEP)
        steepness[row] = (sides[0][1] - sides[1][1]) / (2.0 * STEP)
    hessian = (hessian + hessian.T) / 2.0
    covariance[np.ix_(alive, alive)] = 2.0 * np.linalg.pinv(hessian)
    return covariance, steepness
