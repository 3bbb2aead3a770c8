"""Certain answers as facts: which codes, which days, which school."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.pathway.eligibility.support import TEACHER, TODAY

from trigpoint.content.library import installed_library
from trigpoint.kernel import Fact, Period, problems_of
from trigpoint.pathway.eligibility.facts import BEFORE_ACADEMY, HERE, facts_of
from trigpoint.pathway.eligibility.told import Award, Head, Induction, Post, Qualified, Say, School, Told, Where

SCHOOL = Fact("is:relevant-school", Period(TODAY), at=HERE)
TEACHES = Fact("working:teacher", Period(TODAY), at=HERE)
QTS = Fact("holds:qts", Period(TODAY))
PASSED = Fact("holds:induction-passed", Period(TODAY))
SERVES = Fact("served:senco", Period(date(2025, 9, 1)), at=HERE)


def test_a_teacher_in_post_is_five_facts():
    assert facts_of(TEACHER, TODAY) == (SCHOOL, QTS, TEACHES, PASSED, SERVES)


@pytest.mark.parametrize("school", [School.SPECIAL, School.REFERRAL, School.PRIVATE, School.COLLEGE])
def test_a_school_outside_the_rule_gives_no_fact_about_the_rule(school):
    assert facts_of(Told(school=school), TODAY) == ()
    assert facts_of(Told(school=school, in_post=Say.YES), TODAY) == (
        Fact("served:senco-elsewhere", Period(TODAY), at=HERE),
    )


@pytest.mark.parametrize("school", [School.MAINTAINED, School.ACADEMY, School.NURSERY])
def test_a_covered_school_is_a_relevant_school(school):
    assert facts_of(replace(TEACHER, school=school), TODAY)[0] == SCHOOL


@pytest.mark.parametrize(
    ("qualified", "code"),
    [
        (Qualified.QTS, "holds:qts"),
        (Qualified.WALES, "holds:wales-qts"),
        (Qualified.QTLS, "holds:qtls"),
        (Qualified.SEN_ONLY, "holds:qts-para-8a"),
        (Qualified.EYTS, "holds:eyts"),
        (Qualified.OVERSEAS, "holds:overseas-teaching-qualification"),
    ],
)
def test_a_status_is_the_fact_of_that_name(qualified, code):
    assert facts_of(replace(TEACHER, qualified=qualified), TODAY)[1] == Fact(code, Period(TODAY))


def test_no_status_is_no_fact():
    assert facts_of(replace(TEACHER, qualified=Qualified.NONE), TODAY) == (SCHOOL, TEACHES, PASSED, SERVES)


@pytest.mark.parametrize(
    ("until", "period"),
    [
        (None, Period(TODAY)),
        (TODAY, Period(TODAY, date(2026, 11, 24))),
        (date(2027, 3, 31), Period(TODAY, date(2027, 4, 1))),
    ],
)
def test_membership_lasts_to_the_end_of_its_last_day(until, period):
    told = replace(TEACHER, qualified=Qualified.QTLS, member=Say.YES, member_until=until)

    assert facts_of(told, TODAY)[2] == Fact("holds:set-membership", period)


@pytest.mark.parametrize(
    "told",
    [
        replace(TEACHER, qualified=Qualified.QTLS, member=Say.NO),
        replace(TEACHER, qualified=Qualified.QTLS, member=Say.YES, member_until=date(2026, 11, 22)),
    ],
)
def test_membership_that_is_over_is_no_fact(told):
    assert [fact.code for fact in facts_of(told, TODAY)] == [
        "is:relevant-school",
        "holds:qtls",
        "working:teacher",
        "holds:induction-passed",
        "served:senco",
    ]


@pytest.mark.parametrize(
    ("induction", "code"),
    [
        (Induction.PASSED, "holds:induction-passed"),
        (Induction.EXEMPT, "holds:induction-exempt"),
        (Induction.IN_PROGRESS, "holds:induction-in-progress"),
        (Induction.NOT_STARTED, "holds:induction-required"),
        (Induction.FAILED, "holds:induction-failed"),
    ],
)
def test_induction_is_the_fact_of_its_state(induction, code):
    assert facts_of(replace(TEACHER, induction=induction), TODAY)[3] == Fact(code, Period(TODAY))


@pytest.mark.parametrize("head", [Head.HEAD, Head.ACTING])
def test_a_head_works_as_head(head):
    told = Told(school=School.MAINTAINED, in_post=Say.YES, since=date(2025, 9, 1), head=head)

    assert facts_of(told, TODAY) == (SCHOOL, Fact("working:head", Period(TODAY), at=HERE), SERVES)


@pytest.mark.parametrize(
    ("school", "required", "is_optional"),
    [
        (School.ACADEMY, Say.NO, True),
        (School.ACADEMY, Say.YES, False),
        (School.ACADEMY, None, False),
        (School.MAINTAINED, Say.NO, False),
    ],
)
def test_only_an_academy_can_leave_induction_out(school, required, is_optional):
    found = facts_of(replace(TEACHER, school=school, induction_here=required), TODAY)

    assert (Fact("is:induction-optional", Period(TODAY), at=HERE) in found) is is_optional


def test_a_post_to_come_is_served_from_its_first_day():
    told = replace(TEACHER, in_post=Say.NO, since=date(2027, 9, 1))

    assert facts_of(told, TODAY)[-1] == Fact("served:senco", Period(date(2027, 9, 1)), at=HERE)


def test_a_post_to_come_without_a_day_is_served_from_today():
    assert facts_of(replace(TEACHER, in_post=Say.NO, since=None), TODAY)[-1].valid == Period(TODAY)


def test_a_break_makes_two_posts_at_the_school():
    told = replace(TEACHER, since=date(2006, 9, 1), left=date(2015, 8, 31), returned=date(2016, 9, 1))

    assert facts_of(told, TODAY)[-2:] == (
        Fact("served:senco", Period(date(2006, 9, 1), date(2015, 9, 1)), at=HERE),
        Fact("served:senco", Period(date(2016, 9, 1)), at=HERE),
    )


def test_an_academy_taken_as_a_new_school_makes_the_days_before_it_another_post():
    told = replace(TEACHER, school=School.ACADEMY, since=date(2005, 9, 1), converted=Say.YES)
    told = replace(told, converted_on=date(2015, 9, 1))

    assert facts_of(told, TODAY)[-2:] == (
        Fact("served:senco", Period(date(2005, 9, 1), date(2015, 9, 1)), at=BEFORE_ACADEMY),
        Fact("served:senco", Period(date(2015, 9, 1)), at=HERE),
    )


def test_an_academy_that_opened_before_the_post_changes_nothing():
    told = replace(TEACHER, school=School.ACADEMY, converted=Say.YES, converted_on=date(2012, 9, 1))

    assert facts_of(told, TODAY)[-1] == SERVES


@pytest.mark.parametrize(
    ("where", "code", "at"),
    [
        (Where.HERE, "served:senco", HERE),
        (Where.COVERED, "served:senco", "other-1"),
        (Where.OUTSIDE, "served:senco-elsewhere", "other-1"),
    ],
)
def test_another_post_counts_by_where_it_was(where, code, at):
    told = replace(TEACHER, posts=(Post(where, date(2021, 9, 1), date(2022, 8, 31)),))

    assert facts_of(told, TODAY)[-1] == Fact(code, Period(date(2021, 9, 1), date(2022, 9, 1)), at=at)


def test_a_post_that_goes_on_has_no_end():
    told = replace(TEACHER, posts=(Post(Where.COVERED, date(2021, 9, 1)),))

    assert facts_of(told, TODAY)[-1].valid == Period(date(2021, 9, 1))


@pytest.mark.parametrize(("award", "code"), [(Award.NPQ, "holds:required-award"), (Award.NASENCO, "holds:nasenco")])
def test_a_qualification_held_is_valid_from_its_result(award, code):
    told = replace(TEACHER, award=award, award_began=date(2024, 1, 8), award_gained=date(2026, 6, 1))

    assert facts_of(told, TODAY)[-1] == Fact(code, Period(date(2026, 6, 1)), began=date(2024, 1, 8))


def test_a_qualification_held_since_an_unknown_day_is_held_today():
    assert facts_of(replace(TEACHER, award=Award.NPQ), TODAY)[-1] == Fact("holds:required-award", Period(TODAY))


@pytest.mark.parametrize("award", [Award.NONE, Award.NPQ_COURSE, Award.NASENCO_COURSE])
def test_what_is_hoped_for_is_no_fact(award):
    told = replace(TEACHER, award=award, award_began=date(2026, 1, 8), award_gained=date(2027, 6, 1))

    assert facts_of(told, TODAY)[-1] == SERVES


def test_every_fact_is_sound_in_the_vocabulary():
    told = replace(
        TEACHER,
        school=School.ACADEMY,
        head=Head.ACTING,
        member=Say.YES,
        induction_here=Say.NO,
        award=Award.NASENCO,
        award_began=date(2023, 1, 9),
        award_gained=date(2024, 6, 1),
        posts=(Post(Where.COVERED, date(2021, 9, 1)), Post(Where.OUTSIDE, date(2019, 9, 1), date(2020, 8, 31))),
    )

    assert [problems_of(fact, installed_library().vocabulary) for fact in facts_of(told, TODAY)] == [[]] * 11
