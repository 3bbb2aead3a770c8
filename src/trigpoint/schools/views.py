"""The public pages of the register: find a school, see what it is. Nothing of the visitor is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.platform.clock import today
from trigpoint.platform.fetching import may_fetch
from trigpoint.platform.permissions import public
from trigpoint.schools import page, picker, queries
from trigpoint.schools.forms import FindForm
from trigpoint.schools.models import FIRST_URN, LAST_URN

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

TAKEN_IN_BY_CACHES_SECONDS = 60


@public
@may_fetch  # suggestions, while one types
@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """Find a school: a question by GET, and the schools it may mean. Two queries for what is spelt right."""
    form = FindForm(request.GET if "q" in request.GET else None, today=today())
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    context = {
        "form": form,
        "asked": asked,
        "found": queries.search(asked) if asked else None,
        "as_at": queries.register_day(),
    }
    return render(request, "schools/find.html", context)


@public
@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """Give the list of results alone, for the page that is already there."""
    form = FindForm(request.GET, today=today())
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    response = render(
        request, "schools/results.html", {"asked": asked, "found": queries.search(asked) if asked else None}
    )
    response["Cache-Control"] = f"private, max-age={TAKEN_IN_BY_CACHES_SECONDS}"
    return response


@public
@require_safe
def choices(request: HttpRequest) -> HttpResponse:
    """Give the schools to choose from alone, for a page that asks which one is meant and is already there."""
    form = FindForm(request.GET, today=today())
    asked = form.cleaned_data["q"] if form.is_valid() else ""
    response = render(request, "schools/choices.html", picker.choices(asked, today()))
    response["Cache-Control"] = f"private, max-age={TAKEN_IN_BY_CACHES_SECONDS}"
    return response


@public
@require_safe
def school(request: HttpRequest, urn: int) -> HttpResponse:
    """Show what a school is, since when, and whether the rules on SENCOs cover it. Three queries."""
    found = queries.school(urn) if FIRST_URN <= urn <= LAST_URN else None
    if found is None:
        return render(request, "schools/no_school.html", {"as_at": queries.register_day()}, status=404)
    links = queries.links_of(urn)
    return render(request, "schools/school.html", {"page": page.school_page(found, links, today=today())})
