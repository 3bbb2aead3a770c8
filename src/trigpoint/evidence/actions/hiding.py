"""“This identifies a child”: a piece hidden at once, and what it said deleted within a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.evidence import events
from trigpoint.evidence.actions.common import queue_removal, stored_of
from trigpoint.evidence.models import Asking, Mapping, Piece, Showing
from trigpoint.evidence.queries import row_of
from trigpoint.evidence.words import SEEN, State
from trigpoint.platform import files
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send
from trigpoint.platform.work import enqueue

if TYPE_CHECKING:
    from datetime import datetime

EMPTY = "evidence.empty-piece"
"""The task that deletes what a hidden piece said."""
SUBJECT = "A piece of your evidence was hidden"
FOUND = (
    "Somebody who may see it found that a piece of your evidence could identify a child. It was hidden at once, and "
    "what was in it is being deleted, with its files."
)
KINDLY = (
    "This happens to careful people. It counts against nothing: no outcome is refused because of it, and your school "
    "is not told by us."
)
LINES = (
    FOUND,
    KINDLY,
    "You can show the same work with another piece in which no child can be known. Your portfolio says how.",
    "If a child may be at risk, tell your school’s safeguarding lead, not this site.",
)


def identify(*, key: str, by: str, now: datetime) -> bool:
    """Hide a piece because it identifies a child; return whether it was still to be seen. Its author is told kindly.

    Who may see it is for the caller to say. Everything in it is deleted by a task, and by the day's routine at latest.
    """
    with transaction.atomic():
        row = Piece.objects.select_for_update().filter(key=key, state__in=SEEN).first()
        if row is None:
            return False
        row.sealed = row_of(row).sha256
        row.state, row.hidden_at, row.changed_at = State.HIDDEN, now, now
        row.version += 1
        row.save()
        Showing.objects.filter(piece=row).delete()
        data = {"piece": key, "sha256": row.sealed}
        emit(name=events.HIDDEN, actor=by, subject=row.owner, at=now, data=data)
        enqueue(EMPTY, {"piece": key}, now=now, key=f"{key} empty")
        if by != row.owner:
            send(to=row.owner, subject=SUBJECT, lines=LINES, now=now)
    return True


def empty(*, key: str, now: datetime) -> bool:
    """Delete what a hidden or withdrawn piece said, with its files and mappings; its digest alone is kept."""
    with transaction.atomic():
        row = Piece.objects.select_for_update().filter(key=key, emptied_at=None).exclude(state__in=SEEN).first()
        if row is None:
            return False
        queue_removal(stored_of(row), now=now)
        row.files.all().delete()
        for upload in row.uploads.values_list("key", flat=True):
            files.drop(upload)
        row.uploads.all().delete()
        Mapping.objects.filter(piece=row).delete()
        Asking.objects.filter(piece=row).update(said_name="", said_post="", about="", name="", email="")
        row.title, row.words, row.link, row.structured = "", "", "", {}
        row.origin_words, row.ai_words, row.made_on, row.emptied_at = "", "", None, now
        row.save()
        data = {"piece": key, "sha256": row.sealed}
        emit(name=events.EMPTIED, actor=None, subject=row.owner, at=now, data=data)
    return True


def empty_due(now: datetime) -> int:
    """Empty every piece that is gone and not emptied yet, whatever became of its task. Returns how many."""
    keys = Piece.objects.exclude(state__in=SEEN).filter(emptied_at=None).values_list("key", flat=True)
    return sum(empty(key=key, now=now) for key in list(keys))
