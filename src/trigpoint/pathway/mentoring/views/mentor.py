"""The mentor's pages: her candidates, what waits, and what each candidate shows her."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.pathway.mentoring import actions, queries
from trigpoint.pathway.mentoring.forms import SIGHT, EndForm, MostForm
from trigpoint.pathway.mentoring.views.common import page, to
from trigpoint.pathway.mentoring.words import Reason, State
from trigpoint.pathway.plan import queries as plans
from trigpoint.pathway.standing.queries import my_standing
from trigpoint.people.data.actions import seen
from trigpoint.people.roles import Role
from trigpoint.people.rules import has_role
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpResponse

    from trigpoint.pathway.mentoring.rows import MentoringRow
    from trigpoint.people.requests import SignedInRequest

MENTOR = has_role(Role.MENTOR)
REFLECTION = "reflection"
LOOKS = {
    **{code: option.words.removeprefix("My ").lower() for code, option in SIGHT.items()},
    REFLECTION: "reflections",
}


@permission(MENTOR)
@require_safe
def candidates(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the mentor, then whom she has."""
    me = request.user.key
    rows = queries.candidates_of(me)
    context = {
        "on": [row for row in rows if row.is_on],
        "offered": [row for row in rows if not row.is_on],
        "unsigned": queries.unsigned_by(me),
        "most": queries.most_of(me),
    }
    return page(request, "candidates", context)


@permission(MENTOR)
@require_http_methods(METHODS)
def most(request: SignedInRequest) -> HttpResponse:
    """Say how many candidates she takes."""
    form = MostForm(sent(request), today=today(), initial={"most": queries.most_of(request.user.key)})
    if form.is_valid():
        actions.set_most(mentor=request.user.key, most=form.cleaned_data["most"], now=now())
        return to("mentoring", "most")
    return page(request, "most", {"form": form})


@permission(MENTOR)
@require_safe
def candidate(request: SignedInRequest, mentoring: str) -> HttpResponse:
    """Show one candidate: what she lets this mentor see, and their meetings."""
    row = _mine(request, mentoring)
    context = {
        "row": row,
        "looks": [(item, SIGHT[item].words.removeprefix("My ")) for item in queries.shown_items(row, today())],
        "reflections": plans.reflections_shown(row.candidate, row.mentor),
        "meetings": queries.meetings_of(row),
    }
    return page(request, "candidate", context)


@permission(MENTOR)
@require_safe
def look(request: SignedInRequest, mentoring: str, item: str) -> HttpResponse:
    """Show one thing that the candidate lets this mentor see, and note that it was seen."""
    row = _mine(request, mentoring)
    if item == REFLECTION:
        shown: dict[str, Any] = {"reflections": plans.reflections_shown(row.candidate, row.mentor)}
        if not shown["reflections"]:
            raise Http404
    elif item in queries.shown_items(row, today()):
        shown = _shown(item, row.candidate)
    else:
        raise Http404
    held = request.user.working_as
    assert held is not None  # the rule of this page
    seen(subject=row.candidate, viewer=row.mentor, working_as=held, item=item, now=now())
    return page(request, "look", {"row": row, "item": item, **shown})


def _shown(item: str, candidate_key: str) -> dict[str, Any]:
    day = today()
    if item == "plan":
        return {"plan": plans.my_plan(candidate_key, day)}
    if item == "progress":
        return {"award": my_standing(candidate_key, day).award}
    return {"strands": plans.strands_of(candidate_key, day)}


@permission(MENTOR)
@require_http_methods(METHODS)
def end(request: SignedInRequest, mentoring: str) -> HttpResponse:
    """Ask before a mentoring, or the offer of one, ends; then end it."""
    row = _mine(request, mentoring, offered=True)
    form = EndForm(sent(request), today=today())
    if form.is_valid():
        actions.end(key=row.key, by=request.user.key, reason=Reason(form.cleaned_data["reason"]), now=now())
        return to("mentoring", "ended")
    return page(request, "end", {"form": form, "row": row, "other": row.candidate_name, "back": "mentoring"})


def _mine(request: SignedInRequest, mentoring: str, *, offered: bool = False) -> MentoringRow:
    """Return a mentoring of this mentor's; 404 for any other."""
    row = queries.by_key(mentoring)
    if row is None or row.mentor != request.user.key or not (row.is_on or (offered and row.state is State.OFFERED)):
        raise Http404
    return row
