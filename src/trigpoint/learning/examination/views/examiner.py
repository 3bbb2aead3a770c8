"""The pages of examiners: what waits, papers, adjustments, what questions show, the pass mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.content.questions import questions
from trigpoint.learning.examination import actions, figures, papers
from trigpoint.learning.examination.actions import panels
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.forms import AsideForm, ExtendForm, FlagForm, GiveForm, SignForm
from trigpoint.learning.examination.models import Stage, State
from trigpoint.learning.examination.pool import law_examination, opening
from trigpoint.learning.examination.queries import standard_row
from trigpoint.learning.examination.rules import EXAMINER
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.just_done import JustDone
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest

DONE = JustDone(
    "learning",
    "learning_examination/examiner/",
    {
        "released": "The result is released, and the candidate gets a mail.",
        "extended": "The part has more minutes. The candidate sees them with the next page.",
        "aside": "The attempt is set aside, and the candidate gets a mail.",
        "given": "The adjustment is given, and the candidate gets a mail.",
        "flagged": "The question is flagged. No paper counts it from now on.",
        "opened": "The panel is open. Judges can take their seats.",
        "moved": "The panel has gone on.",
        "signed": "The pass mark is signed.",
    },
)


@permission(EXAMINER)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show whether the examination is open, and what waits."""
    found = opening(law_examination())
    context = {
        "hindrances": found.hindrances,
        "pool": len(found.pool),
        "standard": standard_row(found.panel) if found.panel else None,
        "waiting": papers.papers(State.HANDED_IN),
        "running": papers.papers(State.OPEN),
        "requests": papers.requests(),
    }
    return DONE.page(request, "home", context)


@permission(EXAMINER)
@require_safe
def all_papers(request: SignedInRequest) -> HttpResponse:
    """List every paper."""
    return DONE.page(request, "papers", {"rows": papers.papers(*State)})


@permission(EXAMINER)
@require_http_methods(METHODS)
def paper(request: SignedInRequest, attempt: str) -> HttpResponse:
    """Show a paper; release its result."""
    error = ""
    if request.method == "POST":
        try:
            actions.release(actor=request.user.key, attempt=attempt, now=now())
        except ExaminationError as problem:
            error = str(problem)
        else:
            return DONE.to("examiner-paper", "released", attempt)
    return DONE.page(request, "paper", {"paper": _paper(attempt), "error": error})


@permission(EXAMINER)
@require_http_methods(METHODS)
def more_time(request: SignedInRequest, attempt: str, number: int) -> HttpResponse:
    """Give a part more minutes."""
    found, form = _paper(attempt), ExtendForm(sent(request), today=today())
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.extend(
                actor=request.user.key,
                attempt=attempt,
                number=number,
                minutes=told["minutes"],
                words=told["words"],
                now=now(),
            )
        except ExaminationError as error:
            form.add_error(error.field or None, str(error))
        else:
            return DONE.to("examiner-paper", "extended", attempt)
    return DONE.page(request, "more_time", {"form": form, "paper": found, "number": number})


@permission(EXAMINER)
@require_http_methods(METHODS)
def set_aside(request: SignedInRequest, attempt: str) -> HttpResponse:
    """Set an attempt aside."""
    found, form = _paper(attempt), AsideForm(sent(request), today=today())
    if form.is_valid():
        try:
            actions.set_aside(actor=request.user.key, attempt=attempt, words=form.cleaned_data["words"], now=now())
        except ExaminationError as error:
            form.add_error(error.field or None, str(error))
        else:
            return DONE.to("examiner-paper", "aside", attempt)
    return DONE.page(request, "set_aside", {"form": form, "paper": found})


@permission(EXAMINER)
@require_http_methods(METHODS)
def adjustment(request: SignedInRequest, adjustment: str) -> HttpResponse:
    """Give an adjustment that somebody asked for."""
    row = next((one for one in papers.requests() if one.key == adjustment), None)
    if row is None:
        raise Http404
    form = GiveForm(sent(request), today=today(), initial={"percent": str(row.percent), "rest": str(row.rest)})
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.give_adjustment(
                actor=request.user.key,
                adjustment=adjustment,
                percent=int(told["percent"]),
                rest=int(told["rest"]),
                words=told["words"],
                now=now(),
            )
        except ExaminationError as error:
            form.add_error(error.field or None, str(error))
        else:
            return DONE.to("examiner", "given")
    return DONE.page(request, "adjustment", {"form": form, "row": row})


@permission(EXAMINER)
@require_safe
def items(request: SignedInRequest) -> HttpResponse:
    """List what answers show of each question, those to look at first."""
    rows = figures.items()
    context = {"rows": rows, "flags": sum(bool(row.flags) for row in rows)}
    return DONE.page(request, "items", context)


@permission(EXAMINER)
@require_http_methods(METHODS)
def item(request: SignedInRequest, question: str) -> HttpResponse:
    """Show a question with its figures; flag it."""
    row = figures.item(question)
    if row is None:
        raise Http404
    form = FlagForm(sent(request), today=today())
    if form.is_valid():
        try:
            actions.flag(actor=request.user.key, question=question, reason=form.cleaned_data["reason"], now=now())
        except ExaminationError as error:
            form.add_error(error.field or None, str(error))
        else:
            return DONE.to("examiner-item", "flagged", question)
    return DONE.page(request, "item", {"row": row, "question": questions()[question], "form": form})


@permission(EXAMINER)
@require_safe
def reliability(request: SignedInRequest) -> HttpResponse:
    """Show how well the marks of this version tell people apart."""
    return DONE.page(request, "reliability", {"row": figures.reliability(law_examination().version)})


@permission(EXAMINER)
@require_http_methods(METHODS)
def all_panels(request: SignedInRequest) -> HttpResponse:
    """List the panels; open one."""
    error = ""
    if request.method == "POST":
        try:
            key = panels.open_panel(actor=request.user.key, blueprint=law_examination(), now=now())
        except ExaminationError as problem:
            error = str(problem)
        else:
            return DONE.to("examiner-panel", "opened", key)
    blueprint = law_examination()
    return DONE.page(request, "panels", {"rows": papers.panels(blueprint.id), "blueprint": blueprint, "error": error})


@permission(EXAMINER)
@require_http_methods(METHODS)
def panel(request: SignedInRequest, panel: str) -> HttpResponse:
    """Show a panel; take it to its next stage, or sign its pass mark."""
    form = SignForm(sent(request) if request.POST.get("do") == "sign" else None, today=today())
    error = ""
    try:
        if request.POST.get("do") == "move":
            panels.move(actor=request.user.key, panel=panel, since=request.POST.get("since", ""), now=now())
            return DONE.to("examiner-panel", "moved", panel)
        if form.is_valid():
            panels.sign(actor=request.user.key, panel=panel, note=form.cleaned_data["note"], now=now())
            return DONE.to("examiner-panel", "signed", panel)
    except ExaminationError as problem:
        error = str(problem)
    row = papers.panel(panel)
    if row is None:
        raise Http404
    shown = papers.rated_items(panel, "", of_others=True) if row.stage != Stage.FIRST else ()
    apart = sorted(shown, key=lambda one: -one.apart)
    return DONE.page(request, "panel", {"row": row, "items": apart, "form": form, "error": error})


def _paper(attempt: str) -> papers.Paper:
    found = papers.paper(attempt, now())
    if found is None:
        raise Http404
    return found
