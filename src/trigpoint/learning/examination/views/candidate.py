"""The pages around a paper: the start, adjustments, each part's start, a problem, the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.learning.examination import actions, queries, refreshing
from trigpoint.learning.examination.actions.opening import hindrance_for
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.forms import AskForm, ProblemForm
from trigpoint.learning.examination.models import State
from trigpoint.learning.examination.pool import law_examination, opening
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.just_done import JustDone
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.learning.examination.queries import AttemptRow, PartRow
    from trigpoint.people.requests import SignedInRequest

DONE = JustDone(
    "learning",
    "learning_examination/",
    {
        "asked": "You have asked for an adjustment. An examiner will answer. Wait for that before you begin.",
        "told": "The examiners have been told.",
        "handed-in": "You have handed this part in.",
        "lapsed": "The days for sitting that paper were over. You can begin a new one.",
    },
)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def examination(request: SignedInRequest) -> HttpResponse:
    """Show where she stands with the law examination; open an attempt."""
    blueprint, moment = law_examination(), now()
    error = ""
    if request.method == "POST":
        try:
            key = actions.open_attempt(person=request.user.key, blueprint=blueprint, now=moment)
        except ExaminationError as problem:
            error = str(problem)
        else:
            return redirect("learning:exam-part", key, 1)
    found = opening(blueprint)
    rows = queries.attempts_of(request.user.key, blueprint, moment)
    running = next((row for row in rows if row.is_open), None)
    context = {
        "blueprint": blueprint,
        "hindrances": found.hindrances,
        "standard": queries.standard_row(found.panel) if found.panel else None,
        "running": running,
        "waiting": next((row for row in rows if row.state == State.HANDED_IN), None),
        "earlier": [row for row in rows if row.state not in {State.OPEN, State.HANDED_IN}],
        "not_yet": "" if running else hindrance_for(request.user.key, blueprint, moment),
        "adjustment": queries.adjustment_of(request.user.key),
        "owed": refreshing.owed(request.user.key),
        "error": error,
    }
    return DONE.page(request, "examination", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def adjustments(request: SignedInRequest) -> HttpResponse:
    """Ask for an adjustment; show what was asked for and given."""
    form = AskForm(sent(request), today=today())
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.ask_for_adjustment(
                person=request.user.key,
                percent=int(told["percent"]),
                rest=int(told["rest"]),
                words=told["words"],
                now=now(),
            )
        except ExaminationError as error:
            form.add_error(error.field or None, str(error))
        else:
            return DONE.to("exam-adjustments", "asked")
    context = {"form": form, "adjustment": queries.adjustment_of(request.user.key)}
    return DONE.page(request, "adjustments", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def part(request: SignedInRequest, attempt: str, number: int) -> HttpResponse:
    """Show what a part asks and what its rules are; begin it."""
    row, about = attempt_and_part(request, attempt, number)
    error = ""
    places = queries.places_of(request.user.key, attempt, number)
    go_on = next((one.place for one in places if not one.answered), 1)
    if request.method == "POST" and not about.over:
        act = actions.go_on if request.POST.get("do") == "go-on" else actions.begin_part
        try:
            act(person=request.user.key, attempt=attempt, number=number, now=now())
        except ExaminationError as problem:
            error = str(problem)
        else:
            return redirect("learning:exam-question", attempt, number, go_on)
    elif about.over:
        return redirect("learning:exam-ended", attempt, number)
    blueprint = law_examination()
    context = {
        "row": row,
        "part": about,
        "count": len(places),
        "answered": sum(one.answered for one in places),
        "go_on": go_on,
        "rules": (blueprint.more_time, blueprint.pause),
        "adjustment": queries.adjustment_of(request.user.key),
        "other": next((one for one in row.parts if one.running and one.number != number), None),
        "error": error,
    }
    return DONE.page(request, "part", context)


@permission(SIGNED_IN)
@require_safe
def ended(request: SignedInRequest, attempt: str, number: int) -> HttpResponse:
    """Say that a part has ended, what counts, and what comes next."""
    row, about = attempt_and_part(request, attempt, number)
    if not about.over:
        return redirect("learning:exam-part", attempt, number)
    places = queries.places_of(request.user.key, attempt, number)
    context = {
        "row": row,
        "part": about,
        "count": len(places),
        "answered": sum(one.answered for one in places),
        "excluded": [one for one in places if one.excluded],
        "late": queries.late_answers(attempt, number),
        "next": next((one for one in row.parts if not one.begun), None),
    }
    return DONE.page(request, "ended", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def problem(request: SignedInRequest, attempt: str, number: int) -> HttpResponse:
    """Tell the examiners of a problem."""
    _, about = attempt_and_part(request, attempt, number)
    form = ProblemForm(sent(request), today=today())
    if form.is_valid():
        try:
            actions.report(
                person=request.user.key, attempt=attempt, number=number, words=form.cleaned_data["words"], now=now()
            )
        except ExaminationError as error:
            form.add_error(error.field or None, str(error))
        else:
            return DONE.to("exam-ended" if about.over else "exam-part", "told", attempt, str(number))
    return DONE.page(request, "problem", {"form": form, "part": about, "attempt": attempt})


@permission(SIGNED_IN)
@require_safe
def result(request: SignedInRequest, attempt: str) -> HttpResponse:
    """Show a result by topic, and what comes next."""
    row = queries.result_of(request.user.key, attempt)
    if row is None:
        raise Http404
    return DONE.page(request, "result", {"row": row})


def attempt_and_part(request: SignedInRequest, attempt: str, number: int) -> tuple[AttemptRow, PartRow]:
    """Return an attempt of her own with one of its parts; somebody else's is not there."""
    row = queries.attempt_of(request.user.key, attempt, now())
    about = next((one for one in row.parts if one.number == number), None) if row else None
    if row is None or about is None:
        raise Http404
    return row, about
