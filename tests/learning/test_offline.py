"""What was done without a line: each thing comes in once, and nothing is taken for somebody else's."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import cast

import pytest
from django.urls import reverse

from trigpoint.content.questions import Kind, questions
from trigpoint.learning.actions.offline import MOST_AT_ONCE, mark_of, take_in
from trigpoint.learning.asking import code
from trigpoint.learning.models import StepRead
from trigpoint.learning.practice.models import Answer
from trigpoint.learning.queries import units_finished
from trigpoint.platform.clock import now

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked():
    return next(one for one in questions().values() if one.kind is Kind.SINGLE and one.for_practice)


def item(person, asked, key="a" * 32, value=None, **more):
    return {
        "key": key,
        "who": mark_of(person.key),
        "question": asked.id,
        "prefix": "c1-",
        "data": f"c1-answer={value or asked.key}",
        **more,
    }


def send(client, *items):
    return client.post(reverse("learning:offline-answers"), {"items": list(items)}, content_type="application/json")


def test_an_answer_comes_in_once_however_often_it_is_sent(client, learner, asked):
    for _ in range(3):
        assert send(client, item(learner, asked)).json() == {"taken": ["a" * 32], "refused": []}

    answer = Answer.objects.get()
    assert (answer.person, answer.question, answer.right) == (learner.key, asked.id, True)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_of_question_is_read_as_the_saved_page_sends_it(client, learner, kind):
    asked = next(one for one in questions().values() if one.kind is kind and one.for_practice)
    data = {
        Kind.SINGLE: lambda: f"p-answer={asked.key}",
        Kind.MULTIPLE: lambda: "&".join(f"p-answer={one}" for one in asked.key),
        Kind.CLAUSE: lambda: "&".join(f"p-answer={one}" for one in asked.key),
        Kind.DATE: lambda: "p-answer-day={2}&p-answer-month={1}&p-answer-year={0}".format(*str(asked.key).split("-")),
        Kind.ORDER: lambda: coded(asked, "step", {one: place for place, one in enumerate(asked.key, 1)}),
        Kind.MATCH: lambda: coded(
            asked, "pair", {left: code(asked, right) for left, right in cast("dict[str, str]", asked.key).items()}
        ),
    }[kind]()

    assert send(client, item(learner, asked, prefix="p-", data=data)).json()["refused"] == []
    assert Answer.objects.get().right


def coded(asked, name, values):
    return "&".join(f"p-{name}-{code(asked, id_)}={value}" for id_, value in values.items())


def test_not_being_sure_comes_in_as_an_answer(client, learner, asked):
    send(client, item(learner, asked, data="unsure=1"))

    assert Answer.objects.get().answer is None


def test_a_unit_read_offline_is_finished(client, learner, unit):
    said = {"key": "b" * 32, "who": mark_of(learner.key), "unit": unit.id}
    for _ in range(2):
        assert send(client, said).json()["taken"] == ["b" * 32]

    assert units_finished(learner.key) == {unit.id}
    assert StepRead.objects.count() == len(unit.steps)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"question": "gone"}, "no longer asked"),
        ({"data": ""}, "Select an answer"),
        ({"data": "c1-answer=no-such-option"}, "Select an answer"),
        ({"key": "short"}, "could not be read"),
        ({"who": "0" * 32}, "under another account"),
    ],
)
def test_what_cannot_be_taken_is_told_with_its_reason_and_the_rest_comes_in(client, learner, asked, change, why):
    found = send(client, item(learner, asked, **change), item(learner, asked, key="d" * 32)).json()

    assert found["taken"] == ["d" * 32]
    (refused,) = found["refused"]
    assert why in refused["why"]


def test_nothing_but_a_mapping_is_an_answer(learner):
    found = take_in(person=learner.key, items=["x", None, 3], now=now())

    assert len(found.refused) == 3


def test_more_than_fit_at_once_are_left_for_the_next_turn(learner, asked):
    items = [item(learner, asked, key=f"{number:032}") for number in range(MOST_AT_ONCE + 1)]

    assert len(take_in(person=learner.key, items=items, now=now()).taken) == MOST_AT_ONCE


@pytest.mark.parametrize("body", ["", "[]", "{}", '{"items": 3}', "not json"])
def test_a_body_that_is_no_list_of_answers_is_refused_in_words(client, learner, body):
    response = client.post(reverse("learning:offline-answers"), body, content_type="application/json")

    assert response.status_code == 400
    assert "still on this device" in response.json()["error"]


def test_a_saved_page_is_told_whose_answers_can_be_sent(client, learner):
    assert client.get(reverse("learning:offline-token")).json()["who"] == mark_of(learner.key)
    client.logout()
    assert client.get(reverse("learning:offline-token")).json()["who"] == ""


def test_a_visitor_sends_nothing(client):
    assert client.post(reverse("learning:offline-answers"), {}).status_code == 302


def test_the_worker_serves_learning_alone_and_may_fetch_from_this_site(client):
    response = client.get(reverse("learning:worker"))

    assert response["Content-Type"].startswith("text/javascript")
    assert reverse("learning:worker").rpartition("/")[0] + "/" == reverse("learning:home")
    assert "connect-src 'self'" in response["Content-Security-Policy"]


def test_a_saved_page_says_whose_it_is_without_a_name(client, learner, unit):
    page = client.get(reverse("learning:unit-saved", args=[unit.id])).content.decode()

    assert f'data-who="{mark_of(learner.key)}"' in page
    assert learner.name not in page
    assert learner.key not in page
    assert " style=" not in page
    assert "<style" not in page


def test_the_file_of_a_unit_needs_nothing_from_anywhere(client, learner, unit):
    response = client.get(reverse("learning:unit-file", args=[unit.id]))
    page = response.content.decode()

    assert f'filename="trigpoint-{unit.id}.html"' in response["Content-Disposition"]
    assert not re.search(r"<(link|script|img)[^>]+(src|href)=", page)
    assert "<style>" in page
    assert "getRandomValues" in page
    assert "&gt;" not in page.split("<style>")[1].split("</style>")[0]
    assert "http://testserver/" in page
    assert "Your answers" in page


def test_answers_from_a_file_are_pasted_and_count_once(client, learner, asked):
    text = json.dumps([item(learner, asked)])
    for _ in range(2):
        said = unescape(client.post(reverse("learning:bring"), {"answers": text}).content.decode())
        assert "1 taken in" in said

    assert Answer.objects.count() == 1


def test_a_file_of_a_visitor_can_be_brought_in_by_whoever_has_it(client, learner, asked):
    client.post(reverse("learning:bring"), {"answers": json.dumps([item(learner, asked, who="")])})

    assert Answer.objects.get().person == learner.key


@pytest.mark.parametrize("text", ["", "something else", '{"a": 1}'])
def test_what_is_no_text_of_a_file_is_asked_for_again(client, learner, text):
    page = client.post(reverse("learning:bring"), {"answers": text}).content.decode()

    assert "There is a problem" in page
    assert not Answer.objects.exists()
