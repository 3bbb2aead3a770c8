"""The pages of *Can I be, or stay, the SENCO?* Nothing is stored: answers travel in the visitor's own cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.law.senco.readings import points
from trigpoint.pathway.eligibility.carrying import for_another_school, for_the_route_finder
from trigpoint.pathway.eligibility.flow import FLOW
from trigpoint.pathway.eligibility.queries import finished_answers, law, result_page, told_in
from trigpoint.pathway.eligibility.summary import summary_of
from trigpoint.pathway.routes.flow import route_flow
from trigpoint.platform.answers import answers_of
from trigpoint.platform.calendars import calendar_response
from trigpoint.platform.clock import now, today
from trigpoint.platform.flows import answered, ask, forget, kept_answers
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest

ASKED_AGAIN, EXPIRED = "again", "expired"
"""What is added to a question's address to say why it is asked: something is still open; no answer is held at all."""


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what the check does and what to have at hand."""
    context = {
        "caption": FLOW.caption,
        "first": FLOW.address_of(FLOW.questions[0]),
        "has_answers": bool(kept_answers(answers_of(request), FLOW)),
    }
    return private(render(request, "pathway/eligibility/start.html", context))


@public
@require_http_methods(METHODS)
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a question, or take its answer."""
    return ask(request, FLOW, slug, today=today())


@public
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Show the answer. Where an answer of the visitor is missing, go to its question and say why."""
    return with_result(request, "pathway/eligibility/result.html")


@public
@require_safe
def note(request: HttpRequest) -> HttpResponse:
    """Show the answer on one sheet for those who hold the duty."""
    return with_result(request, "pathway/eligibility/note.html")


def with_result(request: HttpRequest, template: str) -> HttpResponse:
    """Show a page made from the result."""
    day = today()
    outcome = answered(request, FLOW, today=day)
    if isinstance(outcome, HttpResponse):
        return open_question(request, outcome)
    last = next(question for question in reversed(FLOW.questions) if question.slug in outcome)
    context = {
        "page": result_page(outcome, day),
        "answers": summary_of(outcome),
        "today": day,
        "back": FLOW.address_of(last),
    }
    return private(render(request, template, context))


def open_question(request: HttpRequest, redirect: HttpResponse) -> HttpResponse:
    """Go to the open question, which then says why it is asked."""
    reason = ASKED_AGAIN if kept_answers(answers_of(request), FLOW) else EXPIRED
    return HttpResponseRedirect(f"{redirect['Location']}?{reason}")


@public
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Give the dates to come as a calendar file."""
    outcome = answered(request, FLOW, today=today())
    if isinstance(outcome, HttpResponse):
        return open_question(request, outcome)
    events = result_page(outcome, today()).events
    if not events:
        return HttpResponseRedirect(reverse(FLOW.result))
    return private(calendar_response(events, filename="senco-dates.ics", now=now()))


@public
@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """Show the points that can be read in two ways, side by side."""
    day = today()
    context: dict[str, Any] = {
        "points": points(law().clauses, day),
        "checked_to": law().scheme.law_checked_to,
        "back": reverse(FLOW.result if finished_answers(answers_of(request), day) else FLOW.start),
    }
    return private(render(request, "pathway/eligibility/readings.html", context))


@public
@require_POST
def another_school(request: HttpRequest) -> HttpResponse:
    """Keep the answers about the person, and ask only what another school leaves open."""
    kept, told = kept_answers(answers_of(request), FLOW), told_in(answers_of(request), today())
    if told is not None:
        answers_of(request)[FLOW.name] = for_another_school(kept, told)
    return HttpResponseRedirect(FLOW.address_of(FLOW.questions[0], changing=True))


@public
@require_POST
def to_routes(request: HttpRequest) -> HttpResponse:
    """Go to the route finder with what is known already."""
    flow, day = route_flow(), today()
    told = told_in(answers_of(request), day)
    if told is not None:
        answers_of(request)[flow.name] = for_the_route_finder(told, kept_answers(answers_of(request), flow))
    return HttpResponseRedirect(reverse(flow.start))


@public
@require_http_methods(METHODS)
def clear(request: HttpRequest) -> HttpResponse:
    """Ask before the answers are dropped; then drop them."""
    if request.method == "POST":
        forget(request, FLOW)
        return HttpResponseRedirect(reverse(FLOW.start))
    return private(render(request, "pathway/eligibility/clear.html", {"back": reverse(FLOW.result)}))


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of shared caches, and out of the browser's once it is left: it may show somebody's answers."""
    patch_cache_control(response, private=True, no_store=True)
    return response
