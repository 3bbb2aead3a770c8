"""The link of a referee: signed, with its last day in it, and known here only by its hash.

A token is the key of the request, its turn and the second at which it ends, with a signature made with the secret key
of the site. Whoever reads the database alone finds a hash in it, and can make no link from it. Turn 2 is the link that
takes the place of the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.core.signing import BadSignature, Signer

SALT = "trigpoint.pathway.referees"
INSIDE = re.compile(r"(r_[0-9a-f]{32})\.([0-9]{1,4})\.([0-9]{1,12})")


@dataclass(frozen=True, slots=True)
class Opened:
    """What a token says, its signature checked: which request, which of its links, until when."""

    key: str
    turn: int
    ends: datetime


def token_of(key: str, turn: int, ends: datetime) -> str:
    """Return the token of a request's link. The same arguments give the same token."""
    return _signer().sign(f"{key}.{turn}.{int(ends.timestamp())}")


def opened(token: str) -> Opened | None:
    """Return what a token says; None for one that was not made here, or was changed."""
    try:
        found = INSIDE.fullmatch(_signer().unsign(token))
    except BadSignature:
        return None
    if found is None:
        return None
    return Opened(found[1], int(found[2]), datetime.fromtimestamp(int(found[3]), UTC))


def _signer() -> Signer:
    return Signer(salt=SALT, sep=".")
