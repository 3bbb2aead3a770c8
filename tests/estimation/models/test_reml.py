"""The profiled criterion against its definition, and the optimum against closed forms."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.models import profile, reml
from trigpoint.estimation.models.profile import Grouping, Profile

FINE, COARSE = Grouping(np.arange(60) % 15, 15), Grouping((np.arange(60) % 15) // 5, 3)
CROSSED = Grouping(np.arange(60) // 15, 4)


def data(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    x = np.column_stack([np.ones(60), rng.normal(size=60)])
    y = 100.0 + x[:, 1] + rng.normal(size=15)[FINE.codes] + rng.normal(size=4)[CROSSED.codes] + rng.normal(size=60)
    return x, y, rng.uniform(0.5, 2.0, 60)


def by_definition(
    theta: np.ndarray, x: np.ndarray, y: np.ndarray, w: np.ndarray, groupings: list[Grouping], *, restricted: bool
) -> float:
    """Minus twice the (restricted) log-likelihood with the n by n covariance written out."""
    v = np.diag(1.0 / w)
    for t, g in zip(theta, groupings, strict=True):
        z = np.eye(g.size)[g.codes]
        v += t**2 * z @ z.T
    inverse = np.linalg.inv(v)
    information = x.T @ inverse @ x
    residual = y - x @ np.linalg.solve(information, x.T @ inverse @ y)
    degrees = len(y) - (x.shape[1] if restricted else 0)
    rss = residual @ inverse @ residual
    value = np.linalg.slogdet(v)[1] + degrees * (1.0 + np.log(2.0 * np.pi * rss / degrees))
    return float(value + (np.linalg.slogdet(information)[1] if restricted else 0.0))


@settings(max_examples=25)
@given(st.floats(0.0, 3.0), st.floats(0.0, 3.0), st.floats(0.0, 3.0), st.integers(0, 20), st.booleans())
def test_the_criterion_is_the_likelihood_written_out(a: float, b: float, c: float, seed: int, restricted: bool) -> None:  # noqa: FBT001  # drawn by Hypothesis
    x, y, w = data(seed)
    groupings = [COARSE, FINE, CROSSED]
    found = Profile(x, y, groupings, w, restricted=restricted)
    theta = np.array([a, b, c])
    expected = by_definition(theta, x, y, w, groupings, restricted=restricted)
    assert found(theta[found.order])[0] == pytest.approx(expected, abs=1e-6)


@settings(max_examples=25)
@given(st.floats(0.05, 2.0), st.floats(0.05, 2.0), st.booleans())
def test_the_gradient_is_the_slope_of_the_criterion(a: float, b: float, restricted: bool) -> None:  # noqa: FBT001  # drawn by Hypothesis
    x, y, w = data(1)
    found = Profile(x, y, [FINE, CROSSED], w, restricted=restricted)
    theta, step = np.array([a, b]), 1e-5
    slopes = [(found(theta + step * e)[0] - found(theta - step * e)[0]) / (2 * step) for e in np.eye(2)]
    np.testing.assert_allclose(found(theta)[1], slopes, rtol=1e-4, atol=1e-5)


def test_dense_and_sparse_blocks_give_the_same_fit(monkeypatch: pytest.MonkeyPatch) -> None:
    x, y, w = data(2)
    dense = reml.fit(x, y, [COARSE, FINE, CROSSED], w)
    monkeypatch.setattr(profile, "DENSE_FLOPS", 0)
    sparse = reml.fit(x, y, [COARSE, FINE, CROSSED], w)
    assert sparse.criterion == pytest.approx(dense.criterion, abs=1e-9)
    for one, other in zip(sparse.prediction, dense.prediction, strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-5)


def test_a_balanced_layout_has_the_estimates_and_degrees_of_its_analysis_of_variance() -> None:
    rng = np.random.default_rng(5)
    groups, each = 12, 6
    codes = np.repeat(np.arange(groups), each)
    y = rng.normal(0, 2, groups)[codes] + rng.normal(size=groups * each)
    fit = reml.fit(np.ones((groups * each, 1)), y, [Grouping(codes, groups)])
    means = y.reshape(groups, each).mean(axis=1)
    between = each * means.var(ddof=1)
    within = ((y - means[codes]) ** 2).sum() / (groups * (each - 1))
    assert fit.residual_variance == pytest.approx(within, rel=1e-6)
    assert fit.theta[0] ** 2 * fit.residual_variance == pytest.approx((between - within) / each, rel=1e-5)
    assert fit.covariance[0, 0] == pytest.approx(between / (groups * each), rel=1e-5)
    assert fit.satterthwaite[0] == pytest.approx(groups - 1, rel=1e-4)
    shrinkage = 1.0 - within / between
    np.testing.assert_allclose(fit.effects[0], shrinkage * (means - y.mean()), atol=1e-4)


def test_a_variance_of_zero_is_found_where_groups_are_alike() -> None:
    y = np.tile([1.0, 2.0, 3.0, 4.0], 6)
    fit = reml.fit(np.ones((24, 1)), y, [Grouping(np.repeat(np.arange(6), 4), 6)])
    assert fit.theta.tolist() == [0.0]
    assert fit.effects[0].tolist() == [0.0] * 6
    assert fit.residual_variance == pytest.approx(y.var(ddof=1))


def test_the_order_of_groupings_does_not_matter() -> None:
    x, y, _ = data(3)
    one, other = reml.fit(x, y, [FINE, CROSSED]), reml.fit(x, y, [CROSSED, FINE])
    assert one.criterion == pytest.approx(other.criterion, abs=1e-8)
    np.testing.assert_allclose(one.theta, other.theta[::-1], atol=1e-5)
    np.testing.assert_allclose(one.effects[0], other.effects[1], atol=1e-4)


@settings(max_examples=12)
@given(st.integers(0, 10_000), st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_no_nearby_point_has_a_lower_criterion(seed: int, fine: float, crossed: float) -> None:
    rng = np.random.default_rng(seed)
    y = fine * rng.normal(size=15)[FINE.codes] + crossed * rng.normal(size=4)[CROSSED.codes] + rng.normal(size=60)
    x = np.ones((60, 1))
    found = reml.fit(x, y, [FINE, CROSSED])
    around = Profile(x, y, [FINE, CROSSED])
    for step in (0.3, 0.03, 0.003):
        for away in (np.array([a, b]) for a in (-step, 0, step) for b in (-step, 0, step)):
            assert around(np.abs(found.theta + away))[0] >= found.criterion - 1e-7


def test_a_response_that_is_fitted_exactly_is_refused() -> None:
    x, _, _ = data(0)
    with pytest.raises(EstimationError, match="fitted exactly"):
        reml.fit(x, np.zeros(60), [FINE])
