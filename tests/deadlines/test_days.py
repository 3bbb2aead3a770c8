from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from trigpoint.deadlines import (
    Count,
    Period,
    Term,
    Terms,
    TermsError,
    Unit,
    add_working_days,
    approximate_terms,
    bank_holidays,
    is_working_day,
    next_working_day,
    previous_working_day,
)
from trigpoint.deadlines.counting import count

DAYS = st.dates(date(2018, 1, 1), date(2045, 1, 1))
ONE = timedelta(days=1)
WORKING = st.sampled_from([Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.WORKING_DAYS])

# As published for England and Wales; substitute days for those that fall at a weekend.
PUBLISHED = {
    2026: ["01-01", "04-03", "04-06", "05-04", "05-25", "08-31", "12-25", "12-28"],
    2027: ["01-01", "03-26", "03-29", "05-03", "05-31", "08-30", "12-27", "12-28"],
    2028: ["01-03", "04-14", "04-17", "05-01", "05-29", "08-28", "12-25", "12-26"],
    2029: ["01-01", "03-30", "04-02", "05-07", "05-28", "08-27", "12-25", "12-26"],
}


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_bank_holidays_of_england_on_weekdays_are_the_right_ones(year: int) -> None:
    found = [f"{day:%m-%d}" for day in bank_holidays(year) if day.weekday() < 5]
    assert found == PUBLISHED[year]


def test_easter_monday_is_a_bank_holiday_in_england_as_it_is_not_in_scotland() -> None:
    assert bank_holidays(2027)[date(2027, 3, 29)] == "Easter Monday"


def test_2_january_is_a_working_day_in_england_as_it_is_not_in_scotland() -> None:
    assert is_working_day(date(2026, 1, 2))


def test_the_coronation_was_a_bank_holiday() -> None:
    assert not is_working_day(date(2023, 5, 8))


@given(DAYS)
def test_the_next_and_previous_working_days_are_working_days_with_none_between(day: date) -> None:
    after, before = next_working_day(day), previous_working_day(day)
    assert (is_working_day(after), is_working_day(before)) == (True, True)
    between = [before + n * ONE for n in range(1, (after - before).days)]
    assert [d for d in between if is_working_day(d)] == []


@given(DAYS, st.integers(1, 40), st.integers(1, 40))
def test_working_days_add_up(day: date, first: int, second: int) -> None:
    assert add_working_days(add_working_days(day, first), second) == add_working_days(day, first + second)


@given(DAYS, st.integers(1, 40))
def test_going_back_as_many_working_days_as_forward_returns_to_a_working_day(day: date, number: int) -> None:
    assume(is_working_day(day))
    assert add_working_days(add_working_days(day, number), -number) == day


@given(DAYS, st.integers(1, 60), WORKING, st.sampled_from([Count.AFTER, Count.BEGINNING]))
def test_a_later_event_never_gives_an_earlier_last_day(day: date, number: int, unit: Unit, how: Count) -> None:
    period = Period(number, unit)
    assert count(day, period, how).last <= count(day + ONE, period, how).last


@given(DAYS, st.integers(1, 60), st.sampled_from([Unit.DAYS, Unit.WEEKS]))
def test_a_period_beginning_with_a_day_ends_one_day_before_the_one_after_it(day: date, number: int, unit: Unit) -> None:
    period = Period(number, unit)
    assert count(day, period, Count.BEGINNING).last + ONE == count(day, period, Count.AFTER).last


@given(DAYS, st.integers(1, 60), WORKING)
def test_clear_time_before_a_day_leaves_the_whole_period_between(day: date, number: int, unit: Unit) -> None:
    period = Period(number, unit)
    last = count(day, period, Count.AT_LEAST_BEFORE).last
    assert count(last, period, Count.AFTER).last < day


def test_a_period_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="A period of 0 days is no period"):
        Period(0, Unit.DAYS)


def test_school_days_skip_weekends_bank_holidays_and_training_days() -> None:
    term = Term("summer, first half", date(2027, 4, 12), date(2027, 5, 28))
    terms = Terms((term,), closed=frozenset({date(2027, 5, 4)}))
    assert terms.add_school_days(date(2027, 4, 29), 2) == date(2027, 5, 5)


def test_days_outside_the_terms_given_are_refused_and_never_guessed() -> None:
    terms = Terms((Term("autumn", date(2026, 9, 3), date(2026, 12, 18)),))
    with pytest.raises(TermsError, match=r"outside the term dates given .* enter the terms after them too"):
        terms.next_school_day(date(2026, 12, 19))


def test_a_term_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(TermsError, match="autumn ends on 3 September 2026, before it starts"):
        Term("autumn", date(2026, 12, 18), date(2026, 9, 3))


def test_terms_that_overlap_are_refused() -> None:
    autumn = Term("autumn", date(2026, 9, 3), date(2026, 12, 18))
    spring = Term("spring", date(2026, 12, 18), date(2027, 3, 25))
    with pytest.raises(TermsError, match="spring starts on 18 December 2026, before autumn has ended"):
        Terms((autumn, spring))


def test_no_terms_at_all_are_refused() -> None:
    with pytest.raises(TermsError, match="enter at least one term"):
        Terms(())


def test_approximate_terms_say_so_and_leave_out_the_usual_holidays() -> None:
    terms = approximate_terms([2026])
    assert terms.approximate
    assert [(t.start, t.end) for t in terms.terms] == [
        (date(2026, 9, 2), date(2026, 10, 23)),
        (date(2026, 11, 2), date(2026, 12, 18)),
        (date(2027, 1, 4), date(2027, 2, 12)),
        (date(2027, 2, 22), date(2027, 3, 19)),
        (date(2027, 4, 5), date(2027, 5, 28)),
        (date(2027, 6, 7), date(2027, 7, 22)),
    ]


@given(st.integers(2018, 2080))
def test_an_approximate_year_has_about_190_school_days(year: int) -> None:
    terms = approximate_terms([year])
    first, last = terms.terms[0].start, terms.terms[-1].end
    days = [first + n * ONE for n in range((last - first).days + 1)]
    assert 183 <= sum(terms.is_school_day(day) for day in days) <= 197
