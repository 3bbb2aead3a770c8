"""The candidate's pages: her mentor, what is shown, and the end of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.pathway.mentoring import actions, queries
from trigpoint.pathway.mentoring.errors import GoneError, MentoringError
from trigpoint.pathway.mentoring.forms import AskForm, EndForm, SightForm, TiesForm
from trigpoint.pathway.mentoring.views.common import page, to
from trigpoint.pathway.mentoring.words import Reason, State
from trigpoint.pathway.plan.errors import GoneError as GoneFromPlanError
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.pathway.mentoring.rows import MentoringRow
    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_safe
def mentor(request: SignedInRequest) -> HttpResponse:
    """Show how it stands with a mentor: asked, offered, going on; and every meeting there was."""
    key = request.user.key
    row = queries.open_of(key)
    context = {
        "row": row,
        "shown": queries.shown_items(row, today()) if row else (),
        "meetings": queries.all_meetings_of(key),
    }
    return page(request, "mentor", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask for a mentor."""
    if queries.open_of(request.user.key):
        return to("mentor")
    form = AskForm(sent(request), today=today())
    if form.is_valid():
        try:
            actions.ask(candidate=request.user.key, hopes=form.cleaned_data["hopes"], now=now())
        except MentoringError as error:
            form.add_error(None, str(error))
        else:
            return to("mentor", "asked")
    return page(request, "ask", {"form": form})


@permission(SIGNED_IN)
@require_POST
def withdraw(request: SignedInRequest) -> HttpResponse:
    """No longer ask for a mentor."""
    try:
        actions.withdraw(candidate=request.user.key, now=now())
    except GoneError:
        return to("mentor")
    return to("mentor", "withdrawn")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def answer(request: SignedInRequest) -> HttpResponse:
    """Accept the mentor who is offered, once it is said what the two are to each other."""
    row = queries.open_of(request.user.key)
    if row is None or row.state is not State.OFFERED:
        return to("mentor")
    form = TiesForm(sent(request), today=today())
    if form.is_valid():
        try:
            begins = actions.accept(candidate=request.user.key, ties=form.said(), now=now())
        except GoneError:
            return to("mentor")
        except MentoringError as error:
            form.add_error("ties", str(error))
        else:
            return to("mentor-sees", "on") if begins else to("mentor", "conflict")
    return page(request, "answer", {"form": form, "row": row})


@permission(SIGNED_IN)
@require_POST
def decline(request: SignedInRequest) -> HttpResponse:
    """Decline the mentor who is offered."""
    try:
        actions.decline(candidate=request.user.key, now=now())
    except GoneError:
        return to("mentor")
    return to("mentor", "declined")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def sees(request: SignedInRequest) -> HttpResponse:
    """Choose what the mentor sees."""
    row = _going_on(request)
    shown = queries.shown_items(row, today())
    form = SightForm(sent(request), today=today(), initial={"items": shown})
    if form.is_valid():
        actions.choose_items(candidate=request.user.key, items=form.cleaned_data["items"], now=now())
        return to("mentor", "shown")
    return page(request, "sees", {"form": form, "row": row})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def end(request: SignedInRequest) -> HttpResponse:
    """Ask before it ends; then end it."""
    row = _going_on(request)
    form = EndForm(sent(request), today=today())
    if form.is_valid():
        actions.end(key=row.key, by=request.user.key, reason=Reason(form.cleaned_data["reason"]), now=now())
        return to("mentor", "ended")
    return page(request, "end", {"form": form, "row": row, "other": row.mentor_name, "back": "mentor"})


@permission(SIGNED_IN)
@require_POST
def show_reflection(request: SignedInRequest, reflection: str) -> HttpResponse:
    """Show one reflection to the mentor."""
    try:
        actions.show_reflection_to_mentor(candidate=request.user.key, key=reflection, now=now())
    except GoneFromPlanError:
        raise Http404 from None
    except MentoringError:
        return to("mentor", "no-mentor")
    return to("plan-reflection", "shown", reflection)


def _going_on(request: SignedInRequest) -> MentoringRow:
    row = queries.open_of(request.user.key)
    if row is None or not row.is_on:
        raise Http404
    return row
