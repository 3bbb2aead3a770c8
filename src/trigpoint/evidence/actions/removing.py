"""Removing what is no longer to be kept: a person's portfolio, drafts with nothing in them, uploads that stopped."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.evidence import events
from trigpoint.evidence.actions.common import queue_removal, stored_of
from trigpoint.evidence.actions.uploading import KEPT
from trigpoint.evidence.models import Asking, Piece, Showing, Upload
from trigpoint.evidence.words import State
from trigpoint.platform import files
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime

AT_ONCE = 50
"""Pieces that one short transaction removes."""
EMPTY_FOR = timedelta(days=1)


def forget_person(*, subject: str, actor: str | None, now: datetime) -> bool:
    """Remove somebody's pieces with their files, whom she asked, what others showed her; True where more is left."""
    with transaction.atomic():
        rows = list(Piece.objects.select_for_update().filter(owner=subject).order_by("id")[: AT_ONCE + 1])
        for row in rows[:AT_ONCE]:
            queue_removal(stored_of(row), now=now)
            for upload in row.uploads.values_list("key", flat=True):
                files.drop(upload)
            row.delete()
            emit(name=events.DELETED, actor=actor, subject=subject, at=now, data={"piece": row.key})
        if len(rows) <= AT_ONCE:
            Asking.objects.filter(owner=subject).delete()
            Showing.objects.filter(viewer=subject).delete()
    return len(rows) > AT_ONCE


def drop_stale(now: datetime) -> int:
    """Remove drafts that were begun and never written in, and uploads that stopped. Returns how many."""
    with transaction.atomic():
        old = Upload.objects.filter(begun_at__lt=now - KEPT)
        for upload in old.values_list("key", flat=True):
            files.drop(upload)
        stopped = old.delete()[0]
        empty = Piece.objects.filter(
            state=State.DRAFT, version=1, title="", words="", link="", structured={}, created_at__lt=now - EMPTY_FOR
        ).exclude(kind__in=("witness", "family"))
        unwritten = empty.filter(files=None, uploads=None, mappings=None)
        count = Piece.objects.filter(pk__in=list(unwritten.values_list("pk", flat=True))).delete()[0]
    return stopped + count + files.drop_older(KEPT)
