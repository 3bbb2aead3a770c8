"""Scenarios: the list, the beginning, one decision a page, what the law makes of it, the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.content.scenarios import scenarios
from trigpoint.learning import actions
from trigpoint.learning.errors import DecidedError, LearningError
from trigpoint.learning.forms import DecisionForm
from trigpoint.learning.pages import changed_since, told
from trigpoint.learning.queries import private_words_in, run_of, runs_of
from trigpoint.learning.views.common import person_of, scenario_called
from trigpoint.learning.way import Taken, read_way
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission, public

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from trigpoint.learning.way import Way
    from trigpoint.people.requests import SignedInRequest

WENT_OTHERWISE = "otherwise"


@public
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """List the scenarios, with what somebody did of them. Two queries for her, none for a visitor."""
    person = person_of(request)
    runs = runs_of(person) if person else ()
    ended = {row.scenario.id for row in runs if row.ended}
    open_ = {row.scenario.id: row for row in runs if row.way is not None and not row.ended}
    rows = [(one, one.id in ended, open_.get(one.id)) for one in scenarios().values()]
    return render(request, "learning/scenarios.html", {"rows": rows, "signed_in": bool(person)})


@public
@require_http_methods(METHODS)
def start(request: HttpRequest, scenario: str) -> HttpResponseBase:
    """Show where a case begins; begin it. What a visitor decides is not kept: it stands in the address alone."""
    found, person = scenario_called(scenario), person_of(request)
    if request.method == "POST":
        if person:
            run = actions.begin(person=person, scenario=scenario, now=now())
            return HttpResponseRedirect(reverse("learning:run", args=[run]))
        return HttpResponseRedirect(reverse("learning:play", args=[scenario]))
    context = {
        "scenario": found,
        "signed_in": bool(person),
        "stale": changed_since(found.provisions, found.checked_to),
        "open": next((row for row in runs_of(person) if row.scenario is found and row.way and not row.ended), None)
        if person
        else None,
    }
    return render(request, "learning/scenario.html", context)


@public
@require_http_methods(METHODS)
def play(request: HttpRequest, scenario: str) -> HttpResponseBase:
    """Go through a case without an account."""
    found = scenario_called(scenario)
    here = reverse("learning:play", args=[scenario])
    if person_of(request):  # what she decides is kept, so she begins a run of her own
        return HttpResponseRedirect(reverse("learning:scenario", args=[scenario]))
    way = read_way(found, request.GET.get("way", ""))
    if way is None:
        return HttpResponseRedirect(here)

    def address(number: int | None = None) -> str:
        query = {key: value for key, value in (("way", way.written), ("at", number)) if value}
        return f"{here}?{urlencode(query)}" if query else here

    if way.point is not None and request.method == "POST":
        form = DecisionForm(sent(request), point=way.point, with_words=False, today=today())
        if form.is_valid():
            given = form.cleaned_data
            query = {"way": way.and_then(Taken(given["choice"], given["reason"])).written, "at": way.number}
            return HttpResponseRedirect(f"{here}?{urlencode(query)}")
        return _page(request, way, address, form=form)
    return _page(request, way, address)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def run(request: SignedInRequest, run: str) -> HttpResponseBase:
    """Go through a case with an account: every decision is kept as it was made."""
    row = run_of(request.user.key, run)
    if row is None:
        raise Http404
    here = reverse("learning:run", args=[run])
    if row.way is None:
        return render(request, "learning/run_changed.html", {"row": row})
    way = row.way

    def address(number: int | None = None) -> str:
        return f"{here}?at={number}" if number else here

    if request.method == "POST" and way.point is None:
        return HttpResponseRedirect(here)
    if request.method == "POST" and way.point is not None:
        number = _number(request.POST.get("number", ""), way.number)
        asked = way.point if number == way.number else way.made[number - 1].point
        form = DecisionForm(sent(request), point=asked, with_words=True, today=today())
        if form.is_valid():
            return _decided(request, way, address, form, run=run, number=number)
        return _page(request, way, address, form=form)
    extra: dict[str, Any] = {"row": row}
    if way.made:
        extra["private"] = private_words_in(request.user.key, run)
    return _page(request, way, address, extra=extra)


def _number(said: str, most: int) -> int:
    """Return which decision a form was for: the open one, unless it says another."""
    return int(said) if said.isdecimal() and 0 < int(said) <= most else most


def _decided(
    request: SignedInRequest,
    way: Way,
    address: Callable[[int | None], str],
    form: DecisionForm,
    *,
    run: str,
    number: int,
) -> HttpResponseBase:
    given = form.cleaned_data
    try:
        actions.decide(
            person=request.user.key,
            run=run,
            number=number,
            choice=given["choice"],
            reason=given["reason"],
            words=given["words"],
            now=now(),
        )
    except DecidedError:
        return HttpResponseRedirect(f"{address(number)}&done={WENT_OTHERWISE}")
    except LearningError as error:
        form.add_error(None, str(error))
        return _page(request, way, address, form=form)
    return HttpResponseRedirect(address(number))


def _page(
    request: HttpRequest,
    way: Way,
    address: Callable[[int | None], str],
    *,
    form: DecisionForm | None = None,
    extra: Mapping[str, Any] | None = None,
) -> HttpResponseBase:
    """Draw the page of a way: what the law makes of a decision, the decision to make, or the end."""
    signed_in = bool(person_of(request))
    path = [(made, address(made.number)) for made in way.made]
    context: dict[str, Any] = {
        "scenario": way.scenario,
        "way": way,
        "path": path,
        "signed_in": signed_in,
        **(extra or {}),
    }
    at = request.GET.get("at", "")
    if form is None and at.isdecimal() and 0 < int(at) <= len(way.made):
        number = int(at)
        made = way.made[number - 1]
        context |= {
            "told": told(made),
            "onward": address(number + 1) if number < len(way.made) else address(None),
            "words": context.get("private", {}).get(number, ""),
            "otherwise": request.GET.get("done") == WENT_OTHERWISE,
            "leads_to_end": number == len(way.made) and way.end is not None,
        }
        return render(request, "learning/told.html", context)
    if way.point is None:
        context |= {"end": way.end, "told": [told(made) for made in way.made]}
        return render(request, "learning/scenario_end.html", context)
    context["form"] = form or DecisionForm(None, point=way.point, with_words=signed_in, today=today())
    context["point"] = context["form"].point
    return render(request, "learning/point.html", context)
