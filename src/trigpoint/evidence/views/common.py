"""What the pages of this room share."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, TypeVar, cast

from django.http import Http404, HttpResponse
from django.shortcuts import render

from trigpoint.evidence import queries
from trigpoint.evidence.cleaning.types import MOST, in_words
from trigpoint.platform.just_done import JustDone

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from trigpoint.evidence.rows import Piece
    from trigpoint.people.requests import SignedInRequest

View = TypeVar("View", bound="Callable[..., HttpResponse]")
TOO_LARGE = 413
ROOM_FOR_FORM = 1_000_000
"""Bytes of a request beside its file."""
DONE = JustDone(
    "evidence",
    "evidence/",
    {
        "saved": "It is saved.",
        "added": "The file is added. What was taken out of it stands beside it.",
        "unfiled": "The file is gone.",
        "blacked": "The places are black now, for good. Look once more.",
        "mapped": "It is noted.",
        "said": "It is noted whose work it is.",
        "ready": "It is ready to submit.",
        "draft": "It is a draft again.",
        "deleted": "The piece is deleted, with its files.",
        "shown": "Just those whom you chose see it.",
        "hidden": "Thank you. It is hidden, and will be deleted within a day. Its author is told kindly.",
        "asked": "They are asked, by e-mail. You will hear when they answer.",
        "cancelled": "The request is taken back. Its link opens nothing any more.",
    },
)
to, page = DONE.to, DONE.page


def own(request: SignedInRequest, key: str) -> Piece:
    """Return a piece of the visitor's that still says something; 404 for any other."""
    found = queries.piece(key)
    if found is None or found.owner != request.user.key or not found.is_seen:
        raise Http404
    return found


def seen(request: SignedInRequest, key: str) -> Piece:
    """Return a piece that the visitor may see; 404 for any other."""
    found = queries.piece(key) if queries.may_see(request.user.key, key) else None
    if found is None:
        raise Http404
    return found


def adults_in(request: HttpRequest) -> tuple[str, ...]:
    """Return the names of adults that a form gives, one a line."""
    lines = request.POST.get("adults", "").splitlines()
    return tuple(line.strip()[:120] for line in lines if line.strip())[:30]


def within_limits(view: View) -> View:
    """Answer a request that is far too large with words, before any of it is read."""

    @wraps(view)
    def limited(request: HttpRequest, *args: object, **given: object) -> HttpResponse:
        said = request.META.get("CONTENT_LENGTH") or "0"
        size = int(said) if said.isdigit() else 0
        if size > MOST + ROOM_FOR_FORM:
            words = {"size": in_words(size), "most": in_words(MOST), "back": request.path}
            return render(request, "evidence/too_large.html", words, status=TOO_LARGE)
        return view(request, *args, **given)

    return cast("View", limited)
