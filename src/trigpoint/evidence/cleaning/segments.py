"""Pictures within documents, without what tells of place, time and camera: their segments copied, none drawn anew."""

from __future__ import annotations

import zlib

KEPT_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"sBIT", b"bKGD"}
START_OF_SCAN, END, COMMENT, ADOBE = 0xDA, 0xD9, 0xFE, 0xEE
FIRST_APP, LAST_APP, JFIF = 0xE0, 0xEF, 0xE0


def plain_jpeg(data: bytes) -> bytes:
    """Return a JPEG without its comments and details; what is no JPEG comes back as it is.

    The segments that say how to draw it (JFIF, Adobe's colours) stay.
    """
    if data[:2] != b"\xff\xd8":
        return data
    kept, at = bytearray(b"\xff\xd8"), 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker == START_OF_SCAN:
            break
        length = int.from_bytes(data[at + 2 : at + 4], "big")
        told = FIRST_APP < marker <= LAST_APP and marker != ADOBE
        if not told and marker != COMMENT:
            kept += data[at : at + 2 + length]
        at += 2 + length
    return bytes(kept) + data[at:]


def plain_png(data: bytes) -> bytes:
    """Return a PNG with only the chunks that draw it; what is no PNG comes back as it is."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        return data
    kept, at = bytearray(data[:8]), 8
    while at + 12 <= len(data):
        length, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        chunk = data[at : at + 12 + length]
        if name in KEPT_CHUNKS and zlib.crc32(chunk[4:-4]) == int.from_bytes(chunk[-4:], "big"):
            kept += chunk
        at += 12 + length
        if name == b"IEND":
            break
    return bytes(kept)
