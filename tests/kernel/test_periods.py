"""Periods behave as sets of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.kernel import Period, Periods
from trigpoint.kernel.periods import ALWAYS, where_count, where_sum

FIRST = date(2026, 1, 1)
SPAN = 40
points = st.integers(0, SPAN).map(lambda n: FIRST + timedelta(days=n))


@st.composite
def sets_of_days(draw):
    spans = draw(st.lists(st.tuples(points, st.one_of(st.none(), st.integers(1, 12))), max_size=4))
    return Periods.of(*(Period(start, n and start + timedelta(days=n)) for start, n in spans))


def days_of(periods):
    return {n for n in range(SPAN + 20) if FIRST + timedelta(days=n) in periods}


EVERY = set(range(SPAN + 20))


@given(sets_of_days(), sets_of_days())
def test_union_intersection_difference_and_complement_are_those_of_sets(a, b):
    assert days_of(a | b) == days_of(a) | days_of(b)
    assert days_of(a & b) == days_of(a) & days_of(b)
    assert days_of(a - b) == days_of(a) - days_of(b)
    assert days_of(~a) == EVERY - days_of(a)


@given(sets_of_days())
def test_periods_are_sorted_and_neither_overlap_nor_touch(periods):
    edges = periods.run

    assert list(edges) == sorted(set(edges))
    assert len(edges) % 2 == 0
    assert ~~periods == periods


@given(st.lists(st.tuples(sets_of_days(), sets_of_days()), min_size=1, max_size=4), st.integers(1, 4))
def test_counting_asks_for_no_more_members_than_apply(pairs, need):
    members = [(applies, applies & met) for applies, met in pairs]

    counted = Periods(where_count(need, [(applies.run, met.run) for applies, met in members]))

    for n in EVERY:
        day = FIRST + timedelta(days=n)
        applying = sum(day in applies for applies, _ in members)
        satisfied = sum(day in met for _, met in members)
        assert (day in counted) is (applying > 0 and satisfied >= min(need, applying))


def test_amounts_add_up_while_their_windows_overlap():
    assert where_sum([(10, 20, 60), (15, 25, 60), (22, 30, 60)], 100) == (15, 20, 22, 25)


def test_a_period_is_half_open():
    period = Period(date(2026, 9, 1), date(2027, 9, 1))

    assert (date(2026, 9, 1) in period, date(2027, 8, 31) in period, date(2027, 9, 1) in period) == (True, True, False)


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        (date(1899, 12, 31), None, "cannot start before"),
        (date(2026, 1, 1), date(2026, 1, 1), "must be after the start"),
        (date(2026, 1, 2), date(2026, 1, 1), "must be after the start"),
    ],
)
def test_a_period_without_a_day_is_refused(start, end, message):
    with pytest.raises(ValueError, match=message):
        Period(start, end)


def test_shifting_keeps_an_open_end_open():
    shifted = Periods.of(Period(date(2024, 2, 29))).shift(months=36)

    assert shifted == Periods.of(Period(date(2027, 2, 28)))


def test_days_are_counted_up_to_a_day():
    periods = Periods.of(Period(date(2026, 1, 1), date(2026, 1, 11)), Period(date(2026, 2, 1)))

    assert periods.days(until=date(2026, 2, 6)) == 15


def test_the_period_around_a_day_is_found():
    periods = Periods.of(Period(date(2026, 1, 1), date(2026, 1, 11)), Period(date(2026, 2, 1)))

    assert periods.at(date(2026, 1, 10)) == Period(date(2026, 1, 1), date(2026, 1, 11))
    assert periods.at(date(2026, 1, 11)) is None
    assert periods.at(date(2030, 1, 1)) == Period(date(2026, 2, 1))


def test_periods_say_themselves_in_words():
    assert str(Periods()) == "never"
    assert str(Periods(ALWAYS)) == "from 1900-01-01"
