"""The pages of a candidate: what they say, how many queries they take, and that nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from tests.learning.examination.support import (
    NOW,
    begun,
    candidate,
    drawn,
    keyed,
    opened,
    paper,
    sat,
    work_until,
)

from trigpoint.content.questions import Kind, questions
from trigpoint.learning.asking import code
from trigpoint.learning.examination import actions
from trigpoint.learning.examination.models import Adjustment, Drawn, Given, State

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_open_examination")]
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def asha(client: Client) -> str:
    person = candidate()
    client.force_login(person)
    return person.key


def words(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def form_of(row: Drawn, answer) -> dict[str, object]:
    """Return what a browser sends for an answer."""
    question = questions()[row.question]
    if question.kind is Kind.ORDER:
        return {f"step-{code(question, one)}": str(place) for place, one in enumerate(answer, 1)}
    if question.kind is Kind.MATCH:
        return {f"pair-{code(question, pair)}": code(question, right) for pair, right in answer.items()}
    if question.kind is Kind.DATE:
        year, month, day = answer.split("-")
        return {"answer-day": day, "answer-month": month, "answer-year": year}
    return {"answer": answer}


def of_kind(attempt: str, kind: Kind) -> Drawn:
    rows = Drawn.objects.filter(part__attempt=attempt, part__number=1)
    return next(row for row in rows if questions()[row.question].kind is kind)


def address(attempt: str, place: int = 1, number: int = 1) -> str:
    return f"/learn/examination/{attempt}/part/{number}/question/{place}/"


def test_the_start_says_the_rules_and_the_pass_mark_and_opens_a_paper(client: Client, asha: str):
    said = words(client.get("/learn/examination/"))
    assert "60 of 100. 5 judges set it on 24 November 2026" in said
    assert "two times in three, as many other judges would have come within 0.7 of it" in said
    assert "14 days later" in said

    response = client.post("/learn/examination/")
    attempt = paper(response["Location"].split("/")[3])
    assert attempt.person == asha
    assert "20 questions in 45 minutes" in words(client.get(response["Location"]))


def test_a_whole_part_is_sat_by_buttons_alone(client: Client, asha: str):
    attempt = opened(asha)
    response = client.post(f"/learn/examination/{attempt}/part/1/")
    assert response["Location"] == address(attempt)
    rows = list(Drawn.objects.filter(part__attempt=attempt, part__number=1))
    for row in rows:
        sent = {"seen": "0", "do": "next", **form_of(row, keyed(questions()[row.question]))}
        response = client.post(address(attempt, row.place), sent)
    assert response["Location"] == f"/learn/examination/{attempt}/part/1/review/"
    assert "Everything is answered" in words(client.get(response["Location"]))

    ended = client.post(response["Location"], follow=True)
    assert "20 of 20 questions were answered" in words(ended)
    assert "can be sat now or on another day, before 22 December 2026" in words(ended)


def test_opening_a_question_takes_three_queries(
    client: Client, asha: str, django_assert_num_queries: DjangoAssertNumQueries
):
    attempt = begun(asha)

    with django_assert_num_queries(3):
        said = words(client.get(address(attempt)))
    assert "45 minutes left" in said
    assert "until 10:45" in said


def test_saving_an_answer_takes_nine_queries(
    client: Client, asha: str, django_assert_num_queries: DjangoAssertNumQueries
):
    attempt = begun(asha)
    row = drawn(attempt, 1)

    with django_assert_num_queries(9):
        client.post(address(attempt), {"seen": "0", **form_of(row, keyed(questions()[row.question]))})
    assert drawn(attempt, 1).answer == keyed(questions()[row.question])


def test_an_answer_is_saved_behind_the_pages_back_and_says_when(client: Client, asha: str):
    attempt = begun(asha)
    row = drawn(attempt, 1)
    sent = {"seen": "0", **form_of(row, keyed(questions()[row.question]))}

    told = client.post(address(attempt), sent, headers={"X-Autosave": "1"}).json()
    assert told == {
        "words": "Saved at 10:00.",
        "saved": True,
        "seen": drawn(attempt, 1).latest,
        "seconds": 2700,
        "over": False,
    }


def test_two_tabs_are_told_of_each_other_and_both_answers_are_kept(client: Client, asha: str):
    attempt = begun(asha)
    row = of_kind(attempt, Kind.SINGLE)
    one, other = (option.id for option in questions()[row.question].options[:2])

    client.post(address(attempt, row.place), {"seen": "0", "answer": one, "do": "next"})
    response = client.post(address(attempt, row.place), {"seen": "0", "answer": other, "do": "next"}, follow=True)
    assert "Another tab or device had saved one to this question" in words(response)
    assert drawn(attempt, row.place).answer == other
    assert list(Given.objects.filter(attempt=attempt).values_list("answer", flat=True)) == [one, other]


def test_an_answer_after_the_end_is_kept_and_said_not_to_count(client: Client, asha: str, clock):
    attempt = begun(asha)
    row = of_kind(attempt, Kind.SINGLE)
    answer = questions()[row.question].options[0].id
    clock.move_to(NOW + 46 * MINUTE)

    response = client.post(address(attempt, row.place), {"seen": "0", "answer": answer, "do": "next"}, follow=True)
    said = words(response)
    assert "The time was up at 10:45" in said
    assert f"Question {row.place}, at 10:46:00" in said
    assert "They are kept, and do not count" in said
    assert Given.objects.get(attempt=attempt).counts is False
    quiet = client.post(address(attempt, row.place), {"seen": "0", "answer": answer}, headers={"X-Autosave": "1"})
    assert quiet.json()["words"] == "The time is up. This answer is kept, and does not count."


def test_half_an_answer_is_an_error_that_keeps_what_was_typed(client: Client, asha: str):
    attempt = begun(asha)
    row = next(
        one
        for one in Drawn.objects.filter(part__attempt=attempt)
        if questions()[one.question].kind in {Kind.ORDER, Kind.MATCH}
    )
    number = row.part.number
    if number == 2:
        actions.hand_in(person=asha, attempt=attempt, number=1, now=NOW)
        actions.begin_part(person=asha, attempt=attempt, number=2, now=NOW)
    sent = form_of(row, keyed(questions()[row.question]))
    first = next(iter(sent))

    response = client.post(address(attempt, row.place, number), {"seen": "0", first: sent[first], "do": "next"})
    said = response.content.decode()
    assert "There is a problem" in said
    assert str(sent[first]) in said
    assert drawn(attempt, row.place, number).answer is None


def test_a_blank_form_moves_on_and_takes_nothing_away(client: Client, asha: str):
    attempt = begun(asha)
    row = of_kind(attempt, Kind.SINGLE)
    answer = questions()[row.question].options[0].id
    client.post(address(attempt, row.place), {"seen": "0", "answer": answer})

    response = client.post(address(attempt, row.place), {"seen": "0", "do": "next", "later": "yes"})
    assert response.status_code == 302
    assert drawn(attempt, row.place).answer == answer
    assert drawn(attempt, row.place).later
    client.post(address(attempt, row.place), {"seen": str(drawn(attempt, row.place).latest), "do": "clear"})
    assert drawn(attempt, row.place).answer is None


def test_somebody_elses_paper_is_not_there(client: Client, asha: str):
    attempt = begun(candidate("Somebody Else").key)

    for path in ("part/1/", "part/1/question/1/", "part/1/review/", "part/1/ended/", "part/1/problem/", "result/"):
        assert client.get(f"/learn/examination/{attempt}/{path}").status_code == 404


def test_an_adjustment_is_asked_for_without_a_reason_and_added_to_the_next_part(
    client: Client, asha: str, an_open_examination: str
):
    assert "Nobody asks why" in words(client.get("/learn/examination/adjustments/"))
    response = client.post("/learn/examination/adjustments/", {"percent": "25", "rest": "10", "words": ""})
    assert response["Location"] == "/learn/examination/adjustments/?done=asked"
    row = Adjustment.objects.get(person=asha)
    actions.give_adjustment(
        actor=an_open_examination, adjustment=row.key, percent=25, rest=10, words="A quiet room.", now=NOW
    )

    attempt = begun(asha)
    assert "25% extra time; 10 minutes of rest in each part" in words(client.get("/learn/examination/"))
    assert "67 minutes left" in words(client.get(address(attempt)))


def test_a_result_is_shown_by_topic_once_released_and_never_before(client: Client, asha: str, an_open_examination: str):
    attempt = sat(asha, right=20)
    assert client.get(f"/learn/examination/{attempt}/result/").status_code == 404
    assert "Your paper is handed in" in words(client.get("/learn/examination/"))

    actions.release(actor=an_open_examination, attempt=attempt, now=NOW)
    said = words(client.get(f"/learn/examination/{attempt}/result/"))
    assert "50 of 100: not yet the pass mark" in said
    assert "You can begin again on <strong>8 December 2026</strong>" in said
    assert "What to practise" in said
    assert "You can begin again on 8 December 2026." in words(client.get("/learn/examination/"))


def test_a_problem_reaches_the_examiners(client: Client, asha: str):
    attempt = begun(asha)

    response = client.post(
        f"/learn/examination/{attempt}/part/1/problem/", {"words": "The line was down."}, follow=True
    )
    assert "The examiners have been told." in words(response)
    assert "Enter what happened" in words(client.post(f"/learn/examination/{attempt}/part/1/problem/", {"words": ""}))


def test_the_pages_of_a_part_that_has_ended_lead_to_its_end(client: Client, asha: str):
    attempt = begun(asha)
    work_until(NOW + 46 * MINUTE)

    for path in ("", "question/1/", "review/"):
        response = client.get(f"/learn/examination/{attempt}/part/1/{path}")
        assert response["Location"] == f"/learn/examination/{attempt}/part/1/ended/"
    assert paper(attempt).state == State.OPEN
