"""Multilevel models: variance partition, shrunken effects, honest words about weights."""

from __future__ import annotations

import os

import numpy as np
import pytest

from trigpoint.estimation import Design
from trigpoint.estimation.errors import DataError, EstimationError, WeightError
from trigpoint.estimation.models.matrix import SingularDesignError
from trigpoint.estimation.models.multilevel import SHRUNKEN, fit_multilevel
from trigpoint.estimation.models.partition import NO_VARIATION
from trigpoint.estimation.models.results import Coefficients

FORMULA = "hours ~ fsm + (1|region/la)"


def test_shares_of_the_variance_sum_to_one(people: Design) -> None:
    fit = fit_multilevel(people, FORMULA)
    assert list(fit.shares) == ["region", "region:la", "within"]
    assert sum(fit.shares.values()) == pytest.approx(1.0)
    between = fit.group_sd["region:la"] ** 2
    total = sum(sd**2 for sd in fit.group_sd.values()) + fit.residual_sd**2
    assert fit.shares["region:la"] == pytest.approx(between / total)


def test_the_variance_partition_has_intervals_inside_their_bounds(people: Design) -> None:
    table = fit_multilevel(people, FORMULA).variation()
    assert table.column("level").tolist() == ["region"] * 2 + ["region:la"] * 2 + ["within"] * 2
    shares = table.select(statistic="share of variance", level=["region", "region:la"])
    for row in shares.rows():
        assert 0.0 < row.lo < row.estimate < row.hi < 1.0
    assert table.row(level="region:la", statistic="standard deviation").n == 24
    assert table.row(level="within", statistic="standard deviation").n == 237


def test_effects_are_drawn_towards_zero_most_where_few_answered() -> None:
    rng = np.random.default_rng(12)
    sizes = np.array([2] * 10 + [80] * 10)
    area = np.repeat(np.arange(20), sizes)
    y = rng.normal(0, 1, 20)[area] + rng.normal(0, 2, area.size)
    design = Design({"y": y, "area": [f"A{a:02d}" for a in area], "w": np.ones(area.size)}, weights="w")
    table = fit_multilevel(design, "y ~ 1 + (1|area)").effects("area")
    assert table.column("n").tolist() == sizes.tolist()
    assert table.column("flag").tolist() == [SHRUNKEN] * 10 + [""] * 10
    assert table.column("se")[:10].min() > table.column("se")[10:].max()


def test_effects_of_nested_groups_add_up_with_those_above(people: Design) -> None:
    fit = fit_multilevel(people, FORMULA)
    alone, total = fit.effects("region:la"), fit.effects("region:la", with_above=True)
    region = {row.domain["region"]: row.estimate for row in fit.effects("region").rows()}
    above = np.array([region[name] for name in total.column("region").tolist()])
    np.testing.assert_allclose(total.column("estimate"), alone.column("estimate") + above, atol=1e-12)
    assert total.by == ("region", "la")


