"""Erasing: the words go, the chain stays whole, and a correction stays in effect."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.record.support import NOON, codes, event, holds, somebody

from trigpoint.platform.events import of_subject
from trigpoint.platform.models import Event
from trigpoint.record.actions import correct, enrol, enter, erase_entry, erase_subject
from trigpoint.record.errors import UnknownEntryError
from trigpoint.record.keys import kept_key
from trigpoint.record.models import Enrolment, Entry, Erasure, Payload, Reason, Receipt
from trigpoint.record.queries import entries_of, facts_of
from trigpoint.record.verify import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> str:
    return somebody()


def test_the_words_of_one_entry_go_and_the_ledger_stays_whole(person):
    kept, gone = enter(actor=person, subject=person, facts=[holds(), event()], now=NOON, note="Names a child")

    assert erase_entry(actor="p_registrar", entry=gone, reason=Reason.CHILD, now=NOON) is True

    assert facts_of(person) == (holds(source=kept),)
    assert [(row.id, row.erased, row.note) for row in entries_of(person)] == [
        (kept, "", "Names a child"), (gone, "child", ""),
    ]  # fmt: skip
    report = verify(kept_key())
    assert (report.sound, report.erased) == (True, 1)
    told = of_subject(person)[-1]
    assert (told.name, told.actor, told.data) == (
        "record.entry.erased", "p_registrar", {"entry": gone, "reason": "child"},
    )  # fmt: skip


def test_erasing_twice_erases_once_and_tells_once(person):
    (entry,) = enter(actor=person, subject=person, facts=[holds()], now=NOON)
    erase_entry(actor=person, entry=entry, reason=Reason.PERSON, now=NOON)

    assert erase_entry(actor=person, entry=entry, reason=Reason.CHILD, now=NOON) is False
    assert [erasure.reason for erasure in Erasure.objects.all()] == ["person"]
    assert [told.name for told in of_subject(person)] == ["record.fact.entered", "record.entry.erased"]


def test_an_entry_nobody_made_cannot_be_erased():
    with pytest.raises(UnknownEntryError):
        erase_entry(actor="p_registrar", entry="e_none", reason=Reason.CHILD, now=NOON)


def test_what_was_corrected_does_not_come_back_when_the_correction_is_erased(person):
    (old,) = enter(actor=person, subject=person, facts=[holds()], now=NOON)
    later = NOON + timedelta(days=1)
    new = correct(actor=person, subject=person, entry=old, fact=event(), now=later)

    erase_entry(actor=person, entry=new, reason=Reason.CHILD, now=later + timedelta(days=1))

    assert facts_of(person) == ()
    assert codes(facts_of(person, NOON.date())) == ["holds:qts"]
    assert [(row.corrected_by, row.corrects, row.entered_at) for row in entries_of(person)] == [
        (new, None, NOON), (None, old, later),
    ]  # fmt: skip


def test_erasing_a_person_takes_words_enrolments_and_receipts_and_leaves_one_erasure_for_each_entry(person, settings):
    settings.DEMO = True
    other = somebody()
    for one in (person, other):
        enter(actor=one, subject=one, facts=[holds(), event()], now=NOON, form="declare:0")
        enrol(actor=one, subject=one, scheme_id="senco-award", route="E", now=NOON)

    assert erase_subject(actor="p_registrar", subject=person, reason=Reason.PERSON, now=NOON) == 3

    assert facts_of(person) == ()
    assert codes(facts_of(other)) == ["holds:qts", "passed:law-examination", "enrolled:senco-award"]
    for model, left in ((Erasure, 3), (Entry, 3)):
        key = "entry__subject" if model is Erasure else "subject"
        assert model._default_manager.filter(**{key: person}).count() == left
    assert Payload.objects.filter(entry__subject=person).exists() is False
    assert [model._default_manager.filter(subject=person).count() for model in (Receipt, Enrolment)] == [0, 0]
    assert [model._default_manager.filter(subject=other).count() for model in (Receipt, Enrolment)] == [1, 1]
    assert (verify(kept_key()).sound, of_subject(person)[-1].data) == (True, {"entries": 3, "reason": "person"})


def test_erasing_a_person_empties_the_free_text_of_her_events(person):
    fields: dict[str, Any] = {"name": "record.fact.entered", "actor": None, "at": NOON, "data": {}, "words": "Words"}
    for number, subject in enumerate((person, somebody())):
        Event.objects.create(id=f"v_{number}", subject=subject, **fields)

    erase_subject(actor="p_registrar", subject=person, reason=Reason.PERSON, now=NOON)

    words = Event.objects.filter(id__in=["v_0", "v_1"]).order_by("id").values_list("words", flat=True)
    assert list(words) == ["", "Words"]


def test_erasing_a_person_of_whom_nothing_is_known_tells_nothing(person):
    assert erase_subject(actor="p_registrar", subject=person, reason=Reason.PERSON, now=NOON) == 0
    assert of_subject(person) == ()


def test_entries_made_after_an_erasure_follow_the_erased_ones(person):
    enter(actor=person, subject=person, facts=[holds()], now=NOON)
    erase_subject(actor=person, subject=person, reason=Reason.PERSON, now=NOON)
    enter(actor=person, subject=person, facts=[event()], now=NOON)

    assert [(row.seq, row.erased) for row in entries_of(person)] == [(1, "person"), (2, "")]
    assert verify(kept_key()).sound is True
