"""The walk over the ledger finds what somebody changed behind its back: each test breaks it on purpose."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests.record.support import NOON, event, holds, somebody

from trigpoint.platform.events import Recorded, latest, of_subject
from trigpoint.record.actions import enter, erase_entry, seal
from trigpoint.record.chain import link
from trigpoint.record.keys import kept_key
from trigpoint.record.models import Entry, Reason
from trigpoint.record.verify import SHOWN, Fault, verify

pytestmark = pytest.mark.django_db


def run(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def sealed() -> Recorded:
    found = latest("record.ledger.sealed")
    assert found is not None
    return found


@pytest.fixture
def ledger():
    """Two people with three entries each, sealed; the middle one of the first is erased."""
    people = sorted([somebody(), somebody()])
    entries = [
        enter(actor=person, subject=person, facts=[holds(), event(), holds("working:teacher")], now=NOON)
        for person in people
    ]
    erase_entry(actor="p_registrar", entry=entries[0][1], reason=Reason.CHILD, now=NOON)
    seal(NOON)
    assert verify(kept_key()).sound is True
    return people, entries


@pytest.fixture
def unguarded(ledger):
    """The same, with its triggers dropped: what somebody with the database in hand could do."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            drops = [f"DROP TRIGGER {name}" for (name,) in cursor.fetchall()]
            drops.append("PRAGMA defer_foreign_keys = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SELECT tgname, tgrelid::regclass FROM pg_trigger WHERE NOT tgisinternal")
            drops = [f"DROP TRIGGER {name} ON {table}" for name, table in cursor.fetchall()]
            drops.append("SET CONSTRAINTS ALL DEFERRED")
        for drop in drops:
            cursor.execute(drop)
    return ledger


def faults() -> dict[Fault, int]:
    return dict(verify(kept_key()).faults)


def test_a_whole_ledger_is_reported_as_whole_with_what_was_erased(ledger):
    report = verify(kept_key())

    root = sealed().data["root"]
    assert report.lines() == [
        f"{report.entries:,} entries about {report.subjects:,} subjects, 1 erased.",
        f"Last sealed at 2026-11-23 12:00 UTC, root {root}.",
        "The record is whole.",
    ]


def test_words_that_were_changed_are_found_and_the_entry_is_named(unguarded):
    (person, _), ((first, *_), _) = unguarded
    position = Entry.objects.get(id=first).position
    run("UPDATE record_payload SET valid_from = '2019-09-01' WHERE entry_id = %s", position)

    report = verify(kept_key())
    assert report.lines()[2:] == [
        "THE RECORD IS NOT WHOLE.",
        "1 × what the entry says was changed",
        "",
        "Found:",
        f"{first} (number 1 of {person}): what the entry says was changed",
    ]


@pytest.mark.parametrize("column", ["note", "actor", "source", "corrects", "at", "salt"])
def test_a_change_of_any_word_is_found(unguarded, column):
    position = Entry.objects.get(id=unguarded[1][0][0]).position
    value = b"another" if column == "salt" else "another"
    run(f"UPDATE record_payload SET {column} = %s WHERE entry_id = %s", value, position)

    assert faults() == {Fault.PAYLOAD: 1}


def test_words_of_two_entries_that_were_exchanged_are_found(unguarded):
    one, other = (Entry.objects.get(id=unguarded[1][1][n]).position for n in (0, 2))
    for old, new in ((one, -1), (other, one), (-1, other)):
        run("UPDATE record_payload SET entry_id = %s WHERE entry_id = %s", new, old)

    assert faults() == {Fault.PAYLOAD: 2}


def test_an_entry_whose_hash_was_changed_is_found_and_so_is_the_break_after_it(unguarded):
    run("UPDATE record_entry SET hash = %s WHERE id = %s", b"x" * 32, unguarded[1][1][1])

    assert faults() == {Fault.HASH: 1, Fault.ORDER: 1}


