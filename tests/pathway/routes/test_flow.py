"""The questions as pages, made from the content."""

from __future__ import annotations

import pytest
from tests.pathway.routes.people import GRADUATE, TODAY, UNSURE, a_finder

from trigpoint.pathway.routes.flow import field_name, route_flow

QUESTIONS = a_finder().questions
FLOW = route_flow()


def kept(answers):
    return {code: {field_name(code): value} for code, value in answers.items()}


def slugs(answers):
    return [question.slug for question in FLOW.path(kept(answers), today=TODAY)[0]]


def test_every_question_of_the_content_is_a_page():
    assert [question.slug for question in FLOW.questions] == [asked.code for asked in QUESTIONS]


@pytest.mark.parametrize("question", FLOW.questions, ids=lambda question: question.slug)
def test_every_page_offers_not_being_sure_and_how_to_find_out(question):
    form = question.form(today=TODAY)
    options = form.fields[field_name(question.slug)].options

    assert (options[-1].words, options[-1].apart) == ("I am not sure", True)
    assert form.find_out
    assert len(options) <= 7


def test_a_page_left_blank_says_what_to_do():
    form = FLOW.questions[0].form({}, today=TODAY)

    assert [row.words for row in form.error_rows()] == ["Select an answer to “What is your highest qualification?”"]


def test_all_questions_are_asked_of_somebody_whom_all_concern():
    assert slugs(GRADUATE) == [asked.code for asked in QUESTIONS]


def test_a_question_is_left_out_for_those_whom_it_does_not_concern():
    assert "science" not in slugs(GRADUATE | {"phase": "secondary"})
    assert "key-stages" not in slugs(GRADUATE | {"whole-classes": "no"})


def test_somebody_who_is_never_sure_reaches_the_end():
    assert slugs(UNSURE) == [code for code in UNSURE if code not in {"science", "key-stages"}]


def test_a_stale_or_tampered_answer_is_asked_again():
    assert slugs(GRADUATE | {"phase": "university"}) == ["highest-qualification", "english-and-maths", "phase"]
