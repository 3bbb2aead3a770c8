"""The link of a witness or a family: signed, and known here only by its digest."""

from __future__ import annotations

import re

from django.core.signing import BadSignature, Signer

SALT = "trigpoint.evidence.askings"
INSIDE = re.compile(r"w_[0-9a-f]{32}")


def token_of(key: str) -> str:
    """Return the token of a request's link. The same key gives the same token."""
    return Signer(salt=SALT, sep=".").sign(key)


def opened(token: str) -> str:
    """Return the key of the request that a token is of; empty for one that was not made here, or was changed."""
    try:
        key = Signer(salt=SALT, sep=".").unsign(token)
    except BadSignature:
        return ""
    return key if INSIDE.fullmatch(key) else ""
