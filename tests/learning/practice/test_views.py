"""The pages of practice: what they ask, what they say of an answer, and how many queries they take."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.urls import reverse
from lxml import html
from tests.law.watch.support import ENTRY, a_change
from tests.learning.test_asking import post_of
from tests.somebody import a_person_like

from trigpoint.content.questions import Kind, questions, resting_on
from trigpoint.learning.practice.models import Answer, Card, Plan, Round, new_key
from trigpoint.platform.models import Event

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 16, 10, tzinfo=UTC)
"""A Tuesday, ten past four."""
HOME = "/learn/practice/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def me(client: Client):
    person = a_person_like("Asha Made Up")
    client.force_login(person)
    return person


def page(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def one_of(kind: Kind):
    return next(one for one in questions().values() if one.kind is kind and one.for_practice)


def answer_sent(question, answer, key="k-1"):
    return {"key": key, **dict(post_of(question, answer).lists())}


def test_a_visitor_is_sent_to_sign_in(client: Client):
    assert client.get(HOME).status_code == 302


def test_the_first_page_says_how_many_and_how_long(client: Client, me):
    said = page(client.get(HOME))
    assert "10 questions for today. About 5 minutes." in said


def test_opening_a_question_takes_three_queries(client: Client, me, django_assert_num_queries: DjangoAssertNumQueries):
    url = reverse("learning:practise-one", args=[one_of(Kind.SINGLE).id])
    client.get(url)
    with django_assert_num_queries(3):
        client.get(url)


def test_the_next_question_takes_five_queries(client: Client, me, django_assert_num_queries: DjangoAssertNumQueries):
    client.get(f"{HOME}next/")
    with django_assert_num_queries(5):
        assert client.get(f"{HOME}next/").status_code == 200


@pytest.mark.parametrize("kind", list(Kind))
def test_the_right_answer_of_each_kind_is_told_so_with_its_rule(client: Client, me, kind: Kind):
    question = one_of(kind)
    said = page(client.post(f"{HOME}questions/{question.id}/", answer_sent(question, question.key)))
    assert "That is right." in said
    assert "Next question" in said
    card = Card.objects.get(person=me.key, question=question.id)
    assert (card.times, card.right) == (1, 1)
    assert card.day > NOW.date()
    assert card.day.weekday() < 5


def test_a_wrong_answer_gets_the_reason_of_every_option(client: Client, me):
    question = one_of(Kind.SINGLE)
    wrong = next(one.id for one in question.options if not one.right)
    tree = html.fromstring(client.post(f"{HOME}questions/{question.id}/", answer_sent(question, wrong)).content)
    text = " ".join(tree.text_content().split())
    assert "Not this time. This is the rule." in text
    for option in question.options:
        assert option.why in text
    assert question.because in text


def test_not_being_sure_is_allowed_and_comes_back_soon(client: Client, me):
    question = one_of(Kind.DATE)
    said = page(client.post(f"{HOME}questions/{question.id}/", {"key": "k-2", "unsure": "1"}))
    assert "Good to know what is not sure yet" in said
    assert Answer.objects.get().answer is None
    assert Card.objects.get().day == NOW.date() + timedelta(days=1)


def test_nothing_answered_is_an_error_and_what_was_typed_stays(client: Client, me):
    question = one_of(Kind.DATE)
    said = page(client.post(f"{HOME}questions/{question.id}/", {"key": "k-3", "answer-day": "31", "answer-month": "2"}))
    assert "There is a problem" in said
    assert 'value="31"' in said
    assert not Answer.objects.exists()


def test_an_answer_sent_twice_counts_once_and_the_first_stands(client: Client, me):
    question = one_of(Kind.SINGLE)
    wrong = next(one.id for one in question.options if not one.right)
    url = f"{HOME}questions/{question.id}/"
    client.post(url, answer_sent(question, question.key, "same"))
    said = page(client.post(url, answer_sent(question, wrong, "same")))
    assert "You had sent this answer already, so it counts once." in said
    assert "That is right." in said
    assert Answer.objects.count() == 1
    assert Card.objects.get().times == 1
    assert Event.objects.filter(name="learning.question.answered").count() == 1


def test_a_question_that_there_is_not_is_not_found(client: Client, me):
    assert client.get(f"{HOME}questions/no-such-question/").status_code == 404


def test_when_all_is_done_the_page_says_until_when(client: Client, me):
    Plan.objects.create(person=me.key, topics=["reviews"], a_day=5, changed_at=NOW)
    for number in range(5):
        shown = html.fromstring(client.get(f"{HOME}next/").content)
        question = questions()[shown.cssselect("form[action*=questions]")[0].attrib["action"].split("/")[-2]]
        assert question.topic == "reviews"
        client.post(f"{HOME}questions/{question.id}/", answer_sent(question, question.key, f"k{number}"))
    said = page(client.get(HOME))
    assert "Done for today: 5 questions. Nothing due until Wednesday 25 November 2026." in said
    assert client.get(f"{HOME}next/").status_code == 302
    assert client.get(f"{HOME}next/?anyway=1").status_code == 200


def test_nothing_is_due_at_a_weekend(client: Client, me):
    with time_machine.travel(datetime(2026, 11, 28, 9, tzinfo=UTC), tick=False):
        client.force_login(me)
        said = page(client.get(HOME))
    assert "Nothing due until Monday 30 November 2026." in said


def test_a_plan_is_kept_and_can_be_changed(client: Client, me):
    told = {
        "topics": ["reviews", "plans"],
        "target-day": "1",
        "target-month": "3",
        "target-year": "2027",
        "a_day": "12",
    }
    assert client.post(f"{HOME}plan/", told).status_code == 302
    plan = Plan.objects.get()
    assert (plan.topics, str(plan.target), plan.a_day) == (["plans", "reviews"], "2027-03-01", 12)
    said = page(client.get(HOME))
    assert "Ready by 1 March 2027." in said
    assert 'value="12"' in page(client.get(f"{HOME}plan/"))


def test_a_plan_for_the_past_is_refused_with_what_to_do(client: Client, me):
    told = {"target-day": "1", "target-month": "3", "target-year": "2025", "a_day": "10"}
    said = page(client.post(f"{HOME}plan/", told))
    assert "The day by which you want to be ready must be after today" in said
    assert not Plan.objects.exists()


# Ten in one go


def sent_for(found: Round, how):
    """What a browser sends for a whole round; `how` gives the answer to each question, or None to leave it out."""
    data = {}
    for number, id_ in enumerate(found.questions, 1):
        question = questions()[id_]
        answer = how(question)
        if answer is not None:
            data.update(dict(post_of(question, answer, f"q{number}-").lists()))
    return data


def opened(client: Client) -> Round:
    client.post(f"{HOME}ten/", {"key": new_key()})
    found = Round.objects.latest("opened_at")
    client.post(f"{HOME}ten/{found.key}/start/")
    return found


def test_ten_are_opened_started_saved_and_handed_in(client: Client, me):
    key = new_key()
    said = page(client.post(f"{HOME}ten/", {"key": key}))
    assert "10 questions in one go" in said
    url = f"{HOME}ten/{key}/"
    asked = page(client.post(f"{url}start/"))
    assert asked.count("<h2 id=") == 10
    found = Round.objects.get()
    saved = page(client.post(url, {**sent_for(found, lambda one: one.key), "save": "1"}))
    assert "Your answers are saved" in saved
    assert len(Round.objects.get().answers) == 10
    said = page(client.post(url, {**sent_for(found, lambda one: one.key), "submit": "1"}))
    assert "10 of 10 right" in said
    assert Answer.objects.filter(right=True).count() == 10
    assert Card.objects.count() == 10
    assert page(client.get(url)).count("That is right.") == 10


def test_a_round_is_of_ten_whatever_the_day_holds(client: Client, me):
    Plan.objects.create(person=me.key, topics=["reviews"], a_day=5, changed_at=NOW)
    assert len(opened(client).questions) == 10
    assert len(opened(client).questions) == 10


def test_saved_answers_are_there_on_another_device(client: Client, me):
    found = opened(client)
    client.post(f"{HOME}ten/{found.key}/", {**sent_for(found, lambda one: one.key), "save": "1"})
    shown = html.fromstring(client.get(f"{HOME}ten/{found.key}/").content)
    assert shown.cssselect("input[checked], option[selected]")


def test_what_is_left_out_counts_as_not_sure(client: Client, me):
    found = opened(client)
    said = page(client.post(f"{HOME}ten/{found.key}/", {"submit": "1"}))
    assert "0 of 10 right" in said
    assert Answer.objects.filter(answer__isnull=True).count() == 10


def test_a_mistake_keeps_the_round_open_and_saves_the_rest(client: Client, me):
    found = opened(client)
    data = sent_for(found, lambda one: one.key)
    for number, id_ in enumerate(found.questions, 1):
        if questions()[id_].kind is Kind.DATE:
            data[f"q{number}-answer-month"] = ["13"]
    if not any("13" in values for values in data.values()):
        order = next(name for name in data if "answer" in name)
        data[order] = ["nothing"]
    said = page(client.post(f"{HOME}ten/{found.key}/", {**data, "submit": "1"}))
    assert "There is a problem" in said
    found.refresh_from_db()
    assert found.submitted_at is None
    assert 0 < len(found.answers) < 10


def test_an_answer_after_the_end_is_refused_and_nothing_changes(client: Client, me):
    found = opened(client)
    url = f"{HOME}ten/{found.key}/"
    client.post(url, {**sent_for(found, lambda one: one.key), "submit": "1"})
    said = page(client.post(url, {"save": "1"}))
    assert "handed in already" in said
    assert Round.objects.get().right == 10
    assert "10 of 10 right" in page(client.post(url, {"submit": "1"}))
    assert Answer.objects.count() == 10


def test_a_question_that_freezes_meanwhile_does_not_count_and_nothing_is_lost(client: Client, me, tmp_path: Path):
    resting = resting_on(ENTRY)
    found = opened(client)
    found.questions = [resting[0].id, *[one for one in found.questions if questions()[one] not in resting]][:10]
    found.save()
    client.post(f"{HOME}ten/{found.key}/", {**sent_for(found, lambda one: one.key), "save": "1"})
    a_change(tmp_path)
    said = page(client.post(f"{HOME}ten/{found.key}/", {"submit": "1"}))
    found.refresh_from_db()
    assert list(found.left_out) == [resting[0].id]
    assert f"{len(found.questions) - 1} of {len(found.questions) - 1} right" in said
    assert said.count("so it does not count. Your answer is kept.") == 1
    assert resting[0].id in found.answers
    assert not Card.objects.filter(question=resting[0].id).exists()


def test_nobody_sees_the_round_of_somebody_else(client: Client, me):
    found = opened(client)
    client.force_login(a_person_like("Other Made Up"))
    assert client.get(f"{HOME}ten/{found.key}/").status_code == 404
    assert client.post(f"{HOME}ten/{found.key}/", {"submit": "1"}).status_code == 404
    assert client.post(f"{HOME}ten/{found.key}/start/").status_code == 404
    assert "no such round" in page(client.post(f"{HOME}ten/", {"key": found.key}))


def test_a_round_opened_twice_is_one_round(client: Client, me):
    key = new_key()
    client.post(f"{HOME}ten/", {"key": key})
    client.post(f"{HOME}ten/", {"key": key})
    assert Round.objects.count() == 1


def test_handing_in_ten_takes_few_queries(client: Client, me, django_assert_max_num_queries):
    found = opened(client)
    with django_assert_max_num_queries(16):
        client.post(f"{HOME}ten/{found.key}/", {**sent_for(found, lambda one: one.key), "submit": "1"})
