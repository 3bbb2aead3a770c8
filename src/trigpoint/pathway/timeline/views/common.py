"""What the pages of the timeline share: the words after an action, and how they answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest
    from trigpoint.platform.forms import PageForm

DONE = "done"
SAID = {
    "saved": "Saved. Your timeline shows it below.",
    "corrected": "Corrected. What you said before can still be read: see what was said before.",
    "withdrawn": "Taken off your timeline.",
    "twice": "That was saved already. Nothing was entered twice.",
    "gone": "That form is no longer open: it was saved, or you left it long ago. Nothing was changed now.",
    "changed": "That had changed before you saved. Nothing was changed now. Look at it below, then correct it again.",
    "closed": "The exception is closed.",
    "excepted": "The exception is changed.",
    "told": "Saved. You will not be asked for these again.",
}
"""What the timeline says after an action; the address carries the key, so that a page can be opened again."""


def to_timeline(done: str = "") -> HttpResponseRedirect:
    """Go back to the timeline, which says what happened."""
    return HttpResponseRedirect(reverse("pathway:timeline") + (f"?{DONE}={done}" if done else ""))


def show(request: SignedInRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Show a page about one person, which no cache keeps."""
    response = render(request, f"pathway/timeline/{template}.html", context, status=status)
    patch_cache_control(response, private=True, no_store=True)
    return response


def ask(
    request: SignedInRequest, form: PageForm, back: str, template: str = "question", **more: object
) -> HttpResponse:
    """Show a page with a form; with its errors where it has any."""
    return show(request, template, {"form": form, "back": back, **more})
