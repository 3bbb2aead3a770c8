"""The law's rule at a post, in words for those who must see to it: every verdict, its day and its provision."""

from __future__ import annotations

from datetime import date

from tests.governance.support import HILL, MILL, TODAY, post, teacher_at
from tests.pathway.standing.support import REGISTER, SPECIAL, held, plain

from trigpoint.governance.statutory import ROUTE, statutory
from trigpoint.kernel import standing
from trigpoint.law.senco.queries import clauses
from trigpoint.platform.pages import StatusKind


def told(*facts, at: str = HILL, today: date = TODAY):
    every = (*facts, *REGISTER[at].facts)
    return statutory(standing(clauses().scheme, ROUTE, every, at=at).on(today), clauses(), today)


def words(row) -> str:
    return plain(" ".join((row.heading, *row.words)))


def test_a_new_senco_is_told_by_the_day_and_the_provision_and_whose_duty_it_is():
    row = told(*teacher_at(HILL), post())

    assert row.status.kind is StatusKind.DUE
    assert plain(row.heading) == "The SENCO qualification is needed by 1 September 2028"
    assert "The governing body, or the academy’s proprietor, must make sure of it." in row.words
    assert [one.words for one in row.citations] == ["reg 49(4) SEND Regulations 2014"]
    assert row.points == ()


def test_a_day_that_has_passed_is_told_and_never_ordered():
    row = told(*teacher_at(HILL), post(date(2022, 9, 1)))

    assert row.status.kind is StatusKind.OVERDUE
    assert plain(row.heading) == "The SENCO qualification was due by 1 September 2025"


def test_the_qualification_held_meets_the_rule():
    row = told(*teacher_at(HILL), post(date(2022, 9, 1)), held("holds:required-award", date(2025, 7, 1)))

    assert (row.status.kind, row.heading) == (StatusKind.MET, "The law’s rule is met")


def test_a_post_held_since_2009_needs_none_and_keeps_its_proof():
    row = told(*teacher_at(HILL), post(date(2008, 9, 1)))

    assert row.status.kind is StatusKind.MET
    assert "Keep the proof." in words(row)


def test_what_is_missing_from_the_record_is_named_and_nobody_is_called_unfit():
    row = told(post())

    assert row.status.kind is StatusKind.UNMET
    assert row.heading == "The record does not show yet that the rule on who may be the SENCO is met"
    assert "Not on the record: qualified teacher status; work as a teacher at this school;" in words(row)
    assert "is due by 1 September 2028" in words(row)


def test_a_school_outside_the_rule_is_told_so():
    row = told(post(at=SPECIAL, code="served:senco-elsewhere"), at=SPECIAL)

    assert row.status.kind is StatusKind.EXEMPT
    assert row.heading == "The rule on SENCOs does not cover this school"


def test_more_than_twelve_months_before_shows_both_readings_and_clears_nobody():
    row = told(*teacher_at(HILL, MILL), post(date(2015, 9, 1), date(2017, 9, 1), MILL), post(date(2022, 9, 1)))

    assert row.status.kind is StatusKind.UNCLEAR
    assert "Read strictly, the qualification was due by 1 September 2018." in words(row)
    assert "On the other reading, none is needed." in words(row)
    assert all(len(point.readings) == 2 for point in row.points)
    assert row.points[0].question == "Do more than 12 months as a SENCO before lift the duty?"


def test_a_shorter_time_before_shows_the_days_of_both_readings():
    row = told(*teacher_at(HILL, MILL), post(date(2022, 1, 1), date(2022, 9, 1), MILL), post(date(2024, 9, 1)))

    assert row.status.kind is StatusKind.UNCLEAR
    assert "was due by 1 January 2025" in words(row)
    assert "it is due by 1 September 2027" in words(row)
    assert [point.question for point in row.points] == ["Do the three years begin again with each post?"]
