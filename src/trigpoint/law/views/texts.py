"""The official text that this copy holds, as it was published: what there is, one passage, two days compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trigpoint.law import texts
from trigpoint.law.views.crumbs import above
from trigpoint.platform.pages import Crumb
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from trigpoint.law.texts import HeldText


@public
@require_safe
def held(request: HttpRequest) -> HttpResponseBase:
    """List the files of official text that this copy holds. One query."""
    return render(request, "law/held.html", {"files": texts.files(), "crumbs": (above(),)})


@public
@require_safe
def text(request: HttpRequest, start: str, position: int) -> HttpResponseBase:
    """Show one passage of one file as published, with its hash. Three queries at most."""
    found = texts.text_at(start, position)
    if found is None:
        raise Http404
    versions = texts.held_at(found.place)
    context = {
        "text": found,
        "versions": [one for one in versions if one.key != found.key],
        "pending": texts.pending(found.place),
        "neighbours": texts.neighbours(found),
        "crumbs": (above(), Crumb("Official text held", reverse("law:texts"))),
    }
    return render(request, "law/text.html", context)


@public
@require_safe
def compare(request: HttpRequest) -> HttpResponseBase:
    """Show what changed between two versions of a passage. Two queries."""
    before, after = (_named(request.GET.get(name, "")) for name in ("before", "after"))
    if before is None or after is None or before.place != after.place:
        raise Http404
    changes = texts.compared(before, after)
    context = {"before": before, "after": after, "changes": changes, "crumbs": (above(),)}
    return render(request, "law/compare.html", context)


def _named(key: str) -> HeldText | None:
    start, _, position = key.partition(":")
    return texts.text_at(start, int(position)) if position.isdecimal() and len(position) < 7 else None  # noqa: PLR2004 - no law is so long
