"""Days and months, by a table of cases worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.kernel.calendar import OPEN, add_months, months_after, pushed_back, service_hundredths, window_end


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2025, 9, 1), 36, date(2028, 9, 1)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), 0, date(2026, 3, 31)),
        (date(2028, 9, 1), -22, date(2026, 11, 1)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_adding_months_keeps_the_day_or_takes_the_last_of_the_month(day, months, expected):
    assert add_months(day, months) == expected


def test_months_are_counted_from_the_original_date_never_step_by_step():
    start = date(2024, 2, 29)

    stepwise = add_months(add_months(start, 36), 12)

    assert (add_months(start, 48), stepwise) == (date(2028, 2, 29), date(2028, 2, 28))


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(0, 600))
def test_a_later_day_never_overtakes_in_months(day, months):
    later = date.fromordinal(day.toordinal() + 1)

    assert add_months(day, months) <= add_months(later, months)


def test_months_past_the_calendar_are_an_error_for_people_and_an_open_end_inside():
    with pytest.raises(OverflowError, match="use fewer months"):
        add_months(date(9999, 1, 1), 12)

    assert months_after(date(9999, 1, 1).toordinal(), 12) == OPEN


@pytest.mark.parametrize(
    ("paused", "expected"),
    [
        ([], date(2027, 3, 3)),
        ([(date(2026, 6, 1), date(2026, 7, 1))], date(2027, 4, 2)),
        ([(date(2026, 1, 1), date(2026, 3, 8))], date(2027, 3, 8)),
        ([(date(2027, 3, 2), date(2027, 3, 12))], date(2027, 3, 13)),
        ([(date(2027, 3, 3), date(2027, 4, 3))], date(2027, 3, 3)),
        ([(date(2026, 6, 1), date(2026, 7, 1)), (date(2027, 3, 20), date(2027, 3, 30))], date(2027, 4, 12)),
    ],
)
def test_paused_days_push_the_end_of_a_window_back(paused, expected):
    run = tuple(day.toordinal() for span in paused for day in span)

    assert date.fromordinal(window_end(date(2026, 3, 3).toordinal(), 12, run)) == expected


def test_an_open_pause_keeps_a_window_open():
    assert pushed_back(100, 200, (150, OPEN)) == OPEN


@pytest.mark.parametrize(("months", "hundredths"), [(12, 36_500), (1, 3_042), (6, 18_250), (36, 109_500)])
def test_a_month_of_service_is_a_twelfth_of_365_days_of_full_time_rounded_up(months, hundredths):
    assert service_hundredths(months) == hundredths
