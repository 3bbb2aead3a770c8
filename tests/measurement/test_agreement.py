"""How well two judges agree: published examples, and laws."""

from __future__ import annotations

from itertools import count
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.measurement.agreement import FEWEST, Pair, agreement, severity, wilson

ABSTRACTORS = [[13, 0, 0], [0, 20, 7], [0, 4, 56]]
"""Published with the R package irrCAC, as cont3x3abstractors: what two abstractors made of 100 records."""
VERDICTS = st.sampled_from(["shown", "not shown"])
PAIRS = st.lists(st.tuples(VERDICTS, VERDICTS), min_size=FEWEST, max_size=120).map(
    lambda found: [Pair(place, one, other) for place, (one, other) in enumerate(found)]
)


def pairs_of(table: list[list[int]]) -> list[Pair]:
    number = count()
    return [
        Pair(next(number), row, column)
        for row, counts in enumerate(table)
        for column, found in enumerate(counts)
        for _ in range(found)
    ]


def test_the_published_table_of_two_abstractors_gives_its_published_figures():
    found = agreement(pairs_of(ABSTRACTORS))
    assert (found.n, found.same) == (100, 89)
    assert found.share.value == 0.89
    assert found.kappa.value == pytest.approx(0.7964094, abs=1e-7)
    assert found.ac1.value == pytest.approx(0.8493305, abs=1e-7)
    # irrCAC divides by n where we divide by n - 1.
    assert found.kappa.error is not None
    assert found.kappa.error * sqrt(0.99) == pytest.approx(0.05891072, abs=1e-6)
    assert found.ac1.error is not None
    assert found.ac1.error * sqrt(0.99) == pytest.approx(0.0432, abs=5e-5)


def test_kappa_of_the_diagnoses_of_fleiss_is_as_he_printed_it():
    # Fleiss, Levin and Paik, Statistical Methods for Rates and Proportions, third edition, table 18.1: 0.68.
    found = agreement(pairs_of([[75, 1, 4], [5, 4, 1], [0, 0, 10]])).kappa
    assert found.value == pytest.approx(0.676, abs=5e-4)
    assert found.error is not None
    assert found.error * sqrt(0.99) == pytest.approx(0.0877, abs=5e-4)


def test_where_nearly_all_is_shown_kappa_is_nought_and_ac1_is_not():
    # The paradox for which Gwet made the coefficient: 118 and 0 alike of 125.
    found = agreement(pairs_of([[118, 5], [2, 0]]))
    assert found.share.value == pytest.approx(0.944)
    assert found.kappa.value == pytest.approx(-0.0234, abs=5e-5)
    assert found.ac1.value == pytest.approx(0.9408, abs=5e-5)


def test_severity_is_what_the_formula_gives_by_hand():
    # 1, 1, 7 and 12 of 21; with the formula of Bonett and Price by hand: (2 - 8) / 23, give or take 1.96 times the root
    # of (10 / 23 - (6 / 23)²) / 23.
    found = severity(pairs_of([[1, 1], [7, 12]]), shown=0).difference
    assert found.value == pytest.approx(-0.286, abs=5e-4)
    assert found.low == pytest.approx(-0.508, abs=5e-4)
    assert found.high == pytest.approx(-0.013, abs=5e-4)


def test_wilsons_interval_never_ends_where_nothing_is_certain():
    low, high = wilson(20, 20)
    assert 0.83 < low < 0.84
    assert high == pytest.approx(1)
    with pytest.raises(ValueError, match="nothing has no interval"):
        wilson(0, 0)


def test_too_few_pairs_give_counts_and_no_coefficient():
    found = agreement(pairs_of([[10, 2], [0, FEWEST - 13]]))
    assert (found.n, found.same) == (FEWEST - 1, FEWEST - 3)
    assert [one.is_known for one in (found.share, found.kappa, found.ac1)] == [False] * 3
    assert found.ac1.why == "Too few to say: 19 pairs, and 20 are needed."
    assert severity(pairs_of([[10, 0]]), shown=0).difference.why == "Too few to say: 10 pairs, and 20 are needed."
    assert agreement([]).n == 0


