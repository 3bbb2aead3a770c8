"""Everything held about somebody as one file: complete, readable, quick, and about nobody else."""

from __future__ import annotations

import io
import json
import time
import zipfile
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.record.support import NOON, holds

from trigpoint.kernel import Fact, Period
from trigpoint.people.data.actions import give
from trigpoint.people.data.export import archive, everything, file_name
from trigpoint.people.roles import Role
from trigpoint.platform.events import of_subject
from trigpoint.platform.holdings import holdings
from trigpoint.record import actions as record

TEN_YEARS = 3_000
"""Entries: about six every week of term for ten years, more than anybody is likely to have."""
MOST_SECONDS = 2


def opened(packed: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(packed))


def record_of(packed: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(opened(packed).read("record.json"))
    return found


def test_the_file_holds_what_every_room_holds_and_a_page_that_says_the_same(asha):
    packed = archive(asha.key, actor=asha.key, now=NOON)

    assert opened(packed).namelist() == ["README.txt", "index.html", "record.json"]
    held = record_of(packed)
    assert (held["format"], held["version"], held["person"]) == ("trigpoint-person", 1, asha.key)
    assert list(held["held"]) == [holding.name for holding in holdings()]
    page = opened(packed).read("index.html").decode()
    for words in ("Asha Rahman", "asha.rahman@school.example", "My own words", "qualified teacher status"):
        assert words in page
        assert words in json.dumps(held, ensure_ascii=False)
    for holding in holdings():
        assert f">{holding.title}</h2>" in page


def test_an_entry_says_what_it_said_what_became_of_it_and_whether_it_counts(asha):
    entries = record_of(archive(asha.key, actor=asha.key, now=NOON))["held"]["record.entries"]["entries"]

    assert [entry["counts"] for entry in entries] == [True, False, True]
    assert entries[0] | {"entry": ""} == {
        "entry": "",
        "title": entries[0]["title"],
        "code": "passed:law-examination",
        "from": "2026-03-03",
        "until": "2026-03-04",
        "basis": "assessed",
        "via": "taught",
        "note": "My own words",
        "by": "you",
        "entered": "2026-11-23T12:00:00+00:00",
        "counts": True,
    }
    assert entries[1]["corrected by"] == entries[2]["entry"]


def test_nobody_else_is_named_but_those_whom_she_may_see_anyway(asha, a_person, hill_top):
    tom = a_person("Tom Bright")
    record.enter(actor=tom.key, subject=asha.key, facts=[holds("holds:degree")], now=NOON)
    give(subject=asha.key, items=["plan"], role=Role.HEAD, organisation=hill_top, now=NOON)
    packed = archive(asha.key, actor=asha.key, now=NOON)

    text = opened(packed).read("record.json").decode()
    assert tom.key not in text
    assert "Tom Bright" not in text
    assert "somebody else" in text
    assert "Head teacher, Hill Top Primary" in text


def test_no_secret_is_in_the_file(asha):
    asha.set_password("correct horse battery staple")
    asha.save()

    text = opened(archive(asha.key, actor=asha.key, now=NOON)).read("record.json").decode()
    assert '"has a password": true' in text
    assert asha.password not in text
    assert "scrypt" not in text


def test_making_it_is_written_down(asha):
    archive(asha.key, actor=None, now=NOON)

    assert [event.actor for event in of_subject(asha.key) if event.name == "people.data.exported"] == [None]


def test_somebody_with_nothing_gets_a_file_that_says_so(a_person):
    nia = a_person("Nia Fresh")
    page = opened(archive(nia.key, actor=nia.key, now=NOON)).read("index.html").decode()

    assert "Nothing is held." in page
    assert "Nia Fresh" in page


def test_what_is_typed_cannot_break_the_page(asha):
    record.enter(actor=asha.key, subject=asha.key, facts=[holds()], now=NOON, note="<script>alert(1)</script>")

    assert b"<script" not in opened(archive(asha.key, actor=asha.key, now=NOON)).read("index.html")


def test_the_name_of_the_file_names_nobody():
    assert file_name(NOON) == "trigpoint-my-data-2026-11-23.zip"


@pytest.fixture
def ten_years(a_person):
    person = a_person("Grace Lin")
    facts = [
        Fact("served:teacher", Period(date(2016, 9, 1) + timedelta(days=n), date(2016, 9, 2) + timedelta(days=n)), 80)
        for n in range(TEN_YEARS)
    ]
    for start in range(0, TEN_YEARS, 200):
        record.enter(actor=person.key, subject=person.key, facts=facts[start : start + 200], now=NOON, note="A note")
    return person


def test_ten_years_are_there_within_two_seconds(ten_years):
    best = min(timed(ten_years) for _ in range(2))

    assert best < MOST_SECONDS


def timed(person) -> float:
    began = time.perf_counter()
    assert len(archive(person.key, actor=person.key, now=NOON)) > TEN_YEARS
    return time.perf_counter() - began


def test_how_many_queries_it_takes_does_not_grow_with_the_record(asha, ten_years):
    assert queries_for(asha) == queries_for(ten_years) <= 3 * len(holdings())


def queries_for(person) -> int:
    with CaptureQueriesContext(connection) as context:
        everything(person.key, now=NOON)
    return len(context)
