"""Home, footer pages, error pages and health, as a program sees them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.db.utils import ConnectionHandler
from django.urls import reverse

from trigpoint.web import errors
from trigpoint.web.easy_read import ABOUT, HELP, SITE
from trigpoint.web.site import FOOTER, NAVIGATION

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client, RequestFactory


def links_of(html: str, landmark: str) -> list[str]:
    part = html.split(f"<{landmark}", 1)[1].split(f"</{landmark}>", 1)[0]
    return re.findall(r'href="([^"]+)"', part)


def test_the_footer_is_the_same_on_every_page_and_its_pages_exist(client: Client):
    footer = [reverse(link.name) for link in FOOTER]

    for path in ["/", *footer]:
        response = client.get(path)
        assert response.status_code == 200
        assert links_of(response.text, "footer") == footer


def test_the_navigation_has_six_items_at_most_and_its_pages_exist(client: Client):
    navigation = [reverse(link.name) for link in NAVIGATION]

    assert len(navigation) <= 6
    assert [client.get(path).status_code for path in navigation] == [200] * len(navigation)


def test_home_leads_only_to_pages_that_exist(client: Client):
    links = links_of(client.get("/").text, "main")

    assert [path for path in links if client.get(path).status_code != 200] == []
    assert len(set(links)) == 6


def test_a_page_in_the_footer_is_marked_as_the_current_one(client: Client):
    html = client.get("/privacy/").text

    assert re.findall(r'href="([^"]+)" aria-current="page"', html) == ["/privacy/"]


def test_easy_read_keeps_its_own_rules():
    sentences = [sentence for row in (*ABOUT, *SITE, *HELP) for sentence in row.sentences]

    assert [sentence for sentence in sentences if len(sentence.split()) > 15] == []
    assert [sentence for sentence in sentences if not re.fullmatch(r"[^.?!]+[.?]", sentence)] == []
    assert {word for sentence in sentences for word in re.findall(r"\b[A-Z]{2,}s?\b", sentence)} == {"SENCO", "SENCOs"}


def test_easy_read_says_that_it_is_a_draft(client: Client):
    assert "This page is a draft." in client.get("/easy-read/").text


@pytest.mark.parametrize("words", [value for value in vars(errors).values() if isinstance(value, errors.ErrorWords)])
def test_an_error_says_what_to_do_and_never_please_sorry_invalid_or_oops(words: errors.ErrorWords):
    text = " ".join((words.heading, *words.advice)).lower()

    assert [word for word in ("please", "sorry", "invalid", "oops", "forgot", "error") if word in text] == []
    assert len(words.advice) >= 1


def test_the_page_for_a_fault_of_ours_needs_no_database(rf: RequestFactory, static_folder, settings):
    settings.STATIC_ROOT = static_folder
    response = errors.failed(rf.get("/"))

    assert response.status_code == 500
    assert "The fault is ours." in response.content.decode()


def test_health_touches_no_database(client: Client):
    assert client.get("/health").json() == {"status": "ok"}


@pytest.mark.django_db
def test_ready_says_so_when_the_database_is_up_to_date(client: Client):
    response = client.get("/ready")

    assert (response.status_code, response.json()) == (200, {"status": "ok", "database": "ok", "content": "ok"})


@pytest.mark.django_db
def test_ready_names_the_part_that_is_not(client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    nowhere = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "no-such-folder" / "file.sqlite3"}
    monkeypatch.setattr("trigpoint.web.health.connection", ConnectionHandler({"default": nowhere})["default"])

    response = client.get("/ready")

    assert response.status_code == 503
    assert response.json() == {"status": "not ready", "database": "does not answer", "content": "ok"}


def test_answers_of_machines_are_never_kept(client: Client):
    assert "no-store" in client.get("/health")["Cache-Control"]
