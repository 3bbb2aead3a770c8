"""The pass mark that judges set: worked by hand, weighted, and refused where a judge left something out."""

from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.measurement.angoff import RatingsError, standard

THREE = {
    "ann": {"q1": 60.0, "q2": 80.0},
    "ben": {"q1": 50.0, "q2": 70.0},
    "cat": {"q1": 70.0, "q2": 90.0},
}
RATINGS = st.tuples(st.integers(2, 6), st.integers(1, 6)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 100).map(float), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


def as_ratings(rows):
    return {f"j{j}": {f"q{i}": value for i, value in enumerate(row)} for j, row in enumerate(rows)}


def test_three_judges_and_two_questions_worked_by_hand():
    found = standard(THREE)

    assert found.mean == 70
    assert found.judges == (("ann", 70.0), ("ben", 60.0), ("cat", 80.0))
    assert found.spread == 10
    assert found.error == pytest.approx(10 / sqrt(3))
    # No judge is at odds with another on one question more than on the other: questions vary by 200, judges by 100.
    assert found.error_with_items == pytest.approx(sqrt(100 / 3 + 200 / 2))
    assert [(one.mean, one.spread, one.low, one.high) for one in found.items] == [(60, 10, 50, 70), (80, 10, 70, 90)]


def test_a_question_that_counts_three_times_weighs_three_times():
    assert standard(THREE, {"q1": 3, "q2": 1}).mean == 65


def test_a_single_judge_shows_no_spread():
    found = standard({"ann": {"q1": 60.0}})

    assert (found.mean, found.spread, found.error, found.error_with_items) == (60, None, None, None)


@given(RATINGS)
def test_the_mean_lies_between_the_judges_and_does_not_hang_on_their_order(rows):
    found = standard(as_ratings(rows))
    own = [value for _, value in found.judges]

    assert min(own) - 1e-9 <= found.mean <= max(own) + 1e-9
    assert standard(as_ratings(rows[::-1])).mean == pytest.approx(found.mean)
    assert found.error is not None
    assert found.spread is not None
    assert 0 <= found.error <= found.spread + 1e-9


@given(RATINGS, st.integers(0, 20))
def test_judges_who_all_ask_for_more_move_the_mean_and_not_the_spread(rows, more):
    lower = standard(as_ratings([[value * 0.8 for value in row] for row in rows]))
    higher = standard(as_ratings([[value * 0.8 + more for value in row] for row in rows]))

    assert higher.mean == pytest.approx(lower.mean + more)
    assert higher.spread == pytest.approx(lower.spread, abs=1e-9)


@pytest.mark.parametrize(
    ("ratings", "weights", "words"),
    [
        ({}, None, "No judge"),
        ({"ann": {}}, None, "no question"),
        ({"ann": {"q1": 50.0}, "ben": {"q2": 50.0}}, None, "ben has not rated the same questions"),
        ({"ann": {"q1": 101.0}}, None, "outside 0 to 100"),
        ({"ann": {"q1": 50.0}}, {"q2": 1}, "weights"),
    ],
)
def test_no_standard_of_what_is_left_out_or_impossible(ratings, weights, words):
    with pytest.raises(RatingsError, match=words):
        standard(ratings, weights)
