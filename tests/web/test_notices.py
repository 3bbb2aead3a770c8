"""The notices of a copy: made from its settings and from what the rooms hold, and plain about what is missing."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from trigpoint.platform.holdings import holdings
from trigpoint.web.easy_read import COMPLAINTS

NOTICES = (
    "/privacy/",
    "/accessibility/",
    "/cookies/",
    "/terms/",
    "/contact/",
    "/complaints/",
    "/complaints/easy-read/",
)


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text))


@pytest.fixture
def set_up(settings):
    settings.OPERATOR, settings.CONTACT = "Anytown Council", "senco@anytown.example"
    settings.ADDRESS, settings.ICO_NUMBER = "Town Hall, Anytown", "Z0000000"
    settings.DATA_PROTECTION, settings.LAWFUL_BASIS = "Dee Pio, dpo@anytown.example", "PUBLIC-TASK"


@pytest.mark.parametrize("path", NOTICES)
def test_a_notice_needs_no_account_no_cookie_and_no_database(client, db, path):
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)

    assert answer.status_code == 200
    assert len(queries) == 0
    assert not answer.cookies


def test_the_privacy_notice_says_of_each_holding_what_why_who_and_how_long(client):
    text = client.get("/privacy/").text.replace("&#x27;", "'")

    for holding in holdings():
        for said in (holding.title, holding.what, holding.why, holding.seen_by, holding.kept):
            assert said in text


def test_the_privacy_notice_names_who_is_responsible_and_on_which_basis(client, set_up):
    page = words(client.get("/privacy/"))

    for said in (
        "Anytown Council runs this copy",
        "Town Hall, Anytown",
        "Dee Pio, dpo@anytown.example",
        "Z0000000, in the register of the Information Commissioner",
        "We hold it for a task in the public interest (UK GDPR, article 6(1)(e)).",
    ):
        assert said in page
    assert "Not set yet." not in page


@pytest.mark.parametrize("path", ["/privacy/", "/contact/", "/complaints/", "/terms/", "/accessibility/"])
def test_what_nobody_has_set_is_said_plainly(client, settings, path):
    settings.OPERATOR = settings.CONTACT = settings.ADDRESS = settings.DATA_PROTECTION = settings.ICO_NUMBER = ""
    settings.LAWFUL_BASIS = "UNDECIDED"

    page = words(client.get(path))
    assert "Not set yet. The people who run this copy have not said:" in page
    for missing in ("who runs it", "a postal address", "on which lawful basis it holds data"):
        assert missing in page


def test_complaints_says_how_what_then_and_where_else(client, set_up):
    page = words(client.get("/complaints/"))

    for said in (
        "senco@anytown.example",
        "within 30 days",
        "section 164A(3)",
        "ico.org.uk/make-a-complaint",
        "Easy Read",
    ):
        assert said in page


def test_easy_read_about_complaints_keeps_its_own_rules(client):
    sentences = [sentence for row in COMPLAINTS for sentence in row.sentences]

    assert [sentence for sentence in sentences if len(sentence.split()) > 15] == []
    assert [sentence for sentence in sentences if not re.fullmatch(r"[^.?!]+[.?]", sentence)] == []
    assert [sentence for sentence in sentences if re.search(r"\b[A-Z]{2,}\b", sentence)] == []
    assert "This page is a draft." in words(client.get("/complaints/easy-read/"))


def test_the_word_must_stands_only_beside_its_law(client):
    page = words(client.get("/complaints/"))

    assert [part for part in re.split(r"(?<=[.:)]) ", page) if " must " in part and "164A" not in part] == []
