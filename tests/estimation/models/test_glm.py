"""Survey-weighted generalised linear models: right, design-based, and plain about separation."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trigpoint.estimation import Design
from trigpoint.estimation.errors import ConvergenceError, DataError, EstimationError
from trigpoint.estimation.models import irls
from trigpoint.estimation.models.glm import SEPARATED, fit_glm
from trigpoint.estimation.models.matrix import SingularDesignError

if TYPE_CHECKING:
    from collections.abc import Sequence


def binary(answers: Sequence[object], **columns: Sequence[object]) -> Design:
    return Design({"yes": answers, **columns, "w": np.ones(len(answers))}, weights="w")


def test_a_linear_model_gives_the_numbers_of_svyglm(stratified: Design) -> None:
    fit = fit_glm(stratified, "api00 ~ ell + meals + stype").coefficients
    assert fit.names == ("(intercept)", "ell", "meals", "stype[H]", "stype[M]")
    expected = [865.991204204740, -0.562795627295, -3.426936877237, -128.294282217617, -60.459417781506]
    errors = [8.535416660770, 0.344881655114, 0.237894319709, 10.401443572008, 9.763737435443]
    np.testing.assert_allclose(fit.estimates, expected, rtol=1e-11)
    np.testing.assert_allclose(fit.se, errors, rtol=1e-10)
    assert fit.degrees == 193


def test_a_count_model_of_a_cluster_sample_gives_the_numbers_of_svyglm(clustered: Design) -> None:
    fit = fit_glm(clustered, "`api.stu` ~ ell + stype", "quasipoisson").coefficients
    np.testing.assert_allclose(fit.estimates[:2], [5.81533452187632, 0.00319693209567], rtol=1e-11)
    np.testing.assert_allclose(fit.se[:2], [0.15219955549967, 0.00483109014804], rtol=1e-10)


def test_a_model_of_the_mean_alone_is_the_mean_with_its_error(people: Design) -> None:
    table, mean = fit_glm(people, "hours ~ 1").table(), people.mean("hours")
    for column in ("estimate", "se"):
        np.testing.assert_allclose(table.column(column), mean.column(column), rtol=1e-12)
    assert (table.rows()[0].n, table.rows()[0].missing) == (237, 3)


def test_a_logistic_model_of_the_mean_alone_is_the_log_odds_of_the_share(people: Design) -> None:
    row, mean = fit_glm(people, "slt ~ 1", "binomial").table().rows()[0], people.mean("slt").rows()[0]
    p = mean.estimate
    assert row.estimate == pytest.approx(math.log(p / (1 - p)), rel=1e-12)
    assert row.se == pytest.approx(mean.se / (p * (1 - p)), rel=1e-12)


def test_odds_ratios_are_the_exponentials_of_coefficients_without_standard_errors(people: Design) -> None:
    fit = fit_glm(people, "slt ~ fsm + phase", "binomial")
    ratios, logs = fit.odds_ratios(), fit.table()
    assert ratios.column("statistic").tolist() == ["odds ratio"] * 3
    np.testing.assert_allclose(ratios.column("hi"), np.exp(logs.column("hi")))
    assert np.isnan(ratios.column("se")).all()
    with pytest.raises(EstimationError, match="identity link has no ratios"):
        fit_glm(people, "hours ~ fsm").odds_ratios()


@settings(max_examples=15)
@given(st.floats(0.1, 50.0))
def test_the_scale_of_the_weights_does_not_matter(factor: float) -> None:
    rng = np.random.default_rng(4)
    columns = {"y": rng.poisson(3, 60), "x": rng.normal(size=60), "w": rng.uniform(1, 4, 60)}
    plain = fit_glm(Design(columns, weights="w"), "y ~ x", "poisson")
    scaled = fit_glm(Design({**columns, "w": factor * columns["w"]}, weights="w"), "y ~ x", "poisson")
    np.testing.assert_allclose(scaled.coefficients.estimates, plain.coefficients.estimates, rtol=1e-9)
    np.testing.assert_allclose(scaled.covariance, plain.covariance, rtol=1e-7)
    assert scaled.criterion == pytest.approx(plain.criterion)


@settings(max_examples=15)
@given(st.floats(-1e4, 1e4), st.floats(1e-3, 1e4))
def test_shifting_and_scaling_an_explanatory_variable_only_rescales_its_coefficient(shift: float, scale: float) -> None:
    rng = np.random.default_rng(5)
    x = rng.normal(size=80)
    columns = {"y": (rng.uniform(size=80) < 0.4).astype(int), "w": rng.uniform(1, 2, 80)}
    plain = fit_glm(Design({**columns, "x": x}, weights="w"), "y ~ x", "binomial").coefficients
    moved = fit_glm(Design({**columns, "x": shift + scale * x}, weights="w"), "y ~ x", "binomial").coefficients
    assert moved.estimates[1] * scale == pytest.approx(plain.estimates[1], rel=1e-5)
    assert moved.se[1] * scale == pytest.approx(plain.se[1], rel=1e-5)


def test_a_whole_number_weight_counts_as_that_many_rows() -> None:
    rng = np.random.default_rng(6)
    y, x, w = rng.poisson(2, 40), rng.normal(size=40), rng.integers(1, 4, 40)
    once = fit_glm(Design({"y": y, "x": x, "w": w}, weights="w"), "y ~ x", "poisson").coefficients
    many = {"y": np.repeat(y, w), "x": np.repeat(x, w), "w": np.ones(w.sum())}
    np.testing.assert_allclose(
        once.estimates, fit_glm(Design(many, weights="w"), "y ~ x", "poisson").coefficients.estimates, rtol=1e-10
    )


def test_replicates_are_refitted_and_near_the_linearised_errors(people: Design) -> None:
    linear = fit_glm(people, "slt ~ fsm + phase", "binomial")
    jackknife = people.jackknife()
    refitted = fit_glm(jackknife, "slt ~ fsm + phase", "binomial")
    assert refitted.coefficients.method == "weighted, replicates"
    np.testing.assert_array_equal(refitted.coefficients.estimates, linear.coefficients.estimates)
    np.testing.assert_allclose(refitted.coefficients.se, linear.coefficients.se, rtol=0.05)
    chosen = fit_glm(jackknife, "slt ~ fsm + phase", "binomial", variance="linearised")
    np.testing.assert_array_equal(chosen.covariance, linear.covariance)


def test_each_replicate_is_the_fit_under_its_own_weights(people: Design) -> None:
    drawn = people.bootstrap(5, seed=1).replicates
    assert drawn is not None
    x = np.column_stack([np.ones(240), people.frame.number("fsm")])
    y = people.frame.number("visits")
    family = irls.FAMILIES["poisson"]
    together = irls.solve_replicates(x, y, drawn.weights, family, np.array([0.5, 0.5]))
    for estimate, weights in zip(together, drawn.weights.T, strict=True):
        kept = weights > 0
        alone = irls.solve(x[kept], y[kept], weights[kept], family)
        np.testing.assert_allclose(estimate, alone.beta, rtol=1e-8)


def test_a_wald_test_of_one_coefficient_is_its_t_test(people: Design) -> None:
    fit = fit_glm(people, "hours ~ fsm + phase")
    test = fit.wald("phase")
    t = fit.coefficients.estimates[2] / fit.coefficients.se[2]
    assert (test.df, test.residual_df) == (1, fit.coefficients.degrees)
    assert test.f == pytest.approx(t**2)
    assert test.p == pytest.approx(fit.coefficients.p_values()[2])
    with pytest.raises(EstimationError, match="There is no term colour"):
        fit.wald("colour")


def test_separation_gives_no_number_but_a_flag_and_leaves_the_others_right() -> None:
    rng = np.random.default_rng(9)
    group = np.repeat(["a", "b", "c"], 40)
    x = rng.normal(size=120)
    yes = (rng.uniform(size=120) < 0.5).astype(int)
    yes[group == "c"] = 1
    columns = {"yes": yes, "x": x, "group": group.tolist(), "w": rng.uniform(1, 2, 120)}
    fit = fit_glm(Design(columns, weights="w"), "yes ~ x + group", "binomial").coefficients
    assert fit.flags == ("", "", "", SEPARATED)
    assert np.isnan(fit.estimates[3])
    assert np.isnan(fit.se[3])
    kept = group != "c"
    rest = {name: np.asarray(values)[kept] for name, values in columns.items()}
    without = fit_glm(Design(rest, weights="w"), "yes ~ x + group", "binomial").coefficients
    np.testing.assert_allclose(fit.estimates[:3], without.estimates, rtol=1e-7)


def test_separation_at_the_reference_level_is_found_in_all_its_contrasts() -> None:
    answers = [1] * 6 + [0, 1, 0, 1, 1, 0] + [1, 0, 0, 1, 0, 0]
    levels = ["a"] * 6 + ["b"] * 6 + ["c"] * 6
    x = [0.3, -1.0, 0.2, 0.8, -0.5, 0.1] * 3
    fit = fit_glm(binary(answers, level=levels, x=x), "yes ~ x + level", "binomial").coefficients
    assert fit.flags == (SEPARATED, "", SEPARATED, SEPARATED)
    kept = slice(6, 18)
    without = fit_glm(binary(answers[kept], level=levels[kept], x=x[kept]), "yes ~ x + level", "binomial")
    assert fit.estimates[1] == pytest.approx(without.coefficients.estimates[1], rel=1e-7)


def test_a_count_that_is_zero_throughout_a_level_is_flagged() -> None:
    rng = np.random.default_rng(2)
    level = np.repeat(["a", "b"], 20)
    count = np.where(level == "b", 0, rng.poisson(3, 40))
    design = Design({"count": count, "level": level.tolist(), "w": np.ones(40)}, weights="w")
    fit = fit_glm(design, "count ~ level", "poisson").coefficients
    assert fit.flags == ("", SEPARATED)
    assert fit.estimates[0] == pytest.approx(math.log(count[:20].mean()))


def test_complete_separation_is_refused() -> None:
    design = binary([0, 0, 0, 1, 1, 1], x=[1.0, 2.0, 3.0, 4.0, 5.0, 6.0])
    with pytest.raises(EstimationError, match="complete separation"):
        fit_glm(design, "yes ~ x", "binomial")


def test_a_term_with_an_infinite_coefficient_cannot_be_tested() -> None:
    answers = [1, 0, 1, 0, 1, 1, 1, 1]
    fit = fit_glm(binary(answers, level=list("aaaabbbb")), "yes ~ level", "binomial")
    with pytest.raises(EstimationError, match="level has a coefficient without a finite estimate"):
        fit.wald("level")


@pytest.mark.parametrize(
    ("formula", "family", "error", "message"),
    [
        ("hours ~ fsm", "gamma", EstimationError, "There is no family 'gamma'"),
        ("hours ~ fsm + (1|la)", "gaussian", EstimationError, "has random effects; fit it with multilevel"),
        ("phase ~ fsm", "gaussian", DataError, "'phase' holds text where a number belongs"),
        ("visits ~ fsm", "binomial", DataError, "'visits' has to be 0 or 1"),
        ("region ~ fsm", "binomial", DataError, "'region' has 4 among the rows in the model: 'R0', 'R1', 'R2', 'R3'"),
        ("hours ~ fsm", "poisson", DataError, "a count: a whole number of zero or more"),
        ("slt ~ la + region", "binomial", SingularDesignError, "'region[R1]' is determined by"),
    ],
)
def test_what_a_family_cannot_take_is_refused(
    people: Design, formula: str, family: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error) as refused:
        fit_glm(people, formula, family)
    assert message in str(refused.value)


def test_replicates_are_refused_where_the_design_has_none(people: Design) -> None:
    with pytest.raises(EstimationError, match=r"Call bootstrap\(\) or jackknife\(\)"):
        fit_glm(people, "hours ~ fsm", variance="replicates")


def test_a_level_too_rare_for_every_replicate_is_reported() -> None:
    rng = np.random.default_rng(1)
    kind = ["rare"] + ["usual"] * 29
    design = Design({"y": rng.normal(size=30), "kind": kind, "w": np.ones(30)}, weights="w").jackknife()
    with pytest.raises(ConvergenceError, match="In 1 of 30 replicates"):
        fit_glm(design, "y ~ kind")


def test_the_plain_text_says_what_is_modelled_and_what_was_left_out(people: Design) -> None:
    text = fit_glm(people, "hours ~ fsm").plain()
    assert text.startswith("This model looks at the average of hours for 237 respondents. 3 more were left out")


@pytest.mark.skipif(os.environ.get("TRIGPOINT_DEEP") != "1", reason="A simulation of 1,000 samples: TRIGPOINT_DEEP=1.")
def test_intervals_cover_at_the_nominal_rate() -> None:
    rng = np.random.default_rng(77)
    x = rng.normal(size=20_000)
    y = (rng.uniform(size=20_000) < 1.0 / (1.0 + np.exp(0.5 - 0.8 * x))).astype(int)
    cluster = np.argsort(np.argsort(x + rng.normal(size=20_000))) // 20
    every = {"y": y, "x": x, "w": np.ones(20_000)}
    truth = fit_glm(Design(every, weights="w"), "y ~ x", "binomial").coefficients.estimates[1]
    hits = 0
    for _ in range(1_000):
        rows = np.isin(cluster, rng.choice(1_000, 80, replace=False))
        part = {"y": y[rows], "x": x[rows], "k": cluster[rows], "w": np.full(rows.sum(), 12.5)}
        row = fit_glm(Design(part, weights="w", ids="k"), "y ~ x", "binomial").table().rows()[1]
        hits += row.lo <= truth <= row.hi
    assert 930 <= hits <= 970
