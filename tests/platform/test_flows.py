"""A flow asks what applies, once, in order, and drops what no longer applies."""

from __future__ import annotations

from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trigpoint.platform.fields import ChoiceField, ChoicesField, DateField, Option
from trigpoint.platform.flows import Flow, Question, after, typed
from trigpoint.platform.forms import PageForm

TODAY = date(2026, 11, 23)
YES_NO = (Option("yes", "Yes"), Option("no", "No"))


class Teacher(PageForm):
    teacher = ChoiceField(YES_NO, label="Are you a teacher?", ask="whether you are a teacher")


class Since(PageForm):
    since = DateField(label="Since when?", ask="the date", past=True)


class Holds(PageForm):
    holds = ChoicesField(YES_NO, label="What do you hold?", ask="what you hold")


FLOW = Flow(
    name="example",
    caption="An example",
    questions=(
        Question("teacher", Teacher),
        Question("since", Since, asked=lambda answers: answers.get("teacher") == "yes"),
        Question("holds", Holds),
    ),
    start="home",
    question="home",
    result="home",
)
WHOLE: dict[str, dict[str, Any]] = {
    "teacher": {"teacher": "yes"},
    "since": {"since-day": "1", "since-month": "9", "since-year": "2025"},
    "holds": {"holds": ["no"]},
}


def path_of(kept: dict[str, dict[str, Any]], today: date = TODAY) -> list[str]:
    return [question.slug for question in FLOW.path(kept, today=today)[0]]


def test_a_new_visitor_is_asked_the_first_question():
    assert path_of({}) == ["teacher"]


def test_a_question_is_asked_only_under_its_condition():
    assert path_of({"teacher": {"teacher": "yes"}}) == ["teacher", "since"]
    assert path_of({"teacher": {"teacher": "no"}}) == ["teacher", "holds"]


def test_the_answers_of_a_whole_flow_are_checked_and_typed():
    path, answers = FLOW.path(WHOLE, today=TODAY)

    assert [question.slug for question in path] == ["teacher", "since", "holds"]
    assert (answers.get("teacher"), answers.get("since"), answers.get("holds")) == ("yes", date(2025, 9, 1), ("no",))


def test_a_changed_answer_drops_what_no_longer_applies():
    answers = FLOW.path(WHOLE | {"teacher": {"teacher": "no"}}, today=TODAY)[1]

    assert "since" not in answers
    assert answers.get("since") is None


def test_a_tampered_answer_is_asked_again():
    assert path_of(WHOLE | {"since": {"since-day": "99"}}) == ["teacher", "since"]


def test_an_answer_that_time_has_made_wrong_is_asked_again():
    assert path_of(WHOLE, today=date(2025, 8, 31)) == ["teacher", "since"]


def test_only_the_fields_of_a_form_are_kept():
    form = Since({"since-day": " 1 ", "since-month": "Sep", "since-year": "2025", "role": "board"}, today=TODAY)

    assert typed(form) == {"since-day": "1", "since-month": "Sep", "since-year": "2025"}


def test_a_finished_flow_goes_to_its_result_from_its_last_question():
    assert after(FLOW, FLOW.questions[2], WHOLE, changing=False, today=TODAY) == "/"


KEPT = st.dictionaries(
    st.sampled_from(["teacher", "since", "holds", "other"]),
    st.dictionaries(
        st.sampled_from(["teacher", "since-day", "since-month", "since-year", "holds"]),
        st.one_of(st.sampled_from(["yes", "no", "1", "9", "2025"]), st.text(), st.lists(st.sampled_from(["yes", "x"]))),
    ),
)


@given(KEPT)
def test_a_path_ends_at_the_first_open_question_whatever_is_kept(kept: dict[str, dict[str, Any]]):
    path, answers = FLOW.path(kept, today=TODAY)

    assert [question.slug in answers for question in path[:-1]] == [True] * (len(path) - 1)
    assert set(answers.values) <= {question.slug for question in path}
