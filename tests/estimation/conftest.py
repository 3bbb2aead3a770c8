"""Small made-up schools that the estimation tests share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from trigpoint.estimation import Design

if TYPE_CHECKING:
    from numpy.typing import NDArray


@pytest.fixture
def schools() -> dict[str, NDArray[Any]]:
    """Return 240 schools in 6 strata and 60 clusters, some answers missing."""
    rng = np.random.default_rng(7)
    n = 240
    region = np.repeat(["North", "South", "West"], 80)
    phase = np.tile(["primary", "secondary"], 120)
    cluster = np.repeat(np.arange(60), 4)
    alloc = 8 + 4 * (phase == "secondary") + rng.normal(0, 2, 60)[cluster] + rng.normal(0, 2, n)
    return {
        "region": region,
        "phase": phase,
        "cluster": cluster,
        "la": np.char.add("LA", (cluster // 5).astype(str)),
        "bw": rng.uniform(5, 15, n),
        "Nh": np.full(n, 400.0),
        "alloc": np.where(rng.random(n) < 0.1, np.nan, alloc),
        "admin": rng.gamma(2, 1.5, n),
        "leave": np.where(rng.random(n) < 0.3, "yes", "no"),
    }


@pytest.fixture
def design(schools: dict[str, NDArray[Any]]) -> Design:
    """Return a stratified, clustered design of them."""
    return Design(schools, strata="region", ids="cluster", weights="bw")


@pytest.fixture
def margins() -> dict[str, dict[str, float]]:
    """Return population totals that the made-up schools can be raked to."""
    return {
        "region": {"North": 900.0, "South": 700.0, "West": 800.0},
        "phase": {"primary": 1500.0, "secondary": 900.0},
    }
