"""Headers, cookies and limits that protect a visitor, on every page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core.cache import caches
from django.test import Client, RequestFactory

from trigpoint.web.middleware import client_of

if TYPE_CHECKING:
    from pathlib import Path

PAGES = ("/", "/get-help/", "/easy-read/", "/accessibility/", "/privacy/", "/cookies/", "/open-source/", "/none/")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_forbids_what_it_does_not_need(client: Client, path: str):
    response = client.get(path)

    policy = sorted(response["Content-Security-Policy"].split("; "))
    assert policy == [
        "base-uri 'none'",
        "default-src 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "img-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
    ]
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]


@pytest.mark.parametrize("path", PAGES)
def test_a_page_without_a_form_sets_no_cookie(client: Client, path: str):
    assert dict(client.get(path).cookies) == {}


def test_a_request_for_another_host_is_refused(client: Client):
    response = client.get("/", headers={"Host": "evil.example"})

    assert response.status_code == 400
    assert "We could not read that request" in response.text


def test_a_form_without_its_token_is_refused_with_a_way_on(static_folder: Path, settings):
    settings.STATIC_ROOT = static_folder

    response = Client(enforce_csrf_checks=True).post("/get-help/")

    assert response.status_code == 403
    assert "We could not check that this form came from you" in response.text


@time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC), tick=False)
def test_a_flood_of_forms_is_stopped_by_address(client: Client, settings):
    caches["memory"].clear()
    settings.POSTS_PER_MINUTE = 3

    flood = [client.post("/get-help/", REMOTE_ADDR="203.0.113.9") for _ in range(5)]
    other = client.post("/get-help/", REMOTE_ADDR="203.0.113.10")

    # The page takes no posts, which is 405: the limit comes before it.
    assert [response.status_code for response in flood] == [405, 405, 405, 429, 429]
    assert flood[-1]["Retry-After"] == "60"
    assert other.status_code == 405


def test_a_minute_later_the_count_begins_afresh(client: Client, settings):
    caches["memory"].clear()
    settings.POSTS_PER_MINUTE = 1

    with time_machine.travel(datetime(2026, 11, 23, 9, 0, tzinfo=UTC)) as clock:
        first = [client.post("/get-help/").status_code for _ in range(2)]
        clock.shift(60)
        second = client.post("/get-help/").status_code

    assert (first, second) == ([405, 429], 405)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client_address"),
    [
        (0, "198.51.100.1", "203.0.113.9"),
        (1, "198.51.100.1", "198.51.100.1"),
        (1, "forged, 198.51.100.1", "198.51.100.1"),
        (2, "forged, 198.51.100.1, 10.0.0.1", "198.51.100.1"),
        (2, "198.51.100.1", "203.0.113.9"),
    ],
)
def test_the_visitors_address_is_the_one_that_a_trusted_proxy_wrote(
    rf: RequestFactory, settings, proxies: int, forwarded: str, client_address: str
):
    settings.TRUSTED_PROXIES = proxies
    request = rf.get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR="203.0.113.9")

    assert client_of(request) == client_address
