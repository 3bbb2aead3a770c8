"""What a holder does with her award: a link she can switch off, the public register, and erasing."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction

from trigpoint.credentials import events
from trigpoint.credentials.actions.issuing import newest
from trigpoint.credentials.models import Credential, EndorsementAsk, Listing, NameAsk, Notice, Share
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime


def share(*, owner: str, now: datetime) -> str:
    """Make a link that shows the check of somebody's award; return its code. The one that is open stays."""
    newest(owner)
    there = Share.objects.filter(owner=owner, ended_at=None).first()
    if there is not None:
        return there.code
    try:
        with transaction.atomic():
            row = Share.objects.create(code=secrets.token_urlsafe(16), owner=owner, made_at=now)
            emit(name=events.SHARED, actor=owner, subject=owner, at=now, data={})
    except IntegrityError:
        return Share.objects.get(owner=owner, ended_at=None).code
    return row.code


def stop_sharing(*, owner: str, now: datetime) -> None:
    """Switch the link off: it opens nothing from now on."""
    with transaction.atomic():
        if Share.objects.filter(owner=owner, ended_at=None).update(ended_at=now):
            emit(name=events.UNSHARED, actor=owner, subject=owner, at=now, data={})


def join_register(*, owner: str, now: datetime) -> None:
    """Put somebody into the public register, because she chose it."""
    newest(owner)
    with transaction.atomic():
        if Listing.objects.get_or_create(owner=owner, defaults={"since": now})[1]:
            emit(name=events.LISTED, actor=owner, subject=owner, at=now, data={})


def leave_register(*, owner: str, now: datetime) -> None:
    """Take somebody out of the public register, at once."""
    with transaction.atomic():
        if Listing.objects.filter(owner=owner).delete()[0]:
            emit(name=events.UNLISTED, actor=owner, subject=owner, at=now, data={})


def forget_person(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove what was signed about somebody and what she asked. A place in the lists stays.

    Whoever holds a copy learns that it was revoked: with the record gone, nobody can stand by it.
    """
    with transaction.atomic():
        rows = list(Credential.objects.filter(owner=key).values_list("key", flat=True))
        Share.objects.filter(owner=key).delete()
        Listing.objects.filter(owner=key).delete()
        NameAsk.objects.filter(owner=key).delete()
        EndorsementAsk.objects.filter(owner=key).delete()
        Notice.objects.filter(credential__in=rows).delete()
        if rows:
            with connection.cursor() as cursor:
                places = ", ".join(["%s"] * len(rows))
                cursor.execute(
                    f"UPDATE credentials_status_change SET words = '' WHERE words <> '' AND credential IN ({places})",  # noqa: S608
                    rows,
                )
            held = Credential.objects.filter(owner=key)
            held.update(name="", text="", token="", digest="")
            held.filter(revoked_at=None).update(revoked_at=now)
            emit(name=events.FORGOTTEN, actor=actor, subject=key, at=now, data={"credentials": len(rows)})
