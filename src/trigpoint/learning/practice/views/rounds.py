"""Ten questions in one go: open, start, save, hand in. Each page is drawn by the request that did it: no detours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from trigpoint.content.questions import questions
from trigpoint.learning.asking import Asked, QuestionForm
from trigpoint.learning.feedback import feedback_drawn
from trigpoint.learning.practice import actions, queries
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.views.practice import crumbs
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.http.response import HttpResponseBase
    from django.utils.safestring import SafeString

    from trigpoint.learning.practice.models import Round
    from trigpoint.people.requests import SignedInRequest


@dataclass(frozen=True, slots=True)
class Place:
    """One question of a round on its page."""

    number: int
    form: QuestionForm


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One question of a round that was handed in. `counts`: its law had not changed by then."""

    number: int
    stem: str
    counts: bool
    drawn: SafeString


@permission(SIGNED_IN)
@require_POST
def open_round(request: SignedInRequest) -> HttpResponseBase:
    """Draw ten questions under the key that the page gave, and say what they are about."""
    try:
        found = actions.open_round(person=request.user.key, key=request.POST.get("key", ""), now=now())
    except PracticeError as error:
        return render(request, "practice/refused.html", {"words": str(error), "crumbs": crumbs()})
    return render(request, "practice/opened.html", _opened(found))


@permission(SIGNED_IN)
@require_POST
def start(request: SignedInRequest, key: str) -> HttpResponseBase:
    """Begin a round, and show its questions."""
    try:
        found = actions.start_round(person=request.user.key, key=key, now=now())
    except PracticeError:
        raise Http404 from None
    return _shown(request, found)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def one(request: SignedInRequest, key: str) -> HttpResponseBase:
    """Show a round as far as it is; save its answers, or hand it in."""
    found = queries.round_of(request.user.key, key)
    if found is None:
        raise Http404
    if request.method != "POST":
        return _shown(request, found) if found.started_at else render(request, "practice/opened.html", _opened(found))
    places = _places(found, request.POST)
    sent = [place for place in places if not place.form.is_blank]
    # Every one is checked, so that all errors are said together.
    wrong = [place for place in sent if not place.form.is_valid()]
    answers = {place.form.question.id: place.form.answer for place in sent if place not in wrong}
    act = actions.submit_round if "submit" in request.POST and not wrong else actions.save_round
    try:
        found = act(person=request.user.key, key=key, answers=answers, now=now())
    except PracticeError as error:
        return render(request, "practice/refused.html", {"words": str(error), "again": found, "crumbs": crumbs()})
    if found.submitted_at is not None:
        return _shown(request, found)
    if wrong:
        return _asked(request, found, places)
    # A small page: on a slow line nobody waits for ten questions that she has before her already.
    context = {"round": found, "left": len(found.questions) - len(found.answers), "crumbs": crumbs()}
    return render(request, "practice/saved.html", context)


def _opened(found: Round) -> dict[str, object]:
    about = dict.fromkeys(questions()[one].topic_title for one in found.questions if one in questions())
    return {"round": found, "count": len(found.questions), "topics": list(about), "crumbs": crumbs()}


def _shown(request: SignedInRequest, found: Round) -> HttpResponseBase:
    if found.submitted_at is None:
        return _asked(request, found, _places(found, None))
    rows = [
        Reviewed(
            number,
            questions()[one].stem,
            one not in found.left_out,
            feedback_drawn(questions()[one], found.answers.get(one)),
        )
        for number, one in enumerate(found.questions, 1)
        if one in questions()
    ]
    context = {
        "round": found,
        "rows": rows,
        "counted": len(found.questions) - len(found.left_out),
        "crumbs": crumbs(),
    }
    return render(request, "practice/review.html", context)


def _asked(request: SignedInRequest, found: Round, places: list[Place]) -> HttpResponseBase:
    asked = Asked(tuple(place.form for place in places))
    context = {"round": found, "places": places, "form": asked, "crumbs": crumbs()}
    return render(request, "practice/round.html", context)


def _places(found: Round, data: QueryDict | None) -> list[Place]:
    """Return the questions of a round, with what was sent or else saved."""
    return [
        Place(
            number,
            QuestionForm(
                data,
                question=questions()[one],
                seed=found.key,
                today=today(),
                prefix=f"q{number}-",
                answer=found.answers.get(one),
                called=f"question {number}",
            ),
        )
        for number, one in enumerate(found.questions, 1)
        if one in questions()
    ]
