"""The pages of the certificate. Each shows the visitor's own; nobody else opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from trigpoint.credentials import queries
from trigpoint.credentials.baking import bake_png, bake_svg
from trigpoint.credentials.certificate.drawing import badge_png, badge_svg, code_svg
from trigpoint.credentials.certificate.making import Certificate, certificate_of
from trigpoint.credentials.certificate.tasks import CERTIFICATE
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import jobs
from trigpoint.platform.clock import now, today
from trigpoint.platform.pdf import why_not
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from trigpoint.people.requests import SignedInRequest


def own(request: SignedInRequest, key: str) -> Certificate:
    """Return the certificate of an award of the visitor's own that counts. Raises Http404."""
    row = queries.credential(key)
    said = certificate_of(row) if row is not None and row.owner == request.user.key else None
    if said is None or not said.counts:
        raise Http404
    return said


@permission(SIGNED_IN)
@require_safe
def certificate(request: SignedInRequest, key: str) -> HttpResponse:
    """Show the certificate, for reading and for printing, and the files of it."""
    context = {"said": own(request, key), "today": today(), "no_pdf": why_not()}
    return render(request, "credentials/certificate/page.html", context)


@permission(SIGNED_IN)
@require_POST
def make_pdf(request: SignedInRequest, key: str) -> HttpResponse:
    """Ask a worker for the PDF file."""
    said = own(request, key)
    if why_not():
        return HttpResponseRedirect(reverse("credentials:certificate", args=[key]))
    who = request.user.key
    job = jobs.start(CERTIFICATE, {"credential": said.key}, title="Make my certificate", asked_by=who, now=now())
    return HttpResponseRedirect(reverse("job", args=(job,)))


@permission(SIGNED_IN)
@require_safe
def code(request: SignedInRequest, key: str) -> HttpResponse:
    """Give the code to scan."""
    return HttpResponse(code_svg(own(request, key).address), content_type="image/svg+xml")


@permission(SIGNED_IN)
@require_safe
def badge(request: SignedInRequest, key: str, form: str) -> HttpResponse:
    """Give the badge as a picture that carries the signed award, as a PNG or an SVG."""
    said = own(request, key)
    text = (queries.signed(key, request.user.key) or ("",))[0]
    if form == "png":
        response = HttpResponse(bake_png(badge_png(), text), content_type="image/png")
    elif form == "svg":
        response = HttpResponse(bake_svg(badge_svg(said.title), text), content_type="image/svg+xml")
    else:
        raise Http404
    response["Content-Disposition"] = f'attachment; filename="senco-award.{form}"'
    return response
