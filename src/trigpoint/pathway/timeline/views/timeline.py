"""The timeline itself, its sum, and what was said before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from trigpoint.pathway.timeline import queries
from trigpoint.pathway.timeline.carried import left
from trigpoint.pathway.timeline.views.carried import offered
from trigpoint.pathway.timeline.views.common import DONE, SAID, show
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.pathway.timeline.queries import History
    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_safe
def timeline(request: SignedInRequest) -> HttpResponse:
    """Show what somebody's experience counts for: the sum first, then every post and qualification, newest first."""
    asked = request.GET.get("before", "")
    before = int(asked) if re.fullmatch(r"[0-9]{4}", asked) else None
    page = queries.my_timeline(request.user.key, now(), before)
    context = {
        "page": page,
        "before": before,
        "said": SAID.get(request.GET.get(DONE, ""), ""),
        "carries": bool(left(offered(request).offers, page.codes)),
    }
    return show(request, "timeline", context)


@permission(SIGNED_IN)
@require_safe
def working(request: SignedInRequest) -> HttpResponse:
    """Show how the sum was worked out."""
    return show(request, "sum", {"sum": queries.my_sum(request.user.key, today()), "today": today()})


@permission(SIGNED_IN)
@require_safe
def post_history(request: SignedInRequest, post: str) -> HttpResponse:
    """Show what was said of a post before."""
    return _history(request, queries.history_of_post(request.user.key, post))


@permission(SIGNED_IN)
@require_safe
def fact_history(request: SignedInRequest, entry: str) -> HttpResponse:
    """Show what was said in an entry before."""
    return _history(request, queries.history_of_entry(request.user.key, entry))


def _history(request: SignedInRequest, history: History | None) -> HttpResponse:
    if history is None:
        raise Http404
    return show(request, "history", {"history": history, "back": reverse("pathway:timeline")})
