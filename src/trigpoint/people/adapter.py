"""How allauth does things here: in our words, by our actions, through our mail."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import get_random_string

from trigpoint.people import actions, letters
from trigpoint.people.queries import person_with_email
from trigpoint.platform import clock, mail

if TYPE_CHECKING:
    from collections.abc import Mapping

    from allauth.account.models import EmailAddress
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.http import HttpRequest

    from trigpoint.people.models import Person

WAIT = "Wait 5 minutes, then try again. Or sign in by e-mail now."
WORDS: Mapping[str, str] = MappingProxyType(
    {
        "account_inactive": "This account is closed. Ask whoever runs this site to open it again",
        "email_password_mismatch": "The e-mail address and the password do not fit. Check both, then try again",
        "enter_current_password": "This is not your present password. Enter the one that you sign in with",
        "incorrect_password": "This is not your password. Enter the one that you sign in with",
        "incorrect_code": "This is not the code of the newest message. Check it, then enter it again",
        "invalid_login": "Enter your e-mail address",
        "duplicate_email": "This is your e-mail address already. Enter another one",
        "same_as_current": "This is what it is already. Enter another one",
        "too_many_login_attempts": f"You have tried too often. {WAIT}",
        "rate_limited": f"You have tried too often. {WAIT}",
    }
)


AGAIN: Mapping[str, str] = MappingProxyType(
    {
        "reauthenticate": "Use your password",
        "mfa_reauthenticate:webauthn": "Use a passkey",
        "mfa_reauthenticate": "Use a code from your app, or a spare code",
    }
)
"""The ways to show once more that it is you, the quickest first."""


class Adapter(DefaultAccountAdapter):
    """ACCOUNT_ADAPTER."""

    error_messages = {**DefaultAccountAdapter.error_messages, **WORDS}

    def get_reauthentication_methods(self, user: AbstractBaseUser) -> list[dict[str, str]]:
        """Return the ways to show once more that it is you, in our words and order; the first is asked for."""
        ways = {way["id"]: way for way in super().get_reauthentication_methods(user)}
        return [{**ways[name], "description": words} for name, words in AGAIN.items() if name in ways]

    def is_ajax(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Answer with pages alone."""
        return False

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Change the password, by our action; leave the person of the request knowing it, so that her session lasts."""
        person = cast("Person", user)
        person.password = actions.change_password(person=person.key, password=password, now=clock.now()).password

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Take an address as confirmed, by our action."""
        return actions.confirm_email(
            person=email_address.user.key,
            email=email_address.email,
            confirm=lambda: bool(super(Adapter, self).confirm_email(request, email_address)),
            now=clock.now(),
        )

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the message that allauth asks for, and queue it. With mail off there is none."""
        now = clock.now()
        found = dict(context)
        with transaction.atomic():
            kind = template_prefix
            if kind == "account/email/login_code":
                found["link"] = self._link(email)
            if kind == "account/email/email_confirmation" and belongs_to_another(email, found["user"]):
                kind = "account/email/address_in_use"
            letter = letters.letter(kind, found)
            mail.send(to=email, subject=letter.subject, lines=letter.lines, now=now)

    def _link(self, email: str) -> str:
        person = person_with_email(email)
        if person is None:
            return ""
        token = actions.make_link(person=person.key, actor=None, now=clock.now())
        return str(self.request.build_absolute_uri(reverse("people:link", args=[token])))

    def generate_login_code(self) -> str:
        """Return eight digits in two groups: easy to type on a phone, and tried only a few times."""
        digits = get_random_string(8, "0123456789")
        return f"{digits[:4]}-{digits[4:]}"

    def send_notification_mail(self, *_: Any, **__: Any) -> None:  # noqa: ANN401 - allauth's own
        """Send none: what they would tell, with an internet address and a browser's name, is kept nowhere here."""

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002 - allauth's signature
        """Go back to the account, which says that it is done."""
        return f"{reverse('people:account')}?done=password"

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:  # noqa: ARG002 - likewise
        """Go on to sign in, or back to the account, which says that it is done."""
        if self.request.user.is_authenticated:
            return f"{reverse('people:account')}?done=email"
        return f"{reverse(settings.LOGIN_URL)}?done=email"


def belongs_to_another(email: str, user: AbstractBaseUser) -> bool:
    """Tell whether an address that somebody asks to have is the address of somebody else here."""
    owner = person_with_email(email)
    return owner is not None and owner.key != cast("Person", user).key


def mail_is_on() -> bool:
    """Tell whether a message that is asked for is written at all: sent, or in a demonstration kept as a file."""
    return settings.MAIL_SERVER is not None or settings.DEMO
