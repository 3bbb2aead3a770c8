"""Linear programmes for the attacker's seat, solved by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linprog

from trigpoint.estimation.disclosure.errors import DisclosureError

if TYPE_CHECKING:
    from scipy import sparse

    from trigpoint.estimation.data import FloatArray

UNBOUNDED = 3
"""The status by which scipy says that the optimum lies at infinity."""


@dataclass(frozen=True, slots=True)
class Optimum:
    """A solution and the price of each equation."""

    values: FloatArray
    prices: FloatArray


def minimise(
    weight: FloatArray, equations: sparse.csr_array, right: FloatArray, lowest: FloatArray, highest: FloatArray
) -> Optimum | None:
    """Minimise weight @ x subject to equations @ x = right between bounds; None if it has no end."""
    solved = linprog(  # type: ignore[call-overload]  # the stubs know no sparse matrices
        weight, A_eq=equations, b_eq=right, bounds=np.column_stack([lowest, highest]), method="highs"
    )
    if solved.status == UNBOUNDED:
        return None
    if solved.status != 0:
        raise DisclosureError(
            f"The shown numbers contradict each other, so nobody can tell what they give away: {solved.message} "
            "Check that each margin is the sum of its parts."
        )
    return Optimum(np.asarray(solved.x, np.float64), np.asarray(solved.eqlin.marginals, np.float64))
