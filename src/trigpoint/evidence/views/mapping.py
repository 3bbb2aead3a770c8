"""Saying which criteria a piece shows, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.evidence import actions
from trigpoint.evidence.errors import EvidenceError
from trigpoint.evidence.forms import WhyForm, name_of
from trigpoint.evidence.matrix import strands
from trigpoint.evidence.outcomes import UnknownOutcomeError, outcome
from trigpoint.evidence.views.common import own, page, to
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_safe
def choose(request: SignedInRequest, piece: str) -> HttpResponse:
    """Choose the outcome whose criteria a piece shows."""
    row = own(request, piece)
    return page(request, "mapping", {"row": row, "strands": strands([row])})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def why(request: SignedInRequest, piece: str, outcome_id: str) -> HttpResponse:
    """Say why a piece shows the criteria of one outcome."""
    row = own(request, piece)
    try:
        found = outcome(outcome_id)
    except UnknownOutcomeError:
        raise Http404 from None
    initial = {name_of(one.criterion): one.why for one in row.criteria}
    form = WhyForm(sent(request), outcome=found, today=today(), initial=initial)
    if form.is_valid():
        try:
            actions.map_to(owner=request.user.key, key=piece, why=form.why, now=now())
        except EvidenceError as error:
            form.add_error(None, str(error))
        else:
            return to("mapping", "mapped", piece)
    return page(request, "why", {"form": form, "row": row, "outcome": found})