def test_a_head_whose_hash_was_changed_is_no_longer_what_was_sealed(unguarded):
    run("UPDATE record_entry SET hash = %s WHERE id = %s", b"x" * 32, unguarded[1][1][2])

    assert faults() == {Fault.HASH: 1, Fault.SEAL: 1}


def test_words_changed_with_a_new_commitment_still_need_the_key(unguarded):
    run("UPDATE record_entry SET commitment = %s WHERE id = %s", b"x" * 32, unguarded[1][1][2])

    assert faults() == {Fault.HASH: 1, Fault.PAYLOAD: 1}


def test_a_chain_cut_off_at_its_end_is_found_by_the_seal(unguarded):
    position = Entry.objects.get(id=unguarded[1][1][2]).position
    run("DELETE FROM record_payload WHERE entry_id = %s", position)
    run("DELETE FROM record_entry WHERE position = %s", position)

    report = verify(kept_key())
    assert dict(report.faults) == {Fault.SEAL: 1}
    assert report.findings == [
        "seal of 2026-11-23 12:00 UTC (1 entries missing): the ledger is not the one that was sealed"
    ]


def test_a_person_who_is_gone_is_found_by_the_seal(unguarded):
    person = unguarded[0][1]
    run("DELETE FROM record_payload WHERE entry_id IN (SELECT position FROM record_entry WHERE subject = %s)", person)
    run("DELETE FROM record_entry WHERE subject = %s", person)

    (found,) = verify(kept_key()).findings
    assert found == (
        "seal of 2026-11-23 12:00 UTC (3 entries missing, 1 subjects missing): "
        "the ledger is not the one that was sealed"
    )


def test_an_entry_taken_out_of_the_middle_is_found(unguarded):
    position = Entry.objects.get(id=unguarded[1][1][1]).position
    run("DELETE FROM record_payload WHERE entry_id = %s", position)
    run("DELETE FROM record_entry WHERE position = %s", position)

    assert faults() == {Fault.GAP: 1}


def test_entries_in_another_order_are_found(unguarded):
    person, (one, other, _) = unguarded[0][1], unguarded[1][1]
    for entry, seq in ((one, 9), (other, 1), (one, 2)):
        run("UPDATE record_entry SET seq = %s WHERE id = %s", seq, entry)

    report = verify(kept_key())
    assert dict(report.faults) == {Fault.HASH: 2, Fault.ORDER: 3}
    assert report.findings[0] == f"{other} (number 1 of {person}): the entry does not follow the one before it"


def test_an_entry_given_to_another_person_is_found(unguarded):
    run("UPDATE record_entry SET subject = %s, seq = 4 WHERE id = %s", unguarded[0][0], unguarded[1][1][2])

    assert faults() == {Fault.HASH: 1, Fault.ORDER: 1, Fault.SEAL: 1}


def test_words_that_are_gone_without_an_erasure_are_found(unguarded):
    run("DELETE FROM record_payload WHERE entry_id = %s", Entry.objects.get(id=unguarded[1][1][0]).position)

    assert faults() == {Fault.LOST: 1}


def test_an_erasure_that_this_copy_did_not_make_is_found(unguarded):
    position = Entry.objects.get(id=unguarded[1][1][0]).position
    run(
        "INSERT INTO record_erasure (entry_id, reason, actor, erased_at, mark) VALUES (%s, 'person', 'p_x', %s, %s)",
        position, NOON, b"x" * 32,
    )  # fmt: skip
    run("DELETE FROM record_payload WHERE entry_id = %s", position)

    assert faults() == {Fault.ERASURE: 1}


def test_an_erasure_with_another_reason_is_found(unguarded):
    run("UPDATE record_erasure SET reason = 'retention'")

    assert faults() == {Fault.ERASURE: 1}


def test_words_that_came_back_after_their_erasure_are_found(unguarded):
    one, other = (Entry.objects.get(id=unguarded[1][0][n]).position for n in (0, 1))
    run("UPDATE record_erasure SET entry_id = %s WHERE entry_id = %s", one, other)

    assert faults() == {Fault.LEFT: 1, Fault.LOST: 1}


