"""Letters: filled in with days and duties, refused where a child is named, marked when law has changed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from tests.law.watch.support import does_not, keeper

from trigpoint.content.letters import Kind, letters
from trigpoint.law.letters.writing import provisions_of, write
from trigpoint.law.queries import citing
from trigpoint.law.watch import actions
from trigpoint.law.watch.models import Notice

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 16, 10, tzinfo=UTC)
LATE = {"received-on-day": "12", "received-on-month": "10", "received-on-year": "2026"}
NOTE = {
    **{f"decided-on-{part}": value for part, value in (("day", "3"), ("month", "Nov"), ("year", "2026"))},
    **{f"look-again-{part}": value for part, value in (("day", "1"), ("month", "3"), ("year", "2027"))},
    "decision": "help with reading three times a week",
    "who": "the class teacher",
}


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def page(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.id)
def test_every_letter_can_be_written_and_leaves_no_gap(letter):
    samples = {Kind.DATE: date(2026, 10, 12), Kind.WORDS: "the class teacher"}
    answers = {one.id: one.options[0][0] if one.options else samples[one.kind] for one in letter.questions}
    made = write(letter, answers, today=NOW.date())

    assert "{" not in made.text
    assert made.text.startswith(f"Subject: {letter.subject}\n")
    assert "This is not legal advice." in " ".join(made.text.split())
    assert all(len(line) <= 78 for line in made.file.splitlines())
    assert made.file.split() == made.text.split()


def test_the_day_is_worked_out_and_law_stands_apart_with_its_citation(client: Client):
    said = page(client.post("/law/letters/late-decision/", LATE))

    assert "your answer was due by 23 November 2026" in said
    assert "What the law says must happen: - The local authority must tell the parent" in said
    assert "reg 5(1)-(2) SEND Regulations 2014, since 1 September 2014" in said


def test_must_and_should_are_never_in_one_list():
    letter = next(one for one in letters() if one.id == "request-for-assessment")
    answers = {"sent-on": date(2026, 10, 12), "agreed": "yes"}
    blocks = write(letter, answers, today=NOW.date()).text.split("\n\n")

    headings = [block.splitlines()[0] for block in blocks if block.startswith("What ")]
    assert headings == [
        "What the law says must happen:",
        "What the law lets happen:",
        "What guidance says should happen:",
    ]
    must = next(block for block in blocks if block.startswith("What the law says must"))
    assert " should " not in must


def test_a_decision_that_is_not_late_yet_is_not_chased(client: Client):
    said = page(client.post("/law/letters/late-decision/", LATE | {"received-on-day": "20"}))

    assert "The council has until 1 December 2026. Send this letter after that day" in said
    assert "<title>Error: " in said


def test_a_paragraph_without_its_answer_is_left_out():
    letter = next(one for one in letters() if one.id == "family-meeting-follow-up")
    answers = {"met-on": date(2026, 11, 3), "look-again": date(2027, 1, 12), "school-does": "read together"}

    assert "What you said you would do" not in write(letter, answers, today=NOW.date()).text


@pytest.mark.parametrize("named", ["Your son Adam reads with us", "J.S. reads with us", "extra reading for JS"])
def test_a_childs_name_or_initials_are_refused_and_what_was_typed_stays(client: Client, named: str):
    said = page(client.post("/law/letters/note-of-decision/", NOTE | {"decision": named}))

    assert "Write “your child” or “the pupil” where you wrote" in said
    assert f'value="{named}"' in said


def test_a_letter_comes_as_a_file_with_the_same_words(client: Client):
    response = client.post("/law/letters/note-of-decision/", NOTE | {"download": "1"})

    assert response["Content-Disposition"] == 'attachment; filename="note-of-decision.txt"'
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    text = response.content.decode()
    assert "\r\n" in text
    assert "help with reading three times a week" in text


def test_answers_can_be_changed_with_what_was_typed(client: Client):
    said = page(client.post("/law/letters/note-of-decision/", NOTE | {"change": "1"}))

    assert 'value="the class teacher"' in said
    assert "Ready to copy" not in said


def test_an_empty_form_says_what_to_enter(client: Client):
    said = page(client.post("/law/letters/note-of-decision/", {}))

    assert "Enter the day on which it was decided" in said
    assert "Enter who does it" in said


def test_a_letter_that_there_is_not_is_not_found(client: Client):
    assert client.get("/law/letters/no-such-letter/").status_code == 404


def test_nothing_typed_is_kept(client: Client, django_assert_num_queries: DjangoAssertNumQueries):
    with django_assert_num_queries(1):  # whether law has changed
        response = client.post("/law/letters/note-of-decision/", NOTE)

    assert set(response.cookies) <= {"trigpoint_csrf"}
    assert "no-store" in response["Cache-Control"]


def test_a_letter_is_marked_while_law_that_it_rests_on_is_looked_at(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
):
    ann = keeper("Ann Able")
    key = actions.enter_change(
        actor=ann,
        provision="send-regs-5",
        before="6 weeks",
        after="8 weeks",
        as_at=date(2026, 11, 1),
        source="SI 2026/900 reg 2",
        address="https://www.legislation.gov.uk/uksi/2014/1530/regulation/5",
        now=NOW,
    )
    with django_assert_num_queries(3):
        listed = page(client.get("/law/letters/"))
    assert "This letter is out of date." in page(client.get("/law/letters/late-decision/"))
    assert "This letter is out of date." in page(client.post("/law/letters/late-decision/", LATE))
    assert "This letter is out of date." not in page(client.get("/law/letters/family-meeting-agenda/"))
    assert listed.count("Out of date:") == sum("send-regs-5" in provisions_of(one) for one in letters()) > 0
    assert any(group.title == "Letters" for group in citing("send-regs-5"))

    does_not(ann, key, now=NOW)
    does_not(keeper("Ben Bold"), key, now=NOW)
    assert Notice.objects.count() == 1
    assert "This letter is out of date." not in page(client.get("/law/letters/late-decision/"))
