"""Pages that say what has just been done, after the redirect that ended the form.

DONE = JustDone("pathway", "pathway/plan/", {"added": "It is on your plan."})

return DONE.to("plan", "added")                    # /plan/?done=added
return DONE.page(request, "plan", {"page": …})     # with `done`, its words, in the template
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse


@dataclass(frozen=True, slots=True)
class JustDone:
    """The pages of one part of a room: the namespace of its addresses, its folder of templates, and words by code.

    An address carries the code and never words, so nobody can make a page of ours say theirs.
    """

    namespace: str
    folder: str
    words: Mapping[str, str]

    def to(self, name: str, what: str = "", *args: str) -> HttpResponse:
        """Send somebody to a page that says what has just been done."""
        address = reverse(f"{self.namespace}:{name}", args=args)
        return HttpResponseRedirect(f"{address}?done={what}" if what else address)

    def said(self, request: HttpRequest) -> str:
        """Return what has just been done, in words; empty for a code that is not known."""
        return self.words.get(request.GET.get("done", ""), "")

    def page(self, request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
        """Draw a page of this part, with what has just been done."""
        return render(request, f"{self.folder}{template}.html", {"done": self.said(request), **context})
