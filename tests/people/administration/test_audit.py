"""Looking through the events: by name, about whom, by whom and when; page by page; and as a file that runs nothing."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from tests.people.invitations.conftest import words

from trigpoint.people import events
from trigpoint.people.roles import Role
from trigpoint.platform import audit
from trigpoint.platform.audit import Search
from trigpoint.platform.events import emit, latest

if TYPE_CHECKING:
    from django.test import Client

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def ada(client: Client, a_person, sign_in):
    return sign_in(client, a_person("Ada North", Role.ADMINISTRATOR))


def write(count: int, *, name=events.RENAMED, actor="p_actor", subject="p_subject", at=NOON) -> None:
    with transaction.atomic():
        for number in range(count):
            emit(name=name, actor=actor, subject=subject, at=at + timedelta(minutes=number), data={"number": number})


def test_events_are_found_by_name_about_by_and_day(client: Client, ada, a_person):
    maya = a_person("Maya Stone", Role.MENTOR)
    write(1, at=NOON - timedelta(days=40))

    about = words(client.get(f"/administration/audit/?about={maya.email}"))
    assert "Somebody was given a role." in about
    assert f"people.role.given {maya.key}" in about
    assert "about Maya Stone" in about
    assert "people.account.renamed" in words(client.get("/administration/audit/?by=p_actor"))
    assert "Nothing fits" in words(client.get("/administration/audit/?by=nobody@school.example"))
    day = "since-day=1&since-month=4&since-year=2026&until-day=30&until-month=4&until-year=2026"
    page = words(client.get(f"/administration/audit/?name=people.account.renamed&{day}"))
    assert page.count("people.account.renamed p_subject") == 1
    assert "Nothing fits" in words(client.get(f"/administration/audit/?name=people.role.given&{day}"))


def test_a_day_that_is_none_is_an_error_and_not_all_events(client: Client, ada):
    write(1)
    page = words(client.get("/administration/audit/?since-day=31&since-month=2&since-year=2026"))

    assert "must be a real date" in page
    assert "p_subject" not in page.split("Search")[0]


def test_pages_go_back_in_time_without_a_gap_or_a_repeat(client: Client, ada):
    write(60)
    write(60)  # the same moments: the number of the event decides
    seen: list[str] = []
    query = "?name=people.account.renamed"
    while query:
        page = client.get(f"/administration/audit/{query}").content.decode()
        seen += re.findall(r"people\.account\.renamed p_subject .*?(\d+)}", page)
        older = re.search(r'href="(\?name=[^"]*before[^"]*)"', page)
        query = older[1].replace("&amp;", "&") if older else ""

    assert len(seen) == 120
    assert [int(number) for number in seen] == sorted([*range(60), *range(60)], reverse=True)


@pytest.mark.parametrize("before", ["x", "2026-13-45T00:00:00+00:00 1", "2026-06-01T12:00:00 1", "x 9"])
def test_an_address_that_somebody_changed_shows_the_newest(client: Client, ada, before):
    assert client.get("/administration/audit/", {"before": before}).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_asks_the_same_however_many_events_there_are(client: Client, ada, count, django_assert_num_queries):
    write(count)
    with django_assert_num_queries(4):  # session, person with roles, events, names
        page = words(client.get("/administration/audit/?name=people.account.renamed"))

    assert page.count("people.account.renamed p_subject") == count


@pytest.mark.parametrize(
    "search",
    [
        Search(),
        Search(since=NOON, until=NOON + timedelta(days=1)),
        Search(name=events.RENAMED, since=NOON),
        Search(actor="p_actor", until=NOON),
        Search(subject="p_subject", since=NOON),
    ],
)
def test_each_search_goes_along_an_index_and_sorts_nothing(db, search):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a small table from end to end, index or not")
    with connection.execute_wrapper(explained := Explained()):
        audit.events(search, before=audit.Place(NOON, 5))

    assert "USING INDEX" in explained.plan
    assert "TEMP B-TREE" not in explained.plan


class Explained:
    """Asks the database how it would answer."""

    plan = ""

    def __call__(self, execute, sql, params, many, context):
        rows = execute(f"EXPLAIN QUERY PLAN {sql}", params, many, context).fetchall()
        self.plan += " ".join(str(row) for row in rows)
        return execute(sql, params, many, context)


def test_a_download_has_codes_and_no_names_and_runs_in_no_spreadsheet(client: Client, ada, a_person):
    maya = a_person("Maya Stone", Role.MENTOR)
    write(1, subject="=cmd()")
    answer = client.post("/administration/audit/export/", {})
    text = answer.content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))

    assert rows[0] == ["number", "when", "what", "about", "by", "data"]
    assert maya.key in text
    assert "Maya" not in text
    assert any(row[3] == "'=cmd()" for row in rows)
    told = latest("people.audit.exported")
    assert told
    assert (told.actor, told.data["rows"]) == (ada.key, len(rows) - 1)


def test_a_download_holds_what_was_looked_for_and_is_no_link(client: Client, ada):
    write(3)
    write(2, name=events.LINK_MADE)
    answer = client.post("/administration/audit/export/", {"name": events.LINK_MADE})

    assert len(answer.content.splitlines()) == 3
    assert client.get("/administration/audit/export/").status_code == 405
    assert client.post("/administration/audit/export/", {"since-day": "x"}).status_code == 302


def test_a_long_download_comes_in_pieces_and_whole(db, monkeypatch):
    monkeypatch.setattr(audit, "READ_AT_ONCE", 10)
    write(25)

    found = list(audit.every_event(Search(name=events.RENAMED), most=100))
    assert len({row.position for row in found}) == len(found) == 25
    assert len(list(audit.every_event(Search(name=events.RENAMED), most=12))) == 12
