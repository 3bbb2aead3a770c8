"""The end of induction: SI 2012/1115 regs 7 and 8, worked by hand in approximate terms."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from trigpoint.deadlines import Confidence, OutsideDatesError, Terms, approximate_terms, induction, load
from trigpoint.deadlines.induction import PART_TIME, WITHIN, years_needed

FILE = Path(__file__).parents[2] / "content" / "deadlines" / "induction.yaml"
RULE = load(yaml.safe_load(FILE.read_text(encoding="utf-8")), file="induction.yaml")[0]
SEPTEMBER = date(2026, 9, 1)
TERMS = approximate_terms(range(2025, 2040))
EXACT = Terms(TERMS.terms)


@pytest.mark.parametrize(
    ("start", "percent", "absent", "first", "end"),
    [
        (SEPTEMBER, 100, (0, 0), date(2027, 7, 22), date(2028, 7, 21)),
        (SEPTEMBER, 100, (29, 29), date(2027, 7, 22), date(2028, 7, 21)),
        (date(2027, 1, 4), 100, (0, 0), date(2027, 12, 17), date(2028, 12, 15)),  # from one Christmas to another
        (SEPTEMBER, 50, (0, 0), date(2028, 7, 21), date(2030, 7, 22)),
        (SEPTEMBER, 100, (0, 30), date(2027, 7, 22), date(2028, 10, 13)),  # 4 September is day 1
        (SEPTEMBER, 50, (0, 30), date(2028, 7, 21), date(2030, 11, 29)),  # 60 school days at half time
    ],
)
def test_each_worked_induction_ends_as_on_paper(
    start: date, percent: int, absent: tuple[int, int], first: date, end: date
) -> None:
    found = induction(RULE, start, TERMS, percent=percent, absent=absent)
    assert (found.first_part, found.deadline.date) == (first, end)


def test_absence_in_the_first_part_moves_the_second_part_too() -> None:
    found = induction(RULE, SEPTEMBER, TERMS, absent=(30, 0))
    assert found.first_part == date(2027, 10, 13)  # 2 September is day 1 of the 30
    assert found.deadline.date > date(2028, 7, 21)


def test_thirty_days_extend_and_twenty_nine_do_not_and_both_are_said() -> None:
    steps = induction(RULE, SEPTEMBER, TERMS, absent=(29, 30)).deadline.steps
    assert "29 days of absence in it: fewer than 30, so nothing is added." in steps
    assert any(step.startswith("30 days of absence in it: 30 or more, so all are added") for step in steps)


def test_a_whole_induction_in_a_schools_own_terms_leaves_no_doubt() -> None:
    found = induction(RULE, SEPTEMBER.replace(day=2), EXACT).deadline
    assert (found.doubts, found.confidence) == ((), Confidence.READ)


def test_part_time_work_and_a_start_within_a_term_are_arithmetic_of_ours_and_say_so() -> None:
    found = induction(RULE, date(2026, 10, 1), EXACT, percent=60).deadline
    assert (found.doubts, found.confidence) == ((WITHIN, PART_TIME), Confidence.TO_BE_CHECKED)


def test_a_start_before_september_2021_is_refused_with_what_held_then() -> None:
    with pytest.raises(OutsideDatesError, match="no less than three school terms"):
        induction(RULE, date(2021, 8, 31), TERMS)


@pytest.mark.parametrize(("percent", "absent"), [(10, (0, 0)), (101, (0, 0)), (100, (-1, 0)), (100, (0, 999))])
def test_numbers_that_cannot_be_are_refused(percent: int, absent: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match=r"cannot be counted|are counted from 0"):
        induction(RULE, SEPTEMBER, TERMS, percent=percent, absent=absent)


@settings(max_examples=40)
@given(
    st.dates(date(2022, 1, 1), date(2035, 1, 1)),
    st.integers(20, 100),
    st.tuples(st.integers(0, 190), st.integers(0, 190)),
)
def test_less_work_or_more_absence_never_ends_induction_earlier(
    start: date, percent: int, absent: tuple[int, int]
) -> None:
    terms = approximate_terms(years_needed(start, percent, absent))
    found = induction(RULE, start, terms, percent=percent, absent=absent)
    assert found.deadline.date >= induction(RULE, start, terms).deadline.date
    assert start < found.first_part < found.deadline.date
