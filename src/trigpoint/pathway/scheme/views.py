"""The public pages of the scheme. Each reads the database once at most, and nothing of the visitor is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trigpoint.kernel.rules import Dated
from trigpoint.pathway.scheme import fragments, queries
from trigpoint.pathway.scheme.forms import AsItStoodForm, CompareForm
from trigpoint.pathway.scheme.in_words import name_of
from trigpoint.pathway.scheme.matrix import choices_of, matrix_csv
from trigpoint.platform.clock import today
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from django.http import HttpRequest

    from trigpoint.kernel import Scheme


@public
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Show the award at a glance."""
    main = fragments.overview_page(demo=settings.DEMO, on=today())
    title = "The scheme: what the SENCO Award is, and is not"
    return render(request, "pathway/scheme/page.html", {"title": title, "main": main})


@public
@require_safe
def scheme(request: HttpRequest, scheme_id: str) -> HttpResponse:
    """Show every clause of a scheme, as it stands or as it stood on a day."""
    found = queries.current_schemes().get(scheme_id)
    if found is None:
        return no_scheme(request, scheme_id)
    dated = any(isinstance(rule, Dated) for rule in found.scheme.rules.values())
    form = AsItStoodForm(request.GET if has_date(request) else None, today=today()) if dated else None
    asked = form.cleaned_data["on"] if form and form.is_valid() else None
    context = {
        "title": found.scheme.title,
        "crumbs": fragments.crumbs(),
        "form": form,
        "look_back": fragments.look_back(form) if form else "",
        "main": fragments.scheme_page(scheme_id, asked or today(), asked=asked is not None),
        "law_checked_to": found.scheme.law_checked_to,
    }
    return render(request, "pathway/scheme/scheme.html", context)


@public
@require_safe
def clause(request: HttpRequest, scheme_id: str, rule_id: str) -> HttpResponse:
    """Show one clause: a strand, an outcome, a rule of law."""
    found = queries.current_schemes().get(scheme_id)
    if found is None:
        return no_scheme(request, scheme_id)
    if not queries.has_clause(found.scheme, rule_id):
        right = queries.in_right_letters(found.scheme, rule_id)
        if right:
            return HttpResponsePermanentRedirect(reverse("pathway:scheme-clause", args=(scheme_id, right)))
        return no_clause(request, found.scheme, rule_id)
    rule = found.scheme.rules[rule_id]
    form = AsItStoodForm(request.GET if has_date(request) else None, today=today()) if isinstance(rule, Dated) else None
    asked = form.cleaned_data["on"] if form and form.is_valid() else None
    context = {
        "title": f"{name_of(rule)} - {found.scheme.title}",
        "crumbs": fragments.clause_crumbs(scheme_id, rule_id),
        "form": form,
        "look_back": fragments.look_back(form) if form else "",
        "main": fragments.clause_page(scheme_id, rule_id, asked or today(), queries.versions_of(scheme_id)),
        "law_checked_to": found.scheme.law_checked_to,
    }
    return render(request, "pathway/scheme/scheme.html", context)


@public
@require_safe
def route(request: HttpRequest, scheme_id: str, route_id: str) -> HttpResponse:
    """Show one route through a scheme."""
    found = queries.current_schemes().get(scheme_id)
    if found is None:
        return no_scheme(request, scheme_id)
    if route_id not in found.scheme.routes:
        return no_clause(request, found.scheme, route_id)
    context = {
        "title": f"{found.scheme.routes[route_id].title} - {found.scheme.title}",
        "crumbs": fragments.crumbs(found.scheme),
        "main": fragments.route_page(scheme_id, route_id),
    }
    return render(request, "pathway/scheme/page.html", context)


@public
@require_safe
def sources(request: HttpRequest, scheme_id: str) -> HttpResponse:
    """List every source of a scheme."""
    found = queries.current_schemes().get(scheme_id)
    if found is None:
        return no_scheme(request, scheme_id)
    context = {
        "title": f"Sources - {found.scheme.title}",
        "crumbs": fragments.crumbs(found.scheme),
        "main": fragments.sources_page(scheme_id),
    }
    return render(request, "pathway/scheme/page.html", context)


@public
@require_safe
def versions(request: HttpRequest, scheme_id: str) -> HttpResponse:
    """List the stored versions of a scheme, and show what changed between two of them."""
    found = queries.current_schemes().get(scheme_id)
    if found is None:
        return no_scheme(request, scheme_id)
    rows = tuple(reversed(queries.versions_of(scheme_id)))
    form = CompareForm(request.GET if {"before", "after"} & request.GET.keys() else None, today=today(), versions=rows)
    by_hash = {row.text_hash: row for row in rows}
    change = (
        fragments.change_page(scheme_id, by_hash[form.cleaned_data["before"]], by_hash[form.cleaned_data["after"]])
        if form.is_valid()
        else ""
    )
    context = {
        "title": f"Versions - {found.scheme.title}",
        "crumbs": fragments.crumbs(found.scheme),
        "scheme": found.scheme,
        "text_hash": found.text_hash,
        "versions": rows,
        "is_stored": found.text_hash in by_hash,
        "form": form,
        "change": change,
    }
    return render(request, "pathway/scheme/versions.html", context)


@public
@require_safe
def gap_matrix(request: HttpRequest) -> HttpResponse:
    """Show what SENCOs and families asked for, and which award does it."""
    context = {
        "title": "Gap matrix",
        "crumbs": fragments.crumbs(),
        "main": fragments.matrix_page(choices_of(request.GET)),
    }
    return render(request, "pathway/scheme/page.html", context)


@public
@require_safe
def gap_matrix_csv(request: HttpRequest) -> HttpResponse:
    """Give the rows of the gap matrix that are shown as a file."""
    rows = queries.matrix().where(dict(choices_of(request.GET)))
    response = HttpResponse(matrix_csv(queries.matrix(), rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="gap-matrix.csv"'
    return response


def has_date(request: HttpRequest) -> bool:
    """Tell whether a visitor sent a day, however much of it."""
    return bool({"on-day", "on-month", "on-year"} & request.GET.keys())


def no_scheme(request: HttpRequest, scheme_id: str) -> HttpResponse:  # noqa: ARG001 - not repeated: anyone can type anything
    """Say that there is no such scheme, and which there are."""
    schemes = [found.scheme for found in queries.current_schemes().values()]
    return render(
        request, "pathway/scheme/no_scheme.html", {"schemes": schemes, "crumbs": fragments.crumbs()}, status=404
    )


def no_clause(request: HttpRequest, scheme: Scheme, rule_id: str) -> HttpResponse:
    """Say that there is no such clause; name the version that had it, or those that look like it."""
    context = {
        "scheme": scheme,
        "crumbs": fragments.crumbs(scheme),
        "last": queries.last_version_with(scheme.id, rule_id),
        "text_hash": queries.current_schemes()[scheme.id].text_hash,
        "near": [scheme.rules[near] for near in queries.nearest(scheme, rule_id)],
        "rule_id": rule_id,
    }
    return render(request, "pathway/scheme/no_clause.html", context, status=404)
