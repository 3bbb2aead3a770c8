"""Units without a line: the page that a phone keeps, the file that can be downloaded, and what comes back."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.learning.actions.offline import mark_of, take_in
from trigpoint.learning.forms import BringForm
from trigpoint.learning.pages import changed, whole_unit
from trigpoint.learning.views.common import person_of, unit_called
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.fetching import may_fetch
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission, public

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase
    from django.utils.safestring import SafeString

    from trigpoint.people.requests import SignedInRequest

WORKER = Path(__file__).parent.parent / "worker.js"
STYLES = ("trigpoint/trigpoint.css", "law/law.css", "learning/questions.css", "learning/learning.css")
SCRIPTS = ("learning/order.js", "learning/offline.js")
IN_A_FILE = ("learning/order.js", "learning/file.js")
View = TypeVar("View", bound="Callable[..., HttpResponseBase]")


def assets() -> tuple[str, ...]:
    """Return the addresses of what a saved unit needs beside its own page."""
    return tuple(static(one) for one in (*STYLES, *SCRIPTS))


@lru_cache(maxsize=8)
def text_of(files: tuple[str, ...]) -> SafeString:
    """Return files of style or script as one text, for a page that must carry them itself. They are our own."""
    found = [Path(str(finders.find(one))).read_text(encoding="utf-8") for one in files]
    return mark_safe("\n".join(found))  # noqa: S308 - no word of it was typed by a visitor


@public
@may_fetch
@never_cache
@require_safe
def worker(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001 - a view
    """Give the service worker. It lies here and not with the other scripts, so that it may serve `/learn/` alone."""
    return HttpResponse(WORKER.read_text(encoding="utf-8"), content_type="text/javascript; charset=utf-8")


@public
@may_fetch
@require_safe
def saved(request: HttpRequest, unit: str) -> HttpResponseBase:
    """Show a unit with its practice on a page that stands alone: this is what a phone keeps."""
    found, person = unit_called(unit), person_of(request)
    context = {
        "page": whole_unit(found, today(), with_practice=True),
        "frozen": changed(found.provisions),
        "who": mark_of(person) if person else "",
        "styles": [static(one) for one in STYLES],
        "scripts": [static(one) for one in SCRIPTS],
        "on": today(),
    }
    return render(request, "learning/saved.html", context)


@public
@require_safe
def file(request: HttpRequest, unit: str) -> HttpResponseBase:
    """Give a unit with its practice as one file with everything in it, to open without a line."""
    found, person = unit_called(unit), person_of(request)
    context = {
        "page": whole_unit(found, today(), with_practice=True),
        "frozen": changed(found.provisions),
        "who": mark_of(person) if person else "",
        "style": text_of(STYLES),
        "script": text_of(IN_A_FILE),
        "site": request.build_absolute_uri("/"),
        "on": today(),
        "is_file": True,
    }
    response = render(request, "learning/saved.html", context)
    response["Content-Disposition"] = f'attachment; filename="trigpoint-{found.id}.html"'
    return response


@public
@may_fetch
@require_safe
def without_a_line(request: HttpRequest) -> HttpResponseBase:
    """Show what a phone shows in place of a page it does not have: the units that it keeps."""
    context = {"styles": [static(one) for one in STYLES], "scripts": [static(one) for one in SCRIPTS]}
    return render(request, "learning/without_a_line.html", context)


@public
@never_cache
@require_safe
def token(request: HttpRequest) -> HttpResponseBase:
    """Tell a saved page whose answers can be sent now, and the token to send them with."""
    person = person_of(request)
    return JsonResponse({"who": mark_of(person) if person else "", "token": get_token(request)})


@permission(SIGNED_IN)
@require_POST
def answers(request: SignedInRequest) -> HttpResponseBase:
    """Take in what was done offline; say what was taken and what was not, and why."""
    try:
        items = json.loads(request.body)["items"]
    except (ValueError, KeyError, TypeError):
        return JsonResponse({"error": "These answers could not be read. They are still on this device."}, status=400)
    if not isinstance(items, list):
        return JsonResponse({"error": "These answers could not be read. They are still on this device."}, status=400)
    found = take_in(person=request.user.key, items=items, now=now())
    refused = [{"key": one.key, "why": one.why} for one in found.refused]
    return JsonResponse({"taken": list(found.taken), "refused": refused})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def bring(request: SignedInRequest) -> HttpResponseBase:
    """Take in answers that were kept in a file and are pasted here."""
    form = BringForm(sent(request), today=today())
    found = None
    if form.is_valid():
        try:
            items = json.loads(form.cleaned_data["answers"])
        except ValueError:
            items = None
        if isinstance(items, list):
            found = take_in(person=request.user.key, items=items, now=now())
        else:
            form.add_error("answers", "Paste the whole text under “Your answers”, from the first sign to the last")
    return render(request, "learning/bring.html", {"form": form, "found": found})
