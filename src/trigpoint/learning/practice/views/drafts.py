"""Questions of one's own: brought in from a file, looked at, taken along in either form, removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.learning.practice import actions, queries
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.files import FileError, Read, read_file
from trigpoint.learning.practice.files.gift import write_gift
from trigpoint.learning.practice.files.items import item_of
from trigpoint.learning.practice.files.moodle import write_moodle
from trigpoint.learning.practice.views.questions import as_file
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now
from trigpoint.platform.forms import METHODS
from trigpoint.platform.pages import Crumb
from trigpoint.platform.permissions import permission
from trigpoint.platform.uploads import Sent, file_in, plain_name, takes_a_file

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from trigpoint.people.requests import SignedInRequest

MOST_BYTES = 2_000_000
MOST_TOLD = 50
"""Troubles that one page lists."""


@permission(SIGNED_IN)
@takes_a_file(most=MOST_BYTES)
@require_http_methods(METHODS)
def index(request: SignedInRequest) -> HttpResponseBase:
    """List somebody's drafts; take a file and tell what of it was not understood."""
    person = request.user.key
    problem, read, new = "", None, 0
    if request.method == "POST":
        try:
            read = _read(file_in(request, "file"))
            name = plain_name(str(getattr(request.FILES["file"], "name", "")))
            new = actions.keep_drafts(person=person, items=read.items, source=name, now=now())
        except (FileError, PracticeError) as error:
            problem = str(error)
    rows = [(draft, item_of(draft.content)) for draft in queries.drafts(person)]
    context = {
        "rows": rows,
        "problem": problem,
        "read": read if not problem else None,
        "new": new,
        "told": read.troubles[:MOST_TOLD] if read else (),
        "untold": max(0, len(read.troubles) - MOST_TOLD) if read else 0,
        "crumbs": crumbs(),
    }
    return render(request, "practice/drafts.html", context)


def _read(file: Sent) -> Read:
    if file.is_too_large:
        raise FileError(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Bring in fewer questions at a time")
    if file.data is None:
        raise FileError("Choose a file in GIFT or Moodle XML")
    return read_file(file.data)


@permission(SIGNED_IN)
@require_POST
def remove(request: SignedInRequest) -> HttpResponseBase:
    """Remove one draft, or all of them."""
    keys = request.POST.getlist("draft")
    if "all" in request.POST:
        keys = [draft.key for draft in queries.drafts(request.user.key)]
    actions.discard_drafts(person=request.user.key, keys=keys, now=now())
    return redirect("learning:drafts")


@permission(SIGNED_IN)
@require_safe
def export(request: SignedInRequest, format_: str) -> HttpResponseBase:
    """Send somebody's drafts as a file."""
    items = tuple(item_of(draft.content) for draft in queries.drafts(request.user.key))
    if format_ == "gift":
        return as_file(write_gift(items).encode(), "my-questions.gift", "text/plain; charset=utf-8")
    return as_file(write_moodle(items), "my-questions.xml", "application/xml")


def crumbs() -> tuple[Crumb, ...]:
    """Return the pages above."""
    return (Crumb("Learn", "/learn/"), Crumb("Practise", reverse("learning:practice")))
