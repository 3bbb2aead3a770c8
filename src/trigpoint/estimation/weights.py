"""Base weights, their trimming, and what unequal weights cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.errors import WeightError, listed

if TYPE_CHECKING:
    from trigpoint.estimation.data import FloatArray, Frame

REDISTRIBUTIONS = 100


def read_weights(frame: Frame, name: str) -> FloatArray:
    """Return a column of weights, every one positive and finite, or raise `WeightError` naming the rows."""
    weights = frame.number(name)
    faults = [
        ("missing", np.isnan(weights)),
        ("zero", weights == 0),
        ("negative", weights < 0),
    ]
    found = [f"{word} in row {listed(np.flatnonzero(bad).tolist())}" for word, bad in faults if bad.any()]
    if found:
        raise WeightError(
            f"Weight {name!r} is {'; '.join(found)} (rows count from 0). Every respondent stands for at "
            "least one unit: correct the weight, or drop rows that are not in the sample."
        )
    return weights


def kish(weights: FloatArray) -> tuple[float, float]:
    """Return Kish's (1965) design effect of unequal weights, n sum(w²) / sum(w)², and n divided by it."""
    effect = len(weights) * float(np.sum(weights**2)) / float(np.sum(weights)) ** 2
    return effect, len(weights) / effect


@dataclass(frozen=True, slots=True)
class TrimCost:
    """What trimming gained and what it gave up.

    `cut` rows were held to `lower` or `upper`; `moved` is the share of all weight that went to other rows.
    The design effects are Kish's. `missed` is the largest relative miss that it caused in a total met before,
    and `missed_name` that total (0 and empty if the weights had not been calibrated).
    """

    lower: float
    upper: float
    cut: int
    moved: float
    effect_before: float
    effect_after: float
    n_eff_before: float
    n_eff_after: float
    missed: float = 0.0
    missed_name: str = ""

    def __str__(self) -> str:
        text = (
            f"{self.cut:,} weights were held to between {self.lower:.4g} and {self.upper:.4g}, moving "
            f"{self.moved:.2%} of all weight to other rows; the design effect of weighting fell from "
            f"{self.effect_before:.3f} to {self.effect_after:.3f} (effective sample size "
            f"{self.n_eff_before:,.0f} to {self.n_eff_after:,.0f})"
        )
        if self.missed_name:
            text += f", and {self.missed_name} is now missed by {self.missed:.2%}"
        return text


@dataclass(frozen=True, slots=True)
class Trim:
    """Hold weights between two limits and share what was cut equally among the rows within them, until all are."""

    lower: float
    upper: float

    def apply(self, weights: FloatArray) -> FloatArray:
        """Return trimmed weights, rows by samples; a replicate's dropped rows (weight zero) stay dropped."""
        return np.column_stack([self._one(weights[:, k]) for k in range(weights.shape[1])])

    def _one(self, weights: FloatArray) -> FloatArray:
        present = weights > 0
        out = weights.copy()
        for _ in range(REDISTRIBUTIONS):
            outside = present & ((out < self.lower) | (out > self.upper))
            if not outside.any():
                return out
            inside = present & ~outside
            if not inside.any():
                break
            held = np.clip(out, self.lower, self.upper)
            excess = float(np.sum(out[outside] - held[outside]))
            out[outside] = held[outside]
            out[inside] += excess / np.count_nonzero(inside)
        raise WeightError(
            f"No weights between {self.lower:g} and {self.upper:g} keep the sum of {np.sum(weights):,.6g} "
            f"over {np.count_nonzero(present):,} rows. Widen the limits."
        )


def trimming(weights: FloatArray, lower: float, upper: float, relative_to_median: bool) -> Trim:  # noqa: FBT001  # internal
    """Read limits, absolute or as multiples of the median weight, into a step."""
    unit = float(np.median(weights)) if relative_to_median else 1.0
    if not 0 <= lower < upper:
        raise WeightError(f"Limits need 0 <= lower < upper; these are {lower} and {upper}.")
    return Trim(lower * unit, upper * unit)


def trim_cost(step: Trim, before: FloatArray, after: FloatArray, missed: tuple[float, str]) -> TrimCost:
    """Measure what a trimming step did."""
    outside = (before < step.lower) | (before > step.upper)
    moved = float(np.sum(np.abs(after - before))) / 2 / float(np.sum(before))
    effect_before, n_before = kish(before)
    effect_after, n_after = kish(after)
    return TrimCost(
        lower=step.lower,
        upper=step.upper,
        cut=int(np.count_nonzero(outside)),
        moved=moved,
        effect_before=effect_before,
        effect_after=effect_after,
        n_eff_before=n_before,
        n_eff_after=n_after,
        missed=missed[0],
        missed_name=missed[1],
    )
