"""The key of the ledger, which is kept outside the database: who can change rows cannot make their hashes."""

from __future__ import annotations

import os
import re
import secrets
import stat
from functools import lru_cache
from typing import TYPE_CHECKING

from django.conf import settings

from trigpoint.record.chain import link
from trigpoint.record.errors import RecordKeyError
from trigpoint.record.models import Entry

if TYPE_CHECKING:
    from pathlib import Path

HEX = re.compile(r"[0-9a-fA-F]{64}")
FILE = "record-key"


def ledger_key() -> bytes:
    """Return the key, made on first use while the ledger is empty, and tried once against the oldest entry.

    Raises RecordKeyError where it is missing, unreadable, or not the one that the ledger was begun with.
    """
    return _tried(settings.RECORD_KEY, settings.DATA)


def kept_key() -> bytes:
    """Return the key as it is kept, untried: for checking a ledger. Raises RecordKeyError."""
    if settings.RECORD_KEY:
        return _parsed(settings.RECORD_KEY, "TRIGPOINT_RECORD_KEY")
    path: Path = settings.DATA / FILE
    if not path.exists() and not Entry.objects.exists():
        _make(path)
    try:
        text = path.read_text("ascii").strip()
        mode = stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        raise RecordKeyError(
            f"The key of the ledger is not at {path}. Restore that file from a backup, or give TRIGPOINT_RECORD_KEY."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise RecordKeyError(f"The key of the ledger at {path} cannot be read: {error}") from error
    if mode & 0o077:
        raise RecordKeyError(f"Others than its owner may read {path}. Run: chmod 600 {path}")
    return _parsed(text, str(path))


@lru_cache(maxsize=1)
def _tried(text: str, folder: Path) -> bytes:  # noqa: ARG001 - where the key is kept, which the cache goes by
    key = kept_key()
    fields = ("previous", "subject", "seq", "commitment", "hash")
    oldest = Entry.objects.order_by("position").values_list(*fields).first()
    if oldest is not None:
        previous, subject, seq, committed, found = oldest
        if link(key, bytes(previous), subject, seq, bytes(committed)) != bytes(found):
            raise RecordKeyError(
                "The key of the ledger does not fit its oldest entry. Restore the key that the ledger was begun with; "
                "if it is that one, the entry was changed: run `trigpoint verify-record`."
            )
    return key


def _make(path: Path) -> None:
    """Write a new key, whole or not at all; leave the one that another process wrote first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{FILE}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32) + "\n")
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _parsed(text: str, where: str) -> bytes:
    if not HEX.fullmatch(text):
        raise RecordKeyError(f"{where} is no key: it is 64 hexadecimal digits. Make one with: openssl rand -hex 32")
    return bytes.fromhex(text)
