"""Administration: who has an account, who holds which role where, and the organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.people import actions, queries, ways_in
from trigpoint.people.data.actions import seen
from trigpoint.people.errors import PeopleError
from trigpoint.people.forms.administration import EndRoleForm, GiveRoleForm, OrganisationForm, PersonForm
from trigpoint.people.leaving import end_role as end_role_of
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.people.rules import ADMINISTRATOR
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest
    from trigpoint.people.rows import PersonRow


@permission(ADMINISTRATOR)
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """List people, by a part of the name or the address."""
    words = request.GET.get("q", "").strip()[:100]
    rows = queries.people_like(words, clock.today())
    parts = {"rows": rows, "q": words, "many": len(rows) == queries.MOST_FOUND, "most": queries.MOST_FOUND}
    return render(request, "people/people.html", parts)


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def new_person(request: SignedInRequest) -> HttpResponse:
    """Open an account for somebody."""
    form = PersonForm(sent(request), today=clock.today())
    if form.is_valid():
        try:
            key = actions.open_account(**form.cleaned_data, actor=request.user.key, now=clock.now())
        except PeopleError as error:
            form.add_error("email", str(error))
        else:
            return redirect("people:person", key)
    return render(request, "form.html", {"form": form})


@permission(ADMINISTRATOR)
@require_safe
def person(request: SignedInRequest, key: str) -> HttpResponse:
    """Show one person's account and every role. She sees later that somebody looked."""
    shown = found(key)
    if request.user.working_as is not None:
        seen(subject=key, viewer=request.user.key, working_as=request.user.working_as, item="account", now=clock.now())
    parts = {
        "person": shown,
        "roles": queries.history_of(key),
        "today": clock.today(),
        "second_step": ways_in.steps_of(key).on,
    }
    return render(request, "people/person.html", parts)


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def give_role(request: SignedInRequest, key: str) -> HttpResponse:
    """Give somebody a role."""
    who = found(key)
    form = GiveRoleForm(
        sent(request),
        today=clock.today(),
        organisations=queries.organisations(),
    )
    if form.is_valid():
        where = form.cleaned_data["organisation"]
        try:
            actions.appoint(
                person=key,
                role=Role(form.cleaned_data["role"]),
                organisation=int(where) if where else None,
                since=form.cleaned_data["since"],
                actor=request.user.key,
                now=clock.now(),
            )
        except PeopleError as error:
            form.add_error("role", str(error))
        else:
            return redirect("people:person", key)
    return render(request, "people/give_role.html", {"form": form, "caption": who.name})


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def end_role(request: SignedInRequest, key: str, appointment: int) -> HttpResponse:
    """End a role that somebody holds."""
    who = found(key)
    row = next((row for row in queries.history_of(key) if row.id == appointment and row.until is None), None)
    if row is None:
        raise Http404
    form = EndRoleForm(sent(request), today=clock.today())
    if form.is_valid():
        try:
            end_role_of(
                appointment=appointment, until=form.cleaned_data["until"], actor=request.user.key, now=clock.now()
            )
        except PeopleError as error:
            form.add_error("until", str(error))
        else:
            return redirect("people:person", key)
    return render(request, "people/give_role.html", {"form": form, "caption": f"{who.name}: {row.words}"})


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def close(request: SignedInRequest, key: str) -> HttpResponse:
    """Close somebody's account for the time being, or open it again."""
    who = found(key)
    if request.method == "POST":
        act = actions.suspend if who.is_active else actions.restore
        try:
            act(person=key, actor=request.user.key, now=clock.now())
        except PeopleError:
            raise Http404 from None
        return redirect("people:person", key)
    return render(request, "people/close.html", {"person": who})


@permission(ADMINISTRATOR)
@require_safe
def organisations(request: SignedInRequest) -> HttpResponse:
    """List the organisations."""
    return render(request, "people/organisations.html", {"rows": queries.organisations()})


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def new_organisation(request: SignedInRequest) -> HttpResponse:
    """Enter an organisation."""
    form = OrganisationForm(sent(request), today=clock.today())
    if form.is_valid():
        cleaned = form.cleaned_data
        try:
            actions.enter_organisation(
                kind=OrganisationKind(cleaned["kind"]),
                name=cleaned["name"],
                setting=cleaned.get("setting", ""),
                actor=request.user.key,
                now=clock.now(),
            )
        except PeopleError as error:
            form.add_error("kind", str(error))
        else:
            return redirect(reverse("people:organisations"))
    return render(request, "form.html", {"form": form})


def found(key: str) -> PersonRow:
    """Return somebody, or raise Http404."""
    row = queries.person(key)
    if row is None:
        raise Http404
    return row
