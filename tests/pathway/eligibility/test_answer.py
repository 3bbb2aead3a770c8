"""Unsure answers as possibilities, and the one verdict on all of them: never a false *you can*."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pathway.eligibility.support import TEACHER, TODAY

from trigpoint.pathway.eligibility.answer import answer_to
from trigpoint.pathway.eligibility.possibilities import possibilities
from trigpoint.pathway.eligibility.queries import law as installed_law
from trigpoint.pathway.eligibility.told import (
    Award,
    Before,
    Head,
    Induction,
    Post,
    Qualified,
    Say,
    School,
    Told,
    Where,
)
from trigpoint.pathway.eligibility.verdict import Kind

NBSP = "\N{NO-BREAK SPACE}"
ASPIRING = replace(TEACHER, in_post=Say.NO, since=None)


def answer(told: Told, today: date = TODAY):
    return answer_to(told, installed_law().scheme, today)


def outcomes(told: Told):
    return [(outcome.conditions, outcome.exact, outcome.verdict.kind) for outcome in answer(told).outcomes]


def test_certain_answers_have_one_reading_and_nothing_open():
    found = answer(TEACHER)

    assert found.verdict.kind is Kind.CAN_BY
    assert (len(found.readings), found.outcomes, found.open_topics, found.idle_topics) == (1, (), (), ())


HEAD = Told(School.NURSERY, Say.YES, date(2025, 1, 6), head=Head.HEAD, award=Award.NONE)
CERTAIN = [
    ("in post since 2009", replace(TEACHER, since=date(2009, 9, 1), unbroken=Say.YES, award=None), Kind.CAN),
    ("holds the NPQ", replace(TEACHER, award=Award.NPQ, award_gained=date(2026, 6, 1)), Kind.CAN),
    (
        "holds the National Award",
        replace(TEACHER, award=Award.NASENCO, award_began=date(2020, 1, 6), award_gained=date(2021, 7, 1)),
        Kind.CAN,
    ),
    ("new in post", TEACHER, Kind.CAN_BY),
    ("to start in 2027", replace(TEACHER, in_post=Say.NO, since=date(2027, 9, 1)), Kind.CAN_BY),
    ("to start some day", ASPIRING, Kind.CAN_BY),
    (
        "head without QTS",
        Told(School.NURSERY, Say.YES, date(2025, 1, 6), head=Head.HEAD, award=Award.NONE),
        Kind.CAN_BY,
    ),
    ("six years in post", replace(TEACHER, since=date(2020, 9, 1)), Kind.PASSED),
    (
        "the National Award begun too late",
        replace(TEACHER, since=date(2022, 9, 1), award=Award.NASENCO, award_began=date(2024, 9, 1)),
        Kind.PASSED,
    ),
    ("no QTS", replace(TEACHER, qualified=Qualified.EYTS, teacher=None, induction=None), Kind.NOT_YET),
    ("partial European recognition", replace(TEACHER, qualified=Qualified.SEN_ONLY, teacher=None), Kind.NOT_YET),
    ("trained abroad", replace(TEACHER, qualified=Qualified.OVERSEAS, teacher=None), Kind.NOT_YET),
    ("QTLS, no longer a member", replace(TEACHER, qualified=Qualified.QTLS, member=Say.NO), Kind.NOT_YET),
    ("QTLS, a member", replace(TEACHER, qualified=Qualified.QTLS, member=Say.YES, induction=None), Kind.CAN_BY),
    ("QTS from Wales", replace(TEACHER, qualified=Qualified.WALES, induction=Induction.EXEMPT), Kind.CAN_BY),
    ("teaches elsewhere", replace(TEACHER, teacher=Say.NO), Kind.NOT_YET),
    ("in induction", replace(TEACHER, induction=Induction.IN_PROGRESS), Kind.NOT_YET),
    ("failed induction", replace(TEACHER, induction=Induction.FAILED), Kind.NOT_YET),
    ("special school", Told(School.SPECIAL), Kind.NOT_COVERED),
    ("unit", Told(School.REFERRAL, Say.YES), Kind.NOT_COVERED),
    ("private school", Told(School.PRIVATE), Kind.NOT_COVERED),
    ("college", Told(School.COLLEGE), Kind.NOT_COVERED),
    (
        "two years elsewhere before",
        replace(TEACHER, posts=(Post(Where.COVERED, date(2019, 9, 1), date(2021, 8, 31)),)),
        Kind.UNCLEAR,
    ),
    (
        "two years at a special school before",
        replace(TEACHER, posts=(Post(Where.OUTSIDE, date(2019, 9, 1), date(2021, 8, 31)),)),
        Kind.CAN_BY,
    ),
    (
        "twelve months to the day before",
        replace(TEACHER, since=date(2022, 9, 1), posts=(Post(Where.COVERED, date(2020, 9, 1), date(2021, 8, 31)),)),
        Kind.PASSED,
    ),
    (
        "twelve months and a day before",
        replace(TEACHER, since=date(2022, 9, 1), posts=(Post(Where.COVERED, date(2020, 9, 1), date(2021, 9, 1)),)),
        Kind.UNCLEAR,
    ),
    (
        "left a post of 2005 and came back",
        replace(TEACHER, since=date(2005, 9, 1), unbroken=Say.NO, left=date(2015, 8, 31), returned=date(2016, 9, 1)),
        Kind.UNCLEAR,
    ),
]


@pytest.mark.parametrize(("told", "kind"), [row[1:] for row in CERTAIN], ids=[row[0] for row in CERTAIN])
def test_certain_answers_get_one_verdict(told, kind):
    assert answer(told).verdict.kind is kind


def test_induction_in_doubt_shows_what_each_answer_would_mean():
    told = replace(TEACHER, induction=Induction.UNSURE)

    assert answer(told).verdict.heading == "Not yet. It depends on whether you have passed induction."
    assert outcomes(told) == [
        (("you have passed induction, or did not have to serve it",), True, Kind.CAN_BY),
        (("you have not passed induction",), True, Kind.NOT_YET),
    ]


def test_two_doubts_are_named_together_and_their_outcomes_do_not_overlap():
    told = replace(TEACHER, induction=Induction.UNSURE, before=Before.UNSURE)

    assert answer(told).verdict.heading == (
        "Not yet. It depends on whether you have passed induction, and on your earlier posts as a SENCO."
    )
    assert outcomes(told) == [
        (
            ("you have passed induction, or did not have to serve it", "you were never a SENCO before"),
            True,
            Kind.CAN_BY,
        ),
        (
            (
                "you have passed induction, or did not have to serve it",
                "you were a SENCO for 12 months or less before or you were a SENCO for more than 12 months before",
            ),
            True,
            Kind.UNCLEAR,
        ),
        (("you have not passed induction",), True, Kind.NOT_YET),
    ]


def test_many_doubts_are_counted():
    told = replace(TEACHER, qualified=Qualified.UNSURE, teacher=Say.UNSURE, induction=Induction.UNSURE)

    assert answer(told).verdict.heading == "Not yet. It depends on 3 things."
    assert outcomes(told) == [
        (
            (
                "you are a qualified teacher",
                "you work as a teacher at the school",
                "you have passed induction, or did not have to serve it",
            ),
            True,
            Kind.CAN_BY,
        ),
        ((), False, Kind.NOT_YET),
    ]


def test_a_doubt_that_changes_nothing_is_said_to_change_nothing():
    told = replace(TEACHER, teacher=Say.NO, head=Head.NO, qualified=Qualified.UNSURE, induction=None)

    found = answer(told)

    assert found.verdict.kind is Kind.NOT_YET
    assert (found.open_topics, found.idle_topics) == ((), ("qualified",))
    assert found.verdict.heading == "Not yet. A condition for the SENCO is missing."


def test_a_doubt_about_the_kind_of_school_never_ends_in_you_can():
    found = answer(replace(TEACHER, school=School.UNSURE, award=Award.NPQ))

    assert found.verdict.heading == "Not yet. It depends on what kind of school it is."
    assert [outcome.verdict.kind for outcome in found.outcomes] == [Kind.CAN, Kind.NOT_COVERED]


def test_not_knowing_if_named_shows_both():
    told = replace(TEACHER, in_post=Say.UNSURE, since=date(2020, 9, 1))

    assert outcomes(told) == [
        (("you have not been named as the SENCO",), True, Kind.CAN_BY),
        (("you have been named as the SENCO",), True, Kind.PASSED),
    ]


def test_not_knowing_the_day_shows_what_each_time_would_mean_without_a_made_up_date():
    found = answer(replace(TEACHER, since=None))

    assert [(o.conditions, o.verdict.kind, o.verdict.due) for o in found.outcomes] == [
        (
            (f"you have been the SENCO there without a break since 1{NBSP}September 2009 or before",),
            Kind.CAN,
            None,
        ),
        ((f"you became the SENCO on 23{NBSP}November 2023 or later",), Kind.CAN_BY, None),
        ((f"you became the SENCO after that, but before 23{NBSP}November 2023",), Kind.PASSED, None),
    ]


def test_who_may_hold_the_qualification_can_be_the_senco_and_works_to_the_date_until_sure():
    found = answer(replace(TEACHER, award=Award.UNSURE))

    assert found.verdict.heading == f"You can be the SENCO. Work to 1{NBSP}September 2028 until you are sure."
    assert found.verdict.lede[0] == "It depends on whether you hold the qualification."
    assert [outcome.verdict.kind for outcome in found.outcomes] == [Kind.CAN, Kind.CAN_BY]


def test_who_may_hold_the_qualification_and_has_no_day_to_start_is_told_of_the_three_years():
    found = answer(replace(ASPIRING, award=Award.UNSURE))

    assert found.verdict.heading == "You can be the SENCO. You may need the qualification within three years."


@pytest.mark.parametrize("required", [Say.NO, Say.UNSURE, None])
def test_an_academy_without_induction_is_unclear_in_law_and_never_cleared(required):
    told = replace(
        TEACHER, school=School.ACADEMY, induction=Induction.NOT_STARTED, induction_here=required, converted=Say.NO
    )

    found = answer(told)

    assert found.verdict.kind in {Kind.UNCLEAR, Kind.NOT_YET}
    assert {outcome.verdict.kind for outcome in found.outcomes} == {Kind.CAN_BY, Kind.NOT_YET}


def test_where_only_the_law_is_open_the_verdict_is_that_the_law_is_unclear():
    told = replace(TEACHER, school=School.ACADEMY, induction=Induction.FAILED, induction_here=Say.NO, converted=Say.NO)

    assert answer(told).verdict.heading == (
        "The law is unclear. It depends on whether academies must now require induction."
    )


def test_an_academy_that_requires_induction_is_not_yet():
    told = replace(TEACHER, school=School.ACADEMY, induction=Induction.IN_PROGRESS, induction_here=Say.YES)

    assert answer(told).verdict.kind is Kind.NOT_YET


@pytest.mark.parametrize(
    ("converted", "on", "kind"),
    [
        (Say.NO, None, Kind.CAN),
        (Say.YES, date(2015, 9, 1), Kind.UNCLEAR),
        (Say.YES, None, Kind.UNCLEAR),
        (Say.UNSURE, None, Kind.NOT_YET),
    ],
)
def test_a_post_since_2009_in_what_is_now_an_academy_is_cleared_only_if_it_was_one_school(converted, on, kind):
    told = replace(TEACHER, school=School.ACADEMY, since=date(2005, 9, 1), unbroken=Say.YES)

    assert answer(replace(told, converted=converted, converted_on=on)).verdict.kind is kind


@pytest.mark.parametrize("unbroken", [Say.UNSURE, None])
def test_a_break_in_doubt_is_not_cleared(unbroken):
    told = replace(TEACHER, since=date(2005, 9, 1), unbroken=unbroken)

    assert outcomes(told) == [
        (("there was no break",), True, Kind.CAN),
        (("you left the post and came back",), True, Kind.UNCLEAR),
    ]


def test_a_break_without_dates_is_unclear_and_shows_no_date():
    verdict = answer(replace(TEACHER, since=date(2005, 9, 1), unbroken=Say.NO)).verdict

    assert (verdict.kind, verdict.due) == (Kind.UNCLEAR, None)
    assert verdict.heading == "The law is unclear for you. It can be read in two ways."


@pytest.mark.parametrize(
    ("began", "gained", "kinds"),
    [
        (None, date(2024, 8, 31), [Kind.CAN]),
        (None, date(2025, 7, 1), [Kind.CAN, Kind.CAN_BY]),
        (None, None, [Kind.CAN, Kind.CAN_BY]),
        (date(2024, 8, 31), None, [Kind.CAN]),
        (date(2024, 9, 1), None, [Kind.CAN_BY]),
    ],
)
def test_unknown_days_of_the_national_award_matter_only_where_they_can(began, gained, kinds):
    found = answer(replace(TEACHER, award=Award.NASENCO, award_began=began, award_gained=gained))

    assert sorted((one.verdict.kind for one in found.readings), key=lambda kind: kind.value) == kinds


def test_after_the_last_day_of_the_national_award_its_unknown_day_matters():
    found = answer(replace(TEACHER, award=Award.NASENCO, award_began=date(2024, 1, 8)), today=date(2027, 9, 1))

    assert [outcome.verdict.kind for outcome in found.outcomes] == [Kind.CAN, Kind.CAN_BY]


def test_a_school_elsewhere_of_unknown_kind_is_tried_both_ways():
    told = replace(TEACHER, posts=(Post(Where.UNSURE, date(2019, 9, 1), date(2021, 8, 31)),))

    assert outcomes(told) == [
        (("the rule does not cover your other school",), True, Kind.CAN_BY),
        (("the rule covers your other school",), True, Kind.UNCLEAR),
    ]


@pytest.mark.parametrize("told", [row[1] for row in CERTAIN], ids=[row[0] for row in CERTAIN])
def test_certain_answers_are_one_possibility(told):
    if told.school is School.ACADEMY or told.unbroken is Say.NO or told.award is Award.NASENCO:
        return
    assert [one.told for one in possibilities(told, TODAY)] == [told]


def choice_of(kind):
    return st.sampled_from([None, *kind])


DAYS = st.dates(date(2000, 1, 1), TODAY)
POSTS = st.builds(Post, st.sampled_from(Where), st.dates(date(2000, 1, 1), date(2015, 1, 1)))
ANYONE = st.builds(
    Told,
    school=st.sampled_from(School),
    in_post=st.sampled_from(Say),
    since=st.none() | DAYS,
    unbroken=choice_of(Say),
    converted=choice_of(Say),
    converted_on=st.none() | DAYS,
    head=st.sampled_from(Head),
    qualified=choice_of(Qualified),
    member=choice_of(Say),
    teacher=choice_of(Say),
    induction=choice_of(Induction),
    induction_here=choice_of(Say),
    award=st.sampled_from([None, Award.NONE, Award.NPQ, Award.NPQ_COURSE, Award.NASENCO_COURSE, Award.UNSURE]),
    before=choice_of(Before),
    posts=st.lists(POSTS, max_size=2).map(tuple),
).map(lambda told: replace(told, since=max(told.since, TODAY)) if told.since and told.in_post is Say.NO else told)


@given(ANYONE)
def test_nobody_is_told_that_they_can_unless_they_can_under_every_possibility(told):
    found = answer(told)

    if found.verdict.kind in {Kind.CAN, Kind.CAN_BY}:
        assert {one.verdict.kind for one in found.readings} <= {Kind.CAN, Kind.CAN_BY}
        assert all(one.snapshot.state("role").counts for one in found.readings)
    if found.verdict.kind is Kind.CAN:
        assert {one.verdict.kind for one in found.readings} == {Kind.CAN}


@given(ANYONE)
def test_outcomes_are_given_exactly_where_readings_differ(told):
    found = answer(told)

    differ = len({(one.verdict.kind, one.verdict.due) for one in found.readings}) > 1
    assert bool(found.outcomes) is bool(found.open_topics) is differ


@given(ANYONE)
def test_the_work_for_any_answers_stays_small(told):
    assert len(possibilities(told, TODAY)) <= 400


def test_not_being_sure_of_anything_is_still_answered():
    told = Told(
        School.UNSURE,
        Say.UNSURE,
        head=Head.UNSURE,
        qualified=Qualified.UNSURE,
        teacher=Say.UNSURE,
        induction=Induction.UNSURE,
        award=Award.UNSURE,
        before=Before.UNSURE,
    )

    found = answer(told)

    assert found.verdict.kind is Kind.NOT_YET
    assert set(found.open_topics) >= {"school", "head", "qualified", "teacher", "induction"}
