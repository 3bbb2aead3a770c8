"""From a school to the people of whom something holds there today."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection
from tests.record.support import NOON, TODAY, holds, somebody

from trigpoint.kernel import Fact, Period
from trigpoint.record.actions import correct, enter, erase_entry
from trigpoint.record.models import Reason
from trigpoint.record.queries import facts_of, holding, known_of, known_of_each

pytestmark = pytest.mark.django_db
SENCO, HILL, MILL = "served:senco", "urn:100901", "urn:100902"
DAY = timedelta(days=1)


def post(since: date = date(2025, 9, 1), until: date | None = None, at: str = HILL, code: str = SENCO) -> Fact:
    return Fact(code, Period(since, until), 80, at=at)


def serving(*facts: Fact) -> str:
    key = somebody()
    enter(actor=key, subject=key, facts=facts, now=NOON)
    return key


def only_entry(key: str) -> str:
    return facts_of(key)[0].source


def test_those_in_post_today_are_found_in_one_query(django_assert_num_queries):
    here = sorted((serving(post()), serving(holds(), post())))
    serving(post(at=MILL))
    serving(post(code="served:teacher"))

    with django_assert_num_queries(1):
        assert holding([SENCO], HILL, TODAY) == tuple(here)


def test_a_post_counts_from_its_first_day_and_not_on_the_day_after_its_last():
    key = serving(post(TODAY, TODAY + 2 * DAY))

    found = {offset: key in holding([SENCO], HILL, TODAY + offset * DAY) for offset in (-1, 0, 1, 2)}
    assert found == {-1: False, 0: True, 1: True, 2: False}


def test_a_post_that_was_withdrawn_ended_or_moved_counts_no_more():
    withdrawn, ended, moved = (serving(post()) for _ in range(3))
    for key, fact in ((withdrawn, None), (ended, post(until=TODAY)), (moved, post(at=MILL))):
        correct(actor=key, subject=key, entry=only_entry(key), fact=fact, now=NOON)

    assert holding([SENCO], HILL, TODAY) == ()
    assert holding([SENCO], MILL, TODAY) == (moved,)


def test_a_correction_that_keeps_the_post_still_counts():
    key = serving(post())
    correct(actor=key, subject=key, entry=only_entry(key), fact=post(date(2024, 9, 1)), now=NOON)

    assert holding([SENCO], HILL, TODAY) == (key,)


def test_an_erased_correction_brings_back_nothing():
    key = serving(post())
    newer = correct(actor=key, subject=key, entry=only_entry(key), fact=post(at=MILL), now=NOON)
    erase_entry(actor=key, entry=newer, reason=Reason.PERSON, now=NOON)

    assert holding([SENCO], HILL, TODAY) == ()
    assert holding([SENCO], MILL, TODAY) == ()


def test_several_codes_find_each_person_once():
    key = serving(post(), post(code="served:teacher"))

    assert holding([SENCO, "served:teacher"], HILL, TODAY) == (key,)


def test_nothing_is_asked_of_no_school_or_no_code(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert holding([SENCO], "", TODAY) == holding([], HILL, TODAY) == ()


def test_the_index_answers(django_assert_num_queries):
    for _ in range(3):
        serving(post(at=MILL))
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN SELECT 1 FROM record_payload WHERE at = '{HILL}' AND code IN ('{SENCO}')")
        else:
            cursor.execute(
                f"EXPLAIN QUERY PLAN SELECT 1 FROM record_payload WHERE at = '{HILL}' AND code IN ('{SENCO}')"
            )
        plan = str(cursor.fetchall())

    assert "record_payload_at_code" in plan


def test_what_is_known_of_several_takes_as_many_queries_as_of_one(django_assert_num_queries):
    people = [serving(holds(), post()) for _ in range(3)]

    with django_assert_num_queries(2):
        found = known_of_each(people, ["senco-award", "statutory-senco"])
    assert found == {key: known_of(key, ["senco-award", "statutory-senco"]) for key in people}
    with django_assert_num_queries(0):
        assert known_of_each([], ["senco-award"]) == {}
