"""My plan itself, the self-assessment, the gaps and the yearly review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.pathway.plan import actions, queries
from trigpoint.pathway.plan.errors import PlanError
from trigpoint.pathway.plan.forms import AssessForm, GapsForm, ReviewForm
from trigpoint.pathway.plan.views.common import page, to
from trigpoint.pathway.plan.words import SITTINGS
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest

MINUTES = {str(minutes): minutes for minutes in SITTINGS}


@permission(SIGNED_IN)
@require_safe
def plan(request: SignedInRequest) -> HttpResponse:
    """Show this half-term's few steps, what fits in 10, 20 or 40 minutes, and what comes later."""
    minutes = MINUTES.get(request.GET.get("minutes", ""), 0)
    found = queries.my_plan(request.user.key, today(), minutes)
    return page(request, "plan", {"page": found, "sittings": SITTINGS, "minutes": minutes})


@permission(SIGNED_IN)
@require_safe
def everything(request: SignedInRequest) -> HttpResponse:
    """List every goal there ever was, those done and those taken off too."""
    key, day = request.user.key, today()
    goals, titles = queries.goals_of(key), queries.goal_titles(key, day)
    rows = [(goal, goal.words or titles.get(goal.rule, goal.rule)) for goal in reversed(goals)]
    return page(request, "everything", {"rows": rows})


@permission(SIGNED_IN)
@require_safe
def strands(request: SignedInRequest) -> HttpResponse:
    """List the strands of the award, with how many outcomes she has looked at."""
    return page(request, "assess", {"strands": queries.strands_of(request.user.key, today())})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def assess(request: SignedInRequest, strand: str) -> HttpResponse:
    """Take how sure she is of each outcome of a strand."""
    key = request.user.key
    found = queries.strands_of(key, today())
    row = next((one for one in found if one.id == strand), None)
    if row is None:
        raise Http404
    initial = {outcome.rule: outcome.sure.value for outcome in row.outcomes if outcome.sure}
    form = AssessForm(sent(request), strand=row, today=today(), initial=initial)
    if form.is_valid():
        actions.assess(person=key, said=form.said(), now=now())
        return to("plan-assess", "assessed")
    return page(request, "assess_strand", {"form": form, "strand": row})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def gaps(request: SignedInRequest) -> HttpResponse:
    """Offer the gaps as goals."""
    key = request.user.key
    found = queries.gaps(queries.strands_of(key, today()))
    form = GapsForm(sent(request), gaps=found, today=today())
    if form.is_valid():
        try:
            actions.add_goals(person=key, rules=form.cleaned_data["rules"], now=now())
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            return to("plan", "added")
    return page(request, "gaps", {"form": form, "gaps": found})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def review(request: SignedInRequest) -> HttpResponse:
    """Look back at the year and ahead, beside what earlier reviews said."""
    key, day = request.user.key, today()
    reviews = queries.reviews_of(key)
    current = next((row for row in reviews if row.on == day), None)
    initial = {"done": current.done, "ahead": current.ahead} if current else {}
    form = ReviewForm(sent(request), today=day, initial=initial)
    if form.is_valid():
        actions.review(person=key, done=form.cleaned_data["done"], ahead=form.cleaned_data["ahead"], now=now())
        return to("plan-review", "reviewed")
    return page(request, "review", {"form": form, "reviews": reviews, "year": queries.year_of(key, day)})
