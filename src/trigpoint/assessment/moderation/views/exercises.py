"""Standardisation, for assessors: the list, an exercise side by side with its criteria, and the key afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.assessment.moderation import standards
from trigpoint.assessment.moderation.forms import ExerciseForm
from trigpoint.assessment.moderation.rules import ASSESSOR
from trigpoint.assessment.moderation.views.common import DONE
from trigpoint.content.standardisation import exercises
from trigpoint.evidence.outcomes import outcome
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.content.standardisation import Exercise
    from trigpoint.people.requests import SignedInRequest


@permission(ASSESSOR)
@require_safe
def listed(request: SignedInRequest) -> HttpResponse:
    """Show every exercise, with what the assessor has passed and until when."""
    rows = standards.list_of(request.user.key, today())
    return DONE.page(request, "exercises", {"rows": rows, "left": [row for row in rows if row.until is None]})


@permission(ASSESSOR)
@require_http_methods(METHODS)
def judge(request: SignedInRequest, exercise: str) -> HttpResponse:
    """Show made-up evidence beside criteria, and take the verdicts."""
    found = existing(exercise)
    form = ExerciseForm(sent(request), today=today(), exercise=found)
    if form.is_valid():
        row = standards.judge_exercise(assessor=request.user.key, exercise=exercise, said=form.said(), now=now())
        return DONE.to("exercise-result", "", exercise, row.key)
    criteria = outcome(found.outcome).rows
    rows = [(number, one, form[f"v{number}"]) for number, one in enumerate(criteria, 1)]
    return DONE.page(request, "exercise", {"form": form, "exercise": found, "criteria": rows})


@permission(ASSESSOR)
@require_safe
def result(request: SignedInRequest, exercise: str, attempt: str) -> HttpResponse:
    """Show the key beside what the assessor said, with why."""
    found = existing(exercise)
    row = standards.attempt(request.user.key, attempt)
    if row is None or row.exercise != exercise:
        raise Http404
    criteria = {one.reference: one.words for one in outcome(found.outcome).rows}
    lines = [(one, criteria[one.criterion], row.said.get(one.criterion)) for one in found.key]
    context = {"exercise": found, "row": row, "lines": lines, "is_old": row.digest != found.digest}
    return DONE.page(request, "exercise_result", context)


def existing(exercise: str) -> Exercise:
    """Return an exercise; 404 where there is none of that id."""
    found = exercises().get(exercise)
    if found is None:
        raise Http404
    return found
