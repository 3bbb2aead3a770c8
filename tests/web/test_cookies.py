"""A visitor is remembered by nobody: no session, no query, and signing in loses no answer."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COOKIES = ("trigpoint_csrf", "trigpoint_answers", "trigpoint_session")


def test_answering_makes_no_session_and_asks_the_database_nothing(client):
    client.post("/can-i-be-the-senco/question/school/", {"school": "special"})  # pytest-django would fail a query

    assert "trigpoint_session" not in client.cookies


@pytest.mark.django_db
def test_a_session_comes_and_goes_beside_the_answers(client):
    client.post("/can-i-be-the-senco/question/school/", {"school": "special"})
    before = client.cookies["trigpoint_answers"].value
    client.session.flush()

    assert client.cookies["trigpoint_answers"].value == before


@pytest.mark.parametrize("name", COOKIES)
def test_each_cookie_is_explained_on_the_page_and_in_the_reference(client, name):
    assert f"<h2>{name}</h2>" in client.get("/cookies/").text
    assert f"| `{name}` |" in (ROOT / "docs" / "reference" / "cookies.md").read_text(encoding="utf-8")
