"""With what somebody can sign in, beside a password: passkeys, an app, another organisation's sign-in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.urls import reverse

if TYPE_CHECKING:
    from datetime import datetime

STEPS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What asks for more than the password. Spare codes are no step of their own: they stand in for one of these."""


@dataclass(frozen=True, slots=True)
class PasskeyRow:
    """A passkey, as its owner named it."""

    id: int
    name: str
    added: datetime
    used: datetime | None


@dataclass(frozen=True, slots=True)
class ConnectionRow:
    """Another organisation's sign-in that opens somebody's account. `offered` is whether this copy still offers it."""

    id: int
    name: str
    since: datetime
    used: datetime
    offered: bool


@dataclass(frozen=True, slots=True)
class OfferedRow:
    """Another organisation whose sign-in this copy takes, and where it begins."""

    name: str
    url: str


@dataclass(frozen=True, slots=True)
class StepsRow:
    """What signing in asks for after the password: whether an app's code, and how many passkeys would do."""

    app: bool
    passkeys: int

    @property
    def on(self) -> bool:
        """Tell whether it asks for anything."""
        return self.app or bool(self.passkeys)


def steps_of(key: str) -> StepsRow:
    """Return what signing in asks somebody for after the password. One query."""
    types = list(Authenticator.objects.filter(user__key=key, type__in=STEPS).values_list("type", flat=True))
    return StepsRow(Authenticator.Type.TOTP in types, types.count(Authenticator.Type.WEBAUTHN))


def waits_for_confirmation(key: str) -> bool:
    """Tell whether an address of somebody's still has to be shown to be hers. One query."""
    return bool(EmailAddress.objects.filter(user__key=key, verified=False).exists())


def passkeys_of(key: str) -> tuple[PasskeyRow, ...]:
    """Return somebody's passkeys, the oldest first. One query."""
    found = Authenticator.objects.filter(user__key=key, type=Authenticator.Type.WEBAUTHN).order_by("created_at", "id")
    return tuple(passkey_row(each) for each in found)


def passkey_row(found: Authenticator) -> PasskeyRow:
    """Return a passkey as a row."""
    return PasskeyRow(found.pk, found.wrap().name, found.created_at, found.last_used_at)


def offered() -> tuple[OfferedRow, ...]:
    """Return the organisations whose sign-in this copy takes. No query: the settings name them."""
    return tuple(
        OfferedRow(each.name, reverse(f"{each.app['provider']}_login", args=[each.id]))
        for each in settings.IDENTITY_PROVIDERS
    )


def connections_of(key: str) -> tuple[ConnectionRow, ...]:
    """Return the other organisations whose sign-in opens somebody's account, the oldest first. One query."""
    names = {provider.id: provider.name for provider in settings.IDENTITY_PROVIDERS}
    found = SocialAccount.objects.filter(user__key=key).order_by("date_joined", "id")
    return tuple(
        ConnectionRow(
            each.pk, names.get(each.provider, each.provider), each.date_joined, each.last_login, each.provider in names
        )
        for each in found
    )
