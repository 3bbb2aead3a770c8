"""The post that somebody holds today, from her facts."""

from __future__ import annotations

from datetime import date

import pytest

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.present import PresentPost, present_post, present_posts

TODAY = date(2026, 11, 23)
HERE, THERE = "urn:100000", "urn:100001"


def post(code: str, start: date, end: date | None = None, at: str | None = HERE, **more: object) -> Fact:
    return Fact(code, Period(start, end), at=at, **more)  # type: ignore[arg-type]


def test_nobody_is_in_post_without_facts():
    assert present_post([], TODAY) is None


def test_a_post_says_where_as_what_since_when_and_for_how_much_of_full_time():
    fact = post("served:senco", date(2025, 9, 1), amount=80, source="e_1")
    assert present_post([fact], TODAY) == PresentPost(HERE, "served:senco", date(2025, 9, 1), 80, None, "e_1")


def test_a_post_that_names_no_hours_is_full_time():
    found = present_post([post("served:teacher", date(2020, 9, 1))], TODAY)
    assert found
    assert found.hours == 100


@pytest.mark.parametrize(
    "facts",
    [
        [post("served:senco", date(2020, 9, 1), TODAY)],
        [post("served:senco", date(2027, 1, 1))],
        [Fact("holds:qts", Period(date(2010, 9, 1)))],
        [Fact("on:leave", Period(date(2026, 1, 1)))],
        [post("served:senco", date(2020, 9, 1), at=None)],
    ],
    ids=["over", "to come", "a status", "leave", "nowhere"],
)
def test_what_is_no_post_today_is_not_the_present_post(facts):
    assert present_post(facts, TODAY) is None


def test_the_last_day_of_a_post_still_counts_and_is_told():
    found = present_post([post("served:senco", date(2020, 9, 1), date(2026, 11, 24))], TODAY)
    assert found
    assert found.until == TODAY


def test_a_change_of_hours_does_not_begin_the_post_anew():
    facts = [
        post("served:senco", date(2020, 9, 1), date(2023, 9, 1), amount=40),
        post("served:senco", date(2023, 9, 1), date(2025, 9, 1), amount=60),
        post("served:senco", date(2025, 9, 1), amount=80, source="e_3"),
    ]
    found = present_post(reversed(facts), TODAY)
    assert found
    assert (found.since, found.hours, found.entry) == (date(2020, 9, 1), 80, "e_3")


def test_a_gap_begins_the_post_anew():
    facts = [post("served:senco", date(2020, 9, 1), date(2023, 8, 31)), post("served:senco", date(2023, 9, 1))]
    found = present_post(facts, TODAY)
    assert found
    assert found.since == date(2023, 9, 1)


def test_a_spell_may_name_the_day_on_which_its_post_began():
    found = present_post([post("served:senco", date(2023, 9, 1), began=date(2019, 9, 1))], TODAY)
    assert found
    assert found.since == date(2019, 9, 1)


def test_the_senco_s_post_comes_first_and_then_the_newest():
    facts = [
        post("served:teacher", date(2018, 9, 1), at=THERE),
        post("served:teaching-assistant", date(2026, 9, 1)),
        post("served:senco", date(2024, 9, 1)),
        post("served:senco-elsewhere", date(2025, 9, 1), at=THERE),
    ]
    codes = [found.role for found in present_posts(facts, TODAY)]
    assert codes == ["served:senco-elsewhere", "served:senco", "served:teacher", "served:teaching-assistant"]
