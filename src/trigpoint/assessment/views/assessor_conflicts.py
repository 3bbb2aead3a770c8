"""The schools of which an assessor judges nobody: she names them, and takes them back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.assessment import actions, queries
from trigpoint.assessment.errors import GoneError
from trigpoint.assessment.rules import ASSESSOR
from trigpoint.assessment.views.common import DONE, page
from trigpoint.content.assessment import rules
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission
from trigpoint.schools.picker import ask_for_school

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest


@permission(ASSESSOR)
@require_safe
def schools(request: SignedInRequest) -> HttpResponse:
    """Show the schools of which the assessor judges nobody."""
    context = {"rows": queries.schools_said_by(request.user.key), "years": rules().conflict_years}
    return page(request, "own_conflicts", context)


@permission(ASSESSOR)
@require_http_methods(METHODS)
def add_school(request: SignedInRequest) -> HttpResponse:
    """Name a school."""
    chosen = ask_for_school(
        request,
        today=today(),
        title="Which school do you have a conflict with?",
        back=reverse("assessment:own-conflicts"),
    )
    if not isinstance(chosen, str):
        return chosen
    taken = actions.declare_school(assessor=request.user.key, setting=chosen, now=now())
    return DONE.to("own-conflicts", "school-taken" if taken else "school-kept")


@permission(ASSESSOR)
@require_POST
def end_school(request: SignedInRequest, number: int) -> HttpResponse:
    """Take a school back."""
    try:
        actions.end_conflict(number=number, by=request.user.key, now=now())
    except GoneError:
        raise Http404 from None
    return DONE.to("own-conflicts", "conflict-ended")
