"""When a question comes back: never on a day off, days balanced, all begun before the target."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.learning.practice.scheduling import LAST_WEEK, Memory, Week, after, day_to_ask, new_today

NOW = datetime(2026, 11, 24, 16, 10, tzinfo=UTC)
TODAY = NOW.date()
TERM = Week(
    (
        (date(2026, 9, 2), date(2026, 10, 23)),
        (date(2026, 11, 2), date(2026, 12, 18)),
        (date(2027, 1, 4), date(2027, 2, 12)),
        (date(2027, 2, 22), date(2027, 3, 25)),
        (date(2027, 4, 12), date(2027, 5, 28)),
        (date(2027, 6, 7), date(2027, 7, 21)),
    )
)
DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))


def answered(rights: str, first: datetime = NOW) -> list[Memory]:
    """What is known after answers (r: right, w: wrong), each given when the question came back."""
    found: list[Memory] = []
    moment = first
    for right in rights:
        found.append(after(found[-1] if found else None, 1, right=right == "r", now=moment))
        moment = found[-1].due
    return found


def test_what_is_right_comes_back_later_each_time():
    gaps = [(one.due - one.last).days for one in answered("rrrr")]
    assert gaps == sorted(gaps)
    assert gaps[0] >= 1
    assert gaps[-1] > 30


def test_what_was_not_known_comes_back_within_a_day_or_two_and_its_stability_falls():
    known = answered("rrr")
    lost = after(known[-1], 1, right=False, now=known[-1].due)
    assert (lost.due - lost.last) <= timedelta(days=2)
    assert (lost.stability or 0) < (known[-1].stability or 0)
    assert (lost.difficulty or 0) > (known[-1].difficulty or 0)


def test_the_same_answers_give_the_same_days():
    assert answered("rwr") == answered("rwr")


@given(st.text("rw", min_size=1, max_size=12))
def test_a_card_stays_within_its_limits_whatever_is_answered(rights: str):
    for one in answered(rights):
        assert one.due > one.last
        assert (one.stability or 0) > 0
        assert 1 <= (one.difficulty or 0) <= 10


@given(DAYS, st.integers(0, 400), st.none() | DAYS)
def test_nothing_is_ever_asked_on_a_day_off_or_today(today: date, ahead: int, target: date | None):
    now = datetime(today.year, today.month, today.day, 16, tzinfo=UTC)
    day = day_to_ask(now + timedelta(days=ahead), now, TERM, {}, target)
    assert day > today
    assert TERM.works(day)


@given(st.integers(0, 400), st.integers(2, 60))
def test_with_a_target_it_is_asked_before_it_while_a_school_day_is_left(ahead: int, away: int):
    target = TODAY + timedelta(days=away)
    day = day_to_ask(NOW + timedelta(days=ahead), NOW, Week(), {}, target)
    assert day < target


def test_questions_due_together_are_spread_over_the_days_near():
    load: Counter[date] = Counter()
    for _ in range(30):
        load[day_to_ask(NOW + timedelta(days=30), NOW, Week(), load, None)] += 1
    assert len(load) >= 4  # Christmas lies in between
    assert max(load.values()) - min(load.values()) <= 1


def test_a_day_in_the_holidays_is_moved_out_of_them():
    # Half-term of the week of 26 October 2026: what is due on its Wednesday is asked near it, on a school day.
    now = datetime(2026, 10, 21, 16, tzinfo=UTC)
    day = day_to_ask(datetime(2026, 10, 28, 16, tzinfo=UTC), now, TERM, {}, None)
    assert day in {date(2026, 10, 22), date(2026, 10, 23), date(2026, 11, 2), date(2026, 11, 3)}


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 11, 24), "works"),
        (date(2026, 11, 28), "is off"),
        (date(2026, 10, 28), "is off"),
        (date(2026, 12, 25), "is off"),
        (date(2027, 5, 3), "is off"),
        (date(2028, 3, 1), "works"),
    ],
)
def test_weekends_bank_holidays_and_known_holidays_are_off(day: date, works: str):
    assert TERM.works(day) is (works == "works")


def test_the_clock_that_goes_back_loses_no_day():
    # The clocks go back on Sunday 25 October 2026: what is due at half past midnight of Monday stays on Monday.
    now = datetime(2026, 10, 23, 23, 30, tzinfo=UTC)  # Saturday already, in England
    assert day_to_ask(datetime(2026, 10, 26, 0, 30, tzinfo=UTC), now, Week(), {}, None) == date(2026, 10, 26)


@given(st.integers(0, 300), st.integers(LAST_WEEK + 4, 200))
def test_all_is_begun_a_school_week_before_the_target(left: int, away: int):
    target = TODAY + timedelta(days=away)
    day = TODAY
    while Week().days(day, target - timedelta(days=1)) > LAST_WEEK:
        if Week().works(day):
            left -= new_today(left, day, Week(), target, 1_000)
        day += timedelta(days=1)
    assert left == 0


def test_no_more_are_begun_than_fit_into_the_day():
    assert new_today(100, TODAY, Week(), None, 10) == 10
    assert new_today(100, TODAY, Week(), TODAY + timedelta(days=20), 3) == 3
    assert new_today(4, TODAY, Week(), None, 10) == 4
    assert new_today(100, TODAY, Week(), None, 0) == 0
