"""The pages of authors and reviewers: who comes in, what a review needs, when it ends, what the list shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from tests.law.watch.support import ENTRY, a_change
from tests.somebody import a_person_like

from trigpoint.content import questions as content
from trigpoint.content.questions import questions, text_hash
from trigpoint.learning.practice import actions, demo, queries
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.models import Answer, Review
from trigpoint.people import demo as people
from trigpoint.people.roles import Role
from trigpoint.platform.append_only import AppendOnlyError

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 16, 10, tzinfo=UTC)
LIST = "/learn/questions/"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def examined():
    return next(one for one in questions().values() if one.for_examination)


def page(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def signed_in(client: Client, *roles: Role, name: str = "Rob Reader"):
    person = a_person_like(name, *roles)
    client.force_login(person)
    return person


def review(person, verdict="accept", **more):
    question = more.pop("question", examined())
    told = {
        "reviewer": person.key,
        "question": question.id,
        "text_hash": question.text_hash,
        "verdict": verdict,
        "note": "",
        "own": False,
        "now": NOW,
        "demonstration": False,
    }
    actions.review(**told | more)


@pytest.mark.parametrize("path", [LIST, f"{LIST}all.gift", f"{LIST}all.xml", f"{LIST}{next(iter(questions()))}/"])
def test_only_content_authors_and_reviewers_come_in(client: Client, path: str):
    assert client.get(path).status_code == 302
    signed_in(client, name="Nobody Special")
    assert client.get(path).status_code == 403
    signed_in(client, Role.CONTENT_AUTHOR, name="Ann Author")
    assert client.get(path).status_code == 200


def test_the_list_can_be_narrowed(client: Client):
    signed_in(client, Role.REVIEWER)
    said = page(client.get(LIST))
    assert f"{len(questions())} of {len(questions())} questions. Here are 1 to 25." in said
    last = -(-len(questions()) // 25)
    assert f"Here are {25 * last - 24} to {len(questions())}." in page(client.get(f"{LIST}?page={last}"))
    assert "No question is like that" in page(client.get(f"{LIST}?page=9999"))
    dates = [one for one in questions().values() if one.kind == "date" and one.topic == "appeals"]
    said = page(client.get(f"{LIST}?topic=appeals&kind=date"))
    assert f"{len(dates)} of {len(questions())} questions" in said
    assert "No question is like that" in page(client.get(f"{LIST}?state=frozen"))


def test_the_page_of_a_question_shows_its_key_its_law_and_that_nobody_reviewed_it(client: Client):
    signed_in(client, Role.REVIEWER)
    question = examined()
    said = page(client.get(f"{LIST}{question.id}/"))
    assert "Waits for expert review." in said
    assert "that is no expert review" in said
    assert "text as at" in said
    assert "Fewer than 5 people have answered it in this text, too few to show." in said


def test_a_reviewer_accepts_a_question_by_its_page(client: Client):
    person = signed_in(client, Role.REVIEWER)
    question = examined()
    sent = {"verdict": "accept", "note": "", "own": "no", "text": question.text_hash}
    assert client.post(f"{LIST}{question.id}/", sent).status_code == 302
    assert queries.reviewed_items() == {(question.id, text_hash(question))}
    said = page(client.get(f"{LIST}{question.id}/"))
    assert f"{person.name}, 24 November 2026: it can be used as it stands." in said


def test_an_author_who_is_no_reviewer_may_look_and_not_review(client: Client):
    person = signed_in(client, Role.CONTENT_AUTHOR)
    assert "You are not working as one." in page(client.get(f"{LIST}{examined().id}/"))
    with pytest.raises(PracticeError, match="Only reviewers review questions"):
        review(person)


def test_nobody_reviews_a_question_of_her_own(client: Client):
    signed_in(client, Role.REVIEWER)
    question = examined()
    sent = {"verdict": "accept", "note": "Mine", "own": "yes", "text": question.text_hash}
    said = page(client.post(f"{LIST}{question.id}/", sent))
    assert "A question is reviewed by somebody who did not write it" in said
    assert ">Mine</textarea>" in said
    assert not Review.objects.exists()


def test_a_change_asked_for_says_what(client: Client):
    signed_in(client, Role.REVIEWER)
    question = examined()
    sent = {"verdict": "change", "note": "", "own": "no", "text": question.text_hash}
    assert "Enter what has to be changed" in page(client.post(f"{LIST}{question.id}/", sent))
    assert client.post(f"{LIST}{question.id}/", sent | {"note": "Option b is arguable."}).status_code == 302
    assert queries.reviewed_items() == frozenset()
    assert "A reviewer asks for a change." in page(client.get(f"{LIST}{question.id}/"))


def test_a_question_that_changed_while_it_was_read_is_read_again(client: Client):
    signed_in(client, Role.REVIEWER)
    sent = {"verdict": "accept", "note": "Good", "own": "no", "text": "another"}
    said = page(client.post(f"{LIST}{examined().id}/", sent))
    assert "The question was changed while you read it" in said
    assert ">Good</textarea>" in said


def test_a_changed_text_ends_its_review(monkeypatch: pytest.MonkeyPatch):
    review(a_person_like("Rob Reader", Role.REVIEWER))
    assert len(queries.reviewed_items()) == 1
    changed = replace(examined(), because="Something else.")
    monkeypatch.setitem(queries.__dict__, "questions", lambda: {**questions(), changed.id: changed})
    assert queries.reviewed_items() == frozenset()


def test_the_newest_word_of_each_reviewer_counts_and_one_who_asks_for_a_change_is_enough():
    one, two = (a_person_like(name, Role.REVIEWER) for name in ("Rob Reader", "Ria Reader"))
    review(one, "change", note="Not yet.")
    review(one)
    assert len(queries.reviewed_items()) == 1
    review(two, "change", note="Still not.")
    assert queries.reviewed_items() == frozenset()


def test_a_review_stays_as_it_was_written():
    review(a_person_like("Rob Reader", Role.REVIEWER))
    with pytest.raises(AppendOnlyError):
        Review.objects.get().delete()


def test_reviews_of_the_demonstration_count_there_alone_and_say_so(client: Client, settings):
    settings.DEMO = True
    people.fill(NOW)
    demo.fill(NOW)
    assert len(queries.reviewed_items()) == sum(one.for_examination for one in questions().values())
    assert queries.demo_reviewed_items() == queries.reviewed_items()
    signed_in(client, Role.REVIEWER, name="Ria Real")
    said = page(client.get(f"{LIST}{examined().id}/"))
    assert "Reviewed in the demonstration, by nobody real" in said
    assert "Made up for the demonstration. Nobody real reviewed it." in said
    before = Review.objects.count()
    demo.fill(NOW)
    assert Review.objects.count() == before
    settings.DEMO = False
    assert queries.reviewed_items() == frozenset()
    demo.fill(NOW)
    assert Review.objects.count() == before


def test_figures_are_of_first_answers_and_of_five_people_at_least(client: Client):
    question = next(one for one in questions().values() if one.kind == "single")
    key, wrong = question.key, next(one.id for one in question.options if not one.right)

    def answer(person: str, said: str, attempt: str) -> None:
        Answer.objects.create(
            person=person,
            attempt=attempt,
            question=question.id,
            text_hash=question.text_hash,
            answer=said,
            right=said == key,
            points=0,
            most=1,
            at=NOW,
        )

    for number in range(4):
        answer(f"p{number}", wrong, "first")
    assert queries.figures_of(question) is None
    answer("p4", str(key), "first")
    answer("p0", str(key), "second")
    found = queries.figures_of(question)
    assert found is not None
    assert (found.people, found.answers, found.right, found.share) == (5, 5, 1, 20)
    assert found.chosen == {wrong: 4, key: 1}


def test_a_change_in_law_freezes_what_rests_on_it(client: Client, tmp_path: Path):
    a_change(tmp_path)
    resting = content.resting_on(ENTRY)
    assert resting
    signed_in(client, Role.REVIEWER)
    assert f"{len(resting)} of" in page(client.get(f"{LIST}?state=frozen"))
    assert "Frozen." in page(client.get(f"{LIST}{resting[0].id}/"))
    assert "The law under this question changed" in page(client.get(f"/learn/practice/questions/{resting[0].id}/"))


def test_a_file_of_all_questions_comes_in_both_formats(client: Client):
    signed_in(client, Role.REVIEWER)
    gift = client.get(f"{LIST}all.gift")
    assert gift.headers["Content-Disposition"] == 'attachment; filename="trigpoint-questions.gift"'
    assert gift.content.decode().count("::") >= 2 * len(questions())
    assert client.get(f"{LIST}all.xml").content.count(b'<question type="') >= len(questions())
