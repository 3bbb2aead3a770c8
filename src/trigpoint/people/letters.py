"""The messages about accounts: plain words, one thing each, and never a secret that lasts."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

NOT_YOU = "If you did not ask for this, do nothing: nobody gets in without this message."


@dataclass(frozen=True, slots=True)
class Letter:
    """A message: a subject, and paragraphs."""

    subject: str
    lines: tuple[str, ...]


LETTERS: Mapping[str, Letter] = MappingProxyType(
    {
        "email_confirmation_signup": Letter(
            "Confirm your e-mail address",
            (
                "Somebody, we think you, created a Trigpoint account with this e-mail address.",
                "Confirm that it is yours: {activate_url}",
                "The link works for 3 days. If it was not you, do nothing: the account cannot be used.",
            ),
        ),
        "email_confirmation": Letter(
            "Confirm your e-mail address",
            ("Confirm that this e-mail address is yours: {activate_url}", "The link works for 3 days.", NOT_YOU),
        ),
        "address_in_use": Letter(
            "Somebody wanted to use your e-mail address",
            (
                "Somebody with another Trigpoint account asked to use this e-mail address. It belongs to your account.",
                "Nothing has changed, and you need to do nothing. If both accounts are yours, use this one.",
            ),
        ),
        "account_already_exists": Letter(
            "You have a Trigpoint account already",
            (
                "Somebody, we think you, asked for a Trigpoint account with this e-mail address. You have one.",
                "If you forgot the password, choose a new one: {password_reset_url}",
                "If it was not you, do nothing: nothing has changed.",
            ),
        ),
        "unknown_account": Letter(
            "There is no Trigpoint account with this address",
            (
                "Somebody, perhaps you, asked to sign in to Trigpoint with this e-mail address. It has no account.",
                "You may have used another address. Or create an account: {signup_url}",
                "If it was not you, do nothing.",
            ),
        ),
        "password_reset_key": Letter(
            "Choose a new password",
            (
                "Choose a new password for Trigpoint: {password_reset_url}",
                "The link works once, for 20 minutes.",
                NOT_YOU,
            ),
        ),
        "second_step_off": Letter(
            "Your second step was turned off",
            (
                "Whoever runs this copy of Trigpoint turned off the second step of your sign-in.",
                "Your passkeys and spare codes work no more, and your password alone signs you in.",
                "The reason that was given: {reason}",
                "Turn it on again under “My account”.",
                "If you did not ask for this, choose a new password now, and tell whoever runs this copy.",
            ),
        ),
        "login_code": Letter(
            "Sign in to Trigpoint",
            (
                "Sign in to Trigpoint: {link}",
                "Or enter this code where you asked for it: {code}",
                "Both work for 20 minutes. The link works once. Give them to nobody, whoever asks.",
                NOT_YOU,
            ),
        ),
    }
)
"""By the name of the template that allauth asks for."""


def letter(kind: str, found: Mapping[str, Any]) -> Letter:
    """Return a message with what was found for it. Raises LookupError for one that nobody has written."""
    name = kind.removeprefix("account/email/")
    if name not in LETTERS:
        raise LookupError(f"There is no message {name}. Write it in people/letters.py.")
    return Letter(LETTERS[name].subject, tuple(line.format_map(found) for line in LETTERS[name].lines))
