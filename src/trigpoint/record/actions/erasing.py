"""Erasing what entries say. The chain stays whole: it holds hashes, and what they were made with is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from trigpoint.platform.events import emit, empty_words
from trigpoint.record.chain import Removed, erasure_mark
from trigpoint.record.errors import UnknownEntryError
from trigpoint.record.events import ERASED, SUBJECT_ERASED
from trigpoint.record.keys import ledger_key
from trigpoint.record.models import Enrolment, Entry, Erasure, FlaggedException, Payload, Reason, Receipt

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet


LOT = 500
"""Entries that are erased in one transaction of a long record."""


def erase_entry(*, actor: str, entry: str, reason: Reason, now: datetime) -> bool:
    """Erase what one entry says, and return whether it was still there to erase.

    Where the entry corrected another, that one stays corrected. Raises UnknownEntryError.
    """
    with transaction.atomic():
        found = Entry.objects.filter(id=entry)
        subject = found.values_list("subject", flat=True).first()
        if subject is None:
            raise UnknownEntryError(entry)
        if not _erase(found, actor=actor, reason=reason, now=now):
            return False
        emit(name=ERASED, actor=actor, subject=subject, at=now, data={"entry": entry, "reason": reason.value})
        return True


def erase_subject(*, actor: str, subject: str, reason: Reason, now: datetime) -> int:
    """Erase what every entry about a subject says, the words of its events, its enrolments, exceptions and receipts.

    Returns the number of entries whose words are now erased; those erased before are not counted. What remains are
    hashes, ids, codes and dates under a random key. Whoever holds the key's name (`people`) forgets it too.
    """
    with transaction.atomic():
        erased = _erase(Entry.objects.filter(subject=subject), actor=actor, reason=reason, now=now)
        Receipt.objects.filter(subject=subject).delete()
        FlaggedException.objects.filter(subject=subject).delete()
        enrolments, _ = Enrolment.objects.filter(subject=subject).delete()
        empty_words(subject)
        if erased or enrolments:
            data = {"entries": erased, "reason": reason.value}
            emit(name=SUBJECT_ERASED, actor=actor, subject=subject, at=now, data=data)
        return erased


def erase_some(*, actor: str, subject: str, reason: Reason, now: datetime, most: int = LOT) -> bool:
    """Erase what the oldest entries say where there are more than `most`, and tell whether it did: to be called again.

    For a long record, so that no transaction holds the database for long. `erase_subject` does the rest, and its event.
    """
    with transaction.atomic():
        said = Payload.objects.filter(entry__subject=subject).order_by("entry_id")
        oldest = list(said.values_list("entry_id", flat=True)[: most + 1])
        if len(oldest) <= most:
            return False
        _erase(Entry.objects.filter(position__in=oldest[:most]), actor=actor, reason=reason, now=now)
        return True


def _erase(entries: QuerySet[Entry], *, actor: str, reason: Reason, now: datetime) -> int:
    """Write an erasure for each entry that has none, then delete the payloads; return how many."""
    key = ledger_key()
    # On PostgreSQL a second eraser waits here, and then finds nothing left to do; on SQLite there is one writer.
    locked = list(entries.select_for_update().values_list("position", "id"))
    said = {
        position: (corrects, entered_at)
        for position, corrects, entered_at in Payload.objects.filter(
            entry_id__in=[position for position, _ in locked]
        ).values_list("entry_id", "corrects", "entered_at")
    }
    erasures = []
    for position, entry_id in locked:
        if position not in said:
            continue
        corrects, entered_at = said[position]
        removed = Removed(reason.value, actor, now, corrects, entered_at if corrects else None)
        mark = erasure_mark(key, entry_id, removed)
        erasures.append(Erasure(entry_id=position, mark=mark, **removed._asdict()))
    Erasure.objects.bulk_create(erasures)
    # Not through the model, which refuses every deletion: the trigger lets go of what an erasure names.
    with connection.cursor() as cursor:
        cursor.executemany(
            "DELETE FROM record_payload WHERE entry_id = %s", [(erasure.entry_id,) for erasure in erasures]
        )
    return len(erasures)
