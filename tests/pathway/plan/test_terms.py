"""Half-terms, and the hours at which a reminder may come."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from trigpoint.pathway.plan.terms import Calendar
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.humane import morning

OWN = Calendar.of([["2026-11-02", "2026-12-11"], ["2027-01-11", "2027-02-05"]])


def test_a_day_in_term_is_in_its_own_half_term():
    half = OWN.around(date(2026, 11, 23))

    assert (half.start, half.end, half.approximate) == (date(2026, 11, 2), date(2026, 12, 11), False)


def test_a_day_of_holiday_belongs_to_the_half_term_after_it():
    assert OWN.around(date(2026, 12, 20)).start == date(2027, 1, 11)
    assert Calendar().around(date(2026, 12, 28)).start > date(2026, 12, 28)


def test_approximate_dates_count_where_she_gave_none_or_none_so_late():
    assert Calendar().around(date(2026, 11, 23)).approximate
    assert OWN.around(date(2027, 5, 4)).approximate
    assert OWN.around(date(2026, 5, 10)).approximate


@pytest.mark.parametrize(
    ("moment", "may"),
    [
        ("2026-11-23 8:0", True),
        ("2026-11-23 17:59", True),
        ("2026-11-23 18:0", False),
        ("2026-11-23 7:59", False),
        ("2026-11-21 12:0", False),  # a Saturday
        ("2026-12-14 12:0", False),  # her holiday
        ("2027-7-1 8:30", True),  # summer time
    ],
)
def test_a_reminder_comes_on_school_days_from_eight_to_six(moment, may):
    assert OWN.may_write(datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=ENGLAND)) is may


def test_the_first_school_day_of_a_week_is_a_monday_or_the_first_after_a_holiday():
    assert OWN.is_first_of_week(date(2026, 11, 23))
    assert not OWN.is_first_of_week(date(2026, 11, 24))
    assert Calendar.of([["2027-01-06", "2027-02-05"]]).is_first_of_week(date(2027, 1, 6))
    assert not OWN.is_first_of_week(date(2026, 12, 14))


def test_she_is_told_a_week_before_and_on_the_school_day_before():
    dates = [date(2026, 11, 30)]

    assert OWN.is_before(date(2026, 11, 23), dates)
    assert OWN.is_before(date(2026, 11, 27), dates)  # the Friday before a Monday
    assert not OWN.is_before(date(2026, 11, 25), dates)
    assert not OWN.is_before(date(2026, 11, 30), dates)
    assert not OWN.is_before(date(2026, 12, 12), [date(2026, 12, 13)])


def test_morning_is_half_past_eight_in_england():
    assert morning(date(2027, 7, 1)).isoformat() == "2027-07-01T08:30:00+01:00"
