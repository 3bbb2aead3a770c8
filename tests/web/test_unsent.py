"""A form sent after being signed out reaches its place after signing in, or is left."""

from __future__ import annotations

import pytest
from tests.carrying import carried, carry
from tests.web.people import signed_in

pytestmark = pytest.mark.django_db
UNSENT = {"to": "/schools/?q=1", "fields": [["name", "<b>Hill</b>"], ["days", "1"], ["days", "2"]]}


def test_the_form_waits_on_a_page_and_is_sent_on_as_it_was(client):
    signed_in(client)
    carry(client, unsent=UNSENT, routes={})

    page = client.get("/unsent/")
    assert '<input type="hidden" name="name" value="&lt;b&gt;Hill&lt;/b&gt;">' in page.text
    assert page["Cache-Control"] == "private, no-store"
    response = client.post("/unsent/", {"name": "<b>Hill</b>", "days": ["1", "2"]})

    assert (response.status_code, response["Location"], carried(client)) == (307, "/schools/?q=1", {"routes": {}})


def test_it_can_be_left(client):
    signed_in(client)
    carry(client, unsent=UNSENT)

    response = client.post("/unsent/", {"leave": "yes"})

    assert (response.status_code, response["Location"], carried(client)) == (302, "/schools/?q=1", {})


@pytest.mark.parametrize("to", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_it_is_sent_nowhere_else(client, to):
    signed_in(client)
    carry(client, unsent=UNSENT | {"to": to})

    assert client.post("/unsent/")["Location"] == "/"


def test_a_visitor_signs_in_first(client):
    assert client.get("/unsent/").status_code == 302


def test_a_form_of_a_closed_page_comes_back_whole(client):
    response = client.post("/jobs/j_1/again/", {"note": "typed at length"})

    assert response["Location"].endswith("?next=/unsent/")
    assert carried(client)["unsent"] == {"to": "/jobs/j_1/again/", "fields": [["note", "typed at length"]]}
