"""Asking: every kind can be answered by a form without script, what was typed stays, and order follows the seed."""

from __future__ import annotations

from datetime import date

import pytest
from django.http import QueryDict
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from tests.learning.samples import QUESTIONS

from trigpoint.content.questions import Kind, questions
from trigpoint.learning.asking import Asked, QuestionForm, code

TODAY = date(2026, 11, 24)
NAMES = sorted(QUESTIONS)


def post_of(question, answer, prefix=""):
    """What a browser sends for an answer."""
    data = QueryDict(mutable=True)
    if question.kind is Kind.ORDER:
        for place, step in enumerate(answer, 1):
            data[f"{prefix}step-{code(question, step)}"] = str(place)
    elif question.kind is Kind.MATCH:
        for left, right in answer.items():
            data[f"{prefix}pair-{code(question, left)}"] = code(question, right)
    elif question.kind is Kind.DATE:
        year, month, day = answer.split("-")
        data.update({f"{prefix}answer-day": day, f"{prefix}answer-month": month, f"{prefix}answer-year": year})
    else:
        data.setlist(f"{prefix}answer", [answer] if isinstance(answer, str) else list(answer))
    return data


def form_of(name, data=None, **more):
    return QuestionForm(data, question=QUESTIONS[name], seed=more.pop("seed", "7"), today=TODAY, **more)


def drawn(form):
    return html.fromstring(f"<form>{render_to_string('learning/question.html', {'asked': form})}</form>")


@pytest.mark.parametrize("name", NAMES)
def test_the_key_can_be_sent_by_the_form_of_each_kind(name):
    question = QUESTIONS[name]
    form = form_of(name, post_of(question, question.key, "q3-"), prefix="q3-")
    assert form.is_valid(), form.errors
    assert form.answer == (list(question.key) if isinstance(question.key, tuple) else question.key)


@pytest.mark.parametrize("name", NAMES)
def test_an_earlier_answer_is_shown_as_it_was_given(name):
    question = QUESTIONS[name]
    before = list(question.key) if isinstance(question.key, tuple) else question.key
    before = before if isinstance(before, str | list) else dict(before)
    page = drawn(form_of(name, answer=before))
    sent = QueryDict(mutable=True)
    for field in page.cssselect("input, select"):
        chosen = field.get("type") not in {"radio", "checkbox"} or field.get("checked") is not None
        if chosen:
            sent.appendlist(field.name, field.value or "")
    again = form_of(name, sent)
    assert again.is_valid(), again.errors
    assert again.answer == before


@pytest.mark.parametrize("name", NAMES)
def test_nothing_answered_is_an_error_that_leads_to_its_input(name):
    form = form_of(name, QueryDict("x=1"), called="question 3")
    assert not form.is_valid()
    rows = form.error_rows()
    assert len(rows) == 1
    assert "question 3" in rows[0].words
    assert drawn(form).get_element_by_id(rows[0].target) is not None


@pytest.mark.parametrize("name", NAMES)
def test_a_page_tells_nothing_of_the_key_but_its_words(name):
    question = QUESTIONS[name]
    values = {field.get("value") for field in drawn(form_of(name)).cssselect("option, input")}
    if question.kind in {Kind.ORDER, Kind.MATCH}:
        assert not values & {"s1", "s2", "p1", "p2", "x1"}


def test_numbers_given_twice_are_kept_and_the_second_is_named():
    question = QUESTIONS["three-steps"]
    steps = [f"step-{code(question, one.id)}" for one in question.steps]
    form = form_of("three-steps", QueryDict("&".join(f"{name}=2" for name in steps)))
    assert not form.is_valid()
    assert form.error_rows()[0].words == "Number every step once, from 1 to 4"
    inputs = drawn(form).cssselect("input")
    assert [one.get("value") for one in inputs] == ["2", "2", "2", "2"]
    assert [("govuk-input--error" in one.get("class")) for one in inputs] == [False, True, False, False]


def test_a_real_month_in_words_is_a_day_too():
    form = form_of("by-when", QueryDict("answer-day=23&answer-month=Nov&answer-year=2026"))
    assert form.is_valid()
    assert form.answer == "2026-11-23"


@given(st.text(max_size=12), st.sampled_from(NAMES))
def test_the_same_seed_shows_the_same_order(seed, name):
    first, second = form_of(name, seed=seed), form_of(name, seed=seed)
    assert [row[0] for row in first.rows] == [row[0] for row in second.rows]
    assert [getattr(row[1], "options", ()) for row in first.rows] == [
        getattr(row[1], "options", ()) for row in second.rows
    ]


@given(st.text(max_size=12))
def test_steps_are_never_shown_in_their_right_order(seed):
    form = form_of("three-steps", seed=seed)
    question = QUESTIONS["three-steps"]
    assert [row[0] for row in form.rows] != [f"step-{code(question, one)}" for one in question.key]


def test_a_passage_keeps_its_order():
    form = form_of("which-part", seed="any")
    assert [one.value for one in form.rows[0][1].options] == ["c1", "c2", "c3"]


def test_a_page_of_several_questions_has_one_summary():
    forms = tuple(
        form_of(name, QueryDict("x=1"), prefix=f"q{i}-", called=f"question {i}") for i, name in enumerate(NAMES)
    )
    asked = Asked(forms)
    assert [form.is_valid() for form in forms] == [False] * len(NAMES)
    assert asked.errors
    assert len(asked.error_rows()) == len(NAMES)


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_kept_is_what_would_be_drawn(kind):
    question = next(one for one in questions().values() if one.kind is kind)
    for seed, prefix in (("1", ""), ("2", "q3-"), ("1", "q4-")):
        form = QuestionForm(question=question, seed=seed, today=TODAY, prefix=prefix)
        assert form.drawn == render_to_string("learning/question.html", {"asked": form})


def test_an_answer_or_an_error_is_never_drawn_from_what_is_kept():
    question = next(one for one in questions().values() if one.kind is Kind.SINGLE)
    assert "checked" in QuestionForm(question=question, seed="1", today=TODAY, answer=str(question.key)).drawn
    wrong = QuestionForm(QueryDict("x=1"), question=question, seed="1", today=TODAY)
    assert not wrong.is_valid()
    assert "govuk-error-message" in wrong.drawn
