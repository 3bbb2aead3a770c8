"""The pages of judges: the training note, a seat, rating each question alone, the discussion, rating again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.learning.examination import papers
from trigpoint.learning.examination.actions import panels
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.forms import RatingsForm, SeatForm
from trigpoint.learning.examination.models import Stage
from trigpoint.learning.examination.pool import EXAMINATION
from trigpoint.learning.examination.rules import JUDGE
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.just_done import JustDone
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.learning.examination.papers import PanelRow, RatedItem
    from trigpoint.people.requests import SignedInRequest

A_PAGE = 5
DONE = JustDone(
    "learning",
    "learning_examination/judge/",
    {
        "seated": "You have a seat on this panel.",
        "saved": "Your ratings are saved.",
        "all": "You have rated everything.",
    },
)


@permission(JUDGE)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """List the panels that are open."""
    return DONE.page(request, "home", {"rows": papers.panels_for(request.user.key, EXAMINATION)})


@permission(JUDGE)
@require_http_methods(METHODS)
def panel(request: SignedInRequest, panel: str) -> HttpResponse:
    """Show the training note; take a seat; show what there is to do."""
    row = _panel(panel)
    seated = papers.has_seat(request.user.key, panel)
    form = SeatForm(sent(request), today=today())
    if form.is_valid():
        try:
            panels.take_seat(judge=request.user.key, panel=panel, capacity=form.cleaned_data["capacity"], now=now())
        except ExaminationError as error:
            form.add_error(error.field or None, str(error))
        else:
            return DONE.to("judge-panel", "seated", panel)
    items = papers.rated_items(panel, request.user.key, of_others=False) if seated else ()
    context = {
        "row": row,
        "seated": seated,
        "form": form,
        "rated": sum(one.mine is not None for one in items),
        "go_on": _page_of(items),
        "may_rate": row.stage in panels.ROUNDS,
        "may_discuss": row.stage != Stage.FIRST,
    }
    return DONE.page(request, "panel", context)


@permission(JUDGE)
@require_http_methods(METHODS)
def rate(request: SignedInRequest, panel: str, page: int) -> HttpResponse:
    """Rate a few questions. In the first round, alone; in the second, beside what the judges said before."""
    row = _panel(panel)
    if not papers.has_seat(request.user.key, panel) or row.stage not in panels.ROUNDS:
        return redirect("learning:judge-panel", panel)
    items = papers.rated_items(panel, request.user.key, of_others=row.stage == Stage.SECOND)
    shown = items[(page - 1) * A_PAGE : page * A_PAGE]
    if not shown:
        raise Http404
    before = {one.question.id: one.mine for one in shown if one.mine is not None}
    numbers = {one.question.id: one.number for one in shown}
    form = RatingsForm(sent(request), today=today(), items=numbers, before=before)
    if form.is_valid():
        try:
            panels.rate(judge=request.user.key, panel=panel, ratings=form.ratings(), now=now())
        except ExaminationError as error:
            form.add_error(None, str(error))
        else:
            if page * A_PAGE < len(items):
                return DONE.to("judge-rate", "saved", panel, str(page + 1))
            return DONE.to("judge-panel", "saved", panel)
    context = {
        "row": row,
        "form": form,
        "rows": [(one, form[f"of-{one.question.id}"]) for one in shown],
        "page": page,
        "pages": -(-len(items) // A_PAGE),
    }
    return DONE.page(request, "rate", context)


@permission(JUDGE)
@require_safe
def discussion(request: SignedInRequest, panel: str) -> HttpResponse:
    """Show what all judges said of each question, furthest apart first, without names."""
    row = _panel(panel)
    if not papers.has_seat(request.user.key, panel) or row.stage == Stage.FIRST:
        return redirect("learning:judge-panel", panel)
    items = papers.rated_items(panel, request.user.key, of_others=True)
    return DONE.page(request, "discussion", {"row": row, "items": sorted(items, key=lambda one: -one.apart)})


def _panel(panel: str) -> PanelRow:
    row = papers.panel(panel)
    if row is None:
        raise Http404
    return row


def _page_of(items: tuple[RatedItem, ...]) -> int:
    """Return the page of the first question that is not rated."""
    place = next((place for place, one in enumerate(items) if one.mine is None), 0)
    return place // A_PAGE + 1
