"""Asking a witness or a family for their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.evidence import actions
from trigpoint.evidence.errors import EvidenceError, GoneError
from trigpoint.evidence.forms import AskForm
from trigpoint.evidence.views.common import page, to
from trigpoint.evidence.words import ASKED_FOR, Kind
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from trigpoint.people.requests import SignedInRequest

NO_MAIL = "This copy sends no mail, and the link may go to nobody but them. Ask whoever runs it to turn mail on."


@permission(SIGNED_IN)
@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """Choose whom to ask."""
    return page(request, "ask_whom", {})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def ask(request: SignedInRequest, kind: str) -> HttpResponse:
    """Ask somebody."""
    if kind not in ASKED_FOR:
        raise Http404
    form = AskForm(sent(request), kind=Kind(kind), today=today())
    if form.is_valid():
        given = form.cleaned_data
        try:
            if settings.MAIL_SERVER is None and not settings.DEMO:
                raise EvidenceError(NO_MAIL)  # noqa: TRY301 - the form shows it as it does the others
            actions.ask(
                owner=request.user.key,
                kind=Kind(kind),
                name=given["name"],
                email=given["email"],
                about=given["about"],
                easy_read=given.get("reading") == "easy",
                site=site_of(request),
                now=now(),
                at_once=settings.DEMO,
            )
        except EvidenceError as error:
            form.add_error(None, str(error))
        else:
            return to("portfolio", "asked")
    return page(request, "ask", {"form": form, "is_family": kind == Kind.FAMILY})


@permission(SIGNED_IN)
@require_POST
def cancel(request: SignedInRequest, asking: str) -> HttpResponse:
    """Take a request back."""
    try:
        actions.cancel(owner=request.user.key, key=asking, now=now())
    except GoneError:
        raise Http404 from None
    return to("portfolio", "cancelled")


def site_of(request: HttpRequest) -> str:
    """Return the address of this copy as the visitor reached it, without a slash at the end."""
    return f"{request.scheme}://{request.get_host()}"
