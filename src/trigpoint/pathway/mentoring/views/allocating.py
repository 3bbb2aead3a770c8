"""Who allocates: the administrator sees who asked, and offers a mentor who has room and no conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.pathway.mentoring import actions, queries
from trigpoint.pathway.mentoring.errors import MentoringError
from trigpoint.pathway.mentoring.forms import FindForm, OfferForm
from trigpoint.pathway.mentoring.views.common import page, to
from trigpoint.people.queries import person, person_with_email
from trigpoint.people.rules import ADMINISTRATOR
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest


@permission(ADMINISTRATOR)
@require_safe
def waiting(request: SignedInRequest) -> HttpResponse:
    """List who asked for a mentor, the oldest first, and the offers that wait for an answer."""
    return page(request, "allocate", {"rows": queries.waiting_for_a_mentor(), "offered": queries.offered()})


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def find(request: SignedInRequest) -> HttpResponse:
    """Find somebody who did not ask, by the address of the account."""
    form = FindForm(sent(request), today=today())
    if form.is_valid():
        found = person_with_email(form.cleaned_data["email"])
        if found is not None and found.is_active:
            return to("mentors-offer", "", found.key)
        form.add_error("email", "Nobody with an open account has this address. Check it with the candidate")
    return page(request, "find", {"form": form})


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def offer(request: SignedInRequest, candidate: str) -> HttpResponse:
    """Offer a mentor to a candidate."""
    who = person(candidate)
    if who is None or not who.is_active:
        raise Http404
    loads = queries.loads(today(), candidate)
    asked = queries.open_of(candidate)
    form = OfferForm(sent(request), loads=loads, today=today())
    if form.is_valid():
        try:
            actions.offer(candidate=candidate, mentor=form.cleaned_data["mentor"], actor=request.user.key, now=now())
        except MentoringError as error:
            form.add_error(None, str(error))
        else:
            return to("mentors", "offered")
    free = any(row.is_free for row in loads)
    context = {"form": form, "who": who, "asked": asked, "loads": loads, "free": free}
    return page(request, "offer", context)
