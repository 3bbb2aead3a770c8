"""The pages of the person who asks: her requests, asking, one request, withdrawing it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.pathway.referees import actions
from trigpoint.pathway.referees.errors import NoLongerOpenError, ReferenceRefusedError
from trigpoint.pathway.referees.forms import EntriesForm, WhoForm
from trigpoint.pathway.referees.queries import (
    choices_of,
    link_token,
    places_left,
    reference_of,
    references_of,
)
from trigpoint.pathway.referees.times import when_to_ask, when_to_remind
from trigpoint.pathway.referees.views.site import mail_is_on, mails_go_out, site_of
from trigpoint.pathway.referees.words import OPEN_FOR, Relation
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from trigpoint.pathway.referees.queries import Asked, Choice
    from trigpoint.people.requests import SignedInRequest

HERE = "pathway/referees/"


@permission(SIGNED_IN)
@require_safe
def references(request: SignedInRequest) -> HttpResponse:
    """List a person's requests."""
    key = request.user.key
    context = {"rows": references_of(key, now()), "left": places_left(key, now())}
    return render(request, f"{HERE}references.html", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask in three pages at one address: which entries, who, all of it to check. Nothing is kept until it is sent."""
    key, moment = request.user.key, now()
    choices = choices_of(key)
    if not choices:
        return render(request, f"{HERE}nothing_to_ask.html")
    if not places_left(key, moment):
        return render(request, f"{HERE}limit.html", {"limit": actions.LIMIT})
    typed = request.POST if request.method == "POST" else request.GET
    is_begun = "entry" in typed or "step" in typed
    entries = EntriesForm(typed if is_begun else None, choices=choices, today=today())
    if not entries.is_valid() or typed.get("step") == "entries":
        return render(request, f"{HERE}ask_entries.html", {"form": entries})
    chosen = [choice for choice in choices if choice.value in entries.cleaned_data["entry"]]
    step = request.POST.get("step", "")
    who = WhoForm(
        request.POST if step else None,
        own_name=request.user.name,
        own_email=request.user.email or "",
        today=today(),
    )
    if step in {"check", "send"} and who.is_valid():
        return _check_or_send(request, chosen, who, send=step == "send")
    return render(request, f"{HERE}ask_who.html", {"form": who, "chosen": chosen})


def _check_or_send(request: SignedInRequest, chosen: list[Choice], who: WhoForm, *, send: bool) -> HttpResponse:
    moment, said = now(), who.cleaned_data
    refused = ""
    if send:
        digests = {choice.value: request.POST.get(f"shown-{choice.value}", "") for choice in chosen}
        try:
            key = actions.ask(
                subject=request.user.key,
                name=said["name"],
                email=said["email"],
                relation=Relation(said["relation"]),
                claims=digests,
                site=site_of(request),
                now=moment,
                by_mail=mails_go_out(),
            )
        except ReferenceRefusedError as error:
            refused = str(error)
        else:
            return HttpResponseRedirect(reverse("pathway:reference", args=[key]) + "?asked")
    due = when_to_ask(moment)
    context = {
        "chosen": chosen,
        "said": said,
        "relation": Relation(said["relation"]).label,
        "refused": refused,
        "mail_is_on": mail_is_on(),
        "due": due if due > moment else None,
        "remind": when_to_remind(due, moment + OPEN_FOR) if mail_is_on() else None,
        "last": (moment + OPEN_FOR).date(),
    }
    return render(request, f"{HERE}ask_check.html", context)


@permission(SIGNED_IN)
@require_safe
def reference(request: SignedInRequest, key: str) -> HttpResponse:
    """Show one request: how far it is, its link, what was said."""
    asked = _own(request, key)
    context: dict[str, Any] = {
        "asked": asked,
        "reference": asked.reference,
        "is_new": "asked" in request.GET,
        "is_relinked": "new-link" in request.GET,
        "mail_is_on": mail_is_on(),
        "is_mailed": asked.reference.mail_due is not None and asked.reference.mail_due <= now(),
    }
    if asked.reference.is_open:
        context["link"] = site_of(request) + reverse("pathway:confirm", args=[link_token(asked.reference)])
    return render(request, f"{HERE}reference.html", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def withdraw(request: SignedInRequest, key: str) -> HttpResponse:
    """Ask before a request is taken back; then take it back."""
    asked = _own(request, key)
    here = reverse("pathway:reference", args=[key])
    if not asked.reference.is_open:
        return HttpResponseRedirect(here)
    if request.method == "POST":
        try:
            actions.withdraw(subject=request.user.key, key=key, now=now())
        except NoLongerOpenError:  # answered while this page was open: the next page says so
            return HttpResponseRedirect(here)
        return HttpResponseRedirect(here)
    return render(request, f"{HERE}withdraw.html", {"asked": asked, "reference": asked.reference})


@permission(SIGNED_IN)
@require_POST
def new_link(request: SignedInRequest, key: str) -> HttpResponse:
    """Make a new link, where the old one went to the wrong person."""
    _own(request, key)
    here = reverse("pathway:reference", args=[key])
    try:
        actions.new_link(subject=request.user.key, key=key, now=now())
    except NoLongerOpenError:
        return HttpResponseRedirect(here)
    return HttpResponseRedirect(f"{here}?new-link")


def _own(request: SignedInRequest, key: str) -> Asked:
    """Return a request of the person who is signed in; 404 for anybody else's."""
    found = reference_of(request.user.key, key, now())
    if found is None:
        raise Http404
    return found
