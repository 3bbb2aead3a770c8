"""Ordered answers: the proportional-odds model and cumulative proportions."""

from __future__ import annotations

import numpy as np
import pytest

from trigpoint.estimation import Design
from trigpoint.estimation.errors import ConvergenceError, DataError, EstimationError
from trigpoint.estimation.models.glm import fit_glm
from trigpoint.estimation.models.ordinal import cumulative_proportions, fit_ordinal

SCALE = ("never", "seldom", "often", "always")


@pytest.fixture
def asked() -> Design:
    rng = np.random.default_rng(3)
    fsm = rng.uniform(0, 1, 400)
    latent = 1.5 * fsm + rng.logistic(size=400)
    answers = np.array(SCALE, dtype=object)[np.digitize(latent, [0.0, 1.0, 2.0])]
    answers[:5] = None
    region = np.repeat(["N", "S"], 200)
    columns = {"often": answers, "fsm": fsm, "region": region.tolist(), "w": rng.uniform(1, 3, 400)}
    return Design(columns, weights="w", strata="region")


def test_an_ordinal_model_gives_the_numbers_of_svyolr(clustered: Design) -> None:
    band = np.digitize(clustered.frame.number("mobility"), [10, 20, 30])
    columns = {name: clustered.frame.raw(name) for name in ("ell", "meals", "dnum", "pw", "fpc")}
    fit = fit_ordinal(Design({**columns, "band": band}, ids="dnum", weights="pw", fpc="fpc"), "band ~ ell + meals")
    np.testing.assert_allclose(fit.slopes.estimates, [-0.0169071743581, 0.0267487074325], rtol=1e-8)
    np.testing.assert_allclose(
        fit.thresholds.estimates, [-1.3846076258728, 1.7994201916262, 3.7800102370447], rtol=1e-8
    )
    np.testing.assert_allclose(fit.slopes.se, [0.02329381, 0.01470921], rtol=1e-3)
    assert fit.criterion == pytest.approx(372.2485035, abs=1e-6)


def test_with_two_levels_it_is_the_logistic_model(people: Design) -> None:
    ordinal, logistic = fit_ordinal(people, "slt ~ fsm + phase"), fit_glm(people, "slt ~ fsm + phase", "binomial")
    np.testing.assert_allclose(ordinal.slopes.estimates, logistic.coefficients.estimates[1:], rtol=1e-7)
    np.testing.assert_allclose(ordinal.slopes.se, logistic.coefficients.se[1:], rtol=1e-7)
    np.testing.assert_allclose(ordinal.thresholds.estimates, -logistic.coefficients.estimates[:1], rtol=1e-7)
    assert ordinal.criterion == pytest.approx(logistic.criterion)


def test_turning_the_scale_round_turns_the_signs_round(asked: Design) -> None:
    up = fit_ordinal(asked, "often ~ fsm", levels=SCALE)
    down = fit_ordinal(asked, "often ~ fsm", levels=SCALE[::-1])
    np.testing.assert_allclose(down.slopes.estimates, -up.slopes.estimates, rtol=1e-8)
    np.testing.assert_allclose(down.thresholds.estimates, -up.thresholds.estimates[::-1], rtol=1e-8)
    assert up.thresholds.names == ("never|seldom", "seldom|often", "often|always")


def test_predicted_chances_sum_to_one_and_rise_with_a_positive_slope(asked: Design) -> None:
    fit = fit_ordinal(asked, "often ~ fsm", levels=SCALE)
    chance = fit.predict(np.array([[0.0], [1.0]]))
    np.testing.assert_allclose(chance.sum(axis=1), 1.0)
    assert chance[1, 3] > chance[0, 3]


def test_replicates_are_refitted(asked: Design) -> None:
    linear = fit_ordinal(asked, "often ~ fsm", levels=SCALE)
    refitted = fit_ordinal(asked.bootstrap(60, seed=2), "often ~ fsm", levels=SCALE)
    assert refitted.slopes.method == "weighted, replicates"
    np.testing.assert_allclose(refitted.slopes.se, linear.slopes.se, rtol=0.3)


def test_answers_in_words_need_their_order(asked: Design) -> None:
    with pytest.raises(DataError, match="'often' is in words, whose order is not known"):
        fit_ordinal(asked, "often ~ fsm")


def test_a_scale_that_does_not_fit_the_answers_is_refused_by_name(asked: Design) -> None:
    with pytest.raises(DataError) as refused:
        fit_ordinal(asked, "often ~ fsm", levels=("never", "seldom", "often", "daily"))
    assert "not on the scale: 'always'; on the scale but given by nobody: 'daily'" in str(refused.value)


def test_a_model_without_thresholds_is_refused(asked: Design) -> None:
    with pytest.raises(EstimationError, match="thresholds take the place of the intercept"):
        fit_ordinal(asked, "often ~ 0 + fsm", levels=SCALE)


def test_separation_is_refused_by_name() -> None:
    design = Design(
        {"y": [0, 0, 1, 1, 2, 2] * 5, "x": [1.0, 1.0, 2.0, 2.0, 3.0, 3.0] * 5, "w": np.ones(30)}, weights="w"
    )
    with pytest.raises(ConvergenceError, match="no finite estimate for x"):
        fit_ordinal(design, "y ~ x")


def test_cumulative_proportions_add_up_the_proportions(asked: Design) -> None:
    table = cumulative_proportions(asked, "often", levels=SCALE, by="region")
    assert table.select(region="N").column("level").tolist() == ["never", "seldom", "often"]
    for region in ("N", "S"):
        shares = asked.where(region=region).proportion("often")
        of = {row.level: row.estimate for row in shares.rows()}
        rows = table.select(region=region).column("estimate")
        np.testing.assert_allclose(rows, np.cumsum([of[level] for level in SCALE[:-1]]), rtol=1e-12)
    assert table.column("missing").tolist() == [5, 0] * 3


def test_the_first_cumulative_proportion_is_the_proportion_with_its_error_and_interval(asked: Design) -> None:
    first = cumulative_proportions(asked, "often", levels=SCALE).row(level="never")
    share = asked.proportion("often").row(level="never")
    ours, theirs = ([row.estimate, row.se, row.lo, row.hi] for row in (first, share))
    assert ours == pytest.approx(theirs, rel=1e-9)


def test_a_domain_with_one_respondent_has_no_standard_error() -> None:
    columns = {"a": [1, 2, 1, 2, 2], "g": ["x", "x", "x", "x", "y"], "w": [1.0, 2.0, 1.0, 2.0, 1.0]}
    row = cumulative_proportions(Design(columns, weights="w"), "a", by="g").row(g="y")
    assert (row.n, row.flag) == (1, "one respondent: no standard error")
    assert np.isnan([row.se, row.lo, row.hi]).all()
