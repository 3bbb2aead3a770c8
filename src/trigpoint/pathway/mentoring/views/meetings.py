"""Meetings: writing one down, reading it, changing it, signing it, and taking a step to one's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.pathway.mentoring import actions
from trigpoint.pathway.mentoring.actions.meeting import Said
from trigpoint.pathway.mentoring.errors import GoneError, MentoringError
from trigpoint.pathway.mentoring.forms import MeetingForm
from trigpoint.pathway.mentoring.views.common import meeting_with, mentoring_with, page, to
from trigpoint.pathway.plan.actions import add_goal
from trigpoint.pathway.plan.errors import PlanError
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.pathway.mentoring.rows import MeetingRow
    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def write(request: SignedInRequest, mentoring: str) -> HttpResponse:
    """Write down a meeting."""
    row = mentoring_with(request, mentoring)
    form = MeetingForm(sent(request), today=today())
    if form.is_valid():
        key = actions.write_meeting(mentoring=mentoring, by=request.user.key, said=said(form), now=now())
        return to("meeting", "written", key)
    return page(request, "meeting_write", {"form": form, "other": row.other_name(request.user.key)})


@permission(SIGNED_IN)
@require_safe
def meeting(request: SignedInRequest, meeting: str) -> HttpResponse:
    """Show a meeting: its text, who signed it, and earlier texts."""
    return shown(request, meeting_with(request, meeting))


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def change(request: SignedInRequest, meeting: str) -> HttpResponse:
    """Write another text of a meeting."""
    row = meeting_with(request, meeting)
    if not row.mentoring.is_on:
        raise Http404
    text = row.text
    initial = {"on": text.on, "minutes": text.minutes, "notes": text.notes, "steps": "\n".join(text.steps)}
    form = MeetingForm(sent(request), today=today(), initial=initial)
    seen = request.POST.get("seen", "") if request.method == "POST" else text.digest
    if form.is_valid():
        try:
            actions.change_meeting(meeting=meeting, by=request.user.key, seen=seen, said=said(form), now=now())
        except MentoringError as error:
            form.add_error(None, str(error))
        else:
            return to("meeting", "changed", meeting)
    context = {"form": form, "row": row, "seen": seen, "other": row.mentoring.other_name(request.user.key)}
    return page(request, "meeting_write", context)


@permission(SIGNED_IN)
@require_POST
def sign(request: SignedInRequest, meeting: str) -> HttpResponse:
    """Sign the text that was read."""
    row = meeting_with(request, meeting)
    try:
        actions.sign(meeting=meeting, by=request.user.key, digest=request.POST.get("digest", ""), now=now())
    except GoneError:
        raise Http404 from None
    except MentoringError as error:
        return shown(request, row, refused=str(error))
    return to("meeting", "signed", meeting)


@permission(SIGNED_IN)
@require_POST
def plan(request: SignedInRequest, meeting: str, step: int) -> HttpResponse:
    """Put an agreed step on the candidate's own plan."""
    row = meeting_with(request, meeting)
    if request.user.key != row.mentoring.candidate or not 1 <= step <= len(row.text.steps):
        raise Http404
    try:
        add_goal(person=request.user.key, words=row.text.steps[step - 1], meeting=meeting, now=now())
    except PlanError:
        return to("meeting", "full", meeting)
    return to("meeting", "planned", meeting)


def shown(request: SignedInRequest, row: MeetingRow, refused: str = "") -> HttpResponse:
    """Draw a meeting for one of the two."""
    me = request.user.key
    context = {
        "row": row,
        "refused": refused,
        "signed": [(row.mentoring.name_of(by), at) for by, at in row.text.signed],
        "may_sign": row.mentoring.is_on and not row.text.is_signed_by(me),
        "is_candidate": me == row.mentoring.candidate,
        "other": row.mentoring.other_name(me),
        "written_by": row.mentoring.name_of(row.text.written_by),
        "earlier": [
            (text, [row.mentoring.name_of(by) for by, _ in text.signed], row.mentoring.name_of(text.written_by))
            for text in row.earlier
        ],
    }
    return page(request, "meeting", context)


def said(form: MeetingForm) -> Said:
    """Return what a form says of a meeting."""
    given = form.cleaned_data
    return Said(given["on"], given["minutes"], given["notes"], given["steps"])
