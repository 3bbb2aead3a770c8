"""Signatures: what was shown, by its hash, and that somebody showed within five minutes who she is. Not a drawn name.

A page shows what will be signed and the hash of it; signing sends the hash back, and it is worked out anew: what has
changed meanwhile is not signed. Who she is she shows by password, passkey or code (allauth's reauthentication). The
made-up people of a demonstration press a button, and pages say so.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.urls import reverse

from trigpoint.assessment.errors import AssessmentError, ChangedError
from trigpoint.assessment.rows import Signature

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.people.requests import SignedInRequest

FRESH = timedelta(minutes=5)
PROVED = "assessment.proved"
"""Where a session of the demonstration keeps when the button was pressed, in seconds since 1970."""
NOT_PROVED = "Show first that it is you, then sign. Nothing was signed, and what you wrote is kept."
CHANGED = "What you were shown has changed since. Read it again, then sign: nothing was signed."


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody shows that it is she: `url` leads to her password, passkey or code, or to signing in again.

    `is_proved`: she did within five minutes. `is_made_up`: a button of the demonstration stands in for it.
    """

    is_proved: bool
    is_made_up: bool
    url: str


def digest_of(shown: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is shown, in hexadecimal. `shown` holds plain values; the order of keys is nothing.

    >>> digest_of({"b": 1, "a": [2]}) == digest_of({"a": [2], "b": 1})
    True
    """
    text = json.dumps(shown, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def proof_of(request: SignedInRequest, now: datetime) -> datetime | None:
    """Return when somebody last showed who she is, where that was within five minutes, else None."""
    shown = [float(record["at"]) for record in get_authentication_records(request, request.user)]
    if settings.DEMO and PROVED in request.session:
        shown.append(float(request.session[PROVED]))
    if not shown:
        return None
    last = datetime.fromtimestamp(max(shown), UTC)
    return last if timedelta() <= now - last <= FRESH else None


def way_of(request: SignedInRequest, now: datetime, back: str) -> Way:
    """Return how the visitor shows who she is, and comes back to the address `back`."""
    proved = proof_of(request, now) is not None
    if get_adapter(request).get_reauthentication_methods(request.user):
        url = reverse("account_reauthenticate")
    elif settings.DEMO:
        return Way(proved, is_made_up=True, url=f"{reverse('assessment:prove')}?{urlencode({'next': back}, safe='/')}")
    else:
        url = reverse("account_logout")
    return Way(proved, is_made_up=False, url=f"{url}?{urlencode({'next': back}, safe='/')}")


def signature(request: SignedInRequest, *, shown: str, now: datetime) -> Signature:
    """Return the signature under `shown`, the hash that the page had, sent back in the field `digest`.

    Raises ChangedError where the page showed something else, and AssessmentError where the proof is not fresh.
    """
    if request.POST.get("digest", "") != shown:
        raise ChangedError(CHANGED)
    proved = proof_of(request, now)
    if proved is None:
        raise AssessmentError(NOT_PROVED)
    return Signature(shown, proved)
