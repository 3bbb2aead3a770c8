# ruff: noqa: ARG002 - the signatures are allauth's
"""How allauth treats the sign-in of other organisations here: nobody takes over an account by an address."""

from __future__ import annotations

import logging
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers import registry
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string

from trigpoint.people import actions
from trigpoint.people.errors import PeopleError
from trigpoint.people.models import MOST_NAME, Person, canonical
from trigpoint.platform import clock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allauth.socialaccount.models import SocialLogin
    from django.http import HttpRequest, HttpResponse

log = logging.getLogger("trigpoint.people.outside")

CLASSES: Mapping[str, str] = MappingProxyType(
    {"openid": "trigpoint.people.providers.OpenIdProvider", "saml": "trigpoint.people.providers.SamlProvider"}
)
REFUSED, UNREACHED = 400, 502
WHY: Mapping[str, str] = MappingProxyType(
    {
        "cancelled": "You stopped, or {name} did not let you in. Nothing has changed here.",
        "failed": "{name} gave an answer that we cannot take: it was too old, used before, or not meant for this site.",
        "unreached": "{name} does not answer just now.",
        "nobody": "{name} did not tell us who you are in a way that lasts. Tell whoever looks after it there.",
        "no-address": "{name} did not confirm an e-mail address of yours to us, so we cannot open an account with it.",
        "clash": "There is an account here with the e-mail address that {name} gave us.",
        "another": "This sign-in of {name} opens another account here already.",
    }
)
"""Why an organisation's sign-in ended without one here. The page adds what to do next."""


class OutsideAdapter(DefaultSocialAccountAdapter):
    """SOCIALACCOUNT_ADAPTER."""

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """Return the providers of the settings, and load what they need. No query: none is kept in the database."""
        found = []
        for each in settings.IDENTITY_PROVIDERS:
            if provider in {None, each.id, each.app["provider"]} and client_id in {None, each.app["client_id"]}:
                registry.register(import_string(CLASSES[each.kind]))
                found.append(SocialApp(**each.app))
        return found

    def new_user(self, request: HttpRequest, sociallogin: SocialLogin) -> Person:
        """Return nobody yet."""
        return Person()

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Person:
        """Take name and address for an account that may be opened."""
        person: Person = sociallogin.user
        parts = (data.get("first_name"), data.get("last_name"))
        name = data.get("name") or " ".join(part for part in parts if part)
        person.email = canonical(data.get("email") or "")
        shown = name or person.email.partition("@")[0]
        person.name = "".join(letter for letter in shown if letter.isprintable()).strip()[:MOST_NAME]
        return person

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Connect, or open an account, or say why not. Somebody whose account is connected goes on signing in."""
        name = sociallogin.provider.name
        account = sociallogin.account
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            self._connect(request, name, account.provider, account.uid)
        elif not sociallogin.is_existing:
            email = next((each.email for each in sociallogin.email_addresses if each.verified), "")
            if not email:
                raise ImmediateHttpResponse(refusal(request, name, "no-address"))
            try:
                sociallogin.user = actions.open_from_outside(
                    provider=account.provider, uid=account.uid, email=email, name=sociallogin.user.name, now=clock.now()
                )
            except PeopleError:
                raise ImmediateHttpResponse(refusal(request, name, "clash")) from None

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,  # noqa: ANN401 - allauth's own
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> None:
        """Say it in our words. What the provider wrote goes to no page; its kind goes to the log."""
        log.warning(
            "an identity provider refused", extra={"fields": {"kind": type(exception).__name__, "error": error}}
        )
        code = "cancelled" if error == AuthError.CANCELLED else "failed"
        raise ImmediateHttpResponse(refusal(request, provider.name, code))

    def _connect(self, request: HttpRequest, name: str, provider: str, uid: str) -> None:
        if not request.user.is_authenticated or not did_recently_reauthenticate(request):
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("socialaccount_connections")))
        try:
            actions.connect_outside(person=request.user.key, provider=provider, uid=uid, now=clock.now())
        except PeopleError:
            raise ImmediateHttpResponse(refusal(request, name, "another")) from None
        raise ImmediateHttpResponse(HttpResponseRedirect(f"{reverse('socialaccount_connections')}?done=connected"))


def refusal(request: HttpRequest, name: str, why: str) -> HttpResponse:
    """Return the page that says why, and what to do next."""
    parts = {"name": name, "why": why, "words": WHY[why].format(name=name)}
    return render(request, "people/outside_refused.html", parts, status=UNREACHED if why == "unreached" else REFUSED)
