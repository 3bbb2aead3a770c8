"""Intervals cover at the nominal rate in samples drawn again and again; TRIGPOINT_DEEP=1 draws many more."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest

from trigpoint.estimation import Design, draw

DEEP = os.environ.get("TRIGPOINT_DEEP") == "1"
SAMPLES = 2_000 if DEEP else 150
SLACK = 3.5 * np.sqrt(0.05 * 0.95 / SAMPLES)
"""Three and a half standard errors of a rate of 95%."""


@pytest.fixture(scope="module")
def nation() -> dict[str, Any]:
    rng = np.random.default_rng(42)
    n = 1_800
    phase = rng.choice(["primary", "secondary"], n, p=[0.75, 0.25])
    region = np.repeat(["North", "South", "West"], 600)
    y = 8 + 5 * (phase == "secondary") + 2 * (region == "North") + rng.gamma(2, 2, n)
    return {
        "urn": np.arange(n),
        "phase": phase,
        "region": region,
        "y": y,
        "rare": (rng.random(n) < 0.03).astype(int),
        "N": np.full(n, 600.0),
    }


def drawn(nation: dict[str, Any], seed: int) -> Design:
    """Draw 80 of the 600 schools of each region."""
    rng = np.random.default_rng(seed)
    rows = np.concatenate([rng.choice(np.arange(start, start + 600), 80, replace=False) for start in (0, 600, 1200)])
    return Design({name: values[rows] for name, values in nation.items()}, strata="region", fpc="N")


def covered(nation: dict[str, Any], ask: Any, truth: float) -> float:
    inside = 0
    for seed in range(SAMPLES):
        row = ask(drawn(nation, seed))
        inside += row.lo <= truth <= row.hi
    return inside / SAMPLES


def margins(nation: dict[str, Any]) -> dict[str, dict[str, int]]:
    return {
        name: dict(zip(*(part.tolist() for part in np.unique(nation[name], return_counts=True)), strict=True))
        for name in ("phase", "region")
    }


def test_raked_means_cover_at_the_nominal_rate(nation: dict[str, Any]) -> None:
    totals = margins(nation)
    rate = covered(nation, lambda d: d.rake(totals).mean("y").row(), nation["y"].mean())
    assert abs(rate - 0.95) < SLACK


def test_domain_means_after_raking_cover_at_the_nominal_rate(nation: dict[str, Any]) -> None:
    totals = margins(nation)
    inside = nation["phase"] == "secondary"
    rate = covered(
        nation, lambda d: d.rake(totals).mean("y", by="phase").row(phase="secondary"), nation["y"][inside].mean()
    )
    assert abs(rate - 0.95) < SLACK


def test_intervals_of_a_rare_share_cover_at_least_at_the_nominal_rate(nation: dict[str, Any]) -> None:
    rate = covered(nation, lambda d: d.proportion("rare").row(level="0"), 1 - nation["rare"].mean())
    assert rate > 0.95 - SLACK


def test_woodruff_intervals_of_the_median_cover_at_the_nominal_rate(nation: dict[str, Any]) -> None:
    rate = covered(nation, lambda d: d.quantile("y", 0.5).row(), float(np.median(nation["y"])))
    assert abs(rate - 0.95) < SLACK


def test_changes_between_overlapping_waves_cover_at_the_nominal_rate(nation: dict[str, Any]) -> None:
    later = nation | {"y": nation["y"] + np.random.default_rng(1).normal(0.5, 1.5, 1_800)}
    truth = later["y"].mean() - nation["y"].mean()
    inside = 0
    for seed in range(SAMPLES):
        waves = [
            Design(
                draw(frame, unit="urn", size=240, seed=seed, strata="region", wave=k, overlap=0.5).frame,
                weights="base_weight",
                strata="stratum",
                fpc="population",
            )
            for k, frame in enumerate((nation, later))
        ]
        row = waves[0].trend(waves[1], "y", unit="urn").row()
        inside += row.lo <= truth <= row.hi
    assert abs(inside / SAMPLES - 0.95) < SLACK
