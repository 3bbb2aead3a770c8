"""Several writers at once: every entry finds its place in the chain, and a form sent from two sides enters once."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.record.support import NOON, event, holds, somebody

from trigpoint.record.actions import correct, enter, erase_entry
from trigpoint.record.errors import NotCorrectableError
from trigpoint.record.keys import kept_key
from trigpoint.record.models import Entry, Reason
from trigpoint.record.queries import entries_of, facts_of
from trigpoint.record.verify import verify

WRITERS, EACH = 4, 6
ROOT = Path(__file__).parents[2]
on_postgres = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite's tests live in one connection")


def at_once(work, times=WRITERS):
    """Call `work(n)` from several threads, each with a connection of its own; return what they gave."""

    def closing(n):
        try:
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(closing, range(times)))


def sound_chain(person, length):
    assert list(Entry.objects.filter(subject=person).order_by("seq").values_list("seq", flat=True)) == list(
        range(1, length + 1)
    )
    assert verify(kept_key()).findings == []


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_one_chain_without_a_gap():
    person = somebody()

    def write(_):
        for n in range(EACH):
            enter(actor=person, subject=person, facts=[event()] * (1 + n % 2), now=NOON)

    at_once(write)
    sound_chain(person, WRITERS * EACH * 3 // 2)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_a_form_sent_at_once_from_several_tabs_enters_once():
    person = somebody()

    given = at_once(
        lambda n: enter(
            actor=person, subject=person, facts=[holds()], now=NOON + timedelta(seconds=n), form="declare:0"
        )
    )

    assert len(set(given)) == 1
    sound_chain(person, 1)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_of_several_corrections_at_once_one_is_made():
    person = somebody()
    (old,) = enter(actor=person, subject=person, facts=[holds()], now=NOON)

    def attempt(_):
        try:
            return correct(actor=person, subject=person, entry=old, fact=event(), now=NOON)
        except NotCorrectableError as error:
            return error.newer

    assert len(set(at_once(attempt))) == 1
    sound_chain(person, 2)


@on_postgres
@pytest.mark.django_db(transaction=True)
def test_of_several_erasures_at_once_one_is_made():
    person = somebody()
    (entry,) = enter(actor=person, subject=person, facts=[holds()], now=NOON)

    done = at_once(lambda _: erase_entry(actor=person, entry=entry, reason=Reason.CHILD, now=NOON))

    assert sorted(done) == [False] * (WRITERS - 1) + [True]
    assert [row.erased for row in entries_of(person)] == ["child"]
    assert facts_of(person) == ()


WRITE = """
import sys, django
django.setup()
from tests.record.support import NOON, event, holds
from trigpoint.record.actions import enter
person = "p_somebody01"
for n in range(10):
    enter(actor=person, subject=person, facts=[event()], now=NOON)
enter(actor=person, subject=person, facts=[holds()], now=NOON, form="declare:0")
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the same with processes and a file")
def test_processes_at_once_leave_one_chain_and_a_key_on_an_embedded_database(tmp_path):
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRIGPOINT_")}
    more = {"TRIGPOINT_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "trigpoint.web.settings", "PYTHONPATH": "."}

    def run(*words):
        return subprocess.Popen(
            [sys.executable, *words],
            env=kept | more,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    migrate = run("-m", "trigpoint.web", "migrate")
    assert (migrate.communicate()[0], migrate.returncode) == ("The database is up to date.\n", 0)
    writers = [run("-c", WRITE) for _ in range(2)]
    assert [(writer.communicate()[0], writer.returncode) for writer in writers] == [("", 0)] * 2

    verified = run("-m", "trigpoint.web", "verify-record")
    lines = verified.communicate()[0].splitlines()
    assert (verified.returncode, lines[0], lines[2]) == (
        0, "21 entries about 1 subjects, 0 erased.", "The record is whole.",
    )  # fmt: skip
    files = sorted(path.name for path in tmp_path.iterdir() if "sqlite3" not in path.name)
    assert files == ["record-key", "secret-key"]
