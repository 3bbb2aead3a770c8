"""Which questions are asked: only those that the answers before them leave open."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.pathway.eligibility.support import TODAY
from tests.pathway.eligibility.walking import posted

from trigpoint.pathway.eligibility.flow import FLOW
from trigpoint.pathway.eligibility.reading import told_by
from trigpoint.pathway.eligibility.told import Award, Before, Induction, Post, Qualified, Say, School, Told, Where
from trigpoint.pathway.eligibility.words import TOPICS

SIMPLE = {
    "school": "maintained",
    "post": "yes",
    "since": "2025-09-01",
    "head": "no",
    "qualified": "qts",
    "teacher": "yes",
    "induction": "passed",
    "award": "none",
    "before": "no",
}


def path_of(**changed: Any) -> list[str]:
    """Return the questions that are asked with these answers, the last being open or the last of all."""
    given = SIMPLE | {name.replace("_", "-"): value for name, value in changed.items()}
    kept = {slug: said_to(slug, value) for slug, value in given.items()}
    return [question.slug for question in FLOW.path(kept, today=TODAY)[0]]


def said_to(slug: str, value: Any) -> dict[str, Any]:
    return posted(slug, value if isinstance(value, dict) or value[:2].isdigit() else {slug.replace("-", "_"): value})


WHO = ["school", "post", "since", "head", "qualified", "teacher", "induction"]


def test_a_teacher_in_post_is_asked_nine_questions():
    assert path_of() == [*WHO, "award", "before"]


@pytest.mark.parametrize("school", ["special", "referral", "private", "college"])
def test_a_school_outside_the_rule_ends_the_questions(school):
    assert path_of(school=school) == ["school"]


def test_a_school_of_unknown_kind_does_not_end_them():
    assert path_of(school="not-sure") == [*WHO, "award", "before"]


def test_a_post_to_come_is_asked_for_its_start():
    assert path_of(post="no", start="2027-09-01") == [
        *("school", "post", "start", "head", "qualified", "teacher", "induction", "award", "before")
    ]


@pytest.mark.parametrize("head", ["head", "acting"])
def test_a_head_is_not_asked_about_teaching(head):
    assert path_of(head=head) == ["school", "post", "since", "head", "award", "before"]


@pytest.mark.parametrize("qualified", ["eyts", "overseas", "para-8a", "none"])
def test_without_a_status_teaching_and_induction_are_not_asked(qualified):
    assert path_of(qualified=qualified) == ["school", "post", "since", "head", "qualified", "award", "before"]


def test_without_the_role_a_post_to_come_ends_there():
    assert path_of(post="no", start="2027-09-01", qualified="none") == [
        *("school", "post", "start", "head", "qualified")
    ]


@pytest.mark.parametrize(("membership", "more"), [("yes", ["membership", "membership-end"]), ("no", ["membership"])])
def test_qtls_asks_for_membership_and_no_induction(membership, more):
    asked = path_of(qualified="qtls", membership=membership, membership_end="2027-03-31")

    assert asked == ["school", "post", "since", "head", "qualified", *more, "teacher", "award", "before"]


def test_who_does_not_teach_there_is_not_asked_about_induction():
    assert path_of(teacher="no") == ["school", "post", "since", "head", "qualified", "teacher", "award", "before"]


def test_an_unfinished_induction_is_asked_for_its_end():
    assert path_of(induction="in-progress", induction_end="2027-08-31") == [*WHO, "induction-end", "award", "before"]


@pytest.mark.parametrize(
    ("induction", "more"),
    [
        ("passed", []),
        ("exempt", []),
        ("not-started", ["induction-here"]),
        ("failed", ["induction-here"]),
        ("not-sure", ["induction-here"]),
    ],
)
def test_an_academy_is_asked_what_it_requires_where_induction_is_not_done(induction, more):
    asked = path_of(school="academy", induction=induction, induction_here="no", converted="no")

    assert asked == [*WHO, *more, "award", "converted", "before"]


def test_a_post_since_2009_without_a_break_needs_no_more():
    assert path_of(since="2009-09-01", unbroken="yes") == [
        *("school", "post", "since", "unbroken", "head", "qualified", "teacher", "induction")
    ]


def test_a_post_since_the_day_after_needs_the_qualification():
    assert path_of(since="2009-09-02") == [*WHO, "award", "before"]


def test_a_break_is_asked_for_its_days():
    asked = path_of(since="2005-09-01", unbroken="no", **{"break": {"left": "2015-08-31", "returned": "2016-09-01"}})

    assert asked[:5] == ["school", "post", "since", "unbroken", "break"]
    assert asked[-2:] == ["award", "before"]


def test_a_post_since_2009_in_an_academy_is_asked_whether_it_was_one_school():
    asked = path_of(school="academy", since="2005-09-01", unbroken="yes", converted="no")

    assert asked[-2:] == ["award", "converted"]


@pytest.mark.parametrize(
    ("award", "slug", "dates", "more"),
    [
        ("npq", "award_npq", {"gained": "2026-06-01"}, []),
        ("npq-course", "award_npq_course", {"began": "2026-10-01"}, ["before"]),
        ("nasenco", "award_nasenco", {"began": "2020-01-06", "gained": "2021-07-01"}, []),
        ("nasenco", "award_nasenco", {"unsure": ["yes"]}, ["before"]),
        ("nasenco", "award_nasenco", {"began": "2024-09-01", "gained": "2025-07-01"}, ["before"]),
        ("nasenco-course", "award_nasenco_course", {"began": "2024-01-08", "gained": "2027-07-01"}, ["before"]),
    ],
)
def test_a_qualification_is_asked_for_its_days_and_ends_the_questions_once_it_is_held(award, slug, dates, more):
    assert path_of(award=award, **{slug: dates}) == [*WHO, "award", slug.replace("_", "-"), *more]


def test_other_posts_are_asked_for_one_by_one():
    post = {"where": "covered", "first": "2018-09-01", "last": "2019-08-31"}
    other = {"where": "outside", "first": "2019-09-01", "last": "2020-08-31"}

    asked = path_of(before="yes", post_1=post, more_1={"more": "yes"}, post_2=other, more_2={"more": "no"})

    assert asked[-4:] == ["post-1", "more-1", "post-2", "more-2"]


def test_what_was_told_is_read_back_whole():
    given = SIMPLE | {
        "school": "academy",
        "since": "2005-09-01",
        "unbroken": "no",
        "break": {"left": "2015-08-31", "returned": "2016-09-01"},
        "induction": "in-progress",
        "induction-end": "2027-08-31",
        "induction-here": "no",
        "award": "nasenco-course",
        "award-nasenco-course": {"began": "2024-01-08", "gained": "2027-07-01"},
        "before": "yes",
        "post-1": {"where": "here", "first": "2001-09-01", "last": "2002-08-31"},
        "more-1": {"more": "no"},
    }
    kept = {slug: said_to(slug, value) for slug, value in given.items()}

    assert told_by(FLOW.path(kept, today=TODAY)[1]) == Told(
        school=School.ACADEMY,
        in_post=Say.YES,
        since=date(2005, 9, 1),
        unbroken=Say.NO,
        left=date(2015, 8, 31),
        returned=date(2016, 9, 1),
        qualified=Qualified.QTS,
        teacher=Say.YES,
        induction=Induction.IN_PROGRESS,
        induction_end=date(2027, 8, 31),
        induction_here=Say.NO,
        award=Award.NASENCO_COURSE,
        award_began=date(2024, 1, 8),
        award_gained=date(2027, 7, 1),
        before=Before.YES,
        posts=(Post(Where.HERE, date(2001, 9, 1), date(2002, 8, 31)),),
    )


@pytest.mark.parametrize("question", FLOW.questions, ids=lambda question: question.slug)
def test_every_question_says_how_to_find_the_answer_out_and_takes_not_being_sure(question):
    form = question.form(today=TODAY)

    assert form.find_out
    offers = [option.words for field in form.fields.values() for option in getattr(field, "options", ())]
    assert "I am not sure" in offers


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_leads_to_a_question_of_the_flow(topic):
    assert TOPICS[topic].question in {question.slug for question in FLOW.questions}


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("head", "Would you be the head or acting head there?"),
        ("teacher", "Would you work as a teacher at the school?"),
    ],
)
def test_a_post_to_come_is_asked_in_other_words(slug, words):
    question = next(question for question in FLOW.questions if question.slug == slug)

    assert question.form(today=TODAY, earlier={"post": {"post": "no"}}).heading == words
    assert question.form(today=TODAY, earlier={"post": {"post": "yes"}}).heading != words
