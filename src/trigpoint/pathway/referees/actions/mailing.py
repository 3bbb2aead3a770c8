"""The mails to a referee, written when they go out: a request that is no longer open sends none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from trigpoint.pathway.events import REFERENCE_REMINDED
from trigpoint.pathway.referees import mails
from trigpoint.pathway.referees.models import Reference
from trigpoint.pathway.referees.tokens import token_of
from trigpoint.pathway.referees.words import State
from trigpoint.people.queries import name_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send

if TYPE_CHECKING:
    from datetime import datetime


def mail_request(*, key: str, site: str, now: datetime) -> bool:
    """Mail a referee the link of an open request; return whether it was open. No event: `asked` told of it."""
    with transaction.atomic():
        row = _open(key, now)
        if row is None:
            return False
        lines = mails.asking(
            asker=name_of(row.subject),
            referee=row.name,
            claims=row.claims.count(),
            link=link_of(row, site),
            last=row.ends.astimezone(ENGLAND).date(),
        )
        send(to=row.email, subject=mails.ASKED, lines=lines, now=now)
        return True


def mail_reminder(*, key: str, site: str, now: datetime) -> bool:
    """Remind a referee once; return whether a reminder went out."""
    with transaction.atomic():
        row = _open(key, now)
        if row is None or row.reminded_at is not None:
            return False
        last = row.ends.astimezone(ENGLAND).date()
        lines = mails.reminding(asker=name_of(row.subject), referee=row.name, link=link_of(row, site), last=last)
        send(to=row.email, subject=mails.REMINDED, lines=lines, now=now)
        Reference.objects.filter(pk=row.pk).update(reminded_at=now)
        emit(name=REFERENCE_REMINDED, actor=None, subject=row.subject, at=now, data={"reference": key})
        return True


def link_of(row: Reference, site: str) -> str:
    """Return the full address of a request's link."""
    return site.rstrip("/") + reverse("pathway:confirm", args=[token_of(row.key, row.turn, row.ends)])


def _open(key: str, now: datetime) -> Reference | None:
    return Reference.objects.select_for_update().filter(key=key, state=State.WAITING, ends__gt=now).first()
