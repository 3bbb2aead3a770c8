"""Designs that the model tests share."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from tests.against_r.agreement import read_columns

from trigpoint.estimation import Design


def _api(name: str) -> Path:
    path = Path(__file__).parents[4] / "shared" / "data" / "survey" / f"{name}.csv.gz"
    if not path.exists():
        pytest.skip("The California schools data are not beside the project.")
    return path


@pytest.fixture(scope="session")
def stratified() -> Design:
    """Make the stratified sample of 200 California schools."""
    return Design(read_columns(_api("apistrat")), strata="stype", weights="pw", fpc="fpc")


@pytest.fixture(scope="session")
def clustered() -> Design:
    """Make the one-stage cluster sample of 183 California schools."""
    return Design(read_columns(_api("apiclus1")), ids="dnum", weights="pw", fpc="fpc")


@pytest.fixture
def people() -> Design:
    """Make 240 respondents in 24 authorities of 4 regions, unequally weighted, some without an answer."""
    rng = np.random.default_rng(8)
    la = np.repeat(np.arange(24), 10)
    region = la // 6
    fsm = rng.uniform(0.0, 0.6, 240)
    hours = 6.0 + 4.0 * fsm + rng.normal(0, 0.7, 4)[region] + rng.normal(0, 1.0, 24)[la] + rng.normal(0, 1.5, 240)
    hours[[3, 77, 140]] = np.nan
    phase = np.where(rng.uniform(size=240) < 0.6, "primary", "secondary")
    return Design(
        {
            "hours": hours,
            "fsm": fsm,
            "phase": phase.tolist(),
            "la": [f"LA{code:02d}" for code in la],
            "region": [f"R{code}" for code in region],
            "slt": (rng.uniform(size=240) < 0.2 + 0.5 * fsm).astype(int),
            "visits": rng.poisson(2.0 + 3.0 * fsm),
            "w": rng.uniform(1.0, 3.0, 240),
        },
        weights="w",
        strata="region",
    )
