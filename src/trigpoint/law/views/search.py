"""The search of law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.law.forms import SearchForm
from trigpoint.law.search.finding import search
from trigpoint.law.views.crumbs import above
from trigpoint.platform.clock import today
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@public
@require_safe
def find(request: HttpRequest) -> HttpResponseBase:
    """Search: an exact citation first, then words. Three queries at most."""
    form = SearchForm(request.GET if "q" in request.GET else None, today=today())
    found = search(form.cleaned_data["q"], on=form.cleaned_data["on"] or today()) if form.is_valid() else None
    day = form.cleaned_data.get("on") if found else None
    return render(request, "law/search.html", {"form": form, "found": found, "day": day, "crumbs": (above(),)})
