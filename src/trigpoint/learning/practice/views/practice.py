"""Practising: what is for today, one question at a time with its feedback, and the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.content.questions import questions, topics
from trigpoint.law.terms import queries as terms
from trigpoint.learning.asking import QuestionForm
from trigpoint.learning.feedback import feedback_drawn, heading_of
from trigpoint.learning.freezing import frozen_questions
from trigpoint.learning.practice import actions, queries
from trigpoint.learning.practice.drawing import A_ROUND, desk_of, desk_with
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.forms import PlanForm
from trigpoint.learning.practice.models import new_key
from trigpoint.learning.practice.weeks import plan_of, week_of
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.pages import Crumb
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from trigpoint.content.questions import Question
    from trigpoint.people.requests import SignedInRequest

SECONDS_EACH = 30
"""A question takes about half a minute on a phone."""


@permission(SIGNED_IN)
@require_safe
def home(request: SignedInRequest) -> HttpResponseBase:
    """Say what is for today, how far each topic is, and what the plan is."""
    person = request.user.key
    plan = plan_of(person)
    desk = desk_with(person, now(), plan, week_of(plan))
    context = {
        "desk": desk,
        "count": len(desk.today),
        "minutes": max(1, round(len(desk.today) * SECONDS_EACH / 60)),
        "anyway": bool(desk.due or desk.fresh or desk.later),
        "plan": plan,
        "chosen": [topics()[one] for one in plan.topics if one in topics()] if plan else [],
        "rows": queries.progress(person),
        "rounds": queries.open_rounds(person),
        "key": new_key(),
        "told_outside": bool(settings.LRS_URL),
        "crumbs": crumbs()[:1],
    }
    return render(request, "practice/home.html", context)


@permission(SIGNED_IN)
@require_safe
def next_question(request: SignedInRequest) -> HttpResponseBase:
    """Ask the next question of today; with `?anyway=1` one that is not due, too. Back to the start if there is none."""
    desk = desk_of(request.user.key, now())
    listed = [*desk.today] if "anyway" not in request.GET else [*desk.due, *desk.fresh, *desk.later]
    if not listed:
        return redirect("learning:practice")
    # What is on the desk is not frozen, so nobody is asked again.
    return _ask(request, questions()[listed[0]], left=0 if "anyway" in request.GET else len(listed), is_frozen=False)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def one(request: SignedInRequest, question: str) -> HttpResponseBase:
    """Ask one question; take its answer, and say what is right and why."""
    found = questions().get(question)
    if found is None or not found.for_practice:
        raise Http404
    data = sent(request)
    if data is None:
        return _ask(request, found)
    attempt = data.get("key", "")
    form = QuestionForm(data, question=found, seed=attempt, today=today())
    is_unsure = "unsure" in data
    if not is_unsure and not form.is_valid():
        return _ask(request, found, form, attempt)
    try:
        told = actions.answer(
            person=request.user.key,
            question=question,
            answer=None if is_unsure else form.answer,
            attempt=attempt,
            now=now(),
        )
    except PracticeError as error:
        form.add_error(None, str(error))
        return _ask(request, found, form, new_key())
    given = None if is_unsure else form.answer
    if not told.first:
        earlier = queries.answered(request.user.key, attempt)
        given = earlier.answer if earlier and earlier.question == question else given
    context = {
        "question": found,
        "heading": heading_of(told.marked, given),
        "drawn": feedback_drawn(found, given, headed=False),
        "told": told,
        "crumbs": crumbs(),
    }
    return render(request, "practice/answered.html", context)


def _ask(
    request: SignedInRequest,
    question: Question,
    form: QuestionForm | None = None,
    key: str = "",
    *,
    left: int = 0,
    is_frozen: bool | None = None,
) -> HttpResponseBase:
    key = key or new_key()
    asked = form or QuestionForm(question=question, seed=key, today=today())
    context = {
        "form": asked,
        "question": question,
        "key": key,
        "left": left,
        "is_frozen": question.id in frozen_questions() if is_frozen is None else is_frozen,
        "crumbs": crumbs(),
    }
    return render(request, "practice/ask.html", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def plan(request: SignedInRequest) -> HttpResponseBase:
    """Choose what to practise, by when, and whose holidays are off."""
    there = plan_of(request.user.key)
    initial = (
        {"topics": list(there.topics), "target": there.target, "authority": there.authority, "a_day": there.a_day}
        if there
        else {"a_day": A_ROUND}
    )
    councils = sorted({row.authority for row in terms.entered()})
    form = PlanForm(sent(request), today=today(), councils=councils, initial=initial)
    if form.is_valid():
        try:
            actions.plan(person=request.user.key, today=today(), now=now(), **form.cleaned_data)
        except PracticeError as error:
            form.add_error(error.field or None, str(error))
        else:
            return redirect("learning:practice")
    return render(request, "practice/plan.html", {"form": form, "crumbs": crumbs()})


def crumbs() -> tuple[Crumb, ...]:
    """Return the pages above."""
    return (Crumb("Learn", "/learn/"), Crumb("Practise", reverse("learning:practice")))