def test_words_left_behind_by_an_entry_are_found(unguarded):
    position = Entry.objects.get(id=unguarded[1][1][2]).position
    if connection.vendor == "postgresql":
        run("ALTER TABLE record_payload DISABLE TRIGGER ALL")
        run("ALTER TABLE record_entry DISABLE TRIGGER ALL")
    run("DELETE FROM record_entry WHERE position = %s", position)

    found = faults()
    run("DELETE FROM record_payload WHERE entry_id = %s", position)  # or the test's own end would find it
    assert found == {Fault.ORPHAN: 1, Fault.SEAL: 1}


def test_another_key_is_told_apart_from_a_changed_ledger(ledger):
    report = verify(b"x" * 32)

    assert report.lines()[2:4] == ["THE RECORD IS NOT WHOLE.", f"1 × {Fault.KEY.value}"]


def test_a_seal_that_was_changed_is_found(unguarded):
    run(
        "UPDATE platform_event SET data = %s WHERE name = 'record.ledger.sealed'",
        '{"root": "00", "position": 0, "entries": 0, "subjects": 0}',
    )

    assert Fault.SEAL in faults()


def test_a_root_kept_elsewhere_must_be_among_the_seals(ledger):
    root = sealed().data["root"]

    assert verify(kept_key(), root=root).sound is True
    assert dict(verify(kept_key(), root="0" * 64).faults) == {Fault.NO_SEAL: 1}


def test_what_was_entered_after_the_seal_does_not_change_it(ledger):
    people, _ = ledger
    enter(actor=people[0], subject=people[0], facts=[event()], now=NOON)
    newcomer = somebody()
    enter(actor=newcomer, subject=newcomer, facts=[event()], now=NOON)

    assert verify(kept_key()).sound is True


def test_what_was_erased_after_the_seal_does_not_change_it(ledger):
    erase_entry(actor="p_registrar", entry=ledger[1][1][2], reason=Reason.PERSON, now=NOON)

    report = verify(kept_key())
    assert (report.sound, report.erased) == (True, 2)


def test_seals_are_a_chain_of_events_and_count_what_they_cover(ledger):
    person = somebody()
    first = sealed()
    enter(actor=person, subject=person, facts=[holds()], now=NOON)

    root = seal(NOON + timedelta(days=1))

    second = sealed()
    assert (second.data["root"], second.data["previous"]) == (root, first.data["root"])
    assert [second.data[name] - first.data[name] for name in ("entries", "subjects")] == [1, 1]
    assert second in of_subject("record")


def test_only_the_first_findings_are_quoted_and_all_are_counted(unguarded):
    person = somebody()
    enter(actor=person, subject=person, facts=[holds()] * (SHOWN + 5), now=NOON)
    run(
        "UPDATE record_payload SET note = 'x' WHERE entry_id IN (SELECT position FROM record_entry WHERE subject = %s)",
        person,
    )

    report = verify(kept_key())
    assert (report.faults[Fault.PAYLOAD], len(report.findings)) == (SHOWN + 5, SHOWN)
    assert "Found first:" in report.lines()


def test_a_forger_with_the_database_and_without_the_key_cannot_make_an_entry(unguarded):
    person = somebody()
    run(
        "INSERT INTO record_entry (id, subject, seq, commitment, previous, hash) VALUES (%s, %s, 1, %s, %s, %s)",
        "e_forged", person, b"c" * 32, bytes(32), link(b"guessed", bytes(32), person, 1, b"c" * 32),
    )  # fmt: skip

    assert faults() == {Fault.HASH: 1, Fault.LOST: 1}


def test_the_walk_is_one_query_whatever_the_length(ledger, django_assert_num_queries):
    with django_assert_num_queries(3):  # the last seal, the walk, words without an entry
        verify(kept_key())


def test_a_ledger_that_was_never_sealed_says_what_cannot_be_found(unguarded):
    run("DELETE FROM platform_event WHERE name = 'record.ledger.sealed'")

    assert verify(kept_key()).lines()[1] == (
        "Never sealed: entries cut from the end of a chain cannot be found. Run: trigpoint seal-record"
    )
