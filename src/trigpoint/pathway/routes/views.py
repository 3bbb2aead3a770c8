"""The pages of the route finder."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.pathway.routes.flow import route_flow
from trigpoint.pathway.routes.fragments import route_main, start_main
from trigpoint.pathway.routes.queries import (
    finished_answers,
    is_route,
    nearest_route,
    progress,
    result_page,
    route_page,
    start_page,
)
from trigpoint.platform.answers import answers_of
from trigpoint.platform.clock import today
from trigpoint.platform.flows import CHANGE, answered, ask, forget, kept_answers
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from django.http import HttpRequest

ASKED_AGAIN, EXPIRED = "again", "expired"
"""What is added to a question's address to say why it is asked: something is still open; no answer is held at all."""


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Say what the finder does, and list every route."""
    day = today()
    main = start_main(progress(answers_of(request), day), day)
    return render(request, "pathway/routes/page.html", {"title": "Find my route to QTS", "main": main})


@public
@require_http_methods(METHODS)
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a question, or take its answer and go on to the first that is still open: nothing is asked twice."""
    day = today()
    response = ask(request, route_flow(), slug, today=day)
    if isinstance(response, HttpResponseRedirect) and CHANGE not in request.GET:
        return HttpResponseRedirect(progress(answers_of(request), day).next_url)
    return response


@public
@require_safe
def result(request: HttpRequest) -> HttpResponse:
    """Show which routes fit. Where an answer is missing, go to its question and say why."""
    flow, day = route_flow(), today()
    outcome = answered(request, flow, today=day)
    if isinstance(outcome, HttpResponse):
        reason = ASKED_AGAIN if kept_answers(answers_of(request), flow) else EXPIRED
        return HttpResponseRedirect(f"{outcome['Location']}?{reason}")
    response = render(request, "pathway/routes/result.html", {"page": result_page(outcome, day)})
    patch_cache_control(response, private=True, no_cache=True)
    return response


@public
@require_safe
def route(request: HttpRequest, route_id: str) -> HttpResponse:
    """Show everything about one route, and the visitor's own case when the form is finished."""
    day = today()
    if not is_route(route_id):
        found = route_page(nearest_route(route_id), None, day)
        missing = {"nearest": found.row if found else None, "page": start_page(day)}
        return render(request, "pathway/routes/no_such_route.html", missing, status=404)
    answers = finished_answers(answers_of(request), day)
    title, main = route_main(route_id, answers, progress(answers_of(request), day), day)
    response = render(request, "pathway/routes/page.html", {"title": f"{title}: a route to QTS", "main": main})
    patch_cache_control(response, private=True, no_cache=True)
    return response


@public
@require_http_methods(METHODS)
def clear(request: HttpRequest) -> HttpResponse:
    """Ask before the answers are dropped; then drop them."""
    if request.method == "POST":
        forget(request, route_flow())
        return HttpResponseRedirect(reverse("pathway:routes"))
    return render(request, "pathway/routes/clear.html")
