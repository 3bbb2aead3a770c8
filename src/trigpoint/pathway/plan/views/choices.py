"""Reminders, half-terms and the calendar: what she chooses, and the two addresses that need no signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.pathway.plan import actions, queries
from trigpoint.pathway.plan.errors import PlanError
from trigpoint.pathway.plan.forms import HalfTermForm, RemindersForm
from trigpoint.pathway.plan.terms import Calendar
from trigpoint.pathway.plan.views.common import page, to
from trigpoint.pathway.plan.words import Digest
from trigpoint.pathway.referees.views.site import mail_is_on, site_of
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.calendars import calendar_response
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission, public

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def reminders(request: SignedInRequest) -> HttpResponse:
    """Choose how often to be reminded."""
    chosen = queries.settings_of(request.user.key)
    form = RemindersForm(sent(request), today=today(), initial={"digest": chosen.digest.value})
    if form.is_valid():
        digest = Digest(form.cleaned_data["digest"])
        actions.choose_reminders(person=request.user.key, digest=digest, site=site_of(request), now=now())
        return to("plan-reminders", "chosen")
    context = {"form": form, "mail_is_on": mail_is_on(), "own_terms": bool(chosen.terms)}
    return page(request, "reminders", context)


@public
@require_http_methods(METHODS)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop reminders by one button, for whoever has the link of one: some mail programs open links unasked."""
    person = queries.reminded_by(token)
    if person is None:
        raise Http404
    if request.method == "POST":
        actions.stop_reminders(person=person, now=now())
    response = page(request, "stop", {"stopped": request.method == "POST"})
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def terms(request: SignedInRequest) -> HttpResponse:
    """Show the half-terms that count, and add one of her school's."""
    key = request.user.key
    own = queries.settings_of(key).terms
    form = HalfTermForm(sent(request), today=today())
    if form.is_valid():
        try:
            added = (form.cleaned_data["start"], form.cleaned_data["end"])
            actions.set_terms(person=key, terms=[*own, added], now=now())
        except PlanError as error:
            form.add_error(None, str(error))
        else:
            return to("plan-terms", "terms")
    return page(request, "terms", {"form": form, "own": own, "half": Calendar(own).around(today())})


@permission(SIGNED_IN)
@require_POST
def remove_term(request: SignedInRequest) -> HttpResponse:
    """Take one half-term away."""
    key = request.user.key
    own = queries.settings_of(key).terms
    kept = [term for term in own if term[0].isoformat() != request.POST.get("start")]
    actions.set_terms(person=key, terms=kept, now=now())
    return to("plan-terms", "terms")


@permission(SIGNED_IN)
@require_safe
def calendar(request: SignedInRequest) -> HttpResponse:
    """Show the secret address of her calendar, or lead to making one."""
    feed = queries.settings_of(request.user.key).feed
    address = site_of(request) + reverse("pathway:plan-feed", args=[feed]) if feed else ""
    return page(request, "calendar", {"address": address})


@permission(SIGNED_IN)
@require_POST
def open_calendar(request: SignedInRequest) -> HttpResponse:
    """Make an address, or another in its place."""
    actions.open_calendar(person=request.user.key, now=now())
    return to("plan-calendar", "opened")


@permission(SIGNED_IN)
@require_POST
def close_calendar(request: SignedInRequest) -> HttpResponse:
    """Close the address."""
    actions.close_calendar(person=request.user.key, now=now())
    return to("plan-calendar", "closed")


@public
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - Django gives it
    """Give the dates behind a secret address to a calendar."""
    events = queries.calendar_of(token, today())
    if events is None:
        raise Http404
    response = calendar_response(events, filename="my-plan.ics", now=now())
    patch_cache_control(response, private=True, no_store=True)
    response["X-Robots-Tag"] = "noindex"
    return response