def test_the_sum_of_effects_is_the_same_however_the_levels_are_split(people: Design) -> None:
    # The total of two levels has the error that a direct computation from the joint covariance gives.
    fit = fit_multilevel(people, FORMULA)
    y, x = people.frame.number("hours"), np.column_stack([np.ones(240), people.frame.number("fsm")])
    kept = ~np.isnan(y)
    y, x = y[kept], x[kept]
    z = np.column_stack([np.eye(len(g.levels))[g.codes] for g in fit.groups])
    variances = [fit.core.theta[k] ** 2 * np.ones(len(g.levels)) for k, g in enumerate(fit.groups)]
    g = np.diag(np.concatenate(variances))
    v = np.linalg.inv(z @ g @ z.T + np.eye(len(y)))
    p = v - v @ x @ np.linalg.inv(x.T @ v @ x) @ x.T @ v
    joint = (g - g @ z.T @ p @ z @ g) * fit.core.residual_variance
    pick = np.zeros((24, 28))
    pick[np.arange(24), 4 + np.arange(24)] = 1.0
    pick[np.arange(24), np.arange(24) // 6] = 1.0
    expected = np.sqrt(np.diag(pick @ joint @ pick.T))
    table = fit.effects("region:la", with_above=True)
    np.testing.assert_allclose(table.column("se"), expected, rtol=1e-6)


def test_crossed_groups_have_no_sum_of_effects() -> None:
    rng = np.random.default_rng(0)
    columns = {"y": rng.normal(size=60), "a": np.arange(60) % 6, "b": np.arange(60) // 12, "w": np.ones(60)}
    fit = fit_multilevel(Design(columns, weights="w"), "y ~ 1 + (1|a) + (1|b)")
    with pytest.raises(EstimationError, match="'a' is not nested in 'b'"):
        fit.effects("a", with_above=True)
    with pytest.raises(EstimationError, match="There is no grouping 'c'"):
        fit.effects("c")


def test_groups_that_do_not_differ_are_reported_without_an_interval() -> None:
    columns = {"y": np.tile([1.0, 2.0, 3.0, 4.0], 6), "g": np.repeat(np.arange(6), 4), "w": np.ones(24)}
    fit = fit_multilevel(Design(columns, weights="w"), "y ~ 1 + (1|g)")
    row = fit.variation().row(level="g", statistic="share of variance")
    assert (row.estimate, row.flag) == (0.0, NO_VARIATION)
    assert np.isnan([row.se, row.lo, row.hi]).all()
    assert set(fit.effects("g").column("flag").tolist()) == {NO_VARIATION}
    assert "we found no sign that the 6 groups differ" in fit.plain()


def test_which_weights_were_used_is_said_in_the_method_and_in_the_text(people: Design) -> None:
    said = {
        "none": ("REML, no weights", "Survey weights were not used"),
        "precision": ("REML, survey weights used as precision weights", "are precision weights"),
        "sampling": ("REML, sampling weights scaled within region:la", "Survey weights were used"),
    }
    for kind, (method, words) in said.items():
        fit = fit_multilevel(people, FORMULA, weights=kind)  # type: ignore[arg-type]
        assert set(fit.table().column("method").tolist()) == {method}
        assert words in fit.plain()


def test_equal_weights_of_any_kind_give_the_same_estimates() -> None:
    rng = np.random.default_rng(3)
    g = np.repeat(np.arange(8), 10)
    columns = {"y": rng.normal(size=8)[g] + rng.normal(size=80), "g": g, "w": np.full(80, 2.0), "one": np.ones(80)}
    design = Design(columns, weights="w")
    plain = fit_multilevel(design, "y ~ 1 + (1|g)")
    for kind, column in (("precision", "one"), ("sampling", None)):
        fit = fit_multilevel(design, "y ~ 1 + (1|g)", weights=kind, column=column)  # type: ignore[arg-type]
        np.testing.assert_allclose(fit.fixed.estimates, plain.fixed.estimates, atol=1e-6)
        assert fit.criterion == pytest.approx(plain.criterion, abs=1e-8)


def test_a_precision_weight_of_two_is_the_average_of_two_measurements() -> None:
    rng = np.random.default_rng(4)
    g = np.repeat(np.arange(10), 8)
    pair = rng.normal(size=10)[g] + rng.normal(size=80)
    both = np.column_stack([pair, pair]).ravel()  # two equal measurements carry the average of their answers
    single = Design({"y": pair, "g": g, "p": np.full(80, 2.0), "w": np.ones(80)}, weights="w")
    double = Design({"y": both, "g": np.repeat(g, 2), "w": np.ones(160)}, weights="w")
    weighted = fit_multilevel(single, "y ~ 1 + (1|g)", weights="precision", column="p")
    repeated = fit_multilevel(double, "y ~ 1 + (1|g)")
    assert weighted.fixed.estimates[0] == pytest.approx(repeated.fixed.estimates[0], rel=1e-6)


def test_sampling_weights_undo_a_sample_that_depends_on_the_answer_where_none_does_not() -> None:
    rng = np.random.default_rng(21)
    area = np.repeat(np.arange(40), 200)
    y = 10.0 + rng.normal(0, 1, 40)[area] + rng.normal(0, 2, area.size)
    chance = np.where(y > 10.0, 0.5, 0.1)
    kept = rng.uniform(size=area.size) < chance
    design = Design({"y": y[kept], "area": area[kept], "w": 1.0 / chance[kept]}, weights="w")
    weighted = fit_multilevel(design, "y ~ 1 + (1|area)", weights="sampling").table().rows()[0]
    plain = fit_multilevel(design, "y ~ 1 + (1|area)").table().rows()[0]
    truth = np.array([y[area == a].mean() for a in range(40)]).mean()
    assert abs(weighted.estimate - truth) < 3 * weighted.se
    assert plain.estimate - truth > 0.5


@pytest.mark.skipif(os.environ.get("TRIGPOINT_DEEP") != "1", reason="A simulation of 300 samples: TRIGPOINT_DEEP=1.")
def test_design_based_errors_follow_the_spread_over_repeated_samples() -> None:
    rng = np.random.default_rng(31)
    area = np.repeat(np.arange(15), 150)
    x = rng.normal(size=area.size)
    y = 5.0 + x + rng.normal(0, 1, 15)[area] + rng.normal(0, 1 + 0.8 * np.abs(x))
    found, errors = [], []
    for _ in range(300):
        rows = np.concatenate([rng.choice(np.flatnonzero(area == a), 20, replace=False) for a in range(15)])
        columns = {"y": y[rows], "x": x[rows], "area": area[rows], "w": np.full(300, 7.5), "N": np.full(300, 150.0)}
        fit = fit_multilevel(
            Design(columns, weights="w", strata="area", fpc="N"), "y ~ x + (1|area)", weights="sampling"
        )
        found.append(fit.fixed.estimates)
        errors.append(fit.fixed.se)
    np.testing.assert_allclose(np.mean(errors, axis=0), np.std(found, axis=0, ddof=1), rtol=0.12)


def test_fixed_effects_have_tables_and_tests(people: Design) -> None:
    fit = fit_multilevel(people, "hours ~ fsm + phase + (1|la)")
    assert isinstance(fit.fixed, Coefficients)
    assert fit.table().column("level").tolist() == ["(intercept)", "fsm", "phase[secondary]"]
    assert (fit.table().rows()[0].n, fit.table().rows()[0].missing) == (237, 3)
    assert fit.fixed.wald("fsm").p < 0.001


@pytest.mark.parametrize(
    ("formula", "error", "message"),
    [
        ("hours ~ fsm", EstimationError, "has no random intercept"),
        ("hours ~ 0 + (1|la)", EstimationError, "has neither terms nor an intercept"),
        ("phase ~ fsm + (1|la)", DataError, "'phase' holds text where a number belongs"),
        ("hours ~ region + twin + (1|la)", SingularDesignError, "'twin[R1]' is determined by region[R1]"),
        ("one ~ fsm + (1|la)", DataError, "'one' is 1 in every row"),
        ("hours ~ fsm + (1|nobody)", DataError, "There is no column 'nobody'"),
    ],
)
def test_what_cannot_be_fitted_is_refused(people: Design, formula: str, error: type[Exception], message: str) -> None:
    columns = {name: people.frame.raw(name) for name in people.frame.names}
    design = Design({**columns, "twin": columns["region"], "one": np.ones(240)}, weights="w")
    with pytest.raises(error) as refused:
        fit_multilevel(design, formula)
    assert message in str(refused.value)


def test_precision_weights_that_are_not_above_zero_are_named(people: Design) -> None:
    precision = np.ones(240)
    precision[[5, 9]] = 0.0, -1.0
    columns = {name: people.frame.raw(name) for name in people.frame.names}
    design = Design({**columns, "precision": precision}, weights="w")
    with pytest.raises(WeightError, match="0 in row 5, -1 in row 9"):
        fit_multilevel(design, FORMULA, weights="precision", column="precision")
    with pytest.raises(EstimationError, match="weights='survey' is not known"):
        fit_multilevel(design, FORMULA, weights="survey")  # type: ignore[arg-type]


def test_the_plain_text_explains_the_shares_and_warns_against_ranking(people: Design) -> None:
    fit = fit_multilevel(people, FORMULA)
    text = fit.plain()
    assert f"is about {100 * fit.shares['region:la']:.0f}% of it" in text
    assert "please do not rank areas by these figures" in text
    assert "3 people were left out because an answer was missing" in text


@pytest.mark.skipif(os.environ.get("TRIGPOINT_DEEP") != "1", reason="A simulation of 500 data sets: TRIGPOINT_DEEP=1.")
def test_intervals_of_area_effects_and_fixed_effects_cover_at_the_nominal_rate() -> None:
    rng = np.random.default_rng(41)
    area = np.repeat(np.arange(40), 15)
    x = rng.normal(size=600)
    fixed = effects = 0
    for _ in range(500):
        truth = rng.normal(0, 1, 40)
        columns = {"y": 3.0 + 0.5 * x + truth[area] + rng.normal(0, 2, 600), "x": x, "area": area, "w": np.ones(600)}
        fit = fit_multilevel(Design(columns, weights="w"), "y ~ x + (1|area)")
        slope, table = fit.table().rows()[1], fit.effects("area")
        fixed += slope.lo <= 0.5 <= slope.hi
        effects += int(((table.column("lo") <= truth) & (truth <= table.column("hi"))).sum())
    assert 0.93 <= fixed / 500 <= 0.97
    assert 0.93 <= effects / 20_000 <= 0.97
