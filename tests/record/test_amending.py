"""Several entries corrected, withdrawn and added as one: all of it or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from tests.record.support import NOON, codes, holds, somebody

from trigpoint.platform.events import of_subject
from trigpoint.record.actions import amend, correct, enter
from trigpoint.record.errors import (
    FactsRefusedError,
    NotCorrectableError,
    SentBeforeError,
    UnknownEntryError,
)
from trigpoint.record.queries import entries_of, facts_of, form_key
from trigpoint.record.queries.forms import was_sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> str:
    return somebody()


@pytest.fixture
def two(person) -> tuple[str, ...]:
    return enter(actor=person, subject=person, facts=[holds("working:teacher"), holds("holds:degree")], now=NOON)


def test_entries_are_corrected_withdrawn_and_added_in_one_go(person, two):
    earlier = holds("working:teacher", date(2019, 9, 1))
    new = amend(actor=person, subject=person, corrections={two[0]: earlier, two[1]: None}, facts=[holds()], now=NOON)

    assert codes(facts_of(person)) == ["working:teacher", "holds:qts"]
    assert [row.corrected_by for row in entries_of(person)] == [new[0], new[1], None, None, None]
    told = of_subject(person)[-1]
    assert told.name == "record.facts.amended"
    assert told.data == {
        "entries": list(new), "corrects": list(two), "codes": ["holds:qts", "working:teacher"]
    }  # fmt: skip


def test_nothing_to_amend_is_nothing(person):
    assert amend(actor=person, subject=person, corrections={}, now=NOON) == ()


def test_where_one_entry_cannot_be_corrected_nothing_is(person, two):
    correct(actor=person, subject=person, entry=two[1], fact=None, now=NOON)
    with pytest.raises(NotCorrectableError):
        amend(actor=person, subject=person, corrections={two[0]: None, two[1]: None}, now=NOON)
    with pytest.raises(UnknownEntryError):
        amend(actor=person, subject=person, corrections={two[0]: None, "e_none": None}, now=NOON)
    with pytest.raises(FactsRefusedError):
        amend(actor=person, subject=person, corrections={two[0]: None}, facts=[holds("holds:qtz")], now=NOON)
    assert codes(facts_of(person)) == ["working:teacher"]


def test_the_same_form_sent_again_changes_nothing(person, two):
    form = form_key(person, "post")
    assert not was_sent(person, form)
    first = amend(actor=person, subject=person, corrections={two[0]: None}, now=NOON, form=form)
    assert was_sent(person, form)
    assert amend(actor=person, subject=person, corrections={two[0]: None}, now=NOON, form=form) == first
    with pytest.raises(SentBeforeError):
        amend(actor=person, subject=person, corrections={two[1]: None}, now=NOON, form=form)
