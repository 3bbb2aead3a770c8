"""The questions themselves, for authors and reviewers: a list to narrow, a page for each, its review, both exports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.content.questions import Kind, questions
from trigpoint.learning.feedback import key_shown
from trigpoint.learning.freezing import frozen_questions, stale_questions
from trigpoint.learning.practice import actions, queries
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.files import gift_of, moodle_of
from trigpoint.learning.practice.forms import FindForm, ReviewForm
from trigpoint.learning.practice.rules import READER
from trigpoint.people.roles import Role
from trigpoint.platform.clock import now, today
from trigpoint.platform.fields import Option, whole
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.pages import Crumb
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http.response import HttpResponseBase

    from trigpoint.content.questions import Question
    from trigpoint.learning.practice.queries import ReviewState
    from trigpoint.people.requests import SignedInRequest

A_PAGE = 25
"""Questions on a page of the list: a phone shows them without an end otherwise."""
KINDS = {
    Kind.SINGLE: "One answer",
    Kind.MULTIPLE: "Several answers",
    Kind.ORDER: "Order",
    Kind.MATCH: "Matching",
    Kind.DATE: "Date",
    Kind.CLAUSE: "Clause that governs",
}
STATES = {
    "to-review": "Waits for expert review",
    "change": "A reviewer asks for a change",
    "frozen": "Frozen: its law changed",
    "stale": "Stale: its law changed after it was checked",
    "examination": "May be examined",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A question in the list."""

    question: Question
    kind: str
    state: ReviewState
    is_frozen: bool
    is_stale: bool
    answers: int
    right: int | None

    def has(self, state: str) -> bool:
        """Tell whether it is in one of the states that the list is narrowed by."""
        return {
            "to-review": not self.state.accepted and not self.state.asked_to_change,
            "change": self.state.asked_to_change,
            "frozen": self.is_frozen,
            "stale": self.is_stale,
            "examination": self.question.for_examination,
        }[state]


@permission(READER)
@require_safe
def index(request: SignedInRequest) -> HttpResponseBase:
    """List the questions with how they stand."""
    form = FindForm(
        request.GET,
        today=today(),
        kinds=[Option(kind, words) for kind, words in KINDS.items()],
        states=[Option(state, words) for state, words in STATES.items()],
    )
    wanted: Mapping[str, str] = form.cleaned_data if form.is_valid() else {}
    rows = [row for row in _rows() if _fits(row, wanted)]
    page = max(1, whole(request.GET.get("page", "")))
    query = urlencode({name: value for name, value in wanted.items() if value})
    context = {
        "form": form,
        "rows": rows[(page - 1) * A_PAGE : page * A_PAGE],
        "found": len(rows),
        "all": len(questions()),
        "query": f"{query}&" if query else "",
        "before": page - 1,
        "after": page + 1 if len(rows) > page * A_PAGE else 0,
        "first": (page - 1) * A_PAGE + 1,
        "last": min(len(rows), page * A_PAGE),
        "crumbs": crumbs()[:1],
    }
    return render(request, "practice/questions.html", context)


def _rows() -> list[Row]:
    states, frozen, stale, shares = queries.review_states(), frozen_questions(), stale_questions(), queries.shares()
    found = []
    for one in questions().values():
        answers, right = shares.get(one.id, (0, 0))
        share = round(100 * right / answers) if answers >= queries.FEWEST else None
        found.append(Row(one, KINDS[one.kind], states[one.id], one.id in frozen, one.id in stale, answers, share))
    return found


def _fits(row: Row, wanted: Mapping[str, str]) -> bool:
    return (
        wanted.get("topic", "") in {"", row.question.topic}
        and wanted.get("kind", "") in {"", row.question.kind}
        and (not wanted.get("state") or row.has(wanted["state"]))
    )


@permission(READER)
@require_http_methods(METHODS)
def one(request: SignedInRequest, question: str) -> HttpResponseBase:
    """Show a question with its key, its reasons, its law, its figures and its reviews; take a review."""
    found = questions().get(question)
    if found is None:
        raise Http404
    data = sent(request)
    form = ReviewForm(data, today=today())
    if form.is_valid():
        try:
            actions.review(
                reviewer=request.user.key,
                question=question,
                text_hash=request.POST.get("text", ""),
                verdict=form.cleaned_data["verdict"],
                note=form.cleaned_data["note"],
                own=form.cleaned_data["own"] == "yes",
                now=now(),
                demonstration=settings.DEMO,
            )
        except PracticeError as error:
            form.add_error(error.field or None, str(error))
        else:
            return redirect("learning:one-question", question)
    context = {
        "question": found,
        "kind": KINDS[found.kind],
        "said": key_shown(found),
        "form": form,
        "may_review": request.user.working_as is not None and request.user.working_as.role is Role.REVIEWER,
        "state": queries.review_states()[found.id],
        "reviews": queries.reviews_of(found),
        "figures": queries.figures_of(found),
        "fewest": queries.FEWEST,
        "is_frozen": found.id in frozen_questions(),
        "is_stale": found.id in stale_questions(),
        "crumbs": crumbs(),
    }
    return render(request, "practice/question.html", context)


@permission(READER)
@require_safe
def export(request: SignedInRequest, format_: str) -> HttpResponseBase:  # noqa: ARG001 - every view has it
    """Send all questions as a GIFT or Moodle XML file."""
    listed = questions().values()
    if format_ == "gift":
        return as_file(gift_of(listed).encode(), "trigpoint-questions.gift", "text/plain; charset=utf-8")
    return as_file(moodle_of(listed), "trigpoint-questions.xml", "application/xml")


def as_file(data: bytes, name: str, type_: str) -> HttpResponse:
    """Return a download."""
    return HttpResponse(data, headers={"Content-Type": type_, "Content-Disposition": f'attachment; filename="{name}"'})


def crumbs() -> tuple[Crumb, ...]:
    """Return the pages above."""
    return (Crumb("Learn", "/learn/"), Crumb("Questions", reverse("learning:questions")))
