"""Bitstring status lists: from positions to text and back. A list has 1,048,576 places, one bit each."""

from __future__ import annotations

import base64
import binascii
import gzip
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACES = 1 << 20
MOST_BYTES = 5 * 1024 * 1024
"""The largest list that is unpacked, in bytes: forty million places."""


class ListError(ValueError):
    """A status list that cannot be read."""


def encoded(places: Iterable[int], size: int = PLACES) -> str:
    """Return a list in which the bits at these places are set, as its `encodedList`."""
    bits = bytearray(size // 8)
    for place in places:
        bits[place >> 3] |= 0x80 >> (place & 7)
    return "u" + base64.urlsafe_b64encode(gzip.compress(bits, compresslevel=6, mtime=0)).decode().rstrip("=")


def bit_of(text: str, place: int) -> bool:
    """Return one bit of a list. Raises ListError, for a place that it does not have and for a list far too large."""
    if not text.startswith("u"):
        raise ListError("The status list is not in base64url with a leading u.")
    try:
        packed = base64.urlsafe_b64decode(text[1:] + "=" * (-len(text[1:]) % 4))
        unpacking = zlib.decompressobj(wbits=31)
        bits = unpacking.decompress(packed, MOST_BYTES)
    except (binascii.Error, ValueError, zlib.error):
        raise ListError("The status list cannot be unpacked.") from None
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise ListError("The status list is cut off, or far too large.")
    if not 0 <= place < len(bits) * 8:
        raise ListError(f"The status list has no place {place}.")
    return bool(bits[place >> 3] & (0x80 >> (place & 7)))
