"""Pages for when something cannot be done: what happened, what is safe, what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.shortcuts import render

from trigpoint.platform.permissions import RefusedError

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """The words of an error page: a heading that says what is so, and sentences that say what to do."""

    heading: str
    advice: tuple[str, ...]


BAD_REQUEST = ErrorWords(
    "We could not read that request",
    ("Go back and try again.", "If you typed or pasted the address, check that it is complete."),
)
FORGED = ErrorWords(
    "We could not check that this form came from you",
    (
        "Nothing was saved. This happens when a page stays open for a long time, or when cookies are switched off.",
        "Go back, reload the page and send it again. Allow cookies from this site if your browser blocks them.",
    ),
)
FORBIDDEN = ErrorWords(
    "You cannot open this page",
    ("It may belong to someone else.", "If you think you should see it, ask the person who gave you the address."),
)
NOT_FOUND = ErrorWords(
    "We could not find that page",
    ("If you typed the address, check it.", "If you pasted it, check that you copied all of it."),
)
TOO_MANY = ErrorWords(
    "Too many forms came from your network",
    ("Wait one minute, then go back and send your answer again.", "Your earlier answers are safe."),
)
FAILED = ErrorWords(
    "We could not do that",
    ("The fault is ours. Your earlier answers are safe.", "Try again, or come back later."),
)


def error_page(request: HttpRequest, words: ErrorWords, status: int) -> HttpResponse:
    """Return an error page in the house voice. It reads no database."""
    return render(request, "web/error.html", {"words": words, "status": status}, status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 400."""
    return error_page(request, BAD_REQUEST, 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 403. A rule that refused says what is missing and how to get it."""
    missing = exception.missing if isinstance(exception, RefusedError) else FORBIDDEN.advice
    return error_page(request, ErrorWords(FORBIDDEN.heading, missing), 403)


def forged_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 403 when the token of a form is missing or wrong."""
    return error_page(request, FORGED, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Answer 404."""
    return error_page(request, NOT_FOUND, 404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    """Answer 429."""
    return error_page(request, TOO_MANY, 429)


def failed(request: HttpRequest) -> HttpResponse:
    """Answer 500."""
    return error_page(request, FAILED, 500)
