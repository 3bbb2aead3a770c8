"""The arithmetic of calibration, over the sample's distinct cells and over many replicates at once.

`mass` is always cells by samples: the weight that each cell has before calibration in each sample.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.linalg import pinvh
from scipy.sparse import csr_array

from trigpoint.estimation.errors import ConvergenceError, EmptyCellError, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trigpoint.estimation.data import FloatArray, IntArray

TOLERANCE = 1e-9
"""How far, relatively, any total may be missed."""
SWEEPS = 2_000
NEWTON_STEPS = 60


class Distance(Protocol):
    """How far a calibrated weight is from the weight before: the inverse of its derivative, and that one's slope."""

    def factor(self, u: FloatArray) -> FloatArray:
        """Return the factor g = F(u) on the weight."""

    def slope(self, u: FloatArray) -> FloatArray:
        """Return F'(u)."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Chi-squared distance: the generalised regression estimator."""

    def factor(self, u: FloatArray) -> FloatArray:
        """Return 1 + u."""
        return 1.0 + u

    def slope(self, u: FloatArray) -> FloatArray:
        """Return 1."""
        return np.ones_like(u)


@dataclass(frozen=True, slots=True)
class Exponential:
    """Entropy distance: raking."""

    def factor(self, u: FloatArray) -> FloatArray:
        """Return exp(u), held back where it would overflow on the way."""
        return np.exp(np.minimum(u, 50.0))

    def slope(self, u: FloatArray) -> FloatArray:
        """Return exp(u)."""
        return self.factor(u)


@dataclass(frozen=True, slots=True)
class Logit:
    """Deville and Särndal's (1992) logit distance: factors stay between `lower` (< 1) and `upper` (> 1)."""

    lower: float
    upper: float

    @property
    def _rate(self) -> float:
        return (self.upper - self.lower) / ((1 - self.lower) * (self.upper - 1))

    def factor(self, u: FloatArray) -> FloatArray:
        """Return (L(U-1) + U(1-L)e^{Au}) / ((U-1) + (1-L)e^{Au})."""
        e = np.exp(np.clip(self._rate * u, -500.0, 500.0))
        low, high = self.lower, self.upper
        return np.asarray((low * (high - 1) + high * (1 - low) * e) / ((high - 1) + (1 - low) * e))

    def slope(self, u: FloatArray) -> FloatArray:
        """Return F'(u) = A (F - L)(U - F) / (U - L)."""
        g = self.factor(u)
        return np.asarray(self._rate * (g - self.lower) * (self.upper - g) / (self.upper - self.lower))


def rake(
    mass: FloatArray,
    margins: Sequence[tuple[IntArray, FloatArray]],
    names: Sequence[Sequence[str]],
    *,
    tolerance: float = TOLERANCE,
) -> FloatArray:
    """Fit cells to margins in turn until no total is missed by more than `tolerance` of itself.

    This is iterative proportional fitting (Deming and Stephan 1940). Each margin is (level of each cell, target
    of each level). Returns the factor on each cell in each sample. Raises `EmptyCellError` for a level without
    weight in some sample and `ConvergenceError` naming the level furthest off.
    """
    fitted = mass.copy()
    sums = [_adder(codes, len(target), mass.shape[1]) for codes, target in margins]
    worst = np.inf
    for sweep in range(SWEEPS):
        worst = 0.0
        for k, (codes, target) in enumerate(margins):
            total = sums[k](fitted)
            if sweep == 0 and not np.all(total > 0):
                _refuse_empty(np.argwhere(~(total > 0)), names[k])
            ratio = target[:, None] / total
            worst = max(worst, float(ratio.max()) - 1.0, 1.0 - float(ratio.min()))
            fitted *= np.take(ratio, codes, axis=0)
        if worst <= tolerance:
            return np.divide(fitted, mass, out=np.ones_like(mass), where=mass > 0)
        if not np.isfinite(worst):
            break
    furthest = _furthest([add(fitted) for add in sums], margins, names)
    raise ConvergenceError(
        f"Raking did not settle in {SWEEPS:,} sweeps: {furthest} is still off by {worst:.2g} of its total. "
        "No weights may fit all margins at once (look for crossed cells that the sample lacks): join levels "
        "or drop a margin."
    )


