"""Files of a piece: cleaned in a process of their own, kept, blacked out, taken off."""

from __future__ import annotations

import re
import secrets
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.evidence import events
from trigpoint.evidence.actions.common import own, queue_removal, touch
from trigpoint.evidence.cleaning import running
from trigpoint.evidence.cleaning.sniffing import sniff
from trigpoint.evidence.cleaning.types import TYPES, RefusedError
from trigpoint.evidence.errors import EvidenceError, GoneError
from trigpoint.evidence.models import File, Piece
from trigpoint.evidence.words import ASKED_FOR, MOST_FILES, MOST_NAME, SEEN
from trigpoint.platform import files
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from trigpoint.evidence.cleaning.types import Cleaned

    Box = tuple[float, float, float, float]

FULL = f"A piece holds {MOST_FILES} files at most. Take one off, or begin another piece."
NEEDS_ADULTS = (
    "People are heard or seen in a recording. Name each adult in it, who must have agreed. A recording with a child in "
    "it, or of a lesson, is not taken, whoever agreed."
)
NOT_A_PICTURE = "Only a picture can be blacked out here. In a document, take the words out and save it again."


def add_file(*, owner: str, key: str, path: Path, label: str, adults: Sequence[str], now: datetime) -> str:
    """Clean a file and add it to a piece; return its key. The file at `path` stays the caller's to remove.

    Raises EvidenceError with the reason where it is not taken, GoneError, StillError.
    """
    _check_room(owner, key)
    try:
        if sniff(path).is_recording and not adults:
            raise EvidenceError(NEEDS_ADULTS)
        with tempfile.TemporaryDirectory(dir=files.incoming()) as folder:
            target = Path(folder) / "cleaned"
            cleaned = running.clean(path, target)
            label = plain_label(label, cleaned.type)
            return _add(owner=owner, key=key, path=target, label=label, cleaned=cleaned, adults=adults, now=now)
    except RefusedError as refused:
        raise EvidenceError(str(refused)) from None


def black_out(*, owner: str, key: str, file: str, boxes: Iterable[Box], now: datetime) -> str:
    """Burn black boxes into a picture for good, and return the key of the new one; the old one is removed.

    Each box is left, top, width and height as parts of 1. Raises EvidenceError, GoneError, StillError.
    """
    wanted = [box for box in boxes if box[2] > 0 and box[3] > 0]
    if not wanted:
        raise EvidenceError("Mark at least one place to black out.")
    old = File.objects.filter(key=file, piece__key=key, piece__owner=owner, piece__state__in=SEEN).first()
    if old is None:
        raise GoneError(file)
    if TYPES[old.type].kind != "picture":
        raise EvidenceError(NOT_A_PICTURE)
    with tempfile.TemporaryDirectory(dir=files.incoming()) as folder:
        source, target = Path(folder) / "source", Path(folder) / "target"
        files.copy_out(old.stored, source)
        try:
            done = running.black_out(source, target, wanted)
        except RefusedError as refused:
            raise EvidenceError(str(refused)) from None
        kept = files.keep(target, folder=f"pieces/{key}/{secrets.token_hex(8)}")
    with transaction.atomic():
        row = own(owner, key)
        found = File.objects.select_for_update().filter(pk=old.pk, stored=old.stored).first()
        if found is None:
            queue_removal([kept.name], now=now)
            return file
        queue_removal([found.stored], now=now)
        found.stored, found.sha256, found.size, found.type = kept.name, kept.sha256, kept.size, done.type
        found.blacked_out += len(wanted)
        found.save()
        touch(row, now=now)
        data = {"piece": key, "file": file, "boxes": len(wanted)}
        emit(name=events.BLACKED, actor=owner, subject=owner, at=now, data=data)
    return file


def remove_file(*, owner: str, key: str, file: str, now: datetime) -> None:
    """Take a file off a piece and out of the store."""
    with transaction.atomic():
        row = own(owner, key)
        found = File.objects.filter(key=file, piece=row).first()
        if found is None:
            raise GoneError(file)
        queue_removal([found.stored], now=now)
        found.delete()
        touch(row, now=now)
        emit(name=events.UNFILED, actor=owner, subject=owner, at=now, data={"piece": key, "file": file})


def plain_label(label: str, code: str) -> str:
    """Return what a file is called: letters, figures and spaces of its own name, and the ending of what it is.

    >>> plain_label("../IMG 0001.HEIC", "jpeg"), plain_label("", "pdf")
    ('IMG 0001.jpg', 'file.pdf')
    """
    stem = label.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or "file"
    plain = re.sub(r"[^\w .()-]", "", stem).strip(" .") or "file"
    suffix = TYPES[code].suffix
    return f"{plain[: MOST_NAME - len(suffix) - 1]}.{suffix}"


def _check_room(owner: str, key: str) -> None:
    with transaction.atomic():
        _with_room(owner, key)


def _with_room(owner: str, key: str) -> Piece:
    row = own(owner, key)
    if row.kind in ASKED_FOR:
        raise EvidenceError("This piece is what somebody else wrote. Add files to a piece of your own.")
    if row.files.count() >= MOST_FILES:
        raise EvidenceError(FULL)
    return row


def _add(
    *, owner: str, key: str, path: Path, label: str, cleaned: Cleaned, adults: Sequence[str], now: datetime
) -> str:
    kept = files.keep(path, folder=f"pieces/{key}/{secrets.token_hex(8)}")
    file = f"f_{secrets.token_hex(16)}"
    try:
        with transaction.atomic():
            row = _with_room(owner, key)
            File.objects.create(
                key=file,
                piece=row,
                label=label,
                type=cleaned.type,
                size=kept.size,
                sha256=kept.sha256,
                stored=kept.name,
                removed=list(cleaned.removed),
                adults=list(adults) if TYPES[cleaned.type].is_recording else [],
                width=cleaned.width,
                height=cleaned.height,
                added_at=now,
            )
            touch(row, now=now)
            data = {"piece": key, "file": file, "type": cleaned.type, "size": kept.size, "sha256": kept.sha256}
            emit(name=events.FILED, actor=owner, subject=owner, at=now, data=data)
    except BaseException:
        files.remove(kept.name)
        raise
    return file
