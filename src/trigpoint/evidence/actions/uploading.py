"""A large file in parts: begun, continued where it stopped, finished."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.evidence.actions.common import own
from trigpoint.evidence.actions.filing import FULL, add_file
from trigpoint.evidence.cleaning.types import MOST, in_words
from trigpoint.evidence.errors import EvidenceError, GoneError
from trigpoint.evidence.models import Upload
from trigpoint.evidence.words import MOST_FILES, MOST_NAME
from trigpoint.platform import files

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MOST_OPEN = 6
"""Uploads of one piece that are on their way at once."""
KEPT = timedelta(days=2)
"""How long an upload that stopped can go on."""


def begin_upload(*, owner: str, key: str, label: str, size: int, adults: Sequence[str], now: datetime) -> str:
    """Begin a file that comes in parts, or go on with the same one that stopped; return its key.

    Raises EvidenceError where it is too large or too many are on their way.
    """
    if not 0 < size <= MOST:
        raise EvidenceError(f"This file has {in_words(size)}. The most we take is {in_words(MOST)}, for a film.")
    with transaction.atomic():
        row = own(owner, key)
        if row.files.count() >= MOST_FILES:
            raise EvidenceError(FULL)
        there = row.uploads.filter(label=label[:MOST_NAME], size=size, begun_at__gte=now - KEPT).first()
        if there is not None:
            there.adults = list(adults)
            there.save(update_fields=["adults"])
            return str(there.key)
        if row.uploads.count() >= MOST_OPEN:
            raise EvidenceError("Several files are on their way already. Let them end, or come back tomorrow.")
        upload = f"u_{secrets.token_hex(16)}"
        Upload.objects.create(
            key=upload, piece=row, label=label[:MOST_NAME], size=size, adults=list(adults), begun_at=now
        )
    return upload


def continue_upload(*, owner: str, key: str, upload: str, offset: int, source: files.Readable) -> tuple[int, int]:
    """Add a part, and return how many bytes there are and how many there will be.

    Raises GoneError, and files.OffsetError where the part does not go on where the last one ended.
    """
    row = _of(owner, key, upload)
    have = files.add_to(upload, offset=offset, source=source, most=row.size)
    Upload.objects.filter(pk=row.pk).update(have=have)
    return have, row.size


def finish_upload(*, owner: str, key: str, upload: str, now: datetime) -> str:
    """Add the file that has come to its piece, and return its key. Raises EvidenceError where parts are missing."""
    row = _of(owner, key, upload)
    have = files.have(upload)
    if have != row.size:
        raise EvidenceError(f"Only {in_words(have)} of {in_words(row.size)} have come. Choose the file again to go on.")
    try:
        return add_file(
            owner=owner, key=key, path=files.part(upload), label=row.label, adults=tuple(row.adults), now=now
        )
    finally:
        Upload.objects.filter(pk=row.pk).delete()
        files.drop(upload)


def _of(owner: str, key: str, upload: str) -> Upload:
    row = Upload.objects.filter(key=upload, piece__key=key, piece__owner=owner).first()
    if row is None:
        raise GoneError(upload)
    return row
