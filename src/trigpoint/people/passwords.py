"""What a password must be, in plain words: long, not common, and not made of one's own name or address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

LEAST = 12
SHORTEST_PART = 4


class LongEnough:
    """At least twelve characters. Nothing about capitals or signs: length is what resists guessing."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Refuse a short one, and say how short."""
        if len(password) < LEAST:
            raise ValidationError(f"The password must be {LEAST} characters or more. Yours has {len(password)}")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return f"{LEAST} characters or more"


class NotCommon(CommonPasswordValidator):
    """None of the 20,000 that are tried first, nor one of them written twice or with a number behind it."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:  # noqa: ARG002 - Django's signature
        """Refuse a common one."""
        plain = password.lower().strip()
        half, odd = divmod(len(plain), 2)
        candidates = {plain, plain.rstrip("0123456789!?."), "" if odd or plain[:half] != plain[half:] else plain[:half]}
        if candidates & self.passwords or len(set(plain)) <= 2:  # noqa: PLR2004 - one or two characters over and over
            raise ValidationError("That password is one that many people use, so it is tried first. Choose another")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return "not one that many people use"


class NotYourself:
    """Not a name or an address with a little around it."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Refuse one that is mostly a part of the name or the address."""
        email, name = getattr(user, "email", "") or "", getattr(user, "name", "") or ""
        parts = [*name.lower().split(), *email.lower().replace("@", " ").replace(".", " ").split(), email.lower()]
        rest = password.lower()
        for part in sorted(parts, key=len, reverse=True):
            if len(part) >= SHORTEST_PART:
                rest = rest.replace(part, "")
        if len(rest) < LEAST // 2:
            raise ValidationError("The password must not be made of your name or e-mail address. Choose another")

    def get_help_text(self) -> str:
        """Return the rule in words."""
        return "not made of your name or e-mail address"
