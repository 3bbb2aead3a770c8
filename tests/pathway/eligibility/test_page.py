"""The rows of the result: steps, duties, days, what does not count, events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.pathway.eligibility.support import TEACHER, TODAY
from tests.pathway.eligibility.test_answer import CERTAIN

from trigpoint.pathway.eligibility.page import result_page
from trigpoint.pathway.eligibility.told import Award, Head, Induction, Post, Qualified, Say, School, Told, Where
from trigpoint.platform.pages import StatusKind

NBSP = "\N{NO-BREAK SPACE}"
LEGISLATION = "https://www.legislation.gov.uk/"
PEOPLE = pytest.mark.parametrize("told", [row[1] for row in CERTAIN], ids=[row[0] for row in CERTAIN])


def steps(told: Told, law):
    return [(step.status.kind.value, step.heading) for step in result_page(told, law, TODAY).reasons]


def days(told: Told, law):
    return [(row.on.isoformat(), row.words, row.is_past) for row in result_page(told, law, TODAY).dates]


# ---- Why we say this


def test_a_teacher_in_post_has_five_steps(law):
    assert steps(TEACHER, law) == [
        ("met", "The rule covers this school"),
        ("met", "You are a qualified teacher"),
        ("met", "You work as a teacher at this school"),
        ("met", "You have passed induction, or you did not have to serve it"),
        ("due", "You do not hold the qualification yet"),
    ]


def test_each_step_names_its_clause_and_since_when_it_reads_so(law):
    cited = [step.citations[0] for step in result_page(TEACHER, law, TODAY).reasons]

    assert [(one.words, one.url.removeprefix(LEGISLATION), one.since) for one in cited] == [
        ("s. 67 CFA 2014", "ukpga/2014/6/section/67", date(2014, 9, 1)),
        ("reg 49(2)(a) SEND Regulations 2014", "uksi/2014/1530/regulation/49/2/a", date(2024, 9, 1)),
        ("reg 49(2)(c) SEND Regulations 2014", "uksi/2014/1530/regulation/49/2/c", date(2024, 9, 1)),
        ("reg 49(2)(b) SEND Regulations 2014", "uksi/2014/1530/regulation/49/2/b", date(2024, 9, 1)),
        ("reg 49(4) SEND Regulations 2014", "uksi/2014/1530/regulation/49/4", date(2024, 9, 1)),
    ]


def test_a_school_outside_the_rule_has_one_step_with_the_sections_that_draw_the_line(law):
    (step,) = result_page(Told(School.PRIVATE), law, TODAY).reasons

    assert (step.status.kind.value, step.heading) == ("exempt", "The rule does not cover this school")
    assert step.text.startswith("Special schools, pupil referral units,")
    assert [one.words for one in step.citations] == ["s. 67 CFA 2014", "s. 83(2) CFA 2014"]


@PEOPLE
def test_every_step_of_every_answer_has_a_source(told, law):
    page = result_page(told, law, TODAY)

    assert page.reasons
    assert [step.heading for step in page.reasons if not step.citations or not step.citations[0].url] == []


@PEOPLE
def test_no_step_ends_in_a_full_stop_or_says_not_yet_twice(told, law):
    page = result_page(told, law, TODAY)

    assert [step.heading for step in page.reasons if step.heading.endswith(".")] == []
    assert [step.text for step in page.reasons if step.text.startswith("Not yet")] == []


@pytest.mark.parametrize(
    ("changed", "step"),
    [
        ({"qualified": Qualified.EYTS, "teacher": None, "induction": None}, ("unmet", "Qualified teacher")),
        ({"teacher": Say.NO}, ("unmet", "Works as a teacher at this school")),
        ({"induction": Induction.NOT_STARTED}, ("unmet", "Induction passed, if it was required")),
        ({"induction": Induction.UNSURE}, ("waiting", "Induction passed, if it was required")),
        ({"qualified": Qualified.UNSURE}, ("waiting", "Qualified teacher")),
        ({"since": date(2020, 9, 1)}, ("overdue", "You do not hold the qualification yet")),
        (
            {"award": Award.NASENCO, "award_began": date(2024, 9, 1), "award_gained": date(2025, 9, 1)},
            ("unmet", "The National Award does not count for you"),
        ),
        (
            {"posts": (Post(Where.COVERED, date(2019, 9, 1), date(2021, 8, 31)),)},
            ("unclear", "One point is unclear: your earlier work as a SENCO"),
        ),
        (
            {"posts": (Post(Where.COVERED, date(2024, 9, 1), date(2025, 2, 28)),)},
            ("unclear", "One point is unclear: whether the three years began again with this post"),
        ),
        (
            {"award": Award.NPQ, "award_gained": date(2026, 6, 1)},
            ("met", "You hold the qualification prescribed from 1 September 2024"),
        ),
        (
            {"award": Award.NASENCO, "award_began": date(2020, 1, 6), "award_gained": date(2021, 7, 1)},
            ("met", "You hold the earlier award, begun and completed in time. You need nothing more"),
        ),
        (
            {"qualified": Qualified.QTLS, "member": Say.YES, "induction": None},
            ("met", "You hold QTLS and are a member, so the law counts you as a qualified teacher"),
        ),
        ({"head": Head.ACTING}, ("met", "You are the head or acting head, so you may be the SENCO")),
    ],
)
def test_a_step_says_what_was_found(changed, step, law):
    assert step in steps(replace(TEACHER, **changed), law)


def test_an_acting_head_is_told_that_it_lasts_as_long_as_the_acting(law):
    told = Told(School.MAINTAINED, Say.YES, date(2025, 9, 1), head=Head.ACTING, award=Award.NONE)

    (step,) = (step for step in result_page(told, law, TODAY).reasons if step.heading.startswith("You are the head"))

    assert step.text.startswith("That is so only while you are the acting head.")


def test_an_academy_that_does_not_require_induction_is_a_step_that_the_law_leaves_open(law):
    told = replace(TEACHER, school=School.ACADEMY, induction=Induction.FAILED, induction_here=Say.NO, converted=Say.NO)

    page = result_page(told, law, TODAY)

    assert ("unclear", "Induction passed, if it was required") in steps(told, law)
    assert page.by_law is True
    assert [row.question for row in page.to_find_out] == [""]


def test_a_doubt_that_changes_nothing_is_named(law):
    told = replace(TEACHER, teacher=Say.NO, qualified=Qualified.UNSURE, induction=None)

    assert result_page(told, law, TODAY).no_difference == ("whether you are a qualified teacher",)


# ---- Who must act


def test_must_is_law_and_should_is_guidance(law):
    page = result_page(TEACHER, law, TODAY)

    assert [row.citation.words for row in page.must] == [
        "s. 67 CFA 2014",
        "reg 49(1) SEND Regulations 2014",
        "reg 49(4) SEND Regulations 2014",
    ]
    assert [row.citation.words for row in page.should] == ["DfE, updated 12 September 2024"]
    assert "It is not a duty on you." in page.duty


def test_nobody_must_act_for_a_school_outside_the_rule(law):
    page = result_page(Told(School.SPECIAL), law, TODAY)

    assert (page.duty, page.must, page.should, page.suggest, page.not_counted) == ("", (), (), "", ())


def test_the_qualification_is_no_duty_yet_where_the_role_is_not_open(law):
    told = replace(TEACHER, in_post=Say.NO, since=None, qualified=Qualified.NONE, teacher=None, award=None)

    page = result_page(told, law, TODAY)

    assert ([row.citation.words for row in page.must][-1], page.should) == ("reg 49(1) SEND Regulations 2014", ())


# ---- Days


def test_a_last_safe_start_that_has_passed_is_said_to_have_passed(law):
    assert days(TEACHER, law) == [
        ("2025-09-01", "Became the SENCO there", True),
        ("2026-11-01", "The last safe start of the course. It has passed", True),
        ("2028-09-01", "Third anniversary: the qualification must be held after this day", False),
    ]


def test_a_third_anniversary_that_has_passed_is_told_in_the_past(law):
    assert days(replace(TEACHER, since=date(2020, 9, 1)), law)[-1] == (
        "2023-09-01",
        "Third anniversary: the qualification was due",
        True,
    )


def test_an_earlier_post_starts_the_clock_and_the_other_reading_has_its_own_day(law):
    told = replace(TEACHER, posts=(Post(Where.COVERED, date(2024, 9, 1), date(2025, 2, 28)),))

    assert days(told, law) == [
        ("2024-09-01", "First became a SENCO: the clock starts", True),
        ("2025-09-01", "Became the SENCO there", True),
        ("2025-11-01", "The last safe start of the course. It has passed", True),
        ("2027-09-01", "Third anniversary: the qualification must be held after this day", False),
        ("2028-09-01", "Third anniversary in this post, if the three years began again: unclear in law", False),
    ]


def test_on_the_earlier_course_its_two_last_days_are_shown(law):
    told = replace(TEACHER, award=Award.NASENCO_COURSE, award_began=date(2024, 1, 8), award_gained=date(2027, 7, 1))

    assert days(told, law) == [
        ("2024-01-08", "Course began", True),
        ("2024-08-31", "The last day to begin the National Award", True),
        ("2025-09-01", "Became the SENCO there", True),
        ("2027-07-01", "Award expected", False),
        ("2027-08-31", "The last day to complete the National Award", False),
        ("2028-09-01", "Third anniversary: the qualification must be held after this day", False),
    ]


def test_a_leap_day_is_due_on_28_february(law):
    assert days(replace(TEACHER, since=date(2024, 2, 29)), law)[-1][0] == "2027-02-28"


@pytest.mark.parametrize(
    ("told", "row"),
    [
        (
            replace(TEACHER, induction=Induction.IN_PROGRESS, induction_end=date(2027, 8, 31), award=None),
            ("2027-08-31", "Induction expected to end", False),
        ),
        (
            replace(TEACHER, qualified=Qualified.QTLS, member=Say.YES, member_until=date(2027, 3, 31)),
            ("2027-03-31", "Membership ends: renew it before", False),
        ),
        (
            replace(TEACHER, in_post=Say.NO, since=date(2027, 9, 1)),
            ("2027-09-01", "Would start as the SENCO", False),
        ),
    ],
)
def test_other_days_of_the_person_are_on_the_line(told, row, law):
    assert row in days(told, law)


def test_a_day_that_stands_in_for_an_unknown_one_is_on_no_line_and_in_no_calendar(law):
    page = result_page(replace(TEACHER, since=None), law, TODAY)

    assert (page.dates, page.events) == ((), ())


@PEOPLE
def test_a_calendar_holds_nothing_that_has_passed(told, law):
    assert [event for event in result_page(told, law, TODAY).events if event.on < TODAY] == []


def test_on_a_course_the_calendar_leaves_out_warnings_to_start_one(law):
    told = replace(TEACHER, award=Award.NPQ_COURSE, award_began=date(2026, 10, 1))

    assert [event.on.isoformat() for event in result_page(told, law, TODAY).events] == ["2028-03-01", "2028-09-01"]


def test_own_days_are_in_the_calendar(law):
    told = replace(TEACHER, qualified=Qualified.QTLS, member=Say.YES, member_until=date(2027, 3, 31), induction=None)
    told = replace(told, award=Award.NASENCO_COURSE, award_began=date(2024, 1, 8), award_gained=date(2027, 7, 1))

    assert [(event.on.isoformat(), event.title) for event in result_page(told, law, TODAY).events][:2] == [
        ("2027-03-31", "SET membership ends: renew it"),
        ("2027-08-31", "National Award: last day to complete it"),
    ]


# ---- What does not count, and the note


@pytest.mark.parametrize(
    ("told", "whats"),
    [
        (TEACHER, ["Other courses for SENCOs", "“The SEND Regulations 2024”"]),
        (
            replace(TEACHER, qualified=Qualified.EYTS, teacher=None),
            [
                "Years of experience",
                "Early years teacher status (EYTS)",
                "Other courses for SENCOs",
                "“The SEND Regulations 2024”",
            ],
        ),
        (replace(TEACHER, award=Award.NPQ), []),
        (
            replace(TEACHER, posts=(Post(Where.COVERED, date(2019, 9, 1), date(2021, 8, 31)),)),
            ["Other courses for SENCOs", "“The SEND Regulations 2024”", "More than 12 months as a SENCO before"],
        ),
    ],
)
def test_only_what_could_be_thought_to_count_is_said_not_to(told, whats, law):
    rows = result_page(told, law, TODAY).not_counted

    assert [row.what for row in rows] == whats
    assert [row.citation.url.startswith(LEGISLATION) for row in rows] == [True] * len(rows)


@PEOPLE
def test_the_note_begins_with_what_may_be(told, law):
    note = result_page(told, law, TODAY).note

    assert note[0].startswith(("This person may", "The law is unclear", "The rule on SENCOs", "We cannot say"))


def test_the_note_on_a_doubt_is_about_the_person(law):
    told = replace(TEACHER, teacher=Say.UNSURE, induction=Induction.UNSURE)

    assert result_page(told, law, TODAY).note == (
        "We cannot say yet whether this person may be the SENCO.",
        "It depends on whether they work as a teacher at the school, and on whether they have passed induction.",
    )


@PEOPLE
def test_the_status_of_the_answer_is_one_of_the_seven(told, law):
    assert result_page(told, law, TODAY).verdict.status.kind in set(StatusKind)