def _furthest(
    totals: Sequence[FloatArray], margins: Sequence[tuple[IntArray, FloatArray]], names: Sequence[Sequence[str]]
) -> str:
    """Name the level whose total is missed by most in any sample."""
    off = [np.abs(total / target[:, None] - 1).max(axis=1) for total, (_, target) in zip(totals, margins, strict=True)]
    k = int(np.argmax([miss.max() for miss in off]))
    return names[k][int(np.argmax(off[k]))]


def _adder(codes: IntArray, size: int, samples: int) -> Callable[[FloatArray], FloatArray]:
    """Return a function that sums cells by level; for one sample without a sparse product's overhead."""
    if samples == 1:
        return lambda cells: np.bincount(codes, cells[:, 0], minlength=size)[:, None].astype(np.float64, copy=False)
    spread = csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))), shape=(size, len(codes)))
    return lambda cells: np.asarray(spread @ cells)


def _refuse_empty(where: np.ndarray[tuple[int, ...], np.dtype[np.int64]], levels: Sequence[str]) -> None:
    level = int(where[0, 0])
    samples = where[where[:, 0] == level, 1].tolist()
    raise EmptyCellError(
        f"{len(samples)} replicate samples ({listed(samples)}) have nobody with {levels[level]}, so they "
        "cannot be calibrated on it. Join the level to a neighbour, use jackknife(), or give population "
        "counts (fpc), which keep every unit."
    )


def solve(
    mass: FloatArray,
    x: FloatArray,
    totals: FloatArray,
    names: Sequence[str],
    distance: Distance,
    *,
    tolerance: float = TOLERANCE,
) -> FloatArray:
    """Find factors F(x'b) on the cells that meet the totals in every sample, by Newton's method on b.

    `x` is cells by auxiliaries. Returns cells by samples. Raises `ConvergenceError` naming the total furthest
    off.
    """
    factors = np.empty_like(mass)
    scale = np.maximum(np.abs(totals), np.abs(x).max(axis=0))
    for sample in range(mass.shape[1]):
        factors[:, sample] = _newton(
            mass[:, sample], x, totals, scale=scale, names=names, distance=distance, tolerance=tolerance
        )
    return factors


def _newton(
    mass: FloatArray,
    x: FloatArray,
    totals: FloatArray,
    *,
    scale: FloatArray,
    names: Sequence[str],
    distance: Distance,
    tolerance: float,
) -> FloatArray:
    b = np.zeros(x.shape[1])
    u = np.zeros(len(x))
    factor = distance.factor(u)
    miss = totals - x.T @ (mass * factor)
    for _ in range(NEWTON_STEPS):
        if np.all(np.abs(miss) <= tolerance * scale):
            return factor
        curvature = x.T @ ((mass * distance.slope(u))[:, None] * x)
        step = pinvh(curvature) @ miss
        size = 1.0
        gap = float(np.sum((miss / scale) ** 2))
        for _ in range(30):
            trial_u = x @ (b + size * step)
            trial = distance.factor(trial_u)
            trial_miss = totals - x.T @ (mass * trial)
            if float(np.sum((trial_miss / scale) ** 2)) < gap:
                break
            size /= 2
        else:
            break
        b = b + size * step
        u, factor, miss = trial_u, trial, trial_miss
    if np.all(np.abs(miss) <= tolerance * scale):
        return factor
    off = np.abs(miss) / scale
    k = int(np.argmax(off))
    bounds = f" within factors of {distance.lower:g} to {distance.upper:g}" if isinstance(distance, Logit) else ""
    raise ConvergenceError(
        f"No weights{bounds} meet the totals: {names[k]} is still off by {off[k]:.2g} of its total "
        f"({totals[k]:,.6g}). Widen the bounds, join levels or drop an auxiliary."
    )
