"""Qualifications, training and leave: adding one, correcting it, taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis
from trigpoint.pathway.timeline import queries
from trigpoint.pathway.timeline.facts import fact_from, form_of, typed_fact
from trigpoint.pathway.timeline.page import when_of, words_of
from trigpoint.pathway.timeline.posts import is_part_of_a_post
from trigpoint.pathway.timeline.qualifications import BY_SLUG, LEAVE, TRAINING, groups, is_hers
from trigpoint.pathway.timeline.views.common import ask, show, to_timeline
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission
from trigpoint.record.actions import correct, enter
from trigpoint.record.errors import NotCorrectableError, SentBeforeError, UnknownEntryError
from trigpoint.record.queries import form_key, was_sent

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest
    from trigpoint.platform.forms import PageForm
    from trigpoint.record.queries import EntryRow


@permission(SIGNED_IN)
@require_safe
def qualifications(request: SignedInRequest) -> HttpResponse:
    """Ask which qualification or status to add."""
    return show(request, "qualifications", {"groups": groups(), "back": reverse("pathway:timeline")})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def add_qualification(request: SignedInRequest, what: str) -> HttpResponse:
    """Add a qualification or status."""
    if what not in BY_SLUG:
        raise Http404
    back = reverse("pathway:timeline-qualifications")
    return _add(request, BY_SLUG[what].code, back, "Add a qualification")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def add_training(request: SignedInRequest) -> HttpResponse:
    """Add training."""
    return _add(request, TRAINING[0], reverse("pathway:timeline"), "Add training")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def add_leave(request: SignedInRequest) -> HttpResponse:
    """Add days of leave: the days alone, never a reason."""
    return _add(request, LEAVE, reverse("pathway:timeline"), "Add days of leave")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def correct_fact(request: SignedInRequest, entry: str) -> HttpResponse:
    """Correct what an entry says."""
    person, key = request.user.key, _form_sent(request)
    if request.method == "POST" and was_sent(person, key):
        return to_timeline("twice")
    row = _mine(request, entry)
    assert row.fact is not None
    data = request.POST if request.method == "POST" else typed_fact(row.fact, row.note)
    form = form_of(row.fact.code, data, today())
    if request.method == "POST" and form.is_valid():
        fact, note = fact_from(row.fact.code, form.cleaned_data)
        try:
            correct(actor=person, subject=person, entry=entry, fact=fact, now=now(), note=note, form=key)
        except (NotCorrectableError, SentBeforeError):
            return to_timeline("changed")
        return to_timeline("corrected")
    what = words_of(row, installed_library().vocabulary)
    return _asked(
        request,
        form,
        row.fact.code,
        form_key=key or form_key(person, f"correct {entry}"),
        caption=f"Correct: {what}",
    )


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def withdraw_fact(request: SignedInRequest, entry: str) -> HttpResponse:
    """Ask before an entry is taken off the timeline; then take it off."""
    person, key = request.user.key, _form_sent(request)
    if request.method == "POST" and was_sent(person, key):
        return to_timeline("twice")
    row = _mine(request, entry)
    assert row.fact is not None
    if request.method == "POST":
        try:
            correct(actor=person, subject=person, entry=entry, fact=None, now=now(), form=key)
        except (NotCorrectableError, SentBeforeError, UnknownEntryError):
            return to_timeline("changed")
        return to_timeline("withdrawn")
    kind = "training" if row.fact.code in TRAINING else "leave" if row.fact.code == LEAVE else ""
    context = {
        "title": words_of(row, installed_library().vocabulary),
        "when": when_of(row.fact, kind),
        "form_key": form_key(person, f"withdraw {entry}"),
        "back": reverse("pathway:timeline"),
    }
    return show(request, "withdraw", context)


def _add(request: SignedInRequest, code: str, back: str, caption: str) -> HttpResponse:
    person, key = request.user.key, _form_sent(request)
    form = form_of(code, sent(request), today())
    sent_otherwise = False
    if request.method == "POST" and form.is_valid():
        fact, note = fact_from(code, form.cleaned_data)
        before = was_sent(person, key)
        try:
            enter(actor=person, subject=person, facts=[fact], now=now(), note=note, form=key)
        except SentBeforeError:
            key, sent_otherwise = "", True
        else:
            return to_timeline("twice" if before else "saved")
    key = key or form_key(person, f"add {code}")
    return _asked(request, form, code, back, form_key=key, caption=caption, sent_otherwise=sent_otherwise)


def _asked(request: SignedInRequest, form: PageForm, code: str, back: str = "", **more: object) -> HttpResponse:
    context = {
        "is_leave": code == LEAVE,
        "checked_to": queries.scheme().law_checked_to if code == LEAVE else None,
        **more,
    }
    return ask(request, form, back or reverse("pathway:timeline"), "fact", **context)


def _mine(request: SignedInRequest, entry: str) -> EntryRow:
    """Return an entry that the person who asks may change. Raises Http404 for every other."""
    row = queries.my_entry(request.user.key, entry)
    if row is None or row.fact is None or is_part_of_a_post(row):
        raise Http404
    if not is_hers(row.fact.code) or row.fact.basis >= Basis.ASSESSED:
        raise Http404
    return row


def _form_sent(request: SignedInRequest) -> str:
    return str(request.POST.get("form", ""))[:180]
