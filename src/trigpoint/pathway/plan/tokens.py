"""Addresses that work without signing in: the calendar of somebody, and stopping her reminders.

Each is a random name of her plan's row with a signature made with the secret key of the site, so whoever reads the
database alone can make none. A calendar's address also holds which one it is: a new one closes those before it.
"""

from __future__ import annotations

import re

from django.core.signing import BadSignature, Signer

STOP, FEED = "trigpoint.pathway.plan.stop", "trigpoint.pathway.plan.feed"
NAME = re.compile(r"[0-9a-f]{32}")
NAME_AND_TURN = re.compile(r"([0-9a-f]{32})\.([0-9]{1,6})")


def stop_token(stop_key: str) -> str:
    """Return the token that stops reminders."""
    return Signer(salt=STOP, sep=".").sign(stop_key)


def stopped(token: str) -> str:
    """Return the name of the row that a token stops, or an empty text where it was not made here."""
    found = _unsigned(token, STOP)
    return found if NAME.fullmatch(found) else ""


def feed_token(feed_key: str, turn: int) -> str:
    """Return the token of a calendar's address."""
    return Signer(salt=FEED, sep=".").sign(f"{feed_key}.{turn}")


def fed(token: str) -> tuple[str, int]:
    """Return the name of the row and the turn that a token opens; an empty name where it was not made here."""
    found = NAME_AND_TURN.fullmatch(_unsigned(token, FEED))
    return (found[1], int(found[2])) if found else ("", 0)


def _unsigned(token: str, salt: str) -> str:
    try:
        return Signer(salt=salt, sep=".").unsign(token)
    except BadSignature:
        return ""
