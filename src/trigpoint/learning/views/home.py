"""The first page of learning: go on where you were, or begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.content.questions import questions
from trigpoint.content.scenarios import scenarios
from trigpoint.learning.examination.refreshing import owed
from trigpoint.learning.queries import nothing_read, progress_of
from trigpoint.learning.views.common import person_of
from trigpoint.platform.fetching import may_fetch
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@public
@may_fetch
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Show a refresher that is due, where somebody was, and the ways on. Six queries for her, none for a visitor."""
    person = person_of(request)
    due = owed(person) if person else None
    rows = progress_of(person) if person else nothing_read()
    begun = sorted((row for row in rows.values() if row.last_at), key=lambda row: str(row.last_at), reverse=True)
    context = {
        "signed_in": bool(person),
        "owed": due if due and due.rows and due.learned else None,
        "rows": tuple(rows.values()),
        "finished": sum(row.finished for row in rows.values()),
        "here": next((row for row in begun if not row.finished), None),
        "begin": "Start the next unit" if any(row.finished for row in rows.values()) else "Start the first unit",
        "next": next((row for row in rows.values() if not row.finished), None),
        "scenarios": len(scenarios()),
        "questions": len(questions()),
    }
    return render(request, "learning/home.html", context)
