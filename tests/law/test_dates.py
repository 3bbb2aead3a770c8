"""The calculators: every one has a page, its answer gives the day first, and odd days are answered in words."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.deadlines import bank_holidays
from trigpoint.law.dates.closures import ClosureError, closed_days, terms_around
from trigpoint.law.dates.forms import INDUCTION, needs_terms
from trigpoint.law.dates.groups import GROUPS, beside, calculators

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.test import Client

pytestmark = pytest.mark.django_db
EVERY = sorted(calculators())
TERMS = "&terms=own&closed=26+to+30+October+2026,+21+December+2026+to+1+January+2027"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel("2026-11-23 16:10", tick=False):
        yield


def words(client: Client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    main = response.content.decode().partition("<main")[2].partition("</main>")[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def asked(slug: str, on: date, more: str = "") -> str:
    return f"/law/dates/{slug}/?on-day={on.day}&on-month={on.month}&on-year={on.year}{more}"


def test_every_calculator_stands_in_one_group() -> None:
    shown = [one for group in GROUPS for one in group.calculators]
    assert sorted(shown) == EVERY
    assert len(shown) == len(set(shown))


def test_dates_shown_together_run_from_one_event() -> None:
    for slug in EVERY:
        assert {other.clock.event.id for other in beside(slug)} <= {calculators()[slug].clock.event.id}


@pytest.mark.parametrize("slug", EVERY)
def test_every_calculator_asks_its_question_and_answers_it_at_the_same_address(client: Client, slug: str) -> None:
    calculator = calculators()[slug]
    assert calculator.clock.event.text in words(client, f"/law/dates/{slug}/")
    more = {True: TERMS, False: ""}[needs_terms(calculator)] if slug != INDUCTION else "&terms=approximate"
    found = words(client, asked(slug, date(2026, 10, 12), more))
    assert "The rule" in found
    assert "How we counted" in found
    assert all(source.citation in found for source in calculator.sources)
    assert f"Law checked to {calculator.checked_to.day} {calculator.checked_to:%B %Y}." in found


def test_the_day_stands_first_and_alone_then_the_dates_that_follow(client: Client) -> None:
    response = client.get(asked("ehc-week-6", date(2026, 10, 12)))
    page = response.content.decode()
    first = page.partition("<h1")[2].partition("</h1>")[0]
    assert ">Monday 23\N{NO-BREAK SPACE}November 2026<" in first
    found = words(client, asked("ehc-week-6", date(2026, 10, 12)))
    assert "That day is today." in found
    assert "6 weeks from Monday 12 October 2026" in found
    assert "1 February 2027 Decision not to make a plan (week 16)" in found
    assert "1 March 2027 Final plan (week 20)" in found
    assert "exceptional personal circumstances" in found


@pytest.mark.django_db
def test_nothing_of_a_visitor_is_kept_and_no_cookie_is_set(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(0):
        response = client.get(asked("ehc-week-20", date(2026, 10, 12)))
    assert not response.cookies


def test_a_day_in_the_past_is_answered_and_never_given_as_an_order(client: Client) -> None:
    found = words(client, asked("ehc-week-6", date(2026, 3, 2)))
    assert "Monday 13 April 2026" in found
    assert "That day has passed." in found


def test_a_last_day_that_a_rule_moves_gives_both_days(client: Client) -> None:
    found = words(client, asked("appeal", date(2026, 10, 28)))
    assert "Monday 4 January 2027" in found
    assert "The period itself ends on Monday 28 December 2026." in found


def test_a_last_day_on_a_sunday_that_nothing_moves_gives_the_working_day_before(client: Client) -> None:
    found = words(client, asked("review-next", date(2023, 9, 2)))  # a year later: Sunday 1 September 2024
    assert "Sunday 1 September 2024" in found
    assert "Plan for Friday 30 August 2024." in found


def test_the_second_day_of_an_appeal_counts_when_it_ends_later(client: Client) -> None:
    found = words(client, asked("appeal", date(2026, 9, 1), "&later-day=20&later-month=10&later-year=2026"))
    assert "Friday 20 November 2026" in found


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("ehc-week-6/?on-day=&on-month=&on-year=", "Enter the day when the local authority receives the request"),
        ("ehc-week-6/?on-day=31&on-month=2&on-year=2026", "must be a real date. February 2026 has 28 days"),
        ("ehc-week-6/?on-day=1&on-month=13&on-year=2026", "must have a real month"),
        ("ehc-week-6/?on-day=1&on-month=1&on-year=2015", "the rule is for 3 April 2018 onwards"),
        ("ehc-week-6/?on-day=x&on-month=1&on-year=99999999", "must have a year with 4 numbers"),
        ("appeal/?on-day=1&on-month=9&on-year=2026&later-day=1&later-month=8&later-year=2026", "is before 1 September"),
        ("pupil-record/?on-day=1&on-month=9&on-year=2026", "Select which days count as school days"),
        ("pupil-record/?on-day=1&on-month=9&on-year=2026&terms=own", "Enter the days when the school is closed"),
        ("pupil-record/?on-day=1&on-month=9&on-year=2026&terms=own&closed=whenever", "Write “whenever” as a day"),
        ("senco-qualification/?on-day=1&on-month=9&on-year=2026&months=60", "must be between 1 and 36. You wrote 60"),
        ("senco-qualification/?on-day=1&on-month=9&on-year=2009", "after 1 September 2009"),
    ],
)
def test_an_error_says_what_to_do_and_keeps_what_was_typed(client: Client, path: str, says: str) -> None:
    found = words(client, f"/law/dates/{path}")
    assert "There is a problem" in found
    assert says in found
    assert client.get(f"/law/dates/{path}").content.decode().partition("<title>")[2].startswith("Error: ")


def test_the_question_can_be_changed_with_what_was_typed_in_it(client: Client) -> None:
    page = client.get(asked("ehc-week-6", date(2026, 10, 12), "&change=1")).content.decode()
    assert 'name="on-day" type="text" inputmode="numeric" value="12"' in page


def test_the_calendar_file_holds_the_day_and_those_that_follow(client: Client) -> None:
    response = client.get("/law/dates/ehc-week-6/calendar/?on-day=12&on-month=10&on-year=2026")
    assert response["Content-Type"].startswith("text/calendar")
    text = response.content.decode()
    assert re.findall(r"DTSTART;VALUE=DATE:(\d+)", text) == ["20261123", "20270201", "20270301"]
    assert "SUMMARY:Decision whether to assess (week 6)" in text


def test_a_calendar_of_nothing_goes_back_to_the_question(client: Client) -> None:
    response = client.get("/law/dates/ehc-week-6/calendar/?on-day=40")
    assert (response.status_code, response["Location"]) == (302, "/law/dates/ehc-week-6/?on-day=40")


def test_an_unknown_calculator_is_not_found(client: Client) -> None:
    assert client.get("/law/dates/nothing/").status_code == 404
    assert client.get("/law/dates/nothing/calendar/").status_code == 404


def test_the_senco_clock_gives_the_last_safe_start_of_the_course_asked_for(client: Client) -> None:
    found = words(client, asked("senco-qualification", date(2025, 9, 1), "&months=18"))
    assert "Friday 1 September 2028" in found
    assert "1 March 2027 The last safe start of a course of 18 months" in found


def test_the_29th_of_february_says_what_is_in_doubt(client: Client) -> None:
    found = words(client, asked("senco-qualification", date(2024, 2, 29)))
    assert "Sunday 28 February 2027" in found
    assert "To be checked." in found
    assert "The anniversary of 29 February may be taken as 28 February 2027 or as the day after it." in found


def test_law_that_was_read_as_it_stood_long_ago_is_to_be_checked(client: Client) -> None:
    found = words(client, asked("ehc-week-6", date(2026, 10, 12)))
    assert "To be checked. The law was read as it stood on 3 April 2018. It may have changed since." in found
    assert "Part of this rests on a secondary source" not in found


@pytest.mark.parametrize("slug", EVERY)
def test_no_answer_is_surer_than_the_day_to_which_its_law_was_read(client: Client, slug: str) -> None:
    more = {True: TERMS, False: ""}[needs_terms(calculators()[slug])] if slug != INDUCTION else "&terms=approximate"
    found = words(client, asked(slug, date(2026, 10, 12), more))
    is_old = calculators()[slug].checked_to < date(2025, 11, 22)
    assert ("It may have changed since." in found) == is_old


def test_the_weekend_of_a_clock_change_has_as_many_days_as_any(client: Client) -> None:
    found = words(client, asked("ehc-draft-comments", date(2026, 10, 20)))  # clocks go back on 25 October
    assert "Tuesday 3 November 2026" in found


def test_approximate_terms_are_marked_as_such(client: Client) -> None:
    found = words(client, asked("exclusion-governors-15", date(2026, 10, 12), "&terms=approximate"))
    assert "The term dates are approximate" in found


def test_school_days_leave_out_what_was_entered_weekends_and_bank_holidays(client: Client) -> None:
    found = words(client, asked("exclusion-governors-15", date(2026, 10, 12), TERMS))
    assert "Monday 9 November 2026" in found


@pytest.mark.parametrize(
    ("typed", "first", "last", "count"),
    [
        ("26 to 30 October 2026", date(2026, 10, 26), date(2026, 10, 30), 5),
        ("26 Oct to 1 November 2026", date(2026, 10, 26), date(2026, 11, 1), 7),
        ("21 December to 1 January 2027", date(2026, 12, 21), date(2027, 1, 1), 12),
        ("26/10/2026 - 30/10/2026", date(2026, 10, 26), date(2026, 10, 30), 5),
        ("26–30 Oct 2026", date(2026, 10, 26), date(2026, 10, 30), 5),
        ("4th January 2027", date(2027, 1, 4), date(2027, 1, 4), 1),
        ("4/1/2027; 5/1/2027", date(2027, 1, 4), date(2027, 1, 5), 2),
    ],
)
def test_days_of_closure_are_read_as_people_write_them(typed: str, first: date, last: date, count: int) -> None:
    found = sorted(closed_days(typed))
    assert (found[0], found[-1], len(found)) == (first, last, count)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("soon", "Write “soon” as a day"),
        ("30 to 26 October 2026", "is before the first"),
        ("1 January 2026 to 1 January 2027", "is 366 days long"),
        ("1 to 2 to 3 May 2026", "as one run"),
        ("26 October", "as a day or a run of days"),
        ("31 February 2026", "as a day or a run of days"),
    ],
)
def test_what_is_no_closure_is_named_with_an_example(typed: str, says: str) -> None:
    with pytest.raises(ClosureError, match=re.escape(says)):
        closed_days(typed)


@given(st.dates(date(2021, 4, 1), date(2040, 1, 1)), st.sets(st.integers(1, 60), max_size=30), st.integers(1, 50))
def test_school_days_are_never_closed_days_weekends_or_bank_holidays(event: date, off: set[int], count: int) -> None:
    closed = frozenset(event + timedelta(days=number) for number in off)
    day = terms_around(event, closed).add_school_days(event, count)
    assert day not in closed
    assert day.weekday() < 5
    assert day not in bank_holidays(day.year)
    open_days = [
        one
        for number in range(1, (day - event).days + 1)
        if (one := event + timedelta(days=number)) not in closed
        and one.weekday() < 5
        and one not in bank_holidays(one.year)
    ]
    assert len(open_days) == count


@given(st.text(max_size=80))
def test_whatever_is_typed_as_closures_is_read_or_refused_in_words(typed: str) -> None:
    try:
        found = closed_days(typed)
    except ClosureError:
        return
    assert all(isinstance(day, date) for day in found)
