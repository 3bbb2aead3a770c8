"""The status lists as they are published: signed, kept, and made anew when a bit changes or two days have gone."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from trigpoint.credentials import issuer, signing
from trigpoint.credentials.building import Issuer, list_document
from trigpoint.credentials.models import Credential, PublishedList, StatusList
from trigpoint.credentials.words import Purpose

if TYPE_CHECKING:
    from datetime import datetime

LASTS = timedelta(days=7)
"""How long a signed list may be believed: who holds an older copy is told so."""
MADE_ANEW = timedelta(days=1)
COLUMN = {Purpose.REVOCATION: "revoked_at", Purpose.SUSPENSION: "suspended_at", Purpose.REFRESH: "due_at"}


def us() -> Issuer:
    """Return this copy as an issuer."""
    return Issuer(issuer.did(), issuer.name(), settings.ISSUER_URL)


def published(number: int, purpose: Purpose) -> PublishedList | None:
    """Return a list as it was signed last; None where there is none. One query."""
    return PublishedList.objects.filter(list=number, purpose=purpose).first()


def publish(number: int, purpose: Purpose, *, now: datetime) -> str:
    """Sign a list as it stands, keep it, and return it. Three queries and a signature."""
    column = COLUMN[purpose]
    places = Credential.objects.filter(list=number, **{f"{column}__isnull": False}).values_list("number", flat=True)
    document = list_document(us(), number, purpose, signing.encoded(places.iterator()), at=now, until=now + LASTS)
    text = json.dumps(signing.sign(document, issuer.key_to_sign(now), at=now), ensure_ascii=False)
    PublishedList.objects.update_or_create(list=number, purpose=purpose, defaults={"text": text, "made_at": now})
    return text


def old_ones(now: datetime) -> list[tuple[int, Purpose]]:
    """Return the lists to be made anew: those a day old, and those never made. Two queries."""
    fresh = set(PublishedList.objects.filter(made_at__gt=now - MADE_ANEW).values_list("list", "purpose"))
    numbers = StatusList.objects.order_by("number").values_list("number", flat=True)
    return [(number, one) for number in numbers for one in Purpose if (number, one.value) not in fresh]
