"""Logs are JSON with a request id, and hold nothing about a person."""

from __future__ import annotations

import json
import logging
import sys
from typing import TYPE_CHECKING, Any

import pytest

from trigpoint.web.logs import JsonFormatter

if TYPE_CHECKING:
    from django.test import Client


def line_for(error: Exception, *, messages: bool) -> dict[str, Any]:
    try:
        raise error
    except type(error):
        record = logging.LogRecord("trigpoint", logging.ERROR, __file__, 1, "failed", (), sys.exc_info())
    found: dict[str, Any] = json.loads(JsonFormatter(messages=messages).format(record))
    return found


def test_an_error_is_logged_by_class_and_place_without_its_message():
    line = line_for(ValueError("asha@school.example"), messages=False)

    assert line["error"]["class"] == "builtins.ValueError"
    assert line["error"]["at"][-1].endswith("line_for")
    assert "asha" not in json.dumps(line)


def test_a_demonstration_logs_the_message_too():
    assert line_for(ValueError("made up"), messages=True)["error"]["message"] == "made up"


def test_a_servers_traceback_is_cut_to_its_first_line():
    text = "Application callable raised an exception\nValueError: asha@school.example"
    record = logging.LogRecord("_granian.utils", logging.ERROR, __file__, 1, text, (), None)

    assert json.loads(JsonFormatter().format(record))["message"] == "Application callable raised an exception"


def test_a_request_is_one_line_with_its_route_and_nothing_typed(client: Client, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO, "trigpoint.request")

    response = client.get("/get-help/?who=asha", headers={"User-Agent": "a browser"}, REMOTE_ADDR="203.0.113.9")

    (record,) = [record for record in caplog.records if record.name == "trigpoint.request"]
    fields = record.fields  # type: ignore[attr-defined]
    assert {key: fields[key] for key in ("method", "route", "status")} == {
        "method": "GET",
        "route": "/get-help/",
        "status": 200,
    }
    line = JsonFormatter().format(record)
    assert [word for word in ("asha", "browser", "203.0.113.9") if word in line] == []
    assert len(response["X-Request-ID"]) == 32


def test_an_address_that_nobody_made_is_not_logged(client: Client, caplog: pytest.LogCaptureFixture):
    caplog.set_level(logging.INFO)

    client.get("/asha-rahman/")

    assert [line for line in map(JsonFormatter().format, caplog.records) if "asha" in line] == []


def test_the_id_of_a_trusted_proxy_is_kept(client: Client, settings):
    settings.TRUSTED_PROXIES = 1

    assert client.get("/health", headers={"X-Request-ID": "proxy-1234"})["X-Request-ID"] == "proxy-1234"


@pytest.mark.parametrize(("proxies", "given"), [(0, "proxy-1234"), (1, 'a"b\n'), (1, "x" * 65)])
def test_any_other_id_is_replaced(client: Client, settings, proxies: int, given: str):
    settings.TRUSTED_PROXIES = proxies

    assert client.get("/health", headers={"X-Request-ID": given})["X-Request-ID"] != given
