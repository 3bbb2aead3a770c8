"""The pages of who sends something in. Each shows one person's own; nobody else opens them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.credentials.outside import actions, queries
from trigpoint.credentials.outside.errors import OutsideError
from trigpoint.credentials.outside.forms import CertificateForm
from trigpoint.credentials.outside.views.common import DONE, REFUSED, file_of
from trigpoint.credentials.outside.words import State
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import files
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission
from trigpoint.platform.uploads import Sent, file_in, large_file_in, takes_a_file, takes_a_large_file

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from trigpoint.credentials.outside.queries import SentRow
    from trigpoint.people.requests import SignedInRequest

MOST_BADGE, MOST_SCAN = 4_000_000, 25_000_000
NO_FILE = "Choose the file. If it was chosen, it was larger than {}."


def own(request: SignedInRequest, key: str) -> SentRow:
    """Return something that the visitor sent in. Raises Http404."""
    row = queries.sent(key)
    if row is None or row.owner != request.user.key:
        raise Http404
    return row


def whole(came: Sent) -> bytes:
    """Return what came. Raises OutsideError where nothing did, or too much."""
    if came.data is None or came.is_too_large:
        raise OutsideError(NO_FILE.format("4 MB"))
    return came.data


@permission(SIGNED_IN)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """List what she sent in, and the ways to send more."""
    rows = queries.sent_by(request.user.key)
    return DONE.page(request, "home", {"rows": rows, "mappings": queries.known_here().mappings})


@permission(SIGNED_IN)
@takes_a_file(MOST_BADGE)
@require_http_methods(METHODS)
def send_badge(request: SignedInRequest) -> HttpResponse:
    """Take a badge or a completion."""
    problem = ""
    if request.method == "POST":
        came = file_in(request, "file")
        try:
            key = actions.send_file(owner=request.user.key, data=whole(came), now=now())
        except OutsideError as error:
            problem = str(error)
        else:
            row = queries.sent(key)
            return DONE.to("outside-one", "sent" if row and row.is_waiting else "counted", key)
    response = DONE.page(request, "send_badge", {"problem": problem})
    response.status_code = REFUSED if problem else response.status_code
    return response


@permission(SIGNED_IN)
@takes_a_large_file(MOST_SCAN, files.incoming)
@require_http_methods(METHODS)
def send_certificate(request: SignedInRequest) -> HttpResponse:
    """Take a certificate as a picture or a document."""
    form = CertificateForm(sent(request), today=today(), mappings=queries.known_here().mappings)
    problem = ""
    if request.method == "POST":
        path = large_file_in(request)
        try:
            if path is None:
                problem = NO_FILE.format("25 MB")
            elif form.is_valid():
                key = actions.send_certificate(owner=request.user.key, path=path, now=now(), **form.cleaned_data)
                return DONE.to("outside-one", "sent", key)
        except OutsideError as error:
            problem = str(error)
        finally:
            if path is not None:
                path.unlink(missing_ok=True)
                path.parent.rmdir()
    response = DONE.page(request, "send_certificate", {"form": form, "problem": problem})
    response.status_code = REFUSED if problem else response.status_code
    return response


@permission(SIGNED_IN)
@require_safe
def one(request: SignedInRequest, key: str) -> HttpResponse:
    """Show one: where it stands, what it comes to, and what stays missing."""
    return shown(request, own(request, key))


def shown(request: SignedInRequest, row: SentRow, problem: str = "") -> HttpResponse:
    """Draw the page of one."""
    comes_to = queries.coverage_of(row.mapping, row.awarded_on) if row.mapping else None
    said = queries.judgements_of(row.key)
    context = {
        "row": row,
        "coverage": comes_to,
        "agreed": sum(one.agrees for one in said),
        "refusals": [one for one in said if not one.agrees],
        "counts": row.state is State.ACCEPTED,
        "problem": problem,
    }
    return DONE.page(request, "one", context)


@permission(SIGNED_IN)
@require_safe
def file(request: SignedInRequest, key: str) -> HttpResponseBase:
    """Give its owner the file."""
    return file_of(own(request, key))


@permission(SIGNED_IN)
@require_POST
def withdraw(request: SignedInRequest, key: str) -> HttpResponse:
    """Take back one that waits."""
    row = own(request, key)
    try:
        actions.withdraw(owner=request.user.key, key=key, now=now())
    except OutsideError as error:
        return shown(request, row, str(error))
    return DONE.to("outside", "withdrawn")
