"""The pages of the pack: the matrix with its gaps, the page for printing, and asking a worker for the files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from trigpoint.evidence.claims.pack.making import context_of
from trigpoint.evidence.claims.tasks import PACK, TITLES
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import jobs
from trigpoint.platform.clock import now, today
from trigpoint.platform.pdf import why_not
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """Show the Teachers' Standards with what shows each point, and what nothing shows yet."""
    context = context_of(request.user.key, today())
    return render(request, "evidence_claims/pack.html", {**context, "no_pdf": why_not()})


@permission(SIGNED_IN)
@require_safe
def printed(request: SignedInRequest) -> HttpResponse:
    """Show the whole pack on one page, for printing."""
    return render(request, "evidence_claims/pack_print.html", context_of(request.user.key, today()))


@permission(SIGNED_IN)
@require_POST
def make(request: SignedInRequest) -> HttpResponse:
    """Ask a worker for the pack, as a PDF or as a zip."""
    kind = request.POST.get("kind", "")
    if kind not in TITLES:
        raise Http404
    if kind == "pdf" and why_not():
        return HttpResponseRedirect(reverse("evidence:qts-pack-print"))
    key = request.user.key
    job = jobs.start(PACK, {"owner": key, "kind": kind}, title=TITLES[kind], asked_by=key, now=now())
    return HttpResponseRedirect(reverse("job", args=(job,)))
