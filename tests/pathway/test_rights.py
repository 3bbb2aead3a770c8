"""What this room holds about people: exported, erased, and forgotten in time."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from tests.pathway.referees.conftest import asha
from tests.pathway.referees.support import NOW

from trigpoint.pathway.referees.models import Reference, ReferenceAnswer
from trigpoint.pathway.referees.words import Said
from trigpoint.platform.holdings import holdings
from trigpoint.platform.retention import sweeps

__all__ = ["asha"]


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def holding():
    return next(one for one in holdings() if one.name == "pathway.references")


def test_whom_she_asked_and_what_was_said_is_exported(asha, holding):
    asha.answered(Said.QUESTION, titles=("SENCO",), words="It was 0.6.")
    (exported,) = holding.held_about(asha.key)
    assert (exported["whom"], exported["answered by"]) == (
        "Ben Okafor",
        "Ben Okafor, Head teacher, The Aldgate School",
    )
    assert [(one["answer"], one["words"]) for one in exported["entries"]] == [("I question this", "It was 0.6.")]


def test_a_request_that_is_open_waits_for_somebody_who_erases_herself(asha, holding):
    asha.ask("SENCO")
    assert [one.words for one in holding.waits(asha.key, NOW.date())] == [
        "Ben Okafor was asked to confirm your timeline and has not answered."
    ]


def test_erasing_leaves_no_name_and_no_word_and_twice_does_no_harm(asha, holding):
    asha.answered(Said.QUESTION, titles=("SENCO",), words="It was 0.6.")
    for _ in range(2):
        holding.forget(asha.key, actor=asha.key, now=NOW)
    assert not Reference.objects.exists()
    assert list(ReferenceAnswer.objects.values_list("words", flat=True)) == [""]
    assert holding.held_about(asha.key) == []


def test_what_is_older_than_the_rule_is_counted_and_then_emptied(asha):
    asha.answered(Said.YES, titles=("SENCO",))
    old = sweeps()["pathway.references"]
    later = NOW + timedelta(days=1)
    assert (old(NOW, dry=True), old(later, dry=True)) == (0, 1)
    assert old(later, dry=False) == 1
    assert Reference.objects.get().said_name == ""
    assert old(later, dry=True) == 0
