"""Minutes and marks, worked out by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.learning.examination.timing import (
    end_after_pause,
    end_of,
    is_over,
    mark_of,
    minutes_for,
    minutes_left,
    more_minutes,
    stands,
)
from trigpoint.platform.clock import ENGLAND

MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)).map(lambda at: at.replace(tzinfo=UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("percent", "rest", "minutes"), [(0, 0, 45), (25, 0, 57), (50, 10, 78), (100, 20, 110), (0, 10, 55)]
)
def test_extra_time_is_rounded_up_and_rest_is_added(percent, rest, minutes):
    assert minutes_for(45, percent, rest) == minutes


@given(MOMENTS, st.integers(1, 200))
def test_a_part_is_as_long_in_england_as_anywhere(moment, minutes):
    ends = end_of(moment.astimezone(ENGLAND), minutes)

    assert ends - moment == timedelta(minutes=minutes)
    assert minutes_left(ends, moment.astimezone(ENGLAND)) == minutes
    assert is_over(ends, ends.astimezone(ENGLAND))
    assert not is_over(ends, ends - timedelta(microseconds=1))


@pytest.mark.parametrize(("allowed", "percent", "minutes"), [(45, 25, 12), (40, 25, 10), (90, 25, 23)])
def test_more_time_is_rounded_up(allowed, percent, minutes):
    assert more_minutes(allowed, percent) == minutes


@given(MOMENTS, st.integers(1, 200), st.integers(1, 30), st.integers(0, 30))
def test_a_pause_moves_the_end_by_just_as_long_as_it_stood(moment, minutes, most, used):
    used = min(used, most)
    ends, until = end_of(end_of(moment, minutes), most), end_of(moment, most)
    back = moment + timedelta(minutes=used)

    assert stands(until.astimezone(ENGLAND), back.astimezone(ENGLAND)) == (used < most)
    cut_short = end_after_pause(ends.astimezone(ENGLAND), until.astimezone(ENGLAND), back.astimezone(ENGLAND))
    assert cut_short - moment == timedelta(minutes=minutes + used)


@pytest.mark.parametrize(
    ("right", "counted", "mark"), [(27, 40, 68), (0, 40, 0), (40, 40, 100), (1, 8, 13), (0, 0, None)]
)
def test_a_mark_is_rounded_to_whole_points_halves_up(right, counted, mark):
    assert mark_of(right, counted) == mark
