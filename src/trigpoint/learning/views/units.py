"""Units: the first page, a step a page, the whole on one page, the end."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.content.questions import questions
from trigpoint.content.units import units
from trigpoint.learning import actions
from trigpoint.learning.asking import QuestionForm
from trigpoint.learning.drawing import opening, step_parts
from trigpoint.learning.errors import LearningError
from trigpoint.learning.feedback import feedback
from trigpoint.learning.pages import HOW_SURE, changed, changed_since, whole_unit
from trigpoint.learning.practice.actions import answer
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.queries import progress_in
from trigpoint.learning.views.common import person_of, unit_called
from trigpoint.learning.views.offline import assets
from trigpoint.platform.clock import now, today
from trigpoint.platform.fetching import may_fetch
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from trigpoint.content.units import Step, Unit


@public
@may_fetch
@require_safe
def unit(request: HttpRequest, unit: str) -> HttpResponseBase:
    """Show what a unit teaches, its steps, and what was read for it. Six queries at most."""
    found, person = unit_called(unit), person_of(request)
    context = {
        "unit": found,
        "opening": opening(unit),
        "progress": progress_in(person, found) if person else None,
        "stale": changed_since(found.provisions, found.checked_to),
        "sources": [(source, HOW_SURE[source.confidence]) for source in found.sources],
        "saved": reverse("learning:unit-saved", args=[unit]),
        "assets": assets(),
        "overdue": found.review_by < today(),
    }
    return render(request, "learning/unit.html", context)


@public
@require_http_methods(METHODS)
def step(request: HttpRequest, unit: str, step: str) -> HttpResponseBase:
    """Show a step, take in the answer to its question, or note that it was read and go on. Three queries to show."""
    found = unit_called(unit)
    here = found.step(step)
    if here is None:
        raise Http404
    if request.method == "POST" and "question" not in request.POST:
        return _go_on(request, found, here)
    return _shown(request, found, here)


def _go_on(request: HttpRequest, unit: Unit, step: Step) -> HttpResponseBase:
    place = unit.steps.index(step)
    person = person_of(request)
    if person:
        try:
            actions.read_step(person=person, unit=unit.id, step=step.slug, now=now())
        except LearningError:
            return HttpResponseRedirect(reverse("learning:unit", args=[unit.id]))
    if place + 1 < len(unit.steps):
        return HttpResponseRedirect(reverse("learning:step", args=[unit.id, unit.steps[place + 1].slug]))
    return HttpResponseRedirect(reverse("learning:unit-end", args=[unit.id]))


def _shown(request: HttpRequest, unit: Unit, step: Step) -> HttpResponseBase:
    place = unit.steps.index(step)
    parts = [
        (part.html, _asked(request, part.question, f"q{i}-") if part.question else None)
        for i, part in enumerate(step_parts(unit.id, step.slug, 2))
    ]
    context = {
        "unit": unit,
        "step": step,
        "number": place + 1,
        "parts": parts,
        "asked": next((one for _, one in parts if one and one["form"].errors), {}).get("form"),
        "before": unit.steps[place - 1] if place else None,
        "is_last": place + 1 == len(unit.steps),
        "signed_in": bool(person_of(request)),
        "frozen": changed(unit.provisions),
    }
    return render(request, "learning/step.html", context)


def _asked(request: HttpRequest, question: str, prefix: str) -> dict[str, Any] | None:
    """Return the question of a step for its template: still to answer, or answered with what is said of it."""
    found = questions().get(question)
    if found is None:
        return None
    data = request.POST if request.method == "POST" and request.POST.get("question") == question else None
    attempt = (data.get("attempt", "")[:64] if data else "") or secrets.token_hex(16)
    unsure = data is not None and "unsure" in data
    form = QuestionForm(
        None if unsure else data, question=found, seed=attempt, today=today(), prefix=prefix, called="this question"
    )
    said = None
    if unsure or form.is_valid():
        said = _answered(request, question, None if unsure else form.answer, attempt)
    return {"form": form, "said": said, "attempt": attempt}


def _answered(request: HttpRequest, question: str, given: Any, attempt: str) -> object:  # noqa: ANN401 - an answer is JSON
    """Keep an answer in somebody's practice, and say what is right. A visitor's is not kept."""
    person = person_of(request)
    if person:
        try:
            answer(person=person, question=question, answer=given, attempt=attempt, now=now())
        except PracticeError:
            raise Http404 from None
    return feedback(questions()[question], given)


@public
@require_safe
def end(request: HttpRequest, unit: str) -> HttpResponseBase:
    """Say what comes after a unit: its practice, and the next one."""
    found, person = unit_called(unit), person_of(request)
    after = [one for one in units().values() if one.strand == found.strand and one.order > found.order]
    context = {
        "unit": found,
        "progress": progress_in(person, found) if person else None,
        "next": after[0] if after else None,
        "left": () if not person else [one for one in found.steps if one.slug not in progress_in(person, found).read],
    }
    return render(request, "learning/unit_end.html", context)


@public
@require_safe
def whole(request: HttpRequest, unit: str) -> HttpResponseBase:
    """Show a whole unit on one page, to print. Three queries at most."""
    found = unit_called(unit)
    context = {"page": whole_unit(found, today(), with_practice=False), "frozen": changed(found.provisions)}
    return render(request, "learning/whole.html", context)
