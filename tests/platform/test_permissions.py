"""Rules: who is let through, who is sent to sign in, and what a refusal says."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from trigpoint.platform.answers import CarriedAnswers
from trigpoint.platform.permissions import PUBLIC, RefusedError, Rule, permission, public, rule_of


def who(request) -> SimpleNamespace:
    user: SimpleNamespace = request.user
    return user


SIGNED_IN = Rule("t.signed-in", "Anyone who is signed in.", lambda _request, _given: True, "Sign in.")
HEAD = Rule("t.head", "A head.", lambda request, _given: who(request).role == "head", "Ask a head.")
OWN = Rule("t.own", "Whose it is.", lambda request, given: given.get("key") == who(request).key, "It is not yours.")
OPEN = Rule(
    "t.open",
    "Anyone on a Monday.",
    lambda request, _given: "monday" in request.GET,
    "Come on Monday.",
    signed_in=False,
)


def request_of(user=None, path="/page/?a=1", **more):
    request: Any = RequestFactory().generic(more.get("method", "GET"), path)
    request.answers = CarriedAnswers("")
    request.user = user or SimpleNamespace(is_authenticated=False)
    return request


def somebody(role="mentor", key="p_1"):
    return SimpleNamespace(is_authenticated=True, role=role, key=key)


def page(request, **given):
    return HttpResponse("here")


def test_a_public_page_is_for_everyone_and_keeps_its_caching():
    view = public(lambda request: HttpResponse("here"))

    assert rule_of(view) is PUBLIC
    assert not view(request_of()).has_header("Cache-Control")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_visitor_is_sent_to_sign_in_and_back(method, settings):
    settings.LOGIN_URL, settings.UNSENT_URL = "/sign-in/", "/unsent/"

    response = permission(SIGNED_IN & HEAD)(page)(request_of(method=method))

    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/page/%3Fa%3D1")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"a": "1", "b": ["2", "3"]}, [["a", "1"], ["b", "2"], ["b", "3"]]),
        ({"csrfmiddlewaretoken": "t", "password1": "secret", "a": "1"}, [["a", "1"]]),
        ({}, None),
        ({"a": "".join(chr(33 + place * place % 5_000) for place in range(5_000))}, None),
    ],
)
def test_a_form_sent_by_somebody_who_was_signed_out_is_kept_until_she_is_back(typed, kept, settings):
    settings.LOGIN_URL, settings.UNSENT_URL = "/sign-in/", "/unsent/"
    request: Any = RequestFactory().post("/page/?a=1", typed)
    request.user, request.answers = SimpleNamespace(is_authenticated=False), CarriedAnswers("")

    response = permission(SIGNED_IN)(page)(request)

    assert response["Location"] == f"/sign-in/?next={'/unsent/' if kept else '/page/%3Fa%3D1'}"
    assert dict(request.answers) == ({"unsent": {"to": "/page/?a=1", "fields": kept}} if kept else {})


def test_whoever_the_rule_allows_gets_the_page_and_no_cache_keeps_it():
    response = permission(SIGNED_IN)(page)(request_of(somebody()))

    assert (response.content, response["Cache-Control"]) == (b"here", "private, no-store")


def test_a_view_that_says_how_it_is_cached_is_believed():
    view = permission(SIGNED_IN)(lambda request: HttpResponse("here", headers={"Cache-Control": "private, no-cache"}))

    assert view(request_of(somebody()))["Cache-Control"] == "private, no-cache"


def test_a_refusal_says_what_the_first_missing_part_is():
    with pytest.raises(RefusedError) as refused:
        permission(SIGNED_IN & HEAD & OWN)(page)(request_of(somebody()), key="p_2")

    assert refused.value.missing == ("Ask a head.",)


def test_a_refusal_of_alternatives_says_what_each_of_them_misses():
    with pytest.raises(RefusedError) as refused:
        permission(HEAD | OWN | HEAD)(page)(request_of(somebody()), key="p_2")

    assert refused.value.missing == ("One of these is enough.", "Ask a head.", "It is not yours.", "Ask a head.")


def test_one_of_several_is_enough():
    assert permission(HEAD | OWN)(page)(request_of(somebody()), key="p_1").status_code == 200
    assert permission(HEAD | OWN)(page)(request_of(somebody("head")), key="p_2").status_code == 200


def test_a_rule_that_needs_no_account_is_asked_of_visitors_too():
    assert permission(OPEN | HEAD)(page)(request_of(path="/?monday")).status_code == 200
    with pytest.raises(RefusedError):
        permission(OPEN)(page)(request_of())


def test_a_visitor_whom_an_account_might_help_is_sent_to_sign_in():
    assert permission(OPEN | HEAD)(page)(request_of()).status_code == 302


def test_combined_rules_say_so_in_the_reference():
    assert (SIGNED_IN & HEAD).who == "Anyone who is signed in. And: A head."
    assert (OPEN | HEAD).who == "Anyone on a Monday. Or: A head."


def test_a_view_without_a_rule_has_none():
    assert rule_of(page) is None
