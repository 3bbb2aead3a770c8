"""Rounding of counts and totals to a base, so that small differences cannot be followed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from trigpoint.estimation.disclosure.errors import DisclosureError

if TYPE_CHECKING:
    from trigpoint.estimation.data import FloatArray

STEPS_OUT = 3
"""How many further multiples a margin may move if rounding to the two nearest cannot be made to add up."""


@dataclass(frozen=True, slots=True)
class Rounding:
    """Round counts to multiples of `base`.

    `how` is "controlled" (to a neighbouring multiple, chosen so that margins stay the sum of their parts and
    the total change is least), or "random" (up or down with odds that keep every cell right on average,
    margins on their own). `seed` makes either reproducible: keep it secret and the same for one publication.
    Source: Hundepool and others, Statistical Disclosure Control (2012), section 5.4.
    """

    base: int = 5
    how: Literal["controlled", "random"] = "controlled"
    seed: int = 0

    def __post_init__(self) -> None:
        if self.base < 2:  # noqa: PLR2004 - multiples of one change nothing
            raise DisclosureError(f"Rounding to base {self.base} changes nothing; use 2 or more.")
        if self.how not in ("controlled", "random"):
            raise DisclosureError(f"Rounding(how={self.how!r}): use 'controlled' or 'random'.")

    def nearest(self, values: FloatArray) -> FloatArray:
        """Round each value on its own to the nearest multiple, halves upwards."""
        return np.asarray(np.floor(values / self.base + 0.5) * self.base)

    def apply(self, values: FloatArray, matrix: sparse.csr_array) -> FloatArray:
        """Round values; `matrix` holds the sums among them (ignored when random)."""
        generator = np.random.default_rng(self.seed)
        floor = np.floor(values / self.base)
        over = values / self.base - floor
        if self.how == "random":
            up = generator.random(values.size) < over
            return np.asarray((floor + up) * self.base)
        jitter = generator.uniform(0.0, 1e-3, values.size)
        for out in range(STEPS_OUT + 1):
            steps = _additive(floor, over, matrix, jitter, out)
            if steps is not None:
                return steps * self.base
        raise DisclosureError(
            f"No rounding to base {self.base} keeps the margins the sum of their parts. "
            "Use how='random', which lets margins go their own way."
        )


def _additive(
    floor: FloatArray, over: FloatArray, matrix: sparse.csr_array, jitter: FloatArray, out: int
) -> FloatArray | None:
    """Choose a multiple for each cell so that sums hold; the variables are multiples and distances."""
    size = floor.size
    exact = over == 0
    lowest = np.maximum(floor - out, 0.0)
    highest = np.where(exact, floor, floor + 1) + out
    eye = sparse.eye_array(size, format="csr")
    target = floor + over
    distance = sparse.vstack([sparse.hstack([eye, eye]), sparse.hstack([-eye, eye])])
    sums = sparse.hstack([matrix, sparse.csr_array(matrix.shape)])
    solved = milp(
        np.concatenate([np.zeros(size), 1.0 + jitter]),
        integrality=np.concatenate([np.ones(size), np.zeros(size)]),
        bounds=Bounds(np.concatenate([lowest, np.zeros(size)]), np.concatenate([highest, np.full(size, np.inf)])),
        constraints=[
            LinearConstraint(distance, lb=np.concatenate([target, -target])),
            LinearConstraint(sums, lb=0.0, ub=0.0),
        ],
        options={"mip_rel_gap": 0.01},
    )
    return None if solved.x is None else np.round(np.asarray(solved.x)[:size])
