"""Somebody's own account: name, address, password, where she is signed in, roles, and working as which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.people import actions, queries, ways_in
from trigpoint.people.forms.account import MYSELF, NameForm, WorkingAsForm
from trigpoint.people.middleware import WORKING_AS
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.pages import SummaryRow
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest

DONE = {
    "name": "Your name is changed.",
    "email": "Your e-mail address is confirmed.",
    "confirm-first": "Confirm your e-mail address first: open the link that we sent to it. Then come back here.",
    "password": "Your password is changed. You are signed out everywhere else.",
    "signed-out": "You are signed out there.",
    "working-as": "Changed. The menu now shows what goes with it.",
}
"""What has just been done. By code: an address never carries words."""


@permission(SIGNED_IN)
@require_safe
def account(request: SignedInRequest) -> HttpResponse:
    """Show what is held about somebody here, each with the way to change it."""
    person = request.user
    steps = ways_in.steps_of(person.key)
    rows = (
        SummaryRow("Name", person.name, reverse("people:name"), "your name"),
        SummaryRow("E-mail address", person.email or "", reverse("account_email"), "your e-mail address"),
        SummaryRow(
            "Password",
            "Set" if person.has_usable_password() else "None: you sign in by e-mail",
            reverse("account_change_password"),
            "your password",
        ),
        SummaryRow(
            "Second step",
            "On: a code from your phone" if steps.app else "On: your passkey" if steps.on else "Off",
            reverse("mfa_deactivate_totp" if steps.app else "mfa_activate_totp"),
            "the second step of signing in",
        ),
        SummaryRow("Passkeys", str(steps.passkeys or "None"), reverse("mfa_list_webauthn"), "your passkeys"),
        *_organisations(person.key),
    )
    parts = {
        "rows": rows,
        "working_as": person.working_as.words if person.working_as else "Myself",
        "can_switch": bool(person.appointments),
        "has_second_step": steps.on,
        "roles": queries.history_of(person.key),
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "people/account.html", parts)


def _organisations(person: str) -> tuple[SummaryRow, ...]:
    """Say which other organisations sign her in, where this copy takes any or one is connected still. One query."""
    held = ", ".join(row.name for row in ways_in.connections_of(person))
    if not held and not ways_in.offered():
        return ()
    where = reverse("socialaccount_connections")
    return (SummaryRow("Other organisations", held or "None", where, "the organisations that sign you in"),)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def name(request: SignedInRequest) -> HttpResponse:
    """Change the name."""
    form = NameForm(sent(request), today=clock.today(), initial={"name": request.user.name})
    if form.is_valid():
        actions.rename(person=request.user.key, name=form.cleaned_data["name"], now=clock.now())
        return done("name")
    return render(request, "people/name.html", {"form": form})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def working_as(request: SignedInRequest) -> HttpResponse:
    """Pick what to work as; it holds for this session, and never changes by itself."""
    person = request.user
    held = person.appointments
    form = WorkingAsForm(
        sent(request),
        today=clock.today(),
        held=held,
        initial={"role": str(person.working_as.id) if person.working_as else MYSELF},
    )
    if form.is_valid():
        request.session[WORKING_AS] = int(form.cleaned_data["role"])
        return done("working-as")
    return render(request, "people/working_as.html", {"form": form})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def signed_in(request: SignedInRequest) -> HttpResponse:
    """Show where somebody is signed in; end one of them, or all others."""
    now, this = clock.now(), request.session.session_key
    person = request.user.key
    rows = queries.sign_ins_of(person, now, this)
    if request.method == "POST":
        which = request.POST.get("end", "")
        if which == "others":
            actions.end_sessions(person=person, keep=this, now=now)
        for row in rows:
            if row.handle == which:
                actions.end_session(person=person, session=row.session, now=now)
        return redirect(f"{reverse('people:signed-in')}?done=signed-out")
    parts = {"rows": rows, "others": len(rows) > 1, "done": DONE.get(request.GET.get("done", ""), "")}
    return render(request, "people/signed_in.html", parts)


def done(code: str) -> HttpResponseRedirect:
    """Go back to the account, which says what was done."""
    return HttpResponseRedirect(f"{reverse('people:account')}?done={code}")
