"""What the actions share: a piece locked for its author, and its files removed once nothing names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.evidence.errors import ChangedError, GoneError, StillError
from trigpoint.evidence.models import File, Piece
from trigpoint.evidence.sight import why_still
from trigpoint.evidence.words import SEEN, State
from trigpoint.platform.work import enqueue

if TYPE_CHECKING:
    from datetime import datetime

REMOVE = "evidence.remove-files"
"""The task that takes files out of the store."""
CHANGED = (
    "This piece was changed on another page or device since you opened it. What you typed is still here: compare, then "
    "save."
)


def own(owner: str, key: str, version: int | None = None) -> Piece:
    """Return a piece of somebody's, locked, to be changed. Raises GoneError, StillError, and ChangedError."""
    row = Piece.objects.select_for_update().filter(key=key, owner=owner, state__in=SEEN).first()
    if row is None:
        raise GoneError(key)
    if still := why_still(key):
        raise StillError(still)
    if version is not None and row.version != version:
        raise ChangedError(CHANGED)
    return row


def touch(row: Piece, *, now: datetime) -> None:
    """Save a change: a new version, and a draft again, since what was checked is no longer what it shows."""
    row.version += 1
    row.changed_at = now
    row.state = State.DRAFT
    row.checked = []
    row.save()


def queue_removal(names: list[str], *, now: datetime) -> None:
    """Queue that files are taken out of the store once this transaction holds."""
    if names:
        enqueue(REMOVE, {"names": names}, now=now)


def stored_of(row: Piece) -> list[str]:
    """Return the names in the store of a piece's files."""
    return list(File.objects.filter(piece=row).values_list("stored", flat=True))
