"""How a request ends without an answer, and what is forgotten of it later."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Q

from trigpoint.pathway.events import REFERENCE_EXPIRED, REFERENCE_FORGOTTEN, REFERENCE_WITHDRAWN
from trigpoint.pathway.referees.errors import NoLongerOpenError
from trigpoint.pathway.referees.models import Reference
from trigpoint.pathway.referees.queries import NAMES, with_names
from trigpoint.pathway.referees.words import ADDRESS_KEPT, CONFIRMED_NAME_KEPT, NAME_KEPT, State
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

AT_ONCE = 200
"""How many requests one run ends or forgets, each in a transaction of its own."""


def withdraw(*, subject: str, key: str, now: datetime) -> None:
    """Take a request back: its link opens nothing but that it was taken back. Raises NoLongerOpenError."""
    with transaction.atomic():
        open_one = Reference.objects.filter(subject=subject, key=key, state=State.WAITING, ends__gt=now)
        if not open_one.update(state=State.WITHDRAWN, ended_at=now):
            raise NoLongerOpenError("This request is no longer open, so there is nothing to withdraw.")
        empty_answers([key])
        emit(name=REFERENCE_WITHDRAWN, actor=subject, subject=subject, at=now, data={"reference": key})


def expire_due(now: datetime, of: str = "") -> int:
    """End the requests that ran out, of everybody or of one person. Returns how many."""
    due = Reference.objects.filter(state=State.WAITING, ends__lte=now).order_by("ends")
    if of:
        due = due.filter(subject=of)
    ended = 0
    for pk, key, subject in due.values_list("pk", "key", "subject")[:AT_ONCE]:
        with transaction.atomic():
            if Reference.objects.filter(pk=pk, state=State.WAITING).update(state=State.EXPIRED, ended_at=now):
                empty_answers([key])
                emit(name=REFERENCE_EXPIRED, actor=None, subject=subject, at=now, data={"reference": key})
                ended += 1
    return ended


def forget_due(now: datetime) -> int:
    """Delete what is kept of referees for longer than was said. Returns how many requests lost something."""
    addresses = Q(ended_at__lt=now - ADDRESS_KEPT) & ~Q(email="")
    named = Q(*[(name, "") for name in NAMES], _connector=Q.AND)
    names = ~named & (Q(ended_at__lt=now - NAME_KEPT, confirmed=0) | Q(ended_at__lt=now - CONFIRMED_NAME_KEPT))
    due = Reference.objects.filter(addresses | names).order_by("ended_at")
    found = list(due.values_list("pk", "key", "subject", "ended_at", "confirmed")[:AT_ONCE])
    for pk, key, subject, ended_at, confirmed in found:
        assert ended_at is not None
        kept = CONFIRMED_NAME_KEPT if confirmed else NAME_KEPT
        with transaction.atomic():
            emptied = {"email": ""} | (dict.fromkeys(NAMES, "") if ended_at < now - kept else {})
            Reference.objects.filter(pk=pk).update(**emptied)
            if ended_at < now - NAME_KEPT:
                empty_answers([key])
            what = "all" if len(emptied) > 1 else "address"
            emit(name=REFERENCE_FORGOTTEN, actor=None, subject=subject, at=now, data={"reference": key, "what": what})
    return len(found)


def forget_until(before: datetime) -> int:
    """Empty names, addresses and words of all requests that ended before a moment. Returns how many had any."""
    found = list(with_names().filter(ended_at__lt=before).values_list("pk", "key"))
    with transaction.atomic():
        Reference.objects.filter(pk__in=[pk for pk, _ in found]).update(email="", **dict.fromkeys(NAMES, ""))
        empty_answers(key for _, key in found)
    return len(found)


def forget_person(*, subject: str, actor: str | None, now: datetime) -> None:
    """Remove every request of a person, and what referees wrote. Done twice it does no harm."""
    with transaction.atomic():
        keys = list(Reference.objects.filter(subject=subject).values_list("key", flat=True))
        if not keys:
            return
        empty_answers(keys)
        Reference.objects.filter(subject=subject).delete()
        data = {"what": "all", "references": keys}
        emit(name=REFERENCE_FORGOTTEN, actor=actor, subject=subject, at=now, data=data)


def empty_answers(keys: Iterable[str]) -> None:
    """Empty what referees wrote in their own words; what they chose stays."""
    # Not through the model, which refuses every change: the trigger lets words be emptied, and nothing else.
    with connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE pathway_reference_answer SET words = '' WHERE reference = %s AND words <> ''",
            [(key,) for key in keys],
        )
