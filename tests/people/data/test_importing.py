"""Bringing an export into another copy: what comes in, what is left out, and that nothing is overwritten."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from tests.record.support import NOON, event, holds
from tests.somebody import a_person_like

from trigpoint.kernel import Basis, Fact, Period, Via
from trigpoint.people.data.errors import NotAnExportError
from trigpoint.people.data.export import archive
from trigpoint.people.data.importing import bring_in
from trigpoint.platform.events import of_subject
from trigpoint.record import actions as record
from trigpoint.record.queries import entries_of, facts_of

days = st.dates(date(2005, 1, 1), date(2030, 1, 1))
states = st.builds(
    lambda code, start, length, **more: holds(code, start, length and start + timedelta(days=length), **more),
    st.sampled_from(["holds:qts", "holds:degree", "working:teacher"]),
    days,
    st.none() | st.integers(1, 900),
    basis=st.sampled_from(list(Basis)),
    via=st.sampled_from(list(Via)),
    at=st.none() | st.sampled_from(["urn:100000", "urn:100001"]),
)
spells = st.builds(
    lambda start, length, amount: Fact("served:teacher", Period(start, start + timedelta(days=length)), amount),
    days,
    st.integers(1, 900),
    st.none() | st.integers(1, 100),
)
facts = st.one_of(states, spells, st.builds(event, on=days))


def packed_with(**said: object) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("record.json", json.dumps(said))
    return packed.getvalue()


def with_entries(*entries: object) -> bytes:
    held = {"record.entries": {"entries": entries}}
    return packed_with(format="trigpoint-person", version=1, held=held)


def without_source(found: tuple[Fact, ...]) -> list[Fact]:
    return [replace(fact, source="", basis=Basis.DECLARED) for fact in found]


@pytest.mark.django_db
@given(entered=st.lists(st.tuples(facts, st.sampled_from(["", "One note", "Another note"])), max_size=8))
def test_a_record_that_goes_out_and_comes_in_is_the_same_and_declared(entered):
    with transaction.atomic():
        asha = a_person_like("Asha Rahman", email="asha@one.example")
        there = a_person_like("Asha Rahman", email="asha@two.example")
        for fact, note in entered:
            record.enter(actor=asha.key, subject=asha.key, facts=[fact], now=NOON, note=note)
        packed = archive(asha.key, actor=asha.key, now=NOON)

        bring_in(packed, person=there.key, actor="import", now=NOON)
        again = bring_in(packed, person=there.key, actor="import", now=NOON)

        key = str
        assert sorted(facts_as_they_are(there), key=key) == sorted(without_source(facts_of(asha.key)), key=key)
        assert sorted(row.note for row in entries_of(there.key)) == sorted(note for _, note in entered)
        assert [(one.brought.entered, one.brought.there) for one in again] == [(0, len(entered))]
        transaction.set_rollback(True)


def facts_as_they_are(person) -> list[Fact]:
    return [replace(fact, source="") for fact in facts_of(person.key)]


def test_what_was_better_known_there_comes_in_as_declared_and_says_so(asha, a_person):
    there = a_person("Asha Elsewhere")
    bring_in(archive(asha.key, actor=asha.key, now=NOON), person=there.key, actor="import", now=NOON)

    rows = {row.fact.code: row for row in entries_of(there.key) if row.fact}
    examination = rows["passed:law-examination"]
    assert examination.fact is not None
    assert examination.fact.basis is Basis.DECLARED
    assert examination.made_from.startswith("import:")
    assert " assessed e_" in examination.made_from
    assert examination.note == "My own words"


def test_what_was_corrected_or_withdrawn_stays_behind(asha, a_person):
    there = a_person("Asha Elsewhere")
    bring_in(archive(asha.key, actor=asha.key, now=NOON), person=there.key, actor="import", now=NOON)

    assert len(entries_of(asha.key)) == 3
    assert [row.fact.valid.start for row in entries_of(there.key) if row.fact] == [date(2026, 3, 3), date(2021, 9, 1)]


def test_nothing_that_is_there_is_changed_and_what_is_the_same_stays_as_well_known(asha, a_person):
    there = a_person("Asha Elsewhere")
    mine = event()
    record.enter(actor="board", subject=there.key, facts=[mine], now=NOON)

    (done,) = bring_in(archive(asha.key, actor=asha.key, now=NOON), person=there.key, actor="import", now=NOON)

    assert (done.title, done.brought.entered, done.brought.there) == ("Your record", 1, 1)
    assert [fact.basis for fact in facts_of(there.key)] == [Basis.ASSESSED, Basis.DECLARED]


def test_private_dates_are_left_for_the_person_to_enter(asha, a_person):
    there = a_person("Asha Elsewhere")
    leave = Fact("on:leave", Period(date(2024, 1, 1), date(2024, 6, 1)))
    record.enter(actor=asha.key, subject=asha.key, facts=[leave], now=NOON)

    (done,) = bring_in(archive(asha.key, actor=asha.key, now=NOON), person=there.key, actor="import", now=NOON)

    assert done.brought.entered == 2
    assert done.brought.left == (
        "Dates that only the person herself may enter were left out: 1. She enters them on her own pages.",
    )


def test_it_is_written_down_as_one_event(asha, a_person):
    there = a_person("Asha Elsewhere")
    bring_in(archive(asha.key, actor=asha.key, now=NOON), person=there.key, actor="import", now=NOON)

    (written,) = [one for one in of_subject(there.key) if one.name == "people.data.brought-in"]
    assert (written.actor, written.data["entered"]) == ("import", 2)


GOOD = {"entry": "e_1", "code": "holds:qts", "from": "2020-09-01", "basis": "verified", "via": "taught", "counts": True}


@pytest.mark.parametrize(
    "change",
    [
        {"basis": "certain"},
        {"via": "osmosis"},
        {"from": "yesterday"},
        {"from": 20200901},
        {"until": "2019-01-01"},
        {"amount": "much"},
        {"amount": 2**40},
        {"amount": True},
        {"note": "x" * 5_000},
        {"at": "nul\x00"},
        {"entry": None},
    ],
)
def test_an_entry_that_makes_no_sense_is_named_and_the_others_come_in(a_person, change):
    there = a_person("Asha Elsewhere")

    (done,) = bring_in(with_entries(GOOD | change, GOOD), person=there.key, actor="import", now=NOON)

    assert done.brought.left == ("Entry 1 cannot be read, and was left out.",)
    assert done.brought.entered == 1


def test_a_code_that_this_copy_does_not_know_is_left_out_and_named(a_person):
    there = a_person("Asha Elsewhere")
    (done,) = bring_in(
        with_entries(GOOD | {"code": "holds:qtz"}, "no entry"), person=there.key, actor="import", now=NOON
    )

    assert done.brought.left == (
        "Entry 1 was left out: holds:qtz is not in the vocabulary. Did you mean holds:qts?",
        "Entry 2 cannot be read, and was left out.",
    )


@pytest.mark.parametrize(
    ("packed", "why"),
    [
        (b"no zip at all", "not a zip with a record.json"),
        (b"", "not a zip with a record.json"),
        (packed_with(format="something else", version=1, held={}), "no export of Trigpoint"),
        (packed_with(format="trigpoint-person", version=1, held=[]), "no export of Trigpoint"),
        (packed_with(format="trigpoint-person", version=2, held={}), "reads up to version 1"),
        (packed_with(format="trigpoint-person", version="1", held={}), "reads up to version 1"),
    ],
)
def test_a_file_that_is_no_export_enters_nothing_and_says_why(asha, packed, why):
    with pytest.raises(NotAnExportError, match=why):
        bring_in(packed, person=asha.key, actor="import", now=NOON)

    assert len(entries_of(asha.key)) == 3


def test_a_zip_that_would_burst_is_not_read(asha, monkeypatch):
    monkeypatch.setattr("trigpoint.people.data.importing.MOST_BYTES", 1_000)

    with pytest.raises(NotAnExportError, match="larger than 1,000 bytes"):
        bring_in(packed_with(format="x" * 2_000), person=asha.key, actor="import", now=NOON)


def test_a_damaged_file_is_refused(asha):
    packed = archive(asha.key, actor=asha.key, now=NOON)

    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        inside = file.getinfo("record.json").header_offset + 200

    for damaged in (packed[: len(packed) // 2], packed[:inside] + b"\x00" * 100 + packed[inside + 100 :]):
        with pytest.raises(NotAnExportError):
            bring_in(damaged, person=asha.key, actor="import", now=NOON)


def test_nobody_is_made_by_an_import(asha):
    packed = archive(asha.key, actor=asha.key, now=NOON)

    with pytest.raises(NotAnExportError, match="Open an account first"):
        bring_in(packed, person="p_nobodyatall", actor="import", now=NOON)
