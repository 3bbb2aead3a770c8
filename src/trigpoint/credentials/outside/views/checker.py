"""The pages of those who check: what waits, one of them, a mapping, and taking one back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.credentials.outside import actions, queries
from trigpoint.credentials.outside.errors import OutsideError
from trigpoint.credentials.outside.forms import OF_MAPPING, JudgeForm, TakeBackForm
from trigpoint.credentials.outside.rules import CHECKER, REGISTRAR
from trigpoint.credentials.outside.views.common import DONE, file_of
from trigpoint.credentials.outside.words import Reason, State
from trigpoint.people.queries import name_of, names_of
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from trigpoint.credentials.outside.queries import SentRow
    from trigpoint.people.requests import SignedInRequest


def found(key: str) -> SentRow:
    """Return something that was sent in. Raises Http404."""
    row = queries.sent(key)
    if row is None:
        raise Http404
    return row


def role_of(request: SignedInRequest) -> str:
    """Return what the visitor works as."""
    held = request.user.working_as
    return held.role.value if held else ""


@permission(CHECKER)
@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """List what waits, and the mappings with where they stand."""
    rows = queries.waiting()
    names = names_of(row.owner for row in rows) if rows else {}
    context = {"rows": [(row, names[row.owner]) for row in rows], "mappings": queries.mapping_rows(), "today": today()}
    return DONE.page(request, "waiting", context)


@permission(CHECKER)
@require_http_methods(METHODS)
def check(request: SignedInRequest, key: str) -> HttpResponse:
    """Show one with everything it is judged by; take a judgement."""
    row = found(key)
    form = JudgeForm(
        sent(request),
        today=today(),
        agree="Yes, it is what it claims to be",
        reasons=[one for one in Reason if one not in OF_MAPPING],
    )
    if form.is_valid():
        try:
            actions.check(key=key, by=request.user.key, role=role_of(request), now=now(), **form.said)
        except OutsideError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("outside-waiting", "agreed" if form.said["agrees"] else "refused")
    context = {
        "row": row,
        "form": form,
        "name": name_of(row.owner),
        "judgements": queries.judgements_of(row.key),
        "coverage": queries.coverage_of(row.mapping, row.awarded_on) if row.mapping else None,
        "in_force": bool(row.mapping and queries.in_force(row.mapping, today())),
        "counts": row.state is State.ACCEPTED,
    }
    return DONE.page(request, "check", context)


@permission(CHECKER)
@require_safe
def checked_file(request: SignedInRequest, key: str) -> HttpResponseBase:  # noqa: ARG001 - Django's signature
    """Give a checker the file."""
    return file_of(found(key))


@permission(CHECKER)
@require_http_methods(METHODS)
def mapping(request: SignedInRequest, mapping: str) -> HttpResponse:
    """Show what a course covers; take a judgement of it."""
    one = queries.known_here().mapping(mapping)
    if one is None:
        raise Http404
    form = JudgeForm(
        sent(request), today=today(), agree="Yes, it covers this at these levels", reasons=list(OF_MAPPING)
    )
    if form.is_valid():
        try:
            actions.judge_mapping(mapping=one, by=request.user.key, role=role_of(request), now=now(), **form.said)
        except OutsideError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("outside-waiting", "judged")
    return DONE.page(request, "mapping", {"row": queries.mapping_row(one), "form": form, "today": today()})


@permission(REGISTRAR)
@require_http_methods(METHODS)
def take_back(request: SignedInRequest, key: str) -> HttpResponse:
    """Take back one that had counted."""
    row = found(key)
    form = TakeBackForm(sent(request), today=today())
    if form.is_valid():
        try:
            actions.take_back(key=key, by=request.user.key, words=form.cleaned_data["words"], now=now())
        except OutsideError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("outside-waiting", "corrected")
    return DONE.page(request, "take_back", {"row": row, "form": form})
