"""The pages of My standing. All are the signed-in person's own; of somebody else's record nothing is told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Kind, Period, Via
from trigpoint.pathway.scheme.queries import AWARD, in_right_letters
from trigpoint.pathway.standing import queries
from trigpoint.pathway.standing.forms import UNSURE, ClashForm, DeclareForm, RouteForm, TimeForm
from trigpoint.pathway.standing.in_hand import in_hand_of
from trigpoint.pathway.standing.pace import TIME_CODE
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission
from trigpoint.record.actions import change_enrolment, correct, enrol, enter, move_enrolment
from trigpoint.record.errors import RecordError
from trigpoint.record.queries import form_key

if TYPE_CHECKING:
    from typing import Any

    from trigpoint.pathway.standing.declaring import Declarable
    from trigpoint.pathway.standing.queries import Asked
    from trigpoint.people.requests import SignedInRequest
    from trigpoint.platform.forms import PageForm

FORM_KEY = re.compile(r"[a-z]+(?: [\w:.-]{1,100}){0,3}:[0-9]{1,9}")


@permission(SIGNED_IN)
@require_safe
def standing(request: SignedInRequest) -> HttpResponse:
    """Show where somebody stands today, and what to do next."""
    page = queries.my_standing(request.user.key, today())
    return private(render(request, "pathway/standing/standing.html", {"page": page}))


@permission(SIGNED_IN)
@require_safe
def how(request: SignedInRequest) -> HttpResponse:
    """Explain how My standing was worked out: facts, rules, minutes."""
    asked = request.GET.get("page", "")
    number = int(asked) if re.fullmatch(r"[0-9]{1,4}", asked) else 1
    page = queries.how_page(request.user.key, today(), number)
    return private(render(request, "pathway/standing/how.html", {"page": page}))


@permission(SIGNED_IN)
@require_safe
def the_law(request: SignedInRequest) -> HttpResponse:
    """Show where somebody stands under the rules on SENCOs, at each of her posts."""
    page = queries.law_page(request.user.key, today())
    return private(render(request, "pathway/standing/law.html", {"page": page}))


@permission(SIGNED_IN)
@require_safe
def entry(request: SignedInRequest, entry: str) -> HttpResponse:
    """Show one entry of her own record."""
    page = queries.entry_page(request.user.key, entry)
    if page is None:
        raise Http404("The record holds no such entry about this person.")
    return private(render(request, "pathway/standing/entry.html", {"page": page}))


@permission(SIGNED_IN)
@require_safe
def requirement(request: SignedInRequest, scheme_id: str, rule_id: str) -> HttpResponse:
    """Show one requirement: where she stands on it, what shows it, what is missing."""
    asked = queries.asked_of(request.user.key, scheme_id, rule_id, today(), request.GET.get("at", ""))
    if asked is None:
        scheme = installed_library().schemes.get(scheme_id)
        right = in_right_letters(scheme, rule_id) if scheme else ""
        if right and right != rule_id:
            return HttpResponsePermanentRedirect(queries.requirement_url(scheme_id, right))
        raise Http404("There is no such requirement.")
    is_award = scheme_id == AWARD
    context = {
        "asked": asked,
        "row": queries.requirement(asked, rule_id),
        "is_award": is_award,
        "in_hand": in_hand_of(request.user.key).get(rule_id) if is_award else None,
        "ways": queries.ways_on(asked, rule_id) if is_award else (),
    }
    return private(render(request, "pathway/standing/requirement.html", context))


# ---- What she does


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def route(request: SignedInRequest) -> HttpResponse:
    """Show the four routes; enrol on one, or change to another."""
    key, page = request.user.key, queries.routes_page(request.user.key, today())
    may = page.decision.allowed or bool(page.chosen)
    form = RouteForm(sent(request), routes=page.routes, chosen=page.chosen, today=today())
    if request.method == "POST" and may and form.is_valid():
        chosen = form.cleaned_data["route"]
        try:
            if page.chosen:
                change_enrolment(actor=key, subject=key, scheme_id=AWARD, route=chosen, now=now())
            else:
                enrol(actor=key, subject=key, scheme_id=AWARD, route=chosen, now=now())
        except RecordError as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(reverse("pathway:standing"))
    return private(render(request, "pathway/standing/route.html", {"page": page, "form": form, "may": may}))


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def time(request: SignedInRequest) -> HttpResponse:
    """Take her own word on how much time a week she has for the award."""
    form = TimeForm(sent(request), today=today())
    if request.method == "POST" and form.is_valid():
        fact = Fact(TIME_CODE, Period(today()), int(form.cleaned_data["minutes"]))
        if entered(request, form, fact):
            return HttpResponseRedirect(reverse("pathway:standing"))
    return form_page(request, "pathway/standing/time.html", form, "time")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def change(request: SignedInRequest) -> HttpResponse:
    """Show what a newer version of the award would change for her; move her there when she says so."""
    key = request.user.key
    try:
        difference = queries.change_page(key, today())
    except queries.UNREADABLE as error:
        unread = {"difference": None, "trouble": str(error)}
        return private(render(request, "pathway/standing/change.html", unread))
    trouble = ""
    if request.method == "POST" and difference is not None:
        since, to = request.POST.get("since", ""), request.POST.get("to", "")
        try:
            move_enrolment(actor=key, subject=key, scheme_id=AWARD, since=since, to=to, now=now())
        except RecordError as error:
            trouble = str(error)
        else:
            return HttpResponseRedirect(reverse("pathway:standing"))
    context = {"difference": difference, "trouble": trouble}
    return private(render(request, "pathway/standing/change.html", context))


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def declare(request: SignedInRequest, scheme_id: str, rule_id: str, code: str) -> HttpResponse:
    """Take a fact that she declares towards a requirement."""
    asked = asked_or_404(request, scheme_id, rule_id)
    what = queries.declarable_at(asked, rule_id, code)
    if what is None or (what.here and asked.post is None):
        raise Http404("This is not for the person herself to say, or not without a post.")
    form = DeclareForm(sent(request), what=what, today=today())
    if request.method == "POST" and form.is_valid() and entered(request, form, declared(form, what, asked)):
        return HttpResponseRedirect(f"{queries.requirement_url(scheme_id, rule_id)}#shows")
    more = {"asked": asked, "row": queries.requirement(asked, rule_id), "what": what}
    return form_page(request, "pathway/standing/declare.html", form, f"declare {scheme_id} {rule_id} {code}", more)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def clash(request: SignedInRequest, scheme_id: str, rule_id: str, pair: str) -> HttpResponse:
    """Ask which of two facts is right; take back the other, which stays readable, or keep both for now."""
    asked = asked_or_404(request, scheme_id, rule_id)
    found = queries.clash_at(asked, rule_id, pair)
    back = queries.requirement_url(scheme_id, rule_id)
    if found is None:
        return HttpResponseRedirect(back)
    facts = (found.first, found.second)
    # She can only take back her own word, so she can only say that the other one is right.
    open_to_her = [
        (kept.source, kept) for kept, other in zip(facts, facts[::-1], strict=True) if other in found.open_to_her
    ]
    pair_rows = [(source, queries.said_of(asked, fact)) for source, fact in open_to_her]
    form = ClashForm(sent(request), pair=pair_rows, today=today())
    if request.method == "POST" and form.is_valid():
        right = form.cleaned_data["right"]
        if right == UNSURE:
            return HttpResponseRedirect(back)
        wrong = next(fact for fact in facts if fact.source != right)
        key = request.user.key
        try:
            correct(actor=key, subject=key, entry=wrong.source, fact=None, now=now(), form=sent_key(request, form))
        except RecordError as error:
            form.add_error(None, str(error))
        else:
            return HttpResponseRedirect(back)
    more = {
        "rows": [queries.said_of(asked, fact) for fact in facts],
        "can_choose": bool(pair_rows),
        "row": queries.requirement(asked, rule_id),
        "back": back,
    }
    return form_page(request, "pathway/standing/clash.html", form, "clash", more)


# ---- What they share


def asked_or_404(request: SignedInRequest, scheme_id: str, rule_id: str) -> Asked:
    """Return a requirement with what it is judged from."""
    asked = queries.asked_of(request.user.key, scheme_id, rule_id, today(), request.GET.get("at", ""))
    if asked is None:
        raise Http404("There is no such requirement.")
    return asked


def declared(form: DeclareForm, what: Declarable, asked: Asked) -> Fact:
    """Return the fact that a checked form declares."""
    said = form.cleaned_data
    start, last = said["start"], said.get("last")
    after = timedelta(days=1)
    end = start + after if what.code.kind is Kind.EVENT else last + after if last else None
    at = asked.post.setting if what.here and asked.post else None
    return Fact(
        what.code.name,
        Period(start, end),
        said.get("amount"),
        Basis.DECLARED,
        at,
        said.get("began"),
        via=what.match.via or Via.TAUGHT,
    )


def entered(request: SignedInRequest, form: PageForm, fact: Fact) -> bool:
    """Enter a fact about the person who asks; where the record refuses it, say so on the form."""
    key = request.user.key
    try:
        enter(actor=key, subject=key, facts=[fact], now=now(), form=sent_key(request, form))
    except RecordError as error:
        form.add_error(None, str(error))
        return False
    return True


def sent_key(request: SignedInRequest, form: PageForm) -> str:
    """Return the key that the form carried, so that the same form sent twice enters nothing twice."""
    given = request.POST.get("form", "")
    return given if FORM_KEY.fullmatch(given) else form_key(request.user.key, type(form).__name__.lower())


def form_page(
    request: SignedInRequest, template: str, form: PageForm, name: str, more: dict[str, Any] | None = None
) -> HttpResponse:
    """Show a form with the key of its page: on a second try the one it was first drawn with."""
    given = request.POST.get("form", "")
    key = given if FORM_KEY.fullmatch(given) else form_key(request.user.key, name)
    return private(render(request, template, {"form": form, "form_key": key, **(more or {})}))


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of shared caches, and out of the browser's once it is left: it is about one person."""
    patch_cache_control(response, private=True, no_store=True)
    return response
