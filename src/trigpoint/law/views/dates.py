"""The dates that the law asks for: a list, a question to each, its answer at the same address, a calendar file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trigpoint.law.dates.forms import form_for, needs_terms
from trigpoint.law.dates.groups import calculators, group_of
from trigpoint.law.dates.page import CannotReckonError, date_page
from trigpoint.law.library.fragments import date_rule, date_sources, dates_main
from trigpoint.law.terms import queries as terms
from trigpoint.law.views.crumbs import above
from trigpoint.platform.calendars import calendar_response
from trigpoint.platform.clock import now, today
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict
    from django.http.response import HttpResponseBase

    from trigpoint.deadlines import Calculator
    from trigpoint.law.dates.forms import AskForm
    from trigpoint.law.dates.page import DatePage

CHANGE = "change"


@public
@require_safe
def index(request: HttpRequest) -> HttpResponseBase:
    """List every calculator, group by group. No query."""
    context = {"title": "Work out a date", "main": dates_main(), "crumbs": (above(),)}
    return render(request, "law/whole.html", context)


@public
@require_safe
def date(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Ask for the day, or answer where the address holds one. The address can be shared: it is the whole question.

    No query; where school days are counted at most three, for councils and their term dates.
    """
    calculator = calculator_of(slug)
    form = form_of(calculator, request.GET if "on-day" in request.GET else None)
    found = None if CHANGE in request.GET else answer(calculator, form)
    if found is None:
        context = {"form": form, "calculator": calculator, "group": group_of(slug)}
        return render(request, "law/date_question.html", context)
    query = request.GET.urlencode()
    context = {
        "page": found,
        "rule": date_rule(slug),
        "sources": date_sources(slug),
        "group": group_of(slug),
        "change": f"{request.path}?{query}&{CHANGE}=1",
        "calendar": f"{reverse('law:date-calendar', args=[slug])}?{query}",
    }
    return render(request, "law/date_answer.html", context)


@public
@require_safe
def date_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Give the day, and those that follow from it, as a calendar file; what cannot be reckoned goes back."""
    calculator = calculator_of(slug)
    found = answer(calculator, form_of(calculator, request.GET))
    page = f"{reverse('law:date', args=[slug])}?{request.GET.urlencode()}"
    if found is None:
        return HttpResponseRedirect(page)
    events = found.events(request.build_absolute_uri(page))
    return calendar_response(events, filename=f"{slug}.ics", now=now())


def calculator_of(slug: str) -> Calculator:
    """Return a calculator, or a page that says there is none."""
    found = calculators().get(slug)
    if found is None:
        raise Http404
    return found


def form_of(calculator: Calculator, data: QueryDict | None) -> AskForm:
    """Return the form, with the councils to choose from where school days are counted; a name may be typed loosely."""
    if not needs_terms(calculator):
        return form_for(calculator, data, today=today())
    councils = terms.councils()
    told = {name: str(value) for name, value in data.items()} if data is not None else None
    if told and (typed := told.get("council", "")):
        meant = terms.named(typed, councils)
        told["council"] = meant.name if meant else typed
    return form_for(calculator, told, today=today(), councils=councils)


def answer(calculator: Calculator, form: AskForm) -> DatePage | None:
    """Return the answer; None where nothing was asked yet or the form says what to change."""
    if not form.is_valid():
        return None
    asked = form.asked()
    council = terms.terms_of(asked.council) if asked.council else None
    try:
        return date_page(calculator, asked, today=form.today, council=council)
    except CannotReckonError as error:
        form.add_error(error.field if error.field in form.fields else "on", str(error))
        return None
