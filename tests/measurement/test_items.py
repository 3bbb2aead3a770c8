"""How single questions do: known answers, laws, and silence where too few answered."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from trigpoint.measurement.items import (
    Flag,
    Raised,
    Response,
    correlation,
    discrimination,
    facility,
    fisher,
    item_figures,
    wilson,
)

COUNTS = st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


def test_wilsons_interval_is_that_of_newcombes_table():
    # Newcombe, R. G. (1998), Statistics in Medicine 17, 857-872, table I, method 3 (the score interval).
    for successes, n, low, high in ((81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611)):
        found = wilson(successes, n)
        assert (found.low, found.high) == pytest.approx((low, high), abs=0.00005)


@given(COUNTS)
def test_wilsons_interval_is_scipys_and_holds_the_share(counts):
    successes, n = counts
    found = wilson(successes, n)
    theirs = stats.binomtest(successes, n).proportion_ci(method="wilson")

    assert (found.low, found.high) == pytest.approx((theirs.low, theirs.high), abs=1e-12)
    assert found.low <= successes / n <= found.high
    mirrored = wilson(n - successes, n)
    assert (1 - found.high, 1 - found.low) == pytest.approx((mirrored.low, mirrored.high), abs=1e-12)


@pytest.mark.parametrize(("successes", "n"), [(1, 0), (-1, 4), (5, 4)])
def test_no_interval_of_what_no_count_can_be(successes, n):
    with pytest.raises(ValueError, match="is no proportion"):
        wilson(successes, n)


def test_facility_says_nothing_of_nine_answers_and_something_of_ten():
    assert facility(9, 9).value is None
    assert facility(9, 9).too_few
    assert facility(9, 10).value == 0.9
    assert not facility(9, 10).too_few


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 40)), min_size=31, max_size=80))
def test_discrimination_is_scipys_point_biserial_with_its_interval(rows):
    found = discrimination([Response(right, score / 40) for right, score in rows])
    right, scores = [float(one) for one, _ in rows], [float(score) for _, score in rows]
    if len(set(right)) == 1 or len(set(scores)) == 1:
        assert found.value is None
        return
    theirs = stats.pearsonr(right, scores)

    assert found.value == pytest.approx(theirs.statistic, abs=1e-9)
    assert found.interval is not None
    if abs(theirs.statistic) < 1 - 1e-9:
        interval = theirs.confidence_interval()
        assert (found.interval.low, found.interval.high) == pytest.approx((interval.low, interval.high), abs=1e-9)


def test_discrimination_says_nothing_of_29_answers_or_where_all_answered_alike():
    mixed = [Response(right=number % 2 == 0, rest=number / 40) for number in range(29)]

    assert discrimination(mixed).value is None
    assert discrimination([Response(right=True, rest=number / 40) for number in range(40)]).value is None
    assert correlation([(1, 1)]) is None


def test_fisher_needs_four_pairs_and_ends_at_one():
    with pytest.raises(ValueError, match="no interval"):
        fisher(0.5, 3)
    assert fisher(1, 50).low == 1


def test_a_question_that_all_of_200_get_right_is_flagged_as_easy_and_one_of_20_is_not():
    assert Raised(Flag.EASY) in item_figures([Response(right=True, rest=0.5)] * 200).flags
    assert item_figures([Response(right=True, rest=0.5)] * 20).flags == ()


def test_a_question_that_few_get_right_is_flagged_as_hard():
    rows = [Response(right=number < 10, rest=0.5) for number in range(100)]

    assert item_figures(rows).flags == (Raised(Flag.HARD),)


def test_a_question_that_the_best_get_wrong_is_flagged_with_the_option_that_they_choose():
    rows = [
        Response(right=number < 30, rest=number / 60, chosen=("a",) if number < 30 else ("b",)) for number in range(60)
    ]
    found = item_figures(rows, ("a", "b", "c"), ["a"])

    assert found.flags == (Raised(Flag.NEGATIVE), Raised(Flag.BEST_CHOOSE, "b"))
    assert found.chosen == (("a", 30), ("b", 30), ("c", 0))


def test_an_option_nobody_chose_is_flagged_once_80_answered():
    rows = [Response(right=number % 3 > 0, rest=(number % 7) / 7, chosen=("a",)) for number in range(80)]

    assert Raised(Flag.NEVER_CHOSEN, "c") in item_figures(rows, ("a", "c"), ["a"]).flags
    assert Raised(Flag.NEVER_CHOSEN, "c") not in item_figures(rows[:79], ("a", "c"), ["a"]).flags
