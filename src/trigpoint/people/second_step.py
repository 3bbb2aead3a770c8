"""How allauth keeps the secrets of a second step: encrypted, so that a copy of the database alone lets nobody in."""

from __future__ import annotations

import base64
import hashlib
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings

from trigpoint.people.devices import device_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.contrib.auth.base_user import AbstractBaseUser

    from trigpoint.people.models import Person

WORDS: Mapping[str, str] = MappingProxyType(
    {
        "incorrect_code": "This code does not fit. Enter the one that the app shows now",
        "rate_limited": "You have tried too often. Wait 5 minutes, then try again",
        "too_many_login_attempts": "You have tried too often. Wait 5 minutes, then try again",
    }
)


class SecondStepAdapter(DefaultMFAAdapter):
    """MFA_ADAPTER."""

    error_messages = {**DefaultMFAAdapter.error_messages, **WORDS}

    def encrypt(self, text: str) -> str:
        """Encrypt a secret with a key made from the site's."""
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Decrypt it."""
        return box().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: object) -> str:  # noqa: A002, ARG002 - allauth's signature
        """Return what a new passkey is called until its owner names it: the device that adds it."""
        return device_of(context.request.headers.get("User-Agent", ""))

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return to which site a passkey belongs: the host, and the name that the browser shows."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Trigpoint"}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """Return whose a passkey is: the random key, which says nothing, and what its owner is shown."""
        person = cast("Person", user)
        return {"id": person.key.encode(), "name": person.email or "", "display_name": person.name}

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Return what the app on the phone shows under *Trigpoint*."""
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        """Return the name that the app shows."""
        return "Trigpoint"

    def send_notification_mail(self, *_: object, **__: object) -> None:
        """Send none: see `people.adapter`."""


def box() -> Fernet:
    """Return what encrypts and decrypts. Its key changes with TRIGPOINT_SECRET_KEY."""
    digest = hashlib.sha256(b"trigpoint.people.second-step:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
