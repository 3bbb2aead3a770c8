"""The pages on which anyone checks a credential, without an account."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.credentials import queries, signing
from trigpoint.credentials.verifying import here
from trigpoint.credentials.verifying.files import text_in
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS
from trigpoint.platform.pages import MET, OVERDUE, UNCLEAR, Status, StatusKind
from trigpoint.platform.permissions import public
from trigpoint.platform.uploads import file_in, takes_a_file

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from trigpoint.credentials.verifying import Report

MOST_FILE = 5_000_000
ACCEPT = ".json,.jsonld,.jwt,.txt,.png,.svg,application/json,application/vc+jwt,image/png,image/svg+xml"
STATUS = {
    "valid": Status(StatusKind.MET, "Valid"),
    "due-for-refresh": Status(StatusKind.DUE, "Due for refresh"),
    "suspended": Status(StatusKind.WAITING, "Suspended"),
    "revoked": Status(StatusKind.OVERDUE, "Revoked"),
    "expired": Status(StatusKind.OVERDUE, "Run out"),
    "altered": Status(StatusKind.OVERDUE, "Do not rely on it"),
    "issuer-not-known": Status(StatusKind.UNCLEAR, "Issuer not known"),
}


@public
@takes_a_file(most=MOST_FILE)
@require_http_methods(METHODS)
def verify(request: HttpRequest) -> HttpResponse:
    """Take a credential, pasted or as a file, and say whether it can be trusted. Nothing given here is kept."""
    if request.method != "POST":
        return render(request, "credentials/verify.html", form_parts())
    sent = file_in(request, "file")
    pasted = request.POST.get("credential", "")
    if sent.is_too_large:
        return refused(request, "That file is larger than 5 MB, and no credential is.", pasted)
    try:
        report = here(signing.read(text_in(sent.data) if sent.data else pasted), clock.now())
    except (signing.NotACredentialError, signing.CannotSignError) as error:
        return refused(request, str(error), pasted)
    return unkept(render(request, "credentials/report.html", report_parts(report)))


@public
@require_safe
def shared(request: HttpRequest, code: str) -> HttpResponse:
    """Check the award that a link shows, as its holder chose; its square code on a certificate leads here."""
    found = queries.shared(code)
    if found is None:
        return unkept(render(request, "credentials/link_off.html", status=404))
    text, owner = found
    try:
        report = here(signing.read(text), clock.now())
    except signing.CannotSignError as error:
        return refused(request, str(error), "")
    parts = report_parts(report) | {"endorsed": queries.endorsed(owner), "shared": True}
    return unkept(render(request, "credentials/report.html", parts))


@public
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show those who chose to be found, by name."""
    words = request.GET.get("q", "").strip()[:100]
    rows = queries.listed(words) if words else ()
    parts = {"q": words, "rows": rows, "many": queries.how_many_listed(), "most": queries.MOST}
    return render(request, "credentials/register.html", parts)


def form_parts(problem: str = "", pasted: str = "") -> dict[str, object]:
    """Return what the form shows, with what was pasted before."""
    return {"problem": problem, "pasted": pasted[: signing.MOST_BYTES], "accept": ACCEPT}


def refused(request: HttpRequest, words: str, pasted: str) -> HttpResponse:
    """Show the form again, with what is wrong and what was pasted."""
    return unkept(render(request, "credentials/verify.html", form_parts(words, pasted)))


def report_parts(report: Report) -> dict[str, object]:
    """Return what the page of a verdict shows."""
    marks = {True: MET, False: OVERDUE, None: UNCLEAR}
    words = {True: "Passed", False: "Not passed", None: "Cannot be told"}
    checks = [(Status(marks[one.passed].kind, words[one.passed]), one) for one in report.checks]
    return {"report": report, "status": STATUS[report.verdict.value], "checks": checks}


def unkept(response: HttpResponse) -> HttpResponse:
    """Keep a page out of every cache: what it says may be another thing tomorrow."""
    patch_cache_control(response, private=True, no_store=True)
    return response