def test_thirty_that_all_agree_do_not_make_certain():
    found = agreement(pairs_of([[30]]))
    assert found.ac1.value == 1
    assert found.ac1.low == pytest.approx(wilson(30, 30)[0])
    assert found.kappa.value is None
    assert found.kappa.why == "Both gave one and the same verdict to everything, so kappa cannot be worked out."


def test_criteria_of_one_submission_do_not_count_as_strangers():
    # Every submission either all agrees or all does not: forty pairs are worth ten.
    alike = [Pair(place // 4, "shown", "shown" if place // 4 % 2 else "not shown") for place in range(40)]
    apart = [Pair(place, pair.one, pair.other) for place, pair in enumerate(alike)]
    together, alone = agreement(alike), agreement(apart)
    assert together.share.value == alone.share.value
    assert together.share.low is not None
    assert alone.share.low is not None
    assert together.share.low < alone.share.low
    assert together.ac1.error is not None
    assert alone.ac1.error is not None
    assert together.ac1.error > 1.9 * alone.ac1.error


@given(PAIRS)
def test_figures_lie_in_their_intervals_and_these_within_what_is_possible(pairs):
    found = agreement(pairs)
    for figure, least in ((found.share, 0.0), (found.kappa, -1.0), (found.ac1, -1.0)):
        if figure.value is not None and figure.low is not None and figure.high is not None:
            assert least <= figure.low <= figure.value + 1e-9
            assert figure.value - 1e-9 <= figure.high <= 1.0
            assert figure.high - figure.low > 0


@given(PAIRS)
def test_the_two_judges_may_change_places(pairs):
    turned = agreement([Pair(pair.cluster, pair.other, pair.one) for pair in pairs])
    found = agreement(pairs)
    assert turned.same == found.same
    assert turned.ac1.value == pytest.approx(found.ac1.value)
    assert turned.kappa.value == pytest.approx(found.kappa.value)
    assert turned.ac1.error == pytest.approx(found.ac1.error)
    there, back = severity(pairs, "shown"), severity([Pair(p.cluster, p.other, p.one) for p in pairs], "shown")
    assert there.difference.value == pytest.approx(-(back.difference.value or 0))
    assert there.is_apart == back.is_apart


@given(PAIRS)
def test_names_of_verdicts_make_no_difference(pairs):
    named = {"shown": 1, "not shown": 0}
    other = agreement([Pair(pair.cluster, named[str(pair.one)], named[str(pair.other)]) for pair in pairs])
    assert other.ac1 == agreement(pairs).ac1


@given(PAIRS)
def test_the_error_is_that_of_the_figure_worked_out_again_without_each_pair(pairs):
    """The jackknife, which knows nothing of our formula, finds nearly the same error."""
    pairs = [*pairs, *pairs, *pairs]
    pairs = [Pair(place, pair.one, pair.other) for place, pair in enumerate(pairs)]
    whole = agreement(pairs).ac1
    assert whole.error is not None
    n = len(pairs)
    cells: dict[tuple[object, object], float] = {}
    for pair in pairs:
        cell = (pair.one, pair.other)
        if cell not in cells:
            without = list(pairs)
            without.remove(next(one for one in pairs if (one.one, one.other) == cell))
            cells[cell] = agreement(without).ac1.value or 0.0
    values = [cells[pair.one, pair.other] for pair in pairs]
    middle = sum(values) / n
    jackknife = sqrt((n - 1) / n * sum((value - middle) ** 2 for value in values))
    # Taking one out can change which verdicts were given at all; then the two are of different coefficients.
    if len({verdict for pair in pairs for verdict in (pair.one, pair.other)}) == 2:
        assert whole.error == pytest.approx(jackknife, rel=0.1, abs=0.02)
