"""Links that sign somebody in once: signed, short-lived, and kept as a hash only."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db import transaction

from trigpoint.people import events
from trigpoint.people.errors import LinkError, PeopleError
from trigpoint.people.models import Person, SignInLink
from trigpoint.platform.events import emit
from trigpoint.platform.tokens import digest

if TYPE_CHECKING:
    from datetime import datetime

LASTS = timedelta(minutes=20)
SIGNER = Signer(salt="trigpoint.people.sign-in-link")
GONE = "This link has been used, or a newer one was sent. Ask for a new link."
LATE = f"This link worked for {LASTS.seconds // 60} minutes, and they are over. Ask for a new link."
CUT = "This link is not whole. Open it from the message again, or copy all of it."


def make_link(*, person: str, actor: str | None, now: datetime) -> str:
    """Make a link for somebody and return its token. Every earlier link of hers stops working.

    Raises PeopleError where nobody with an open account has the key.
    """
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        found = Person.objects.select_for_update().filter(key=person, is_active=True).first()
        if found is None:
            raise PeopleError("Nobody with an open account has this key.")
        SignInLink.objects.filter(person=found).delete()
        SignInLink.objects.create(person=found, digest=digest(secret), until=now + LASTS)
        emit(name=events.LINK_MADE, actor=actor, subject=person, at=now, data={})
    return SIGNER.sign(secret)


def look_at_link(token: str, now: datetime) -> Person:
    """Return whom a link would sign in, and leave it as it is. Raises LinkError where it does not work. One query."""
    return _row(token, now).person


def use_link(token: str, now: datetime) -> Person:
    """Take a link: return whom it signs in, this once. Raises LinkError where it does not work."""
    with transaction.atomic():
        row = _row(token, now)
        if not SignInLink.objects.filter(pk=row.pk).delete()[0]:  # of two at the same moment, one
            raise LinkError(GONE)
        emit(name=events.LINK_USED, actor=row.person.key, subject=row.person.key, at=now, data={})
    return row.person


def _row(token: str, now: datetime) -> SignInLink:
    try:
        secret = SIGNER.unsign(token)
    except BadSignature:
        raise LinkError(CUT) from None
    row = SignInLink.objects.select_related("person").filter(digest=digest(secret), person__is_active=True).first()
    if row is None:
        raise LinkError(GONE)
    if now >= row.until:
        raise LinkError(LATE)
    return row
