"""Facts are entered and corrected: what is kept, what is refused, what a form sent twice does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from tests.record.support import NOON, codes, event, holds, somebody

from trigpoint.kernel import Basis, Fact, Period, Via
from trigpoint.platform.events import of_subject
from trigpoint.record.actions import correct, enter, erase_entry
from trigpoint.record.errors import (
    FactsRefusedError,
    NotCorrectableError,
    RecordError,
    SentBeforeError,
    UnknownEntryError,
)
from trigpoint.record.models import Entry, Payload, Reason
from trigpoint.record.queries import entries_of, facts_of, form_key, without_private, world_facts

pytestmark = pytest.mark.django_db
WORLD = "scheme:senco-award"


@pytest.fixture
def person() -> str:
    return somebody()


def enter_one(person, fact, **more):
    return enter(actor=person, subject=person, facts=[fact], now=NOON, **more)[0]


def test_a_fact_comes_back_as_it_was_entered_with_its_entry_as_the_source(person):
    said = Fact(
        "served:senco", Period(date(2021, 1, 1), date(2023, 7, 31)), 60, Basis.VERIFIED, "urn:100000",
        date(2020, 9, 1), date(2024, 1, 1), Via.OUTSIDE, "form:post",
    )  # fmt: skip

    entry = enter_one(person, said, note="Seen by the office")

    assert facts_of(person) == (replace(said, source=entry),)
    (row,) = entries_of(person)
    assert (row.made_from, row.note, row.actor, row.entered_at) == ("form:post", "Seen by the office", person, NOON)
    assert (row.counts, row.corrects, row.corrected_by, row.erased) == (True, None, None, "")


def test_entries_are_numbered_without_a_gap_and_each_holds_the_hash_before_it(person):
    enter(actor=person, subject=person, facts=[holds(), event()], now=NOON)
    enter(actor=person, subject=person, facts=[holds("working:teacher")], now=NOON)

    rows = list(Entry.objects.filter(subject=person).order_by("seq"))
    assert [row.seq for row in rows] == [1, 2, 3]
    assert [bytes(row.previous) for row in rows] == [bytes(32), *(bytes(row.hash) for row in rows[:-1])]
    assert len({bytes(payload.salt) for payload in Payload.objects.filter(entry__in=rows)}) == 3


def test_one_event_tells_of_all_the_facts_entered_together(person):
    entries = enter(actor="p_mentor0001", subject=person, facts=[holds(), event()], now=NOON, note="A note")

    (told,) = of_subject(person)
    assert (told.name, told.actor, told.at) == ("record.fact.entered", "p_mentor0001", NOON)
    assert told.data == {"entries": list(entries), "codes": ["holds:qts", "passed:law-examination"]}


def test_no_facts_are_no_entry_and_no_event(person):
    assert enter(actor=person, subject=person, facts=[], now=NOON) == ()
    assert of_subject(person) == ()


def test_all_facts_are_entered_or_none_and_everything_wrong_is_told(person):
    facts = [holds(), holds("holds:qtz"), event("did:cpd"), holds("is:relevant-school"), holds("changed:law")]

    with pytest.raises(FactsRefusedError) as refusal:
        enter(actor=person, subject=person, facts=facts, now=NOON)

    assert refusal.value.problems == [
        (1, "holds:qtz is not in the vocabulary. Did you mean holds:qts?"),
        (2, "did:cpd needs an amount, in minutes."),
        (3, "is:relevant-school is about a school and comes from the register. It is not entered in the record."),
        (4, "changed:law is an event, so it has one day (`on:`), not a period."),
        (4, f"changed:law is about the world, and {person} is not. Enter it under another subject."),
    ]
    assert facts_of(person) == ()


def test_a_personal_fact_is_refused_about_the_world():
    with pytest.raises(FactsRefusedError, match="holds:qts is about a person, and scheme:senco-award is not"):
        enter(actor="p_registrar", subject=WORLD, facts=[holds()], now=NOON)


def test_a_change_in_the_law_is_entered_under_the_scheme():
    change = replace(event("changed:law", date(2026, 9, 1)), due=date(2027, 3, 1))

    (entry,) = enter(actor="p_registrar", subject=WORLD, facts=[change], now=NOON)

    assert world_facts("senco-award") == (replace(change, source=entry),)


@pytest.mark.parametrize("subject", ["", "p_short", "urn:100000", "scheme:", "p_" + "a" * 70, "someone@example.org"])
def test_a_subject_that_is_neither_a_person_nor_a_scheme_is_refused(subject):
    with pytest.raises(RecordError, match="is no subject of the record"):
        enter(actor="p_registrar", subject=subject, facts=[holds()], now=NOON)


def test_a_moment_without_a_zone_an_actor_without_a_name_and_too_many_facts_are_refused(person):
    with pytest.raises(RecordError, match="no time zone"):
        enter(actor=person, subject=person, facts=[holds()], now=datetime(2026, 11, 23))  # noqa: DTZ001
    with pytest.raises(RecordError, match="Nobody is named"):
        enter(actor=" ", subject=person, facts=[holds()], now=NOON)
    with pytest.raises(RecordError, match="At most 200 facts are entered at once; these are 201"):
        enter(actor=person, subject=person, facts=[holds()] * 201, now=NOON)


@pytest.mark.parametrize(
    ("fact", "note", "words"),
    [
        (holds(), "n" * 2_001, "The note has 2,001 characters; at most 2,000 fit. Make it shorter."),
        (holds(), "\x00", "The note holds a character that cannot be stored. Type it again rather than paste it."),
        (holds(source="s" * 201), "", "The source has 201 characters; at most 200 fit. Make it shorter."),
        (event("did:cpd", amount=2**31), "", "did:cpd: 2147483648 is too large an amount. Check the number."),
    ],
)
def test_what_does_not_fit_is_refused_in_words(person, fact, note, words):
    with pytest.raises(FactsRefusedError) as refusal:
        enter(actor=person, subject=person, facts=[fact], now=NOON, note=note)
    assert refusal.value.problems == [(0, words)]


# ---- private codes

LEAVE = Fact("on:leave", Period(date(2026, 1, 5), date(2026, 7, 1)))


def test_leave_is_dates_alone_told_by_the_person_herself(person):
    entry = enter_one(person, LEAVE)

    assert facts_of(person) == (replace(LEAVE, source=entry),)
    assert without_private(facts_of(person)) == ()
    assert of_subject(person)[0].data == {"entries": [entry], "codes": []}


@pytest.mark.parametrize(
    ("fact", "note"), [(LEAVE, "Why"), (replace(LEAVE, source="file"), ""), (replace(LEAVE, at="urn:100000"), "")]
)
def test_leave_takes_no_reason_source_or_place(person, fact, note):
    with pytest.raises(FactsRefusedError, match="on:leave is private: give its dates only"):
        enter(actor=person, subject=person, facts=[fact], now=NOON, note=note)


def test_nobody_tells_of_the_leave_of_another(person):
    with pytest.raises(FactsRefusedError, match="only the person herself can say it"):
        enter(actor="p_head00001", subject=person, facts=[LEAVE], now=NOON)


# ---- forms


def test_a_form_sent_again_enters_nothing_and_gives_the_same_entries(person):
    form = form_key(person, "declare")
    first = enter(actor=person, subject=person, facts=[holds(), event()], now=NOON, form=form)

    again = enter(actor=person, subject=person, facts=[holds(), event()], now=NOON + timedelta(minutes=5), form=form)

    assert again == first
    assert (len(entries_of(person)), len(of_subject(person))) == (2, 1)


def test_a_form_opened_in_two_tabs_has_one_key_until_something_is_entered(person):
    tabs = [form_key(person, "declare") for _ in range(2)]
    enter_one(person, holds(), form=tabs[0])

    assert tabs == ["declare:0", "declare:0"]
    assert form_key(person, "declare") == "declare:1"


def test_the_same_form_with_other_answers_is_not_taken_for_the_first(person):
    enter_one(person, holds(), form="declare:0")

    with pytest.raises(SentBeforeError, match="sent already, with other answers"):
        enter_one(person, holds("working:teacher"), form="declare:0")
    with pytest.raises(SentBeforeError):
        enter(actor=person, subject=person, facts=[holds(), event()], now=NOON, form="declare:0")
    assert codes(facts_of(person)) == ["holds:qts"]


def test_a_form_sent_again_after_its_words_were_erased_still_enters_nothing(person):
    entry = enter_one(person, holds(), form="declare:0")
    erase_entry(actor=person, entry=entry, reason=Reason.PERSON, now=NOON)

    assert enter_one(person, holds(), form="declare:0") == entry
    assert facts_of(person) == ()


def test_a_form_of_one_person_is_not_a_form_of_another(person):
    other = somebody()

    assert enter_one(person, holds(), form="declare:0") != enter_one(other, holds(), form="declare:0")


# ---- corrections


def test_a_correction_counts_instead_of_what_it_corrects_and_the_old_entry_stays(person):
    old = enter_one(person, holds(start=date(2020, 9, 1)))

    new = correct(actor=person, subject=person, entry=old, fact=holds(start=date(2021, 9, 1)), now=NOON, note="A slip")

    assert facts_of(person) == (holds(start=date(2021, 9, 1), source=new),)
    before, after = entries_of(person)
    assert (before.fact, before.corrected_by, before.counts) == (holds(source=old), new, False)
    assert (after.corrects, after.note, after.counts) == (old, "A slip", True)
    told = of_subject(person)[-1]
    assert (told.name, told.data) == (
        "record.fact.corrected", {"entry": new, "corrects": old, "codes": ["holds:qts"]},
    )  # fmt: skip


def test_a_correction_without_a_fact_takes_the_old_one_back(person):
    old = enter_one(person, holds())

    new = correct(actor=person, subject=person, entry=old, fact=None, now=NOON)

    assert facts_of(person) == ()
    assert [(row.id, row.fact, row.corrects) for row in entries_of(person)][1] == (new, None, old)


def test_a_correction_can_be_corrected(person):
    first = enter_one(person, holds())
    second = correct(actor=person, subject=person, entry=first, fact=None, now=NOON)
    third = correct(actor=person, subject=person, entry=second, fact=holds("working:teacher"), now=NOON)

    assert facts_of(person) == (holds("working:teacher", source=third),)


def test_an_entry_is_corrected_once_and_the_refusal_names_the_newer_one(person):
    old = enter_one(person, holds())
    new = correct(actor=person, subject=person, entry=old, fact=None, now=NOON)

    with pytest.raises(NotCorrectableError, match=f"Correct the newer one: {new}") as refusal:
        correct(actor=person, subject=person, entry=old, fact=holds(), now=NOON)
    assert refusal.value.newer == new


def test_a_correction_sent_twice_by_the_same_form_is_one_correction(person):
    old = enter_one(person, holds())
    sent = [
        correct(actor=person, subject=person, entry=old, fact=event(), now=NOON, form=f"correct-{old}:1")
        for _ in range(2)
    ]

    assert sent[0] == sent[1]
    assert len(entries_of(person)) == 2


def test_an_entry_about_somebody_else_cannot_be_corrected(person):
    theirs = enter_one(somebody(), holds())

    with pytest.raises(UnknownEntryError, match=f"The record has no entry {theirs} about this person"):
        correct(actor=person, subject=person, entry=theirs, fact=None, now=NOON)


def test_what_was_erased_cannot_be_corrected(person):
    old = enter_one(person, holds())
    erase_entry(actor=person, entry=old, reason=Reason.CHILD, now=NOON)

    with pytest.raises(NotCorrectableError, match=r"has been erased\. Enter the fact anew"):
        correct(actor=person, subject=person, entry=old, fact=holds(), now=NOON)


def test_a_withdrawal_with_too_long_a_note_is_refused(person):
    old = enter_one(person, holds())

    with pytest.raises(FactsRefusedError, match="at most 2,000 fit"):
        correct(actor=person, subject=person, entry=old, fact=None, now=NOON, note="n" * 2_001)


# ---- what was believed on a past day


def test_what_was_believed_on_a_past_day_is_replayed(person):
    days = [NOON + timedelta(days=n) for n in range(3)]
    (old,) = enter(actor=person, subject=person, facts=[holds()], now=days[0])
    (other,) = enter(actor=person, subject=person, facts=[event()], now=days[1])
    correct(actor=person, subject=person, entry=old, fact=None, now=days[2])

    believed = {n: [fact.source for fact in facts_of(person, (NOON + timedelta(days=n)).date())] for n in range(-1, 4)}
    assert believed == {-1: [], 0: [old], 1: [old, other], 2: [other], 3: [other]}


def test_a_day_ends_at_midnight_in_england_and_a_moment_holds_what_was_entered_at_it(person):
    before_midnight = datetime(2026, 6, 30, 23, 59, tzinfo=NOON.tzinfo)  # 00:59 on 1 July, British Summer Time
    enter(actor=person, subject=person, facts=[holds()], now=before_midnight)

    assert facts_of(person, date(2026, 6, 30)) == ()
    assert codes(facts_of(person, date(2026, 7, 1))) == ["holds:qts"]
    assert codes(facts_of(person, before_midnight)) == ["holds:qts"]
    assert facts_of(person, before_midnight - timedelta(microseconds=1)) == ()


# ---- cost


def test_the_facts_of_a_person_and_her_history_are_one_query_each(person, django_assert_num_queries):
    for n in range(5):
        enter_one(person, event(on=date(2026, 1, 1 + n)))

    with django_assert_num_queries(1):
        assert len(facts_of(person)) == 5
    with django_assert_num_queries(1):
        assert len(entries_of(person)) == 5


@pytest.mark.parametrize("facts", [1, 50])
def test_entering_takes_as_many_statements_for_fifty_facts_as_for_one(person, facts, django_assert_num_queries):
    enter_one(person, holds())

    told = {"sqlite": 1, "postgresql": 3}[connection.vendor]  # PostgreSQL locks a line by two statements more
    with django_assert_num_queries(8 + told):  # a savepoint and its end, form, head, three inserts, receipt
        enter(actor=person, subject=person, facts=[event()] * facts, now=NOON, form="declare:1")


def test_what_the_caller_takes_back_was_never_entered(person):
    with transaction.atomic():
        enter_one(person, holds())
        transaction.set_rollback(True)

    assert (facts_of(person), of_subject(person)) == ((), ())
