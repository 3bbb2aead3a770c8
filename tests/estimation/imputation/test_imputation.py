"""Imputation is reproducible, plausible and carries its uncertainty; pooling is Rubin's arithmetic."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.estimation import Design
from trigpoint.estimation.errors import DataError, EstimationError
from trigpoint.estimation.imputation import impute, pool, pool_tables

if TYPE_CHECKING:
    from trigpoint.estimation import ResultTable
    from trigpoint.estimation.data import Frame


def answers(n: int = 300, seed: int = 2) -> tuple[dict[str, Any], np.ndarray]:
    """Make answers with gaps that depend on x, and the whole numbers behind them."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=n)
    y = 10.0 + 2.0 * x + rng.normal(size=n)
    yes = np.where(rng.uniform(size=n) < 1 / (1 + np.exp(-x)), "yes", "no").astype(object)
    kind = np.array(["a", "b", "c"], dtype=object)[np.clip(np.digitize(x + rng.normal(size=n), [-0.5, 0.7]), 0, 2)]
    seen = y.copy()
    seen[rng.uniform(size=n) < 1 / (1 + np.exp(1.0 - 1.5 * x))] = np.nan
    yes[rng.uniform(size=n) < 0.2] = None
    kind[rng.uniform(size=n) < 0.2] = None
    return {"x": x, "y": seen, "yes": yes, "kind": kind, "scale": kind.copy(), "w": rng.uniform(1, 2, n)}, y


@pytest.fixture
def design() -> Design:
    return Design(answers()[0], weights="w")


def test_the_same_seed_gives_the_same_imputations_and_another_seed_others(design: Design) -> None:
    one = impute(design, "y", "yes", predictors=["x"], seed=5, m=3, rounds=2)
    two = impute(design, "y", "yes", predictors=["x"], seed=5, m=3, rounds=2)
    other = impute(design, "y", "yes", predictors=["x"], seed=6, m=3, rounds=2)
    np.testing.assert_array_equal(one.values["y"], two.values["y"])
    assert (one.values["y"] != other.values["y"]).any()


def test_the_first_imputations_do_not_depend_on_how_many_there_are(design: Design) -> None:
    few = impute(design, "y", predictors=["x"], seed=5, m=2, rounds=2)
    many = impute(design, "y", predictors=["x"], seed=5, m=4, rounds=2)
    np.testing.assert_array_equal(few.values["y"], many.values["y"][:2])


def test_only_gaps_are_filled_and_numbers_are_those_of_real_respondents(design: Design) -> None:
    done = impute(design, "y", "yes", "kind", predictors=["x"], seed=1, m=2, rounds=2).completed(1)
    before = design.frame.number("y")
    gaps = np.isnan(before)
    np.testing.assert_array_equal(done.number("y")[~gaps], before[~gaps])
    assert np.isin(done.number("y")[gaps], before[~gaps]).all()
    assert not done.missing("yes").any()
    assert done.factor("kind").levels == ("a", "b", "c")
    kept = ~design.frame.missing("kind")
    assert done.raw("kind")[kept].tolist() == design.frame.raw("kind")[kept].tolist()


def test_each_kind_of_variable_has_its_method(design: Design) -> None:
    found = impute(
        design, "y", "yes", "kind", "scale", predictors=["x"], seed=1, m=2, rounds=1, levels={"scale": ["a", "b", "c"]}
    )
    assert {t.name: t.method for t in found.targets} == {
        "y": "pmm", "yes": "logistic", "kind": "multinomial", "scale": "ordinal"
    }  # fmt: skip
    assert found.predictors == ("x", "the survey weight")
    assert "y (" in found.plain()
    assert "seed 1" in found.plain()


def test_imputation_undoes_a_bias_that_the_predictors_explain() -> None:
    columns, truth = answers(1_000, seed=3)
    design = Design({**columns, "w": np.ones(1_000)}, weights="w")

    def mean(frame: Frame) -> ResultTable:
        return Design(frame, weights="w").mean("y")

    pooled = impute(design, "y", predictors=["x"], seed=1, m=10, rounds=3).pool(mean, degrees=999).rows()[0]
    observed = design.mean("y").rows()[0]
    assert abs(pooled.estimate - truth.mean()) < 2 * pooled.se
    assert truth.mean() - observed.estimate > 4 * observed.se
    assert pooled.se > truth.std(ddof=1) / np.sqrt(1_000)
    assert "10 imputations pooled" in pooled.method


def test_chains_mix_and_are_kept_for_inspection(design: Design) -> None:
    found = impute(design, "y", "yes", predictors=["x"], seed=1, m=3, rounds=4)
    assert found.trace.shape == (3, 4, 2)
    np.testing.assert_allclose(found.trace[2, -1, 1], found.values[found.targets[1].name][2].mean())
    assert len(found) == 3


