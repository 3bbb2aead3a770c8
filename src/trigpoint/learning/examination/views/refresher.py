"""The pages of a refresher: what changed, one change a page, the questions, and the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from trigpoint.content.questions import questions
from trigpoint.content.units import units
from trigpoint.law.queries import changes
from trigpoint.learning.asking import QuestionForm
from trigpoint.learning.examination import refreshing
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.marking import mark
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.just_done import JustDone
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.learning.examination.models import Refresher
    from trigpoint.people.requests import SignedInRequest

DONE = JustDone("learning", "learning_examination/refresher/", {"read": "Noted.", "finished": "You are up to date."})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def start(request: SignedInRequest) -> HttpResponse:
    """Show what she has to catch up with; begin."""
    error = ""
    if request.method == "POST":
        try:
            return redirect("learning:refresher-open", refreshing.begin(person=request.user.key, now=now()))
        except ExaminationError as problem:
            error = str(problem)
    return DONE.page(request, "start", {"owed": refreshing.owed(request.user.key), "error": error})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def refresher(request: SignedInRequest, refresher: str) -> HttpResponse:
    """List what there is to read and to answer; finish."""
    row = _mine(request, refresher)
    error = ""
    if request.method == "POST":
        try:
            refreshing.finish(person=request.user.key, key=refresher, now=now())
        except ExaminationError as problem:
            error = str(problem)
        else:
            return DONE.to("refresher-open", "finished", refresher)
    left = refreshing.left_of(row)
    context = {
        "row": row,
        "minutes": refreshing.minutes_of(row),
        "changes": [(one, one.key in row.read) for one in changes() if one.key in row.changes],
        "questions": [
            (number, one, one in row.answers) for number, one in enumerate(row.questions, 1) if one in questions()
        ],
        "left": len(left),
        "error": error,
    }
    return DONE.page(request, "refresher", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def change(request: SignedInRequest, refresher: str, change: str) -> HttpResponse:
    """Show one change: in plain words, both texts, and the lessons that teach it."""
    row = _mine(request, refresher)
    found = next((one for one in changes() if one.key == change and change in row.changes), None)
    if found is None:
        raise Http404
    if request.method == "POST":
        if row.done_at is None:
            refreshing.read_change(person=request.user.key, key=refresher, change=change)
        return redirect("learning:refresher-open", refresher)
    lessons = [
        (one, reverse("learning:unit", args=[one.id])) for one in units().values() if found.provision in one.provisions
    ]
    return DONE.page(request, "change", {"row": row, "change": found, "read": change in row.read, "lessons": lessons})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def question(request: SignedInRequest, refresher: str, number: int) -> HttpResponse:
    """Ask a question about what changed; show whether the answer is right, and why."""
    row = _mine(request, refresher)
    if not 1 <= number <= len(row.questions) or row.questions[number - 1] not in questions():
        raise Http404
    asked = questions()[row.questions[number - 1]]
    answered = asked.id in row.answers
    form = QuestionForm(
        None if answered else sent(request),
        question=asked,
        seed=f"{row.key}:{number}",
        today=today(),
        answer=row.answers.get(asked.id),
    )
    if form.is_valid():
        try:
            refreshing.answer(person=request.user.key, key=refresher, question=asked.id, given=form.answer)
        except ExaminationError as error:
            form.add_error(None, str(error))
        else:
            return redirect("learning:refresher-question", refresher, number)
    context = {
        "row": row,
        "form": form,
        "question": asked,
        "number": number,
        "marked": mark(asked, row.answers[asked.id]) if answered else None,
        "after": reverse("learning:refresher-open", args=[refresher]),
    }
    return DONE.page(request, "question", context)


def _mine(request: SignedInRequest, refresher: str) -> Refresher:
    row = refreshing.refresher_of(request.user.key, refresher)
    if row is None:
        raise Http404
    return row
