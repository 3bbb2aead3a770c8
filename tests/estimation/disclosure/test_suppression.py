"""What is hidden beside the unsafe cells is the least that protects them."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.estimation.disclosure.made_up import nesting, places, table_of

from trigpoint.estimation.disclosure import release

TABLES = [
    np.array([[[40, 25], [33, 4], [28, 30]]]),
    np.array([[[4, 25], [33, 6], [28, 30]]]),
    np.array([[[12, 2, 18], [11, 14, 9]]]),
    np.array([[[3, 11], [15, 12]], [[20, 30], [17, 13]]]),
]


def _incidence(shape: tuple[int, ...]) -> np.ndarray:
    """Write each domain as a sum of inner cells."""
    inner = np.arange(int(np.prod(shape))).reshape(shape)
    rows = [np.isin(inner.ravel(), inner[cells]) for _, cells in places(shape)]
    return np.array(rows, dtype=float)


def _protects(hidden: np.ndarray, n: np.ndarray, sums: np.ndarray, least: int) -> bool:
    """Tell, by bounding every hidden domain over all inner tables that agree with the shown ones."""
    shown = sums[~hidden], n[~hidden]
    for cell in np.flatnonzero(hidden):
        low, high = (
            float(sums[cell] @ linprog(way * sums[cell], A_eq=shown[0], b_eq=shown[1], method="highs").x)
            for way in (1.0, -1.0)
        )
        if high - low < 1 - 1e-6 or (n[cell] < least and high < least - 1e-6):
            return False
    return True


@pytest.mark.parametrize("counts", TABLES, ids=["one unsafe", "two unsafe", "crossed", "two regions"])
def test_no_cheaper_choice_protects(counts: np.ndarray):
    sums = _incidence(counts.shape)
    n = sums @ counts.ravel()
    keep = np.array([not domain or set(domain) == {"region"} for domain, _ in places(counts.shape)])
    unsafe = n < 10
    optional = [cell for cell in np.flatnonzero(~keep & ~unsafe) if n[cell] < 60]
    result = release(table_of(counts), nested=[nesting(*counts.shape[:2])], keep=[(), ("region",)])
    chosen = ~result.shown
    cost = (n + 1)[chosen & ~unsafe].sum()
    cheaper = [
        extra
        for size in range(len(optional) + 1)
        for extra in combinations(optional, size)
        if (n + 1)[list(extra)].sum() < cost
    ]
    for extra in cheaper:
        hidden = unsafe.copy()
        hidden[list(extra)] = True
        assert not _protects(hidden, n, sums, 10), f"{extra} would do, and hides less"
    assert _protects(chosen, n, sums, 10)
