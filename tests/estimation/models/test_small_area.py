"""Small-area estimates: between the direct figure and the model's, as exact as claimed, adding up to regions."""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trigpoint.estimation import Design
from trigpoint.estimation.errors import DataError, EstimationError
from trigpoint.estimation.models import fay_herriot
from trigpoint.estimation.models.small_area import MOSTLY_MODEL, SAME, SYNTHETIC, SmallAreaFit, small_area

AREAS = [f"A{code:02d}" for code in range(30)]


def answers(seed: int = 1) -> dict[str, Any]:
    """Make 30 areas in 3 regions with 2 to 60 answers each."""
    rng = np.random.default_rng(seed)
    sizes = np.concatenate([[2, 3], rng.integers(4, 60, 28)])
    area = np.repeat(np.arange(30), sizes)
    poor = np.linspace(0.1, 0.5, 30)
    truth = 4.0 + 6.0 * poor + rng.normal(0, 0.8, 30)
    return {
        "hours": truth[area] + rng.normal(0, 2, area.size),
        "area": [AREAS[a] for a in area],
        "region": [f"R{a // 10}" for a in area],
        "poor": poor[area],
        "w": rng.uniform(1, 3, area.size),
    }


@pytest.fixture
def design() -> Design:
    return Design(answers(), weights="w")


def test_an_estimate_lies_between_the_direct_figure_and_the_model(design: Design) -> None:
    fit = small_area(design, "hours", "area", ["poor"])
    low = np.minimum(fit.direct.estimates, fit.core.synthetic)
    high = np.maximum(fit.direct.estimates, fit.core.synthetic)
    assert ((low <= fit.estimates) & (fit.estimates <= high)).all()
    np.testing.assert_allclose(
        fit.estimates, fit.core.weight * fit.direct.estimates + (1 - fit.core.weight) * fit.core.synthetic
    )


def test_the_direct_figures_are_those_of_the_design(design: Design) -> None:
    direct = small_area(design, "hours", "area", ["poor"]).direct_table()
    expected = design.mean("hours", by="area")
    for column in ("estimate", "se", "n"):
        np.testing.assert_allclose(direct.column(column), expected.column(column), rtol=1e-9)


def test_few_answers_count_for_less_and_are_flagged(design: Design) -> None:
    fit = small_area(design, "hours", "area", ["poor"])
    order = np.argsort(fit.direct.n)
    assert (np.diff(fit.core.weight[order]) >= 0).all()
    flagged = fit.table().column("flag") == MOSTLY_MODEL
    assert flagged.tolist() == (fit.core.weight < 0.5).tolist()
    assert flagged[:2].all()


def test_the_errors_are_smaller_than_those_of_the_direct_figures(design: Design) -> None:
    fit = small_area(design, "hours", "area", ["poor"])
    assert (fit.mse < fit.variances).mean() > 0.9


def test_smoothed_variances_fall_with_the_number_of_answers(design: Design) -> None:
    fit = small_area(design, "hours", "area", ["poor"])
    np.testing.assert_allclose(fit.variances * fit.direct.n, (fit.variances * fit.direct.n)[0])
    direct = small_area(design, "hours", "area", ["poor"], variances="direct")
    np.testing.assert_array_equal(direct.variances, direct.direct.variances)


@pytest.mark.parametrize("adjust", ["difference", "ratio"])
def test_benchmarked_areas_average_to_their_region(design: Design, adjust: Any) -> None:
    fit = small_area(design, "hours", "area", ["poor"], benchmark="region", adjust=adjust)
    free = small_area(design, "hours", "area", ["poor"])
    regions = design.mean("hours", by="region")
    for number, row in enumerate(regions.rows()):
        here = slice(10 * number, 10 * number + 10)
        share = fit.direct.size[here] / fit.direct.size[here].sum()
        assert share @ fit.estimates[here] == pytest.approx(row.estimate)
    assert (fit.mse >= free.mse).all()
    assert fit.table().rows()[0].method.endswith(f"benchmarked to region ({adjust})")
    assert "average to that group's own figure" in fit.plain()


def register(**changed: Any) -> dict[str, Any]:
    poor = np.append(np.linspace(0.1, 0.5, 30), 0.3)
    region = [f"R{code // 10}" for code in range(30)] + ["R2"]
    return {"area": [*AREAS, "A30"], "poor": poor, "region": region, "schools": np.full(31, 150.0), **changed}


def test_an_area_where_nobody_answered_gets_the_model_alone(design: Design) -> None:
    fit = small_area(design, "hours", "area", ["poor"], population=register(), size="schools", benchmark=None)
    row = fit.table().row(area="A30")
    assert (row.n, row.flag) == (0, SYNTHETIC)
    assert row.estimate == pytest.approx(fit.core.beta @ [1.0, 0.3])
    assert row.se**2 == pytest.approx(fit.core.between + np.array([1, 0.3]) @ fit.core.covariance @ [1, 0.3])
    assert np.isnan(fit.direct_table().row(area="A30").estimate)
    assert "In 1 of them nobody answered" in fit.plain()


