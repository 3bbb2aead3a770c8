from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.estimation import Design
from trigpoint.estimation.errors import (
    CalibrationError,
    ConvergenceError,
    EmptyCellError,
    EstimationError,
    MarginError,
    ZeroPopulationError,
)

if TYPE_CHECKING:
    from trigpoint.estimation import ResultTable

SIX: dict[str, Any] = {
    "a": ["x", "x", "y", "y", "x", "y"],
    "b": ["m", "n", "m", "n", "m", "n"],
    "size": [1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
    "w": [1.0, 2.0, 1.0, 3.0, 2.0, 1.0],
}


def six() -> Design:
    return Design(SIX, weights="w")


def totals(table: ResultTable, by: str) -> dict[str, float]:
    return dict(zip(table.column(by).tolist(), table.column("estimate").tolist(), strict=True))


def test_raked_weights_meet_every_margin_to_one_part_in_a_thousand_million(design: Design, margins: Any) -> None:
    raked = design.rake(margins)
    for name, levels in margins.items():
        factor = raked.frame.factor(name)
        reached = np.bincount(factor.codes, raked.weights)
        assert reached == pytest.approx([levels[level] for level in factor.levels], rel=1e-9)


@given(
    cells=st.lists(st.floats(0.5, 40), min_size=6, max_size=6),
    share=st.floats(0.2, 0.8),
    total=st.floats(1, 1e7),
)
def test_raking_keeps_cross_ratios_whatever_the_totals(cells: list[float], share: float, total: float) -> None:
    columns = SIX | {"w": cells}
    raked = Design(columns, weights="w").rake(
        {"a": {"x": share * total, "y": (1 - share) * total}, "b": {"m": total / 2, "n": total / 2}}
    )
    factors = raked.weights / np.array(cells)
    crossed = {(a, b): f for a, b, f in zip(SIX["a"], SIX["b"], factors.tolist(), strict=True)}
    ratio = crossed["x", "m"] * crossed["y", "n"] / (crossed["x", "n"] * crossed["y", "m"])
    assert ratio == pytest.approx(1.0, rel=1e-6)


def test_raking_by_newton_gives_the_same_weights(design: Design, margins: Any) -> None:
    newton = design.calibrate(margins, method="raking")
    assert newton.weights == pytest.approx(design.rake(margins, tolerance=1e-12).weights, rel=1e-8)
    assert newton.mean("alloc").row().se == pytest.approx(design.rake(margins).mean("alloc").row().se, rel=1e-8)


def test_post_stratification_is_raking_on_one_margin(design: Design, margins: Any) -> None:
    one = design.post_stratify("region", margins["region"])
    assert one.weights == pytest.approx(design.rake({"region": margins["region"]}).weights)
    crossed = {(r, p): 400.0 for r in ("North", "South", "West") for p in ("primary", "secondary")}
    both = design.post_stratify(("region", "phase"), crossed)
    assert both.total("bw", by=("region", "phase")).column("n").sum() == 240
    assert np.bincount(both.frame.factor("region").codes, both.weights) == pytest.approx([800.0] * 3)


def test_linear_calibration_meets_numbers_and_counts() -> None:
    done = six().calibrate({"size": 40.0}, population=11.0)
    assert (done.weights @ SIX["size"], done.weights.sum()) == pytest.approx((40.0, 11.0))


def test_a_calibrated_total_has_no_error(design: Design) -> None:
    done = design.calibrate({"admin": 8000.0}, population=2400.0)
    row = done.total("admin").row()
    assert [row.estimate, row.se] == pytest.approx([8000.0, 0.0], abs=1e-5)


def test_bounded_factors_stay_within_their_bounds(design: Design, margins: Any) -> None:
    free = design.calibrate({"admin": 7600.0, **margins}, method="raking").weights / design.weights
    done = design.calibrate({"admin": 7600.0, **margins}, method="logit", bounds=(0.6, 1.5))
    factors = done.weights / design.weights
    assert (free.min() < 0.6 or free.max() > 1.5, factors.min() > 0.6, factors.max() < 1.5) == (True, True, True)
    assert done.total("admin").row().estimate == pytest.approx(7600.0)


def test_bounds_too_tight_name_the_total_that_cannot_be_met(design: Design, margins: Any) -> None:
    with pytest.raises(ConvergenceError, match=r"No weights within factors of 0\.99 to 1\.01 meet the totals: "):
        design.calibrate(margins, method="logit", bounds=(0.99, 1.01))


def test_linear_calibration_refuses_weights_that_are_not_positive() -> None:
    with pytest.raises(CalibrationError, match=r"a weight of zero or less \(row 0"):
        six().calibrate({"size": 58.0}, population=10.0)


@pytest.mark.parametrize(
    ("margins", "error", "words"),
    [
        ({"a": {"x": 5}}, MarginError, r"no population total for a = y \(3 rows\)"),
        ({"a": {"x": 5, "y": 5, "z": 5}}, EmptyCellError, "The population has a = z, but no row"),
        ({"a": {"x": 5, "y": 0}}, ZeroPopulationError, r"not a positive number for a = y \(0; 3 rows\)"),
        ({"a": {"x": 5, "y": -1}}, ZeroPopulationError, r"not a positive number for a = y \(-1; 3 rows\)"),
        ({"a": {"x": 5, "y": float("nan")}}, ZeroPopulationError, r"not a positive number for a = y \(nan"),
        ({"a": {"x": 5, "y": "many"}}, MarginError, "The total of a = y is 'many'"),
        (
            {"a": {"x": 5, "y": 5}, "b": {"m": 5, "n": 6}},
            MarginError,
            "The margins are of different populations: a sums to 10, b sums to 11",
        ),
        ({("a", "b"): {("x", "m"): 5}}, MarginError, "no population total for a × b = x × n"),
        ({"a": 12}, MarginError, "The totals of a are 12"),
        ({}, MarginError, "Give margins as"),
    ],
)
def test_impossible_margins_are_named(margins: Any, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        six().rake(margins)


def test_a_level_of_no_population_and_no_sample_is_left_alone() -> None:
    assert six().rake({"a": {"x": 5, "y": 5, "z": 0}}).weights.sum() == pytest.approx(10)


def test_margins_that_no_weights_can_meet_name_the_level_furthest_off() -> None:
    columns = {"a": ["x", "y", "y"], "b": ["m", "n", "n"], "w": [1.0, 1.0, 1.0]}
    with pytest.raises(ConvergenceError, match=r"(a = x|a = y|b = m|b = n) is still off by"):
        Design(columns, weights="w").rake({"a": {"x": 5, "y": 5}, "b": {"m": 4, "n": 6}})


def test_a_missing_margin_value_names_the_row() -> None:
    with pytest.raises(CalibrationError, match="'a' is missing in row 1"):
        Design(SIX | {"a": ["x", None, "y", "y", "x", "y"]}, weights="w").rake({"a": {"x": 5, "y": 5}})


def test_a_missing_auxiliary_names_the_row() -> None:
    with pytest.raises(CalibrationError, match="'size' is missing in row 5"):
        Design(SIX | {"size": [1.0, 2.0, 3.0, 4.0, 5.0, None]}, weights="w").calibrate({"size": 40.0})


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"method": "logit"}, "needs bounds on the factors"),
        ({"method": "logit", "bounds": (1.2, 3)}, "needs bounds on the factors"),
        ({"method": "linear", "bounds": (0.5, 2)}, "Bounds need method='logit'"),
        ({"method": "magic"}, "method='magic' is not known"),
        ({"population": -4.0}, "The population is -4.0"),
    ],
)
def test_calibration_options_that_contradict_are_refused(asked: Any, words: str) -> None:
    with pytest.raises(EstimationError, match=words):
        six().calibrate({"size": 40.0}, **asked)


