"""When the award could be reached: only where it can be told honestly."""

from __future__ import annotations

from datetime import date, timedelta

from tests.pathway.standing.support import OUTCOMES, TODAY, agreed, award, change, frame, held, passed, plain, snapshot

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.standing.pace import TIME_CODE, minutes_a_week, pace_of

ALL_BUT_ONE = [one for one in OUTCOMES if one != "RES-3"]
RES_3 = 260
"""Typical minutes of RES-3 on route T."""


def said(minutes: int, since: date) -> Fact:
    return Fact(TIME_CODE, Period(since), minutes)


def test_without_a_word_on_time_there_is_no_date_and_the_page_asks():
    rows = award(*agreed(*ALL_BUT_ONE), passed())

    assert rows.finish == ""
    assert rows.asks_time


def test_minutes_left_by_minutes_a_week_gives_the_month():
    rows = award(*agreed(*ALL_BUT_ONE), passed(), a_week=60)

    assert rows.pace.left == RES_3
    assert rows.pace.finish == TODAY + timedelta(weeks=5)
    assert plain(rows.finish) == "On course for December 2026."
    assert not rows.asks_time


def test_what_lapses_on_the_way_is_done_anew_and_counted():
    rows = award(*agreed(*ALL_BUT_ONE), passed(date(2024, 12, 1)), a_week=60)

    assert rows.pace.again == 90
    assert rows.pace.finish == TODAY + timedelta(weeks=6)


def test_what_lapses_after_the_finish_is_not_counted():
    assert award(*agreed(*ALL_BUT_ONE), passed(date(2025, 3, 3)), a_week=60).pace.again == 0


def test_a_refresher_still_to_be_done_is_left_to_do():
    world = (change(date(2026, 9, 1), date(2027, 1, 31)),)

    assert award(*agreed(*ALL_BUT_ONE), passed(), world=world).pace.left == RES_3 + 40


def test_a_date_beyond_ten_years_is_not_told():
    rows = award(a_week=10)

    assert rows.pace.finish is None
    assert rows.finish == ""


def test_hours_are_rounded_up_and_stay_within_the_limit_of_the_route():
    pace = pace_of(snapshot(), frame("T"), 0)

    assert pace.hours_left == pace.hours
    assert pace.hours <= 150


def test_her_newest_word_counts_and_zero_takes_it_back():
    first, second = said(120, date(2026, 9, 1)), said(60, date(2026, 10, 1))

    assert minutes_a_week([first, second, held("holds:qts")], TODAY) == 60
    assert minutes_a_week([first, second, said(0, TODAY)], TODAY) == 0
    assert minutes_a_week([], TODAY) == 0


def test_a_word_for_a_later_day_does_not_count_yet():
    assert minutes_a_week([said(60, TODAY + timedelta(days=1))], TODAY) == 0
