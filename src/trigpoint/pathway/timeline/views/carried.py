"""*Start with what you already told us*: the answers of the public pages, taken over once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from trigpoint.content.library import installed_library
from trigpoint.kernel import Of
from trigpoint.pathway.eligibility.flow import FLOW
from trigpoint.pathway.eligibility.queries import told_in
from trigpoint.pathway.routes.flow import chosen, held_by, route_flow
from trigpoint.pathway.routes.queries import finder, finished_answers
from trigpoint.pathway.timeline import drafts, queries
from trigpoint.pathway.timeline.carried import POST, left, offers, packed, typed_post
from trigpoint.pathway.timeline.telling import STEPS
from trigpoint.pathway.timeline.views.common import ask, to_timeline
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.answers import answers_of
from trigpoint.platform.clock import now, today
from trigpoint.platform.fields import ChoicesField, Option
from trigpoint.platform.forms import METHODS, PageForm, sent
from trigpoint.platform.permissions import permission
from trigpoint.record.actions import enter
from trigpoint.record.errors import SentBeforeError
from trigpoint.record.queries import form_key

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from trigpoint.pathway.eligibility.told import Told
    from trigpoint.pathway.timeline.carried import Offer
    from trigpoint.people.requests import SignedInRequest


@dataclass(frozen=True, slots=True)
class Offered:
    """What a visitor carries: what she told the check, and all that can be taken over."""

    told: Told | None
    offers: tuple[Offer, ...]


class CarriedForm(PageForm):
    """Which of it is right."""

    title = "Start with what you already told us"
    keep = ChoicesField((), label="Keep what is right", ask="what to keep, or choose “Forget these answers”")

    def __init__(self, data: Mapping[str, Any] | None = None, *, offers: tuple[Offer, ...], **more: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, initial={"keep": [offer.key for offer in offers]}, **more)
        field = self.fields["keep"]
        assert isinstance(field, ChoicesField)
        field.options = tuple(Option(offer.key, offer.words) for offer in offers)


def offered(request: HttpRequest) -> Offered:
    """Return what the visitor carries. No query."""
    carried, day = answers_of(request), today()
    told = told_in(carried, day)
    routes = finished_answers(carried, day)
    vocabulary = installed_library().vocabulary
    questions = finder().questions
    held = held_by(questions, chosen(questions, routes)) if routes else frozenset()
    own = [code for code in held if code in vocabulary and vocabulary[code].of is Of.PERSON]
    return Offered(told, offers(told, own, vocabulary, day))


def forget_carried(request: HttpRequest) -> None:
    """Drop the answers of both public flows: they stand in the record now, or were not wanted."""
    carried = answers_of(request)
    for flow in (FLOW, route_flow()):
        carried.pop(flow.name, None)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def carried(request: SignedInRequest) -> HttpResponse:
    """Show what was told, with a box for each; take over what is kept, and never ask for it again."""
    person, found = request.user.key, offered(request)
    page = queries.my_timeline(person, now())
    offers_left = left(found.offers, page.codes)
    if not offers_left:
        return to_timeline()
    if request.method == "POST" and "forget" in request.POST:
        forget_carried(request)
        return to_timeline()
    form = CarriedForm(sent(request), offers=offers_left, today=today())
    key = str(request.POST.get("form", ""))[:180] or form_key(person, "carried")
    if not form.is_valid():
        return ask(request, form, reverse("pathway:timeline"), "carried", form_key=key)
    kept = [offer for offer in offers_left if offer.key in form.cleaned_data["keep"]]
    facts = tuple(fact for offer in kept for fact in offer.facts)
    if found.told and any(offer.key == POST for offer in kept):
        draft = drafts.begin(
            request.session, key, carried=packed(facts), typed=typed_post(found.told), was_carried=True
        )
        parts = {"draft": draft.key, "step": STEPS[1]}
        return HttpResponseRedirect(reverse("pathway:timeline-post-step", kwargs=parts))
    try:
        enter(actor=person, subject=person, facts=facts, now=now(), form=key)
    except SentBeforeError:
        return to_timeline("twice")
    forget_carried(request)
    return to_timeline("told")
