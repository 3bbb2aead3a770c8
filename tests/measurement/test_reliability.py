"""Reliability: known answers, what formulas have in common, and intervals that hold what they should."""

from __future__ import annotations

import random
from math import sqrt

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from trigpoint.measurement.distributions import f_cdf, f_quantile
from trigpoint.measurement.reliability import ReliabilityError, alpha, feldt, kr20, kr21

TABLES = st.integers(2, 8).flatmap(
    lambda items: st.lists(st.lists(st.booleans(), min_size=items, max_size=items), min_size=2, max_size=30)
)
GUTTMAN = [[True] * n + [False] * (4 - n) for n in range(5)]
"""Five people, four questions: whoever gets one right gets every easier one right too."""


def test_formula_20_of_five_people_and_four_questions_worked_by_hand():
    # Scores 0 to 4: variance 2.5 of a sample. Shares right 4/5, 3/5, 2/5, 1/5: sample variances .2, .3, .3, .2.
    found = kr20(GUTTMAN)

    assert found.value == pytest.approx(4 / 3 * (1 - 1.0 / 2.5))
    assert found.error == pytest.approx(sqrt(2.5 * (1 - 0.8)))
    assert found.too_few


def test_formula_21_worked_by_hand():
    # Scores 0 to 4 of 4: mean 2, variance 2: 4/3 * (1 - 2 * 2 / (4 * 2)).
    assert kr21([0, 1, 2, 3, 4], 4).value == pytest.approx(4 / 3 * 0.5)


@given(TABLES)
def test_alpha_is_that_of_the_covariances(table):
    marks = np.array(table, dtype=float)
    covariance = np.cov(marks, rowvar=False, ddof=1)
    assume(covariance.sum() > 1e-9)
    items = marks.shape[1]

    found = kr20(table)
    assert found.value == pytest.approx(items / (items - 1) * (1 - np.trace(covariance) / covariance.sum()), abs=1e-9)
    assert found.interval is not None
    assert found.interval.low <= found.value + 1e-9
    assert found.interval.low <= found.interval.high <= 1


@given(TABLES)
def test_formula_21_is_never_above_formula_20(table):
    scores = [sum(row) for row in table]
    assume(len(set(scores)) > 1)

    # Both with the variance over n, as Kuder and Richardson wrote them.
    n, items = len(table), len(table[0])
    ours = kr21(scores, items).value
    shares = [sum(row[i] for row in table) / n for i in range(items)]
    twenty = items / (items - 1) * (1 - sum(p * (1 - p) for p in shares) / float(np.var(scores)))
    assert ours <= twenty + 1e-9


@given(st.floats(0.01, 0.99), st.integers(1, 200), st.integers(1, 2_000))
def test_the_quantile_of_f_is_scipys(share, numerator, denominator):
    ours = f_quantile(share, numerator, denominator)

    assert ours == pytest.approx(stats.f.ppf(share, numerator, denominator), rel=1e-7)
    assert f_cdf(ours, numerator, denominator) == pytest.approx(share, abs=1e-9)


def test_feldts_interval_is_that_of_its_formula_and_holds_the_truth_as_often_as_it_says():
    low, high = stats.f.ppf(0.025, 99, 99 * 9), stats.f.ppf(0.975, 99, 99 * 9)
    found = feldt(0.9, 100, 10)
    assert (found.low, found.high) == pytest.approx((1 - 0.1 * high, 1 - 0.1 * low))

    # Marks made of a person's level and noise of equal size: ten such questions have a reliability of 10/11.
    chance = random.Random(20261124)
    held = 0
    for _ in range(300):
        levels = [chance.gauss(0, 1) for _ in range(40)]
        table = [[level + chance.gauss(0, 1) for _ in range(10)] for level in levels]
        interval = alpha(table).interval
        held += interval is not None and interval.holds(10 / 11)
    assert 270 <= held <= 298


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ([], "two people"),
        ([[True, False]], "two people"),
        ([[True], [False]], "two questions"),
        ([[True, False], [True]], "a mark for each question"),
        ([[True, False], [False, True]], "the same mark"),
    ],
)
def test_no_reliability_without_people_questions_or_differences(table, words):
    with pytest.raises(ReliabilityError, match=words):
        kr20(table)


@pytest.mark.parametrize(("scores", "words"), [([3], "two people"), ([1, 9], "between 0 and 4"), ([2, 2], "same mark")])
def test_no_formula_21_without_scores_that_differ(scores, words):
    with pytest.raises(ReliabilityError, match=words):
        kr21(scores, 4)