def test_the_covariates_of_the_register_are_used_and_said(design: Design) -> None:
    fit = small_area(design, "hours", "area", ["poor"], population=register(), size="schools", benchmark="region")
    assert "come from the population table" in fit.plain()
    np.testing.assert_allclose(fit.core.beta, small_area(design, "hours", "area", ["poor"]).core.beta)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"poor": np.append(np.linspace(0.1, 0.5, 30), np.nan)}, "'poor' has no value for A30"),
        ({"area": [*AREAS, "A00"]}, "more than one row for A00"),
        ({"area": ["B00", *AREAS[1:], "A30"]}, "The population table lacks A00, where people answered"),
        ({"region": [f"R{code // 10}" for code in range(30)] + [None]}, "A30 has no 'region'"),
    ],
)
def test_a_register_that_does_not_fit_is_refused_by_name(design: Design, changed: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError) as refused:
        small_area(design, "hours", "area", ["poor"], population=register(**changed), benchmark="region")
    assert message in str(refused.value)


def test_an_area_in_two_regions_cannot_be_benchmarked() -> None:
    columns = answers()
    columns["region"][0] = "R2"
    with pytest.raises(DataError, match="A00 lies in more than one 'region'"):
        small_area(Design(columns, weights="w"), "hours", "area", ["poor"], benchmark="region")


def test_an_area_without_a_sampling_variance_is_named() -> None:
    columns = answers()
    columns["hours"][:2] = 5.0
    with pytest.raises(DataError, match=r"it is not in 'A00' \(0\)"):
        small_area(Design(columns, weights="w"), "hours", "area", ["poor"], variances="direct")


def test_areas_that_do_not_differ_get_the_model_alone_with_a_flag() -> None:
    y, x = np.full(12, 3.0), np.ones((12, 1))
    core = fay_herriot.fit(y + np.tile([-0.1, 0.1], 6), np.ones(12), x, AREAS[:12])
    assert core.between == 0.0
    np.testing.assert_allclose(core.estimates, 3.0)
    columns = {"y": np.tile([1.0, 2.0, 3.0, 4.0, 5.0], 8), "area": np.repeat(np.arange(8), 5), "w": np.ones(40)}
    fit = small_area(Design(columns, weights="w"), "y", "area")
    assert set(fit.table().column("flag").tolist()) == {SAME}
    assert "no sign that areas differ" in fit.plain()


def test_too_few_areas_or_tied_covariates_are_refused(design: Design) -> None:
    three = Design({**answers(), "area": [f"A{i % 3}" for i in range(len(answers()["area"]))]}, weights="w")
    with pytest.raises(EstimationError, match="3 areas with an estimate cannot support 2 coefficients"):
        small_area(three, "hours", "area", ["poor"])
    with pytest.raises(EstimationError, match="covariates determine one another"):
        small_area(design, "hours", "area", ["poor", "poor"])


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.floats(0.0, 3.0))
def test_no_nearby_variance_has_a_lower_criterion(seed: int, spread: float) -> None:
    rng = np.random.default_rng(seed)
    x, d = np.column_stack([np.ones(20), rng.normal(size=20)]), rng.uniform(0.2, 3.0, 20)
    y = x @ [1.0, 2.0] + spread * rng.normal(size=20) + np.sqrt(d) * rng.normal(size=20)
    core = fay_herriot.fit(y, d, x, AREAS[:20])
    for away in (1e-3, 0.1, 1.0):
        for value in (core.between + away, max(core.between - away, 0.0)):
            v = value + d
            information = (x / v[:, None]).T @ x
            e = y - x @ np.linalg.solve(information, x.T @ (y / v))
            other = np.log(v).sum() + np.linalg.slogdet(information)[1] + e @ (e / v) + 18 * np.log(2 * np.pi)
            assert other >= core.criterion - 1e-9


def test_the_coefficients_and_the_text_are_there(design: Design) -> None:
    fit = small_area(design, "hours", "area", ["poor"])
    assert isinstance(fit, SmallAreaFit)
    assert fit.coefficients().column("level").tolist() == ["(intercept)", "poor"]
    assert fit.between_sd == pytest.approx(np.sqrt(fit.core.between))
    text = fit.plain()
    assert "These are figures for hours in 30 areas" in text
    assert "in some, as few as 2" in text
    assert "do not rank areas by the middle figure alone" in text


@pytest.mark.skipif(os.environ.get("TRIGPOINT_DEEP") != "1", reason="A simulation of 2,000 sets: TRIGPOINT_DEEP=1.")
def test_the_mean_squared_error_is_right_on_average_and_intervals_cover() -> None:
    rng = np.random.default_rng(5)
    m = 40
    x, d = np.column_stack([np.ones(m), rng.normal(size=m)]), np.tile([0.3, 0.6, 1.0, 2.0], 10)
    squared, claimed, hits = np.zeros(m), np.zeros(m), 0
    for _ in range(2_000):
        truth = x @ [5.0, 1.0] + rng.normal(size=m)
        core = fay_herriot.fit(truth + np.sqrt(d) * rng.normal(size=m), d, x, [str(i) for i in range(m)])
        squared += (core.estimates - truth) ** 2 / 2_000
        claimed += core.mse / 2_000
        hits += int((np.abs(core.estimates - truth) <= 1.96 * np.sqrt(core.mse)).sum())
    assert claimed.sum() / squared.sum() == pytest.approx(1.0, abs=0.05)
    assert 0.935 <= hits / (2_000 * m) <= 0.96
