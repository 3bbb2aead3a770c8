from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.deadlines import Confidence, OutsideDatesError, last_safe_start, load, senco_clock, third_anniversary
from trigpoint.kernel.calendar import add_months

FILE = Path(__file__).parents[2] / "content" / "deadlines" / "senco.yaml"
RULE = load(yaml.safe_load(FILE.read_text(encoding="utf-8")), file="senco.yaml")[0]
BECAME = st.dates(date(2009, 9, 2), date(2090, 1, 1))


def test_the_anniversary_itself_is_the_last_day_in_time() -> None:
    clock = senco_clock(RULE, date(2024, 9, 1))
    assert (clock.deadline.date, clock.deadline.weekday) == (date(2027, 9, 1), "Wednesday")


def test_the_reminders_stand_at_months_0_12_14_24_30_and_36() -> None:
    clock = senco_clock(RULE, date(2024, 9, 1))
    assert [(m.month, m.day) for m in clock.milestones] == [
        (0, date(2024, 9, 1)),
        (12, date(2025, 9, 1)),
        (14, date(2025, 11, 1)),
        (24, date(2026, 9, 1)),
        (30, date(2027, 3, 1)),
        (36, date(2027, 9, 1)),
    ]


def test_the_reminder_of_month_14_names_the_last_safe_start() -> None:
    clock = senco_clock(RULE, date(2024, 9, 1))
    assert clock.last_safe_start == date(2025, 11, 1)
    assert clock.milestones[2].text == (
        "The last safe start of a course of 22 months, if it is to end by 1 September 2027."
    )


def test_a_shorter_course_may_start_later() -> None:
    clock = senco_clock(RULE, date(2024, 9, 1), months=18)
    assert (clock.last_safe_start, [m.month for m in clock.milestones]) == (date(2026, 3, 1), [0, 12, 18, 24, 30, 36])


def test_29_february_gives_the_earlier_anniversary_and_says_that_another_reading_exists() -> None:
    clock = senco_clock(RULE, date(2024, 2, 29))
    assert (clock.deadline.date, clock.last_safe_start) == (date(2027, 2, 28), date(2025, 4, 28))
    assert clock.deadline.confidence is Confidence.TO_BE_CHECKED
    assert clock.deadline.doubts == (
        "The anniversary of 29 February may be taken as 28 February 2027 or as the day after it.",
    )


def test_nobody_who_became_a_senco_on_or_before_1_september_2009_has_this_clock() -> None:
    with pytest.raises(OutsideDatesError, match="after 1 September 2009"):
        senco_clock(RULE, date(2009, 9, 1))


@pytest.mark.parametrize("months", [0, 37])
def test_a_course_that_cannot_fit_is_refused(months: int) -> None:
    with pytest.raises(ValueError, match="does not fit in 36"):
        senco_clock(RULE, date(2024, 9, 1), months=months)


@given(BECAME, st.integers(1, 36))
def test_a_course_started_on_the_last_safe_day_ends_in_time(became: date, months: int) -> None:
    deadline = third_anniversary(became)
    assert add_months(last_safe_start(deadline, months), months) <= deadline


@given(BECAME)
def test_the_clock_is_counted_from_the_first_day_and_never_step_by_step(became: date) -> None:
    assert third_anniversary(became) == RULE.reckon(became).date == add_months(became, 36)


@given(BECAME)
def test_reminders_come_in_order_and_none_after_the_anniversary(became: date) -> None:
    clock = senco_clock(RULE, became)
    days = [milestone.day for milestone in clock.milestones]
    assert days == sorted(days)
    assert days[-1] == clock.deadline.date
    assert clock.last_safe_start + timedelta(days=1) > became
