"""Adding, changing, ticking off and taking off goals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST

from trigpoint.pathway.plan import actions, queries
from trigpoint.pathway.plan.errors import GoneError, PlanError
from trigpoint.pathway.plan.forms import GoalForm
from trigpoint.pathway.plan.views.common import page, to
from trigpoint.pathway.plan.words import GoalState
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.pathway.plan.rows import GoalRow
    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def add(request: SignedInRequest) -> HttpResponse:
    """Add a goal in her own words."""
    form = GoalForm(sent(request), today=today())
    if form.is_valid():
        try:
            actions.add_goal(person=request.user.key, now=now(), **form.cleaned_data)
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            return to("plan", "added")
    return page(request, "goal_add", {"form": form})


@permission(SIGNED_IN)
@require_POST
def take(request: SignedInRequest) -> HttpResponse:
    """Put a requirement that is suggested on the plan."""
    key, rule = request.user.key, request.POST.get("rule", "")
    if rule not in queries.goal_titles(key, today()):
        raise Http404
    try:
        actions.add_goal(person=key, rule=rule, now=now())
    except PlanError:
        return to("plan", "full")
    return to("plan", "added")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def change(request: SignedInRequest, goal: str) -> HttpResponse:
    """Change a goal, or move its date."""
    key = request.user.key
    row = own(key, goal)
    if row.state is not GoalState.OPEN:
        return to("plan-everything")
    titles = queries.goal_titles(key, today()) if row.rule else {}
    about = titles.get(row.rule, row.rule)
    initial = {"words": row.words, "minutes": row.minutes, "by": row.by}
    form = GoalForm(sent(request), today=today(), about=about, initial=initial)
    if form.is_valid():
        actions.change_goal(person=key, key=goal, now=now(), **form.cleaned_data)
        return to("plan", "changed")
    return page(request, "goal_change", {"form": form, "goal": row, "title": row.words or about})


@permission(SIGNED_IN)
@require_POST
def finish(request: SignedInRequest, goal: str) -> HttpResponse:
    """Tick a goal off."""
    try:
        actions.finish_goal(person=request.user.key, key=goal, now=now())
    except GoneError:
        raise Http404 from None
    return to("plan", "done")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def drop(request: SignedInRequest, goal: str) -> HttpResponse:
    """Ask before a goal is taken off the plan; then take it off."""
    key = request.user.key
    row = own(key, goal)
    if row.state is not GoalState.OPEN:
        return to("plan-everything")
    if request.method == "POST":
        actions.drop_goal(person=key, key=goal, now=now())
        return to("plan", "dropped")
    return page(request, "goal_drop", {"goal": row, "title": queries.title_of_goal(key, row, today())})


@permission(SIGNED_IN)
@require_POST
def reopen(request: SignedInRequest, goal: str) -> HttpResponse:
    """Put a goal back on the plan."""
    try:
        actions.reopen_goal(person=request.user.key, key=goal, now=now())
    except GoneError:
        raise Http404 from None
    except PlanError:
        return to("plan", "there")
    return to("plan", "reopened")


def own(person: str, goal: str) -> GoalRow:
    """Return a goal of hers; 404 for anybody else's."""
    found = queries.goal_of(person, goal)
    if found is None:
        raise Http404
    return found
