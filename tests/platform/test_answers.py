"""Carried answers: in the visitor's own cookie, read and written only when a page does so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory

from trigpoint.platform.answers import (
    LONGEST_SECONDS,
    SALT,
    TooManyAnswersError,
    answers_of,
    carry_answers,
    read,
    written,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def visit(view, cookie=""):
    request = RequestFactory().get("/", headers={"cookie": f"trigpoint_answers={cookie}"} if cookie else {})

    def answer(request):
        return HttpResponse(view(answers_of(request)))

    return carry_answers(answer)(request)


def test_a_page_that_asks_for_nothing_sets_no_cookie_and_does_not_vary():
    response = visit(lambda carried: "")

    assert (dict(response.cookies), response.has_header("Vary")) == ({}, False)


def test_a_page_that_reads_answers_varies_and_sets_no_cookie():
    response = visit(lambda carried: carried.get("flow", "none"))

    assert (response.content, dict(response.cookies), response["Vary"]) == (b"none", {}, "Cookie")


def test_an_answer_comes_back_with_the_next_request():
    cookie = visit(lambda carried: carried.update(flow={"a": "1"})).cookies["trigpoint_answers"]

    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"], cookie["expires"]) == (True, "Lax", "", "")
    assert visit(lambda carried: carried["flow"]["a"], cookie.value).content == b"1"


def test_dropping_the_last_answer_drops_the_cookie():
    cookie = visit(lambda carried: carried.pop("flow"), written({"flow": {}})).cookies["trigpoint_answers"]

    assert (cookie.value, cookie["max-age"]) == ("", 0)


def test_dropping_one_of_two_keeps_the_other():
    cookie = visit(lambda carried: carried.pop("flow"), written({"flow": {}, "other": {"b": "2"}}))

    assert read(cookie.cookies["trigpoint_answers"].value) == {"other": {"b": "2"}}


@pytest.mark.parametrize(
    "cookie",
    ["", "nonsense", written({"flow": 1})[:-1], signing.dumps({"a": 1}, salt="other")],
    ids=["empty", "nonsense", "cut short", "signed for something else"],
)
def test_what_is_not_ours_carries_nothing(cookie):
    assert read(cookie) == {}


def test_a_cookie_that_holds_no_answers_carries_nothing():
    assert read(signing.dumps(["a"], salt=SALT)) == {}


def test_old_answers_are_no_longer_read(time_machine):
    time_machine.move_to(NOON)
    cookie = written({"flow": {}})
    time_machine.shift(LONGEST_SECONDS + 1)

    assert read(cookie) == {}


def test_answers_that_a_browser_would_drop_in_silence_are_refused():
    with pytest.raises(TooManyAnswersError):
        written({"flow": "".join(chr(33 + (place * place) % 5_000) for place in range(5_000))})
