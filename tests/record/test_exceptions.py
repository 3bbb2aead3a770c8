"""Flagged exceptions: one open for a person at a school, every change an event, closed with how it ended."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.record.support import NOON, holds, somebody

from trigpoint.platform.events import of_subject
from trigpoint.platform.models import Event
from trigpoint.record.actions import (
    change_exception,
    close_exception,
    enter,
    erase_subject,
    flag_exception,
)
from trigpoint.record.errors import ExceptionRefusedError
from trigpoint.record.models import FlaggedException, Outcome, Reason
from trigpoint.record.queries import exception_of, exceptions_at, exceptions_of

pytestmark = pytest.mark.django_db
HERE = "urn:100000"
LATER = NOON + timedelta(days=30)


@pytest.fixture
def person() -> str:
    return somebody()


def flag(person: str, **more: object) -> str:
    said = {
        "setting": HERE,
        "entry": "e_1",
        "limbs": ["role"],
        "decided_by": "The head and the chair",
        "until": date(2027, 8, 31),
        "doing": "Training on the job",
    }
    return flag_exception(actor=person, subject=person, now=NOON, **(said | more))  # type: ignore[arg-type]


def names(person: str) -> list[str]:
    return [told.name for told in of_subject(person)]


def test_an_exception_says_what_fails_who_decided_until_when_and_what_is_being_done(person):
    key = flag(person)

    (row,) = exceptions_of(person)
    assert (row.key, row.setting, row.limbs, row.is_open) == (key, HERE, ("role",), True)
    assert (row.decided_by, row.until, row.doing) == (
        "The head and the chair",
        date(2027, 8, 31),
        "Training on the job",
    )
    assert exceptions_at(HERE) == (row,)
    assert exception_of(person, key) == row


def test_flagging_is_an_event_whose_words_are_apart(person):
    flag(person)
    (told,) = of_subject(person)
    assert told.name == "record.exception.flagged"
    assert told.data["limbs"] == ["role"]
    assert told.data["until"] == "2027-08-31"
    assert Event.objects.get(id=told.id).words == "The head and the chair\nTraining on the job"


def test_the_same_exception_flagged_twice_is_one_and_one_event(person):
    assert flag(person) == flag(person)
    assert names(person) == ["record.exception.flagged"]


def test_flagging_again_with_other_words_changes_the_open_one(person):
    key = flag(person)
    assert flag(person, doing="A course begins in May") == key
    assert [row.doing for row in exceptions_of(person)] == ["A course begins in May"]
    assert names(person) == ["record.exception.flagged", "record.exception.changed"]


def test_another_school_is_another_exception(person):
    flag(person)
    flag(person, setting="urn:100001")
    assert len(exceptions_of(person)) == 2


def test_what_is_being_done_can_change_and_the_old_words_stay_in_the_events(person):
    key = flag(person)
    change_exception(
        actor=person, subject=person, exception=key, decided_by="The head", until=date(2027, 12, 31), doing="New plan",
        now=LATER,
    )  # fmt: skip
    assert [row.doing for row in exceptions_of(person)] == ["New plan"]
    assert [event.words for event in Event.objects.filter(subject=person).order_by("position")] == [
        "The head and the chair\nTraining on the job",
        "The head\nNew plan",
    ]


def test_a_change_that_changes_nothing_is_no_event(person):
    key = flag(person)
    change_exception(
        actor=person, subject=person, exception=key, decided_by="The head and the chair ", until=date(2027, 8, 31),
        doing="Training on the job", now=LATER,
    )  # fmt: skip
    assert names(person) == ["record.exception.flagged"]


@pytest.mark.parametrize("outcome", Outcome)
def test_closing_says_how_it_ended_and_leaves_room_for_another(person, outcome):
    key = flag(person)
    close_exception(actor="p_somebody1", subject=person, exception=key, outcome=outcome, now=LATER)

    (row,) = exceptions_of(person)
    assert (row.closed_at, row.outcome, row.is_open) == (LATER, outcome, False)
    assert exceptions_at(HERE) == ()
    assert names(person)[-1] == "record.exception.closed"
    assert flag(person) != key


def test_what_is_closed_is_neither_closed_again_nor_changed(person):
    key = flag(person)
    close_exception(actor=person, subject=person, exception=key, outcome=Outcome.MISTAKE, now=LATER)
    with pytest.raises(ExceptionRefusedError, match="closed already"):
        close_exception(actor=person, subject=person, exception=key, outcome=Outcome.MISTAKE, now=LATER)
    with pytest.raises(ExceptionRefusedError, match="closed already"):
        change_exception(
            actor=person, subject=person, exception=key, decided_by="x", until=date(2027, 1, 1), doing="y", now=LATER
        )


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"limbs": []}, "Nothing of the rule fails"),
        ({"decided_by": "  "}, "Say who decided"),
        ({"doing": ""}, "Say who decided, and what is being done"),
        ({"decided_by": "x" * 201}, "takes 200 characters"),
        ({"doing": "x" * 1001}, "1,000"),
    ],
)
def test_an_exception_that_says_too_little_or_too_much_is_refused(person, more, words):
    with pytest.raises(ExceptionRefusedError, match=words):
        flag(person, **more)
    assert exceptions_of(person) == ()


def test_somebody_else_s_exception_is_not_there(person):
    key = flag(person)
    other = somebody()
    assert exception_of(other, key) is None
    with pytest.raises(ExceptionRefusedError):
        close_exception(actor=other, subject=other, exception=key, outcome=Outcome.MISTAKE, now=LATER)


def test_the_database_refuses_a_second_open_one_and_a_half_closed_one(person):
    flag(person)
    row = FlaggedException.objects.get(subject=person)
    with pytest.raises(IntegrityError), transaction.atomic():
        FlaggedException.objects.filter(pk=row.pk).update(outcome="mistake")
    row.pk, row.key = None, "x_2"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_erasing_a_person_takes_her_exceptions_and_their_words(person):
    enter(actor=person, subject=person, facts=[holds()], now=NOON)
    flag(person)
    erase_subject(actor=person, subject=person, reason=Reason.PERSON, now=LATER)
    assert exceptions_of(person) == ()
    assert set(Event.objects.filter(subject=person).values_list("words", flat=True)) == {""}
