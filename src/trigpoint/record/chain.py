"""How an entry is bound to what it says and to the entry before it. Pure; docs/how-to/verify-the-record.md explains it.

Everything that is hashed is written as parts, each with its length before it, so that no two different lists of
parts give the same bytes: one byte, 0 for an absent part (nothing follows) or 1; then the length in bytes as four
bytes, the highest first; then the bytes. Text is UTF-8, numbers are decimal, dates are ISO 8601, moments are UTC with
microseconds. The first part names the purpose and the form.
"""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

HASH_BYTES = 32
SALT_BYTES = 16
FIRST = bytes(HASH_BYTES)
"""What stands in place of the previous hash at the start of a chain."""

Part = bytes | str | int | date | None


class Written(NamedTuple):
    """What an entry says, in the order in which it is hashed. A withdrawal has no code, dates, basis or way."""

    code: str | None
    valid_from: date | None
    valid_until: date | None
    amount: int | None
    basis: int | None
    at: str | None
    via: str | None
    began: date | None
    due: date | None
    source: str
    note: str
    corrects: str | None
    actor: str
    entered_at: datetime


class Removed(NamedTuple):
    """What an erasure says of the entry whose words it removed, in the order in which it is hashed."""

    reason: str
    actor: str
    erased_at: datetime
    corrects: str | None
    corrected_at: datetime | None


def encoded(parts: Iterable[Part]) -> bytes:
    """Return the parts as bytes that can be read in one way only."""
    return b"".join(map(_encoded, parts))


def _encoded(part: Part) -> bytes:
    if part is None:
        return b"\x00"
    if isinstance(part, bytes):
        said = part
    elif isinstance(part, datetime):
        said = part.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").encode()
    else:
        said = (part.isoformat() if isinstance(part, date) else str(part)).encode()
    return b"\x01" + len(said).to_bytes(4, "big") + said


def commitment(entry: str, salt: bytes, written: Written) -> bytes:
    """Return SHA-256 of the salt and what the entry says. Without the salt it tells nothing of what was said."""
    return hashlib.sha256(salt + encoded(("trigpoint payload 1", entry, *written))).digest()


def link(key: bytes, previous: bytes, subject: str, seq: int, committed: bytes) -> bytes:
    """Return the hash of an entry, which only who has the key can make."""
    return _keyed(key, ("trigpoint entry 1", previous, subject, seq, committed))


def erasure_mark(key: bytes, entry: str, removed: Removed) -> bytes:
    """Return the hash that tells an erasure made by this copy from a payload that somebody deleted."""
    return _keyed(key, ("trigpoint erasure 1", entry, *removed))


class Root:
    """The hash over the heads of all chains: `add` each, sorted by the bytes of the subject, then take `digest`."""

    def __init__(self, key: bytes) -> None:
        self._hash = hmac.new(key, encoded(("trigpoint root 1",)), hashlib.sha256)

    def add(self, subject: str, seq: int, head: bytes) -> None:
        """Add the newest entry of one subject."""
        self._hash.update(encoded((subject, seq, head)))

    def digest(self) -> str:
        """Return the root, in hexadecimal."""
        return self._hash.hexdigest()


def _keyed(key: bytes, parts: Iterable[Part]) -> bytes:
    return hmac.digest(key, encoded(parts), "sha256")
