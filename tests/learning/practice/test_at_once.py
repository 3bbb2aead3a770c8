"""Two tabs in the same moment: each thing happens once, and neither is told that something broke."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection

from trigpoint.content.questions import Kind, questions
from trigpoint.learning.practice import actions
from trigpoint.learning.practice.models import Answer, Card, Round

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tests live in one connection"),
]
NOW = datetime(2026, 11, 24, 16, 10, tzinfo=UTC)
QUESTION = next(one for one in questions().values() if one.kind is Kind.SINGLE)
TABS = 4


def at_once(do):
    """Let some tabs do the same in the same moment."""
    gate = Barrier(TABS)

    def tab(_: int):
        try:
            gate.wait()
            return do()
        finally:
            connection.close()

    with ThreadPoolExecutor(TABS) as tabs:
        return list(tabs.map(tab, range(TABS)))


def test_the_same_answer_from_several_tabs_counts_once():
    def answer():
        return actions.answer(person="p_1", question=QUESTION.id, answer=QUESTION.key, attempt="same", now=NOW)

    found = at_once(answer)

    assert sorted(one.first for one in found) == [False] * (TABS - 1) + [True]
    assert Answer.objects.count() == Card.objects.count() == 1
    assert Card.objects.get().times == 1


def test_a_round_opened_and_handed_in_by_several_tabs_is_one():
    at_once(lambda: actions.open_round(person="p_1", key="p_same", now=NOW))
    assert Round.objects.count() == 1

    found = at_once(lambda: actions.submit_round(person="p_1", key="p_same", answers={}, now=NOW))

    assert {one.right for one in found} == {0}
    assert Answer.objects.count() == len(Round.objects.get().questions)
