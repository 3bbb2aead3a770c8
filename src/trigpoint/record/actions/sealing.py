"""Sealing: one hash over the newest entry of everybody, so that a chain cut short, or gone, is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Exists, F, Max, OuterRef

from trigpoint.platform.events import emit, latest
from trigpoint.record.chain import Root
from trigpoint.record.events import SEALED
from trigpoint.record.keys import ledger_key
from trigpoint.record.models import Entry

if TYPE_CHECKING:
    from datetime import datetime

LEDGER = "record"
"""The subject of the events about the ledger as a whole."""


def seal(now: datetime, *, actor: str | None = None) -> str:
    """Work out the root over the heads of all chains, emit it as an event, and return it in hexadecimal.

    Writers wait only while the last entry is looked up, and not while the root is worked out. The event holds the
    root before it too, so that seals are a chain themselves. To be run daily; keep the root elsewhere as well.
    """
    position = _last_position()
    later = Entry.objects.filter(subject=OuterRef("subject"), seq=OuterRef("seq") + 1, position__lte=position)
    heads = Entry.objects.filter(~Exists(later), position__lte=position).order_by("subject")
    root, subjects, entries = Root(ledger_key()), 0, 0
    for subject, seq, head in heads.values_list("subject", "seq", "hash").iterator():
        root.add(subject, seq, bytes(head))
        subjects, entries = subjects + 1, entries + seq
    digest = root.digest()
    with transaction.atomic():
        before = latest(SEALED)
        emit(
            name=SEALED,
            actor=actor,
            subject=LEDGER,
            at=now,
            data={
                "root": digest,
                "position": position,
                "subjects": subjects,
                "entries": entries,
                "previous": before.data["root"] if before else None,
            },
        )
    return digest


def _last_position() -> int:
    """Return the position up to which every entry is there for good.

    Positions are given out before a transaction ends, so on PostgreSQL a lower one may still be on its way: the lock
    waits for those. On SQLite a transaction has the database to itself.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("LOCK TABLE record_entry IN SHARE MODE")
        return int(Entry.objects.aggregate(last=Max(F("position")))["last"] or 0)
