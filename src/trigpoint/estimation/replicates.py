"""Replicate weights: the sample drawn again and again from itself, each time calibrated as the sample was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.errors import DesignError, EstimationError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.calibration import Step
    from trigpoint.estimation.data import FloatArray
    from trigpoint.estimation.stages import Stage

MOST_NUMBERS = 1_500_000_000
"""The largest table of replicate weights (12 gigabytes) that is worth trying."""


@dataclass(frozen=True, slots=True)
class ReplicateWeights:
    """Replicate weights, rows by replicates, with the factor of each replicate in the variance.

    A statistic's variance is the sum over replicates of `scales[r] * (value in r - value in the sample)²`:
    departures are from the full sample's value (R's `mse = TRUE`).
    """

    weights: FloatArray
    scales: FloatArray
    method: str

    def covariance(self, estimates: FloatArray, full: FloatArray) -> FloatArray:
        """Return the covariance (k by k) of k statistics from their replicates by k values and full-sample values."""
        away = estimates - full
        return np.asarray(away.T @ (self.scales[:, None] * away))

    def apply(self, step: Step) -> ReplicateWeights:
        """Return the replicates with one more weighting step taken in each."""
        return replace(self, weights=step.apply(self.weights))


def bootstrap(stage: Stage, weights: FloatArray, steps: Sequence[Step], count: int, seed: int) -> ReplicateWeights:
    """Draw Rao and Wu's (1988) rescaled bootstrap: m - 1 of each stratum's m clusters, with replacement.

    A cluster drawn r times gets the factor 1 + sqrt(1 - f) (r m / (m - 1) - 1), f being the stratum's
    sampling fraction (Rao, Wu and Yue 1992 for f = 0). Random numbers are the raw output of PCG64, so one
    seed gives one set of replicates on any machine.
    """
    if count < 2:  # noqa: PLR2004  # a variance needs two
        raise EstimationError(f"A bootstrap of {count} replicates has no variance. Ask for at least 200.")
    _refuse_too_many(len(weights), count)
    units = len(stage.strata)
    order = np.argsort(stage.strata, kind="stable")
    starts = np.concatenate([[0], np.cumsum(stage.counts)])[:-1]
    draws = np.repeat(np.arange(len(stage.counts)), stage.counts - 1)
    stream = np.random.PCG64(seed)
    size = stage.counts[stage.strata]
    light = np.sqrt(1.0 - size / stage.population[stage.strata])
    inflate = size / np.maximum(size - 1, 1)
    factors = np.ones((units, count))
    for replicate in range(count):
        uniform = (stream.random_raw(len(draws)) >> np.uint64(11)) * 2.0**-53
        chosen = order[starts[draws] + (uniform * stage.counts[draws]).astype(np.int64)]
        times = np.bincount(chosen, minlength=units)
        factors[:, replicate] += np.where(size > 1, light * (times * inflate - 1.0), 0.0)
    return _finish(
        stage, weights, steps, factors, scales=np.full(count, 1.0 / count), method=f"bootstrap, {count} replicates"
    )


def jackknife(stage: Stage, weights: FloatArray, steps: Sequence[Step]) -> ReplicateWeights:
    """Leave each cluster out in turn and raise the others of its stratum by m / (m - 1).

    The factor of a replicate is (1 - f) (m - 1) / m (stratified jackknife, JKn; Wolter 2007, section 4.5).
    """
    used = np.flatnonzero(stage.counts[stage.strata] > 1)
    _refuse_too_many(len(weights), len(used))
    if not used.size:
        raise DesignError("Every stratum has one unit, so none can be left out. Join strata first.")
    factors = np.ones((len(stage.strata), len(used)))
    size = stage.counts[stage.strata[used]]
    for replicate, unit in enumerate(used.tolist()):
        mates = stage.strata == stage.strata[unit]
        factors[mates, replicate] = size[replicate] / (size[replicate] - 1)
        factors[unit, replicate] = 0.0
    scales = (1.0 - size / stage.population[stage.strata[used]]) * (size - 1) / size
    return _finish(stage, weights, steps, factors, scales=scales, method=f"jackknife, {len(used)} replicates")


def _finish(
    stage: Stage,
    weights: FloatArray,
    steps: Sequence[Step],
    factors: FloatArray,
    *,
    scales: FloatArray,
    method: str,
) -> ReplicateWeights:
    rows = factors if stage.elements else factors[stage.units]
    table = weights[:, None] * rows
    for step in steps:
        table = step.apply(table)
    return ReplicateWeights(table, scales, method)


def _refuse_too_many(rows: int, count: int) -> None:
    if rows * count > MOST_NUMBERS:
        raise EstimationError(
            f"{count:,} replicates of {rows:,} rows need {rows * count * 8 / 1e9:,.0f} GB. Use the "
            "linearised variance, or a bootstrap with fewer replicates."
        )
