"""Signing in with another organisation: to it, back from it, and which of them open an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast
from urllib.parse import urlsplit

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.base.provider import ProviderException
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.module_loading import import_string
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.people import actions, ways_in
from trigpoint.people.adapter import mail_is_on
from trigpoint.people.outside import refusal
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission, public, to_sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from trigpoint.people.requests import SignedInRequest

View = TypeVar("View", bound="Callable[..., HttpResponseBase]")
OPENID = "allauth.socialaccount.providers.openid_connect.views"
SAML = "allauth.socialaccount.providers.saml.views"
"""Loaded when the first person comes: both bring heavy libraries, which most copies never need."""
DONE = {
    "connected": "Connected. You can sign in that way from now on.",
    "ended": "The connection is ended. That sign-in opens your account no more.",
}


def named(kind: str, provider: str) -> Any:  # noqa: ANN401 - of the settings
    """Return a provider of this copy, or raise Http404."""
    found = next((each for each in settings.IDENTITY_PROVIDERS if (each.kind, each.id) == (kind, provider)), None)
    if found is None:
        raise Http404
    return found


def asked(request: HttpRequest, kind: str, provider: str, view: str, **given: str) -> HttpResponseBase:
    """Let allauth answer; say in our words what it cannot, such as an answer that came a second time."""
    name = named(kind, provider).name
    try:
        response: HttpResponseBase = import_string(view)(request, **given)
    except ProviderException:
        response = refusal(request, name, "nobody")
    except PermissionDenied:
        response = refusal(request, name, "failed")
    except OSError:  # all of requests' errors, and urllib's
        response = refusal(request, name, "unreached")
    patch_cache_control(response, private=True, no_store=True)
    return response


def begin(request: HttpRequest, kind: str, provider: str, view: str, **given: str) -> HttpResponseBase:
    """Show one button; pressed, lead to the other site.

    By a page that goes on by itself, not by a redirect: browsers let a form lead only where `form-action` allows, and
    where a provider's pages lie is its own affair.
    """
    chosen = named(kind, provider)
    wanted = get_next_redirect_url(request) or ""
    if request.method != "POST":
        return render(request, "people/outside_begin.html", {"name": chosen.name, "next": wanted})
    process = request.POST.get("process", AuthProcess.LOGIN)
    if process not in {AuthProcess.LOGIN, AuthProcess.CONNECT}:
        raise Http404
    if process == AuthProcess.CONNECT and not request.user.is_authenticated:
        return to_sign_in(request)
    response = asked(request, kind, provider, view, **given)
    to = response.get("Location", "")
    if not urlsplit(to).netloc:
        return response
    return render(request, "people/outside_away.html", {"name": chosen.name, "to": to})


@public
@require_http_methods(METHODS)
def openid_begin(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Go to a provider that speaks OpenID Connect."""
    return begin(request, "openid", provider_id, f"{OPENID}.login", provider_id=provider_id)


@public
@require_safe
def openid_back(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from it."""
    return asked(request, "openid", provider_id, f"{OPENID}.callback", provider_id=provider_id)


@public
@require_http_methods(METHODS)
def saml_begin(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """Go to a provider that speaks SAML."""
    return begin(request, "saml", organization_slug, f"{SAML}.login", organization_slug=organization_slug)


@public
@csrf_exempt
@require_POST
def saml_back(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """Take its answer, which its own page sends; the cookie of the session does not come with that."""
    return asked(request, "saml", organization_slug, f"{SAML}.acs", organization_slug=organization_slug)


@public
@require_safe
def saml_finish(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """Check the answer, with the session."""
    return asked(request, "saml", organization_slug, f"{SAML}.finish_acs", organization_slug=organization_slug)


@public
@require_safe
def saml_metadata(request: HttpRequest, organization_slug: str) -> HttpResponseBase:
    """Tell the provider about this site."""
    return asked(request, "saml", organization_slug, f"{SAML}.metadata", organization_slug=organization_slug)


@public
@csrf_exempt
@require_http_methods(METHODS)
def saml_signed_out(request: HttpRequest, organization_slug: str) -> HttpResponseBase:  # noqa: ARG001 - a view's signature
    """Say that signing out there does not sign out here."""
    named("saml", organization_slug)
    return redirect("account_logout")


@public
@require_safe
def cancelled(request: HttpRequest) -> HttpResponse:
    """Say that nothing has changed."""
    return refusal(request, "The other organisation", "cancelled")


def shown_again(view: View) -> View:
    """Ask once more who it is, unless that was done a moment ago."""
    return cast("View", reauthentication_required(app="allauth.socialaccount")(view))


@permission(SIGNED_IN)
@require_safe
@shown_again
def connections(request: SignedInRequest) -> HttpResponse:
    """List which organisations open somebody's account, and which could."""
    rows = ways_in.connections_of(request.user.key)
    held = {row.name for row in rows if row.offered}
    parts = {
        "rows": rows,
        "others": [row for row in ways_in.offered() if row.name not in held],
        "done": DONE.get(request.GET.get("done", ""), ""),
    }
    return render(request, "people/connections.html", parts)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
@shown_again
def disconnect(request: SignedInRequest, connection: int) -> HttpResponse:
    """End one. The last way in cannot be ended."""
    rows = ways_in.connections_of(request.user.key)
    row = next((row for row in rows if row.id == connection), None)
    if row is None:
        raise Http404
    person = request.user
    last = not (mail_is_on() or person.has_usable_password() or len(rows) > 1 or ways_in.steps_of(person.key).passkeys)
    if request.method == "POST" and not last:
        actions.disconnect_outside(person=person.key, connection=connection, now=clock.now())
        return redirect(f"{reverse('socialaccount_connections')}?done=ended")
    return render(request, "people/connection_end.html", {"row": row, "last": last})