def test_perfect_prediction_does_not_stop_a_logistic_imputation() -> None:
    x = np.repeat([0.0, 1.0], 30)
    yes = x.astype(object)
    yes[[3, 40]] = None
    found = impute(Design({"x": x, "yes": yes, "w": np.ones(60)}, weights="w"), "yes", predictors=["x"], seed=1, m=20)
    assert found.values["yes"].mean(axis=0) == pytest.approx([0.0, 1.0], abs=0.25)


@pytest.mark.parametrize(
    ("variables", "options", "error", "message"),
    [
        (["x"], {}, EstimationError, "None of x has a gap"),
        (["y"], {"predictors": ["yes"]}, DataError, "'yes' ("),
        (["nothing"], {}, DataError, "'nothing' has no answer at all"),
        (["alike"], {}, DataError, "'alike' has 1 different answers ('k')"),
        (["y"], {"m": 1}, EstimationError, "m of two or more"),
        (["kind"], {"methods": {"kind": "pmm"}}, DataError, "'kind' holds text where a number belongs"),
        (["kind"], {"methods": {"kind": "logistic"}}, DataError, "3 different answers"),
        (["kind"], {"methods": {"kind": "magic"}}, EstimationError, "There is no method 'magic'"),
        (["scale"], {"levels": {"scale": ["a", "b"]}}, DataError, "levels of 'scale' lack 'c'"),
    ],
)
def test_what_cannot_be_imputed_is_refused_by_name(
    variables: list[str], options: dict[str, Any], error: type[Exception], message: str
) -> None:
    columns = {**answers()[0], "nothing": [None] * 300, "alike": [None] + ["k"] * 299}
    with pytest.raises(error) as refused:
        impute(Design(columns, weights="w"), *variables, seed=1, **options)
    assert message in str(refused.value)


def test_an_imputation_that_does_not_exist_is_refused(design: Design) -> None:
    found = impute(design, "y", predictors=["x"], seed=1, m=2, rounds=1)
    with pytest.raises(EstimationError, match="from 0 to 1; not 2"):
        found.completed(2)


def test_pooling_is_rubins_arithmetic() -> None:
    pooled = pool([[1.0], [2.0], [3.0]], [[0.5], [0.7], [0.6]], degrees=50.0)
    total = 0.6 + 4 / 3 * 1.0
    share = 4 / 3 / total
    old, observed = 2 / share**2, 51 / 53 * 50 * (1 - share)
    found = [pooled.estimate[0], pooled.total[0], pooled.fraction[0], pooled.df[0]]
    assert found == pytest.approx([2.0, total, share, old * observed / (old + observed)])


@given(st.lists(st.floats(0.01, 5.0), min_size=2, max_size=8), st.floats(3.0, 500.0))
def test_without_spread_between_imputations_nothing_is_added(variances: list[float], degrees: float) -> None:
    pooled = pool(np.full((len(variances), 1), 4.0), np.array(variances)[:, None], degrees)
    assert pooled.total[0] == pytest.approx(np.mean(variances))
    assert pooled.df[0] == pytest.approx((degrees + 1) / (degrees + 3) * degrees)


def test_pooling_needs_two_data_sets_of_one_shape() -> None:
    with pytest.raises(EstimationError, match="two or more data sets"):
        pool([[1.0]], [[1.0]])
    with pytest.raises(EstimationError, match=r"the shapes are \(2, 1\) and \(2, 2\)"):
        pool([[1.0], [2.0]], [[1.0, 1.0], [1.0, 1.0]])


def test_tables_with_other_rows_cannot_be_pooled(design: Design) -> None:
    with pytest.raises(EstimationError, match="Table 1 does not hold the same rows"):
        pool_tables([design.mean("x"), design.mean("x", "w")])
    with pytest.raises(EstimationError, match="no table to combine"):
        pool_tables([])


@pytest.mark.skipif(os.environ.get("TRIGPOINT_DEEP") != "1", reason="A simulation of 300 surveys: TRIGPOINT_DEEP=1.")
def test_pooled_intervals_cover_at_the_nominal_rate() -> None:
    hits = 0
    for seed in range(300):
        columns, _ = answers(200, seed=1_000 + seed)
        design = Design({"x": columns["x"], "y": columns["y"], "w": np.ones(200)}, weights="w")
        pooled = impute(design, "y", predictors=["x"], seed=seed, m=10, rounds=1).pool(
            lambda frame: Design(frame, weights="w").mean("y"), degrees=199
        )
        row = pooled.rows()[0]
        hits += row.lo <= 10.0 <= row.hi
    assert 0.91 <= hits / 300 <= 0.98
