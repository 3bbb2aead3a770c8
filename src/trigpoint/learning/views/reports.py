"""What learners decided in scenarios, for those who write and review them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.content.scenarios import scenarios
from trigpoint.learning.queries import FEWEST, report_of
from trigpoint.learning.rules import WRITES
from trigpoint.learning.views.common import scenario_called
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from trigpoint.people.requests import SignedInRequest


@permission(WRITES)
@require_safe
def index(request: SignedInRequest) -> HttpResponseBase:
    """List the scenarios. No query."""
    return render(request, "learning/reports.html", {"scenarios": scenarios().values(), "fewest": FEWEST})


@permission(WRITES)
@require_safe
def report(request: SignedInRequest, scenario: str) -> HttpResponseBase:
    """Show what was decided at each point. One query."""
    context = {"page": report_of(scenario_called(scenario)), "fewest": FEWEST}
    return render(request, "learning/report.html", context)
