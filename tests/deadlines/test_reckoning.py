from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from trigpoint.deadlines import (
    Calculator,
    ClosedDay,
    Confidence,
    MissingTermsError,
    OutsideDatesError,
    approximate_terms,
    load,
)

CONTENT = Path(__file__).parents[2] / "content" / "deadlines"


def calculator(file: str, name: str) -> Calculator:
    document = yaml.safe_load((CONTENT / f"{file}.yaml").read_text(encoding="utf-8"))
    return next(c for c in load(document, file=file) if c.id == name)


def test_a_reckoning_explains_every_step_in_sentences() -> None:
    found = calculator("appeals", "appeal").reckon(date(2027, 6, 10), later=date(2027, 7, 20))
    assert found.steps == (
        "The clock starts when the local authority sends its written notice: Thursday 10 June 2027.",
        "Thursday 10 June 2027 itself is not counted.",
        "2 months end on Tuesday 10 August 2027.",
        "A second clock starts when the mediation certificate is issued: Tuesday 20 July 2027.",
        "Tuesday 20 July 2027 itself is not counted.",
        "1 month ends on Friday 20 August 2027.",
        "The later of the two counts.",
        "That is in August, so the last day moves to the first working day after it: Wednesday 1 September 2027.",
        "The last day is Wednesday 1 September 2027.",
    )


def test_a_moved_day_shows_both_dates_the_weekday_and_the_closed_days_passed() -> None:
    found = calculator("appeals", "appeal").reckon(date(2027, 10, 28))
    passed = [item for item in found.closed if not item.counted]
    assert (found.ends, found.date, found.weekday, found.moved) == (
        date(2027, 12, 28),
        date(2028, 1, 4),
        "Tuesday",
        True,
    )
    assert passed == [
        ClosedDay(date(2027, 12, 28), "Boxing Day (observed)", counted=False),
        ClosedDay(date(2028, 1, 3), "New Year's Day (observed)", counted=False),
    ]


def test_bank_holidays_inside_a_period_of_weeks_are_listed_as_counted() -> None:
    found = calculator("assessment", "ehc-week-6").reckon(date(2027, 3, 1))
    assert found.closed == (
        ClosedDay(date(2027, 3, 26), "Good Friday", counted=True),
        ClosedDay(date(2027, 3, 29), "Easter Monday", counted=True),
    )


def test_the_calendar_used_is_named_with_its_release() -> None:
    found = calculator("assessment", "ehc-week-6").reckon(date(2027, 3, 1))
    assert found.calendar.startswith("bank holidays in England, holidays ")


def test_a_last_day_that_nothing_moves_says_so_and_names_the_working_day_before() -> None:
    found = calculator("assessment", "ehc-week-20").reckon(date(2026, 1, 5))
    assert found.steps[-1] == (
        "That is Spring Bank Holiday. Nothing in the sources moves the last day, so plan for the working day before: "
        "Friday 22 May 2026."
    )


def test_the_first_day_of_a_duty_is_not_called_a_last_day() -> None:
    found = calculator("schools", "exclusion-day-6-permanent").reckon(
        date(2026, 10, 20), terms=approximate_terms([2026])
    )
    assert (found.starts, found.plan_by, found.steps[-1]) == (
        True,
        date(2026, 11, 4),
        "6 school days end on Wednesday 4 November 2026.",
    )


def test_approximate_terms_make_the_answer_one_to_be_checked() -> None:
    found = calculator("schools", "pupil-record").reckon(date(2026, 9, 10), terms=approximate_terms([2026]))
    assert (found.confidence, found.doubts) == (
        Confidence.TO_BE_CHECKED,
        ("The term dates are approximate: enter the school's own.",),
    )


def test_school_days_without_term_dates_are_refused() -> None:
    with pytest.raises(MissingTermsError, match="cannot be counted without term dates"):
        calculator("schools", "pupil-record").reckon(date(2026, 9, 10))


def test_an_answer_is_no_surer_than_its_weakest_source() -> None:
    rule = calculator("appeals", "appeal")
    assert [source.confidence for source in rule.sources] == ["V", "V2", "V", "V"]
    assert rule.reckon(date(2026, 4, 30)).confidence is Confidence.SECONDARY


def test_an_event_before_the_rule_is_refused_with_what_held_then() -> None:
    with pytest.raises(OutsideDatesError, match="earlier wordings were not read, and are not reckoned here"):
        calculator("appeals", "appeal").reckon(date(2020, 7, 20))


def test_a_second_date_is_refused_where_the_rule_has_none() -> None:
    with pytest.raises(ValueError, match="counts from one date only"):
        calculator("assessment", "ehc-week-6").reckon(date(2026, 1, 5), later=date(2026, 1, 6))


def test_a_certificate_before_the_notice_is_refused() -> None:
    with pytest.raises(ValueError, match="check which date is which"):
        calculator("appeals", "appeal").reckon(date(2026, 1, 5), later=date(2026, 1, 4))
