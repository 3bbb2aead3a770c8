"""The pages of a referee, who has a link and no account. No GET changes anything: mail programs open links too."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods

from trigpoint.pathway.referees import actions
from trigpoint.pathway.referees.errors import (
    ChangedMeanwhileError,
    LinkError,
    NoLongerOpenError,
    OwnRequestError,
    ReferenceRefusedError,
)
from trigpoint.pathway.referees.forms import BeginForm, ClaimForm
from trigpoint.pathway.referees.queries import by_token
from trigpoint.pathway.referees.views.site import mails_go_out, site_of
from trigpoint.pathway.referees.words import Said, State
from trigpoint.people.queries import name_of
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import is_signed_in, public

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest

    from trigpoint.pathway.referees.queries import Asked

    View = Callable[..., HttpResponse]

HERE = "pathway/referees/confirm/"
GONE = 410
"""For a link whose time is over: it was right, and is no longer."""


def by_link(view: View) -> View:
    """Give a page the request behind its link; explain one that opens nothing or is of the visitor herself."""

    @wraps(view)
    def opened(request: HttpRequest, token: str, **given: object) -> HttpResponse:
        try:
            response = _opened(view, request, token, given)
        except LinkError:
            response = render(request, f"{HERE}no_link.html", status=404)
        except OwnRequestError:
            response = render(request, f"{HERE}own.html", status=403)
        except NoLongerOpenError:
            response = HttpResponseRedirect(reverse("pathway:confirm", args=[token]))
        patch_cache_control(response, private=True, no_store=True)
        response["X-Robots-Tag"] = "noindex"
        return response

    return opened


def _opened(view: View, request: HttpRequest, token: str, given: dict[str, object]) -> HttpResponse:
    asked = by_token(token, now())
    if asked is None:
        raise LinkError
    if visitor(request) == asked.reference.subject:
        raise OwnRequestError
    return view(request, token, asked, **given)


@public
@require_http_methods(METHODS)
@by_link
def start(request: HttpRequest, token: str, asked: Asked) -> HttpResponse:
    """Say what is asked and by whom, and take who answers; of a link that has ended, say what became of it."""
    reference = asked.reference
    if not reference.is_open:
        return ended(request, token, asked)
    typed = {"name": reference.said_name, "post": reference.said_post, "place": reference.said_place}
    initial = {**typed, "name": reference.said_name or reference.name}
    form = BeginForm(sent(request), today=today(), initial=initial)
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in typed}
        actions.begin(token=token, visitor=visitor(request), now=now(), **said)
        return HttpResponseRedirect(next_address(token, asked))
    return render(request, f"{HERE}start.html", page(request, token, asked) | {"form": form})


@public
@require_http_methods(METHODS)
@by_link
def claim(request: HttpRequest, token: str, asked: Asked, place: int) -> HttpResponse:
    """Show one claim and take the answer to it."""
    row = asked.at(place)
    if row is None:
        raise LinkError
    if not asked.reference.is_open or asked.reference.said_at is None:
        return HttpResponseRedirect(reverse("pathway:confirm", args=[token]))
    if row.is_gone or row.claim is None:
        return HttpResponseRedirect(next_address(token, asked))
    kept = {"said": row.fits.said.value, "words": row.fits.words} if row.fits else {}
    form = ClaimForm(sent(request), today=today(), initial=kept)
    if form.is_valid():
        try:
            actions.save(
                token=token,
                visitor=visitor(request),
                place=place,
                said=Said(form.cleaned_data["said"]),
                words=form.cleaned_data["words"],
                digest=request.POST.get("shown", ""),
                now=now(),
            )
        except (NoLongerOpenError, OwnRequestError):
            raise  # the link explains itself
        except ReferenceRefusedError as refused:
            form.add_error(None, str(refused))
        else:
            fresh = by_token(token, now())
            return HttpResponseRedirect(next_address(token, fresh or asked, after=place))
    context = {"form": form, "row": row, "back": back_address(token, asked, place)}
    return render(request, f"{HERE}claim.html", page(request, token, asked) | context)


@public
@require_http_methods(METHODS)
@by_link
def review(request: HttpRequest, token: str, asked: Asked) -> HttpResponse:
    """Show all answers, and send them."""
    if not asked.reference.is_open or asked.reference.said_at is None:
        return HttpResponseRedirect(reverse("pathway:confirm", args=[token]))
    refused = ""
    if request.method == "POST":
        try:
            actions.send(
                token=token, visitor=visitor(request), site=site_of(request), now=now(), by_mail=mails_go_out()
            )
        except ChangedMeanwhileError as changed:
            refused = str(changed)
        else:
            return HttpResponseRedirect(reverse("pathway:confirm", args=[token]))
    return render(request, f"{HERE}review.html", page(request, token, asked) | {"refused": refused})


@public
@require_http_methods(METHODS)
@by_link
def dispute(request: HttpRequest, token: str, asked: Asked) -> HttpResponse:
    """Ask before what another answered is taken back; then take it back."""
    if asked.reference.state is not State.ANSWERED:
        return HttpResponseRedirect(reverse("pathway:confirm", args=[token]))
    if request.method == "POST":
        actions.dispute(token=token, now=now())
        return HttpResponseRedirect(reverse("pathway:confirm", args=[token]))
    return render(request, f"{HERE}dispute.html", page(request, token, asked))


def ended(request: HttpRequest, token: str, asked: Asked) -> HttpResponse:
    """Show what became of a link: what was answered and when, or that its time is over."""
    answered = asked.reference.state is State.ANSWERED
    return render(request, f"{HERE}ended.html", page(request, token, asked), status=200 if answered else GONE)


def page(request: HttpRequest, token: str, asked: Asked) -> dict[str, Any]:
    """Return what every page of a referee needs. The address at the foot of a print leaves out the link."""
    return {
        "address": f"{site_of(request)}/confirm/",
        "token": token,
        "asked": asked,
        "reference": asked.reference,
        "asker": name_of(asked.reference.subject),
        "claims": asked.claims,
    }


def next_address(token: str, asked: Asked, after: int = 0) -> str:
    """Return the next claim without an answer, from a place on and then from the start; the review where none is."""
    still_open = [row.place for row in asked.claims if row.is_open]
    place = next((place for place in still_open if place > after), next(iter(still_open), None))
    if place is None:
        return reverse("pathway:confirm-review", args=[token])
    return reverse("pathway:confirm-claim", args=[token, place])


def back_address(token: str, asked: Asked, place: int) -> str:
    """Return the claim before this one, or the start."""
    before = [row.place for row in asked.to_answer if row.place < place]
    if not before:
        return reverse("pathway:confirm", args=[token])
    return reverse("pathway:confirm-claim", args=[token, before[-1]])


def visitor(request: HttpRequest) -> str:
    """Return the key of whoever is signed in, or an empty text."""
    return str(getattr(request.user, "key", "")) if is_signed_in(request) else ""
