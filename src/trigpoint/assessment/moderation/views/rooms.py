"""Rooms for external verifiers: opening one, watching over it, and answering what was found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.assessment import queries
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.moderation import rooms
from trigpoint.assessment.moderation.forms import AnswerForm, RoomForm
from trigpoint.assessment.moderation.rules import MODERATOR
from trigpoint.assessment.moderation.views.common import DONE
from trigpoint.people.queries import holders_of, names_of
from trigpoint.people.roles import Role
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest


@permission(MODERATOR)
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Show every room."""
    day = today()
    return DONE.page(request, "rooms", {"rows": [(one, one.why_shut(day)) for one in rooms.rooms()]})


@permission(MODERATOR)
@require_http_methods(METHODS)
def open_room(request: SignedInRequest) -> HttpResponse:
    """Open a room."""
    verifiers = holders_of(Role.VERIFIER, today())
    names = names_of(verifiers) if verifiers else {}
    sampled = queries.submissions(rooms.sampled())
    form = RoomForm(
        sent(request),
        today=today(),
        verifiers=[(key, names[key]) for key in dict.fromkeys(verifiers)],
        sampled=[(row.key, f"{row.outcome} · {row.blind_name}") for row in sampled.values()],
    )
    if form.is_valid():
        given = form.cleaned_data
        try:
            key = rooms.open_room(
                verifier=given["verifier"],
                purpose=given["purpose"],
                since=given["since"],
                until=given["until"],
                submissions=given["submissions"],
                actor=request.user.key,
                now=now(),
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("room", "opened", key)
    return DONE.page(request, "room_open", {"form": form, "none": not sampled})


@permission(MODERATOR)
@require_safe
def room(request: SignedInRequest, room: str) -> HttpResponse:
    """Show a room: its days, what is in it, who looked at what, and what was found."""
    row = rooms.room(room)
    if row is None:
        raise Http404
    items = rooms.items_of(room)
    told = queries.submissions(items.values())
    numbers = {key: number for number, key in items.items()}
    context = {
        "room": row,
        "shut": row.why_shut(today()),
        "items": [(number, told[key]) for number, key in items.items() if key in told],
        "views": [(numbers.get(one.submission, 0), one) for one in rooms.views_of(room)],
        "findings": rooms.findings_in(room),
        "today": today(),
    }
    return DONE.page(request, "room", context)


@permission(MODERATOR)
@require_POST
def close(request: SignedInRequest, room: str) -> HttpResponse:
    """Close a room before its last day."""
    try:
        rooms.close_room(key=room, actor=request.user.key, now=now())
    except GoneError:
        raise Http404 from None
    return DONE.to("room", "closed", room)


@permission(MODERATOR)
@require_http_methods(METHODS)
def answer(request: SignedInRequest, finding: str) -> HttpResponse:
    """Answer a finding."""
    row = rooms.finding(finding)
    if row is None or row.settled_at is not None:
        raise Http404
    form = AnswerForm(sent(request), today=today())
    if form.is_valid():
        try:
            rooms.answer(key=finding, person=request.user.key, words=form.cleaned_data["words"], now=now())
        except GoneError:
            raise Http404 from None
        return DONE.to("room", "answered", row.room)
    return DONE.page(request, "answer", {"form": form, "one": row, "today": today()})