def test_totals_that_are_no_numbers_are_refused() -> None:
    with pytest.raises(MarginError, match="The population total of 'size' is 'big'"):
        six().calibrate({"size": "big"})  # type: ignore[dict-item]  # on purpose
    with pytest.raises(CalibrationError, match="'zero' is zero in every row"):
        Design(SIX | {"zero": [0.0] * 6}, weights="w").calibrate({"zero": 5.0})
    with pytest.raises(MarginError, match="Give totals as"):
        six().calibrate({})


def test_trimming_shows_its_cost_and_keeps_the_sum(design: Design, margins: Any) -> None:
    raked = design.rake(margins)
    done = raked.trim(1.3, 0.8)
    cost = done.trim_cost
    assert cost is not None
    middle = np.median(raked.weights)
    assert (done.weights.max() <= 1.3 * middle * (1 + 1e-12), done.weights.min() >= 0.8 * middle * (1 - 1e-12)) == (
        True,
        True,
    )
    assert done.weights.sum() == pytest.approx(raked.weights.sum())
    assert cost.effect_after < cost.effect_before
    assert cost.missed_name.split(" = ")[0] in margins
    assert f"{cost.cut} weights were held to between" in done.describe()
    assert f"and {cost.missed_name} is now missed by {cost.missed:.2%}." in done.describe()


def test_trimmed_weights_take_no_credit_for_the_totals_they_miss(design: Design, margins: Any) -> None:
    trimmed = design.rake(margins).trim(1.3)
    plain = Design(
        {name: design.frame.raw(name) for name in design.frame.names} | {"bw": trimmed.weights},
        strata="region",
        ids="cluster",
        weights="bw",
    )
    assert trimmed.mean("alloc").row().se == plain.mean("alloc").row().se


def test_limits_that_cannot_hold_the_sum_are_refused(design: Design) -> None:
    with pytest.raises(EstimationError, match="keep the sum of"):
        design.trim(1.0, 0.99)
    with pytest.raises(EstimationError, match="Limits need 0 <= lower < upper"):
        design.trim(1.0, 2.0)


def test_kish_says_what_unequal_weights_cost() -> None:
    effect, size = Design({"w": [1.0, 3.0], "y": [1, 2]}, weights="w").kish
    assert (effect, size) == (1.25, 1.6)
