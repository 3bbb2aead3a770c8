"""The R-indicator: one for even response, its formula, and its error."""

from __future__ import annotations

import os

import numpy as np
import pytest

from trigpoint.estimation import Design
from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.nonresponse import r_indicator


def sampled(shares: dict[str, float], each: int = 400, seed: int | None = None) -> Design:
    """Make a sample in which exactly these shares of each phase replied, or on average these."""
    phase, replied = [], []
    rng = np.random.default_rng(seed)
    for name, share in shares.items():
        phase += [name] * each
        exact = (np.arange(each) < round(share * each)).astype(int)
        replied += (exact if seed is None else (rng.uniform(size=each) < share).astype(int)).tolist()
    return Design({"phase": phase, "replied": replied, "w": np.full(len(phase), 2.0)}, weights="w")


def test_even_response_has_an_indicator_of_one() -> None:
    found = r_indicator(sampled({"a": 0.5, "b": 0.5}), "replied", ["phase"])
    assert [found.r, found.unadjusted] == pytest.approx([1.0, 1.0], abs=1e-6)
    assert found.mean == pytest.approx(0.5)


def test_the_indicator_is_one_less_twice_the_spread_of_propensities() -> None:
    found = r_indicator(sampled({"a": 0.3, "b": 0.7}), "replied", "phase")
    spread = 0.2 * np.sqrt(1600 / 1599)
    assert found.unadjusted == pytest.approx(1 - 2 * spread)
    assert found.r > found.unadjusted
    assert found.variation == pytest.approx((1 - found.r) / 2 / 0.5)


def test_the_bias_adjustment_is_the_average_variance_of_the_propensities() -> None:
    found = r_indicator(sampled({"a": 0.3, "b": 0.7}), "replied", "phase")
    n = 400
    # Each phase's propensity is a share of 400, with the design's n/(n-1) of 800; the sampling term is small.
    bias = 0.3 * 0.7 / n * 800 / 799 - 4 * 800 * 0.04 * 800 / 799 / 1600**2
    adjusted = 0.04 * 1600 / 1599 - bias
    assert found.r == pytest.approx(1 - 2 * np.sqrt(adjusted), abs=1e-4)


def test_partial_indicators_say_who_is_missing() -> None:
    found = r_indicator(sampled({"a": 0.3, "b": 0.5, "c": 0.7}), "replied", "phase")
    assert found.categories["phase", "a"] == pytest.approx(-np.sqrt(1 / 3) * 0.2)
    assert found.categories["phase", "b"] == pytest.approx(0.0, abs=1e-9)
    assert found.categories["phase", "c"] == pytest.approx(np.sqrt(1 / 3) * 0.2)
    assert "Least well represented: phase a." in found.plain()
    table = found.table()
    assert table.row(statistic="R-indicator").estimate == found.r
    assert table.row(statistic="partial R-indicator", level="phase").estimate == found.partial["phase"]


def test_levels_in_which_nobody_replied_are_named() -> None:
    with pytest.raises(EstimationError, match=r"Everybody or nobody replied in phase\[b\]"):
        r_indicator(sampled({"a": 0.5, "b": 0.0}), "replied", "phase")


@pytest.mark.skipif(os.environ.get("TRIGPOINT_DEEP") != "1", reason="A simulation of 1,000 samples: TRIGPOINT_DEEP=1.")
def test_the_adjusted_indicator_is_nearly_unbiased_and_its_error_is_its_spread() -> None:
    shares = {"a": 0.3, "b": 0.45, "c": 0.55, "d": 0.7}
    truth = 1 - 2 * np.std(list(shares.values()))
    found = [r_indicator(sampled(shares, 150, seed), "replied", "phase") for seed in range(1_000)]
    values = np.array([one.r for one in found])
    assert values.mean() == pytest.approx(truth, abs=0.006)
    assert np.mean([one.unadjusted for one in found]) < truth
    assert np.mean([one.se for one in found]) == pytest.approx(values.std(ddof=1), rel=0.1)
