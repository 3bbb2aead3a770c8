"""MP4, M4A and QuickTime recordings: copied box by box, those that tell of place, person, time and device emptied.

A box that is emptied keeps its length and becomes `free`, so that everything else stays where the index says it is.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from trigpoint.evidence.cleaning.types import Cleaned, RefusedError, Type

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KEPT = {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"moof", b"mfra", b"sidx", b"styp"}
INSIDE = {b"moov", b"trak", b"mdia", b"minf", b"edts", b"moof", b"traf", b"mvex"}
TELLING = {b"udta", b"meta", b"uuid", b"cprt", b"loci", b"XMP_", b"mere"}
TIMED = {b"mvhd", b"tkhd", b"mdhd"}
PLAYED = {b"vide", b"soun", b"text", b"sbtl", b"subt", b"tmcd"}
PIECE, MOST_BOXES, DEEPEST = 1 << 16, 50_000, 8
MEASURES = (
    "This recording carries a track of measurements beside picture and sound, such as places or movements, which we "
    "cannot take out. Save it with a video editor as a new MP4, picture and sound only, and add that."
)
BROKEN = "This recording is broken or not whole. Save it again, and add that."


@dataclass(frozen=True, slots=True)
class Box:
    """A box of a recording: its name, where it begins, where its content begins, and where it ends, in bytes."""

    name: bytes
    start: int
    content: int
    end: int


def clean(source: Path, target: Path, found: Type) -> Cleaned:
    """Copy a recording without what it tells. Raises RefusedError for what is broken, or measures beside sound."""
    shutil.copyfile(source, target)
    size = target.stat().st_size
    told = False
    names = set()
    with target.open("r+b") as file:
        for box in _boxes(file, 0, size):
            names.add(box.name)
            if box.name not in KEPT:
                _empty(file, box)
            elif box.name in INSIDE:
                told |= _inside(file, box, 1)
            elif box.name in {b"free", b"skip", b"wide"}:
                _empty(file, box)
    if not {b"moov", b"mdat"} <= names:
        raise RefusedError(BROKEN)
    removed = ("Where, when and with what it was recorded was in it, and is taken out.",) if told else ()
    return Cleaned(found.code, removed)


def _inside(file: IO[bytes], outer: Box, depth: int) -> bool:
    if depth > DEEPEST:
        raise RefusedError(BROKEN)
    told = False
    for box in _boxes(file, outer.content, outer.end):
        if box.name in TELLING:
            _empty(file, box)
            told = True
        elif box.name in TIMED:
            _untime(file, box)
        elif box.name == b"hdlr" and outer.name == b"mdia":
            _refuse_measures(file, box)
        elif box.name in INSIDE:
            told |= _inside(file, box, depth + 1)
    return told


def _refuse_measures(file: IO[bytes], box: Box) -> None:
    file.seek(box.content + 8)
    if file.read(4) not in PLAYED:
        raise RefusedError(MEASURES)
    after = box.content + 24
    file.seek(after)
    file.write(b"\0" * max(0, box.end - after))


def _untime(file: IO[bytes], box: Box) -> None:
    file.seek(box.content)
    long = file.read(1) == b"\x01"
    file.seek(box.content + 4)
    file.write(b"\0" * (16 if long else 8))


def _empty(file: IO[bytes], box: Box) -> None:
    file.seek(box.start + 4)
    file.write(b"free")
    file.seek(box.content)
    left = box.end - box.content
    while left > 0:
        file.write(b"\0" * min(PIECE, left))
        left -= PIECE


def _boxes(file: IO[bytes], start: int, end: int) -> Iterator[Box]:
    at, count = start, 0
    while at + 8 <= end:
        file.seek(at)
        length, name = int.from_bytes(file.read(4), "big"), file.read(4)
        content = at + 8
        if length == 1:
            length, content = int.from_bytes(file.read(8), "big"), at + 16
        elif length == 0:
            length = end - at
        count += 1
        if length < content - at or at + length > end or count > MOST_BOXES:
            raise RefusedError(BROKEN)
        yield Box(name, at, content, at + length)
        at += length
    if at != end and end - at >= 8:
        raise RefusedError(BROKEN)
