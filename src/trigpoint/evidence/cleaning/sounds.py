"""MP3 and WAV recordings: the sound copied, everything around it left out."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

from trigpoint.evidence.cleaning.types import Cleaned, RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from trigpoint.evidence.cleaning.types import Type

BITRATES_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 0)
BITRATES_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160, 0)
RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
LAYER_3, NO_RATE, VERSION_1 = 1, 3, 3
FEWEST_FRAMES = 8
SOUND = {b"fmt ", b"fact", b"data"}
PIECE = 1 << 16
BROKEN = "This recording is broken or not whole. Save it again as MP3 or M4A, and add that."
TOLD = ("What a program or a phone wrote beside the sound is left out.",)


def clean(source: Path, target: Path, found: Type) -> Cleaned:
    """Copy an MP3 or a WAV. Raises RefusedError where there is no sound."""
    return (clean_mp3 if found.code == "mp3" else clean_wav)(source, target)


def clean_mp3(source: Path, target: Path) -> Cleaned:
    """Copy an MP3 frame by frame. Raises RefusedError where there is no sound."""
    frames, skipped = 0, 0
    with source.open("rb") as file, target.open("wb") as out:
        _skip_tag(file)
        while len(head := file.read(4)) == 4:
            length = frame_length(head)
            if not length:
                if frames:
                    break  # what stands behind the sound is no sound
                file.seek(-3, 1)
                skipped += 1
                if skipped > PIECE:
                    break
                continue
            body = file.read(length - 4)
            if len(body) < length - 4:
                break
            out.write(head + body)
            frames += 1
    if frames < FEWEST_FRAMES:
        raise RefusedError(BROKEN)
    return Cleaned("mp3", TOLD)


def frame_length(head: bytes) -> int:
    """Return the length in bytes of the frame that begins with these four; 0 where none does.

    >>> frame_length(bytes([0xFF, 0xFB, 0x90, 0x00]))
    417
    """
    if head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bitrate, rate, padding = head[2] >> 4, head[2] >> 2 & 3, head[2] >> 1 & 1
    if version == 1 or layer != LAYER_3 or rate == NO_RATE:
        return 0
    kilobits = (BITRATES_1 if version == VERSION_1 else BITRATES_2)[bitrate]
    return (144 if version == VERSION_1 else 72) * kilobits * 1_000 // RATES[version][rate] + padding if kilobits else 0


def _skip_tag(file: IO[bytes]) -> None:
    while len(head := file.read(10)) == 10 and head[:3] == b"ID3":
        size = sum((byte & 0x7F) << 7 * (3 - place) for place, byte in enumerate(head[6:10]))
        file.seek(size + (10 if head[5] & 0x10 else 0), 1)
    file.seek(-len(head), 1)


def clean_wav(source: Path, target: Path) -> Cleaned:
    """Copy the format and the sound of a WAV. Raises RefusedError where either is missing."""
    names = set()
    with source.open("rb") as file, target.open("w+b") as out:
        file.seek(12)
        out.write(b"RIFF\0\0\0\0WAVE")
        while len(head := file.read(8)) == 8:
            name, length = head[:4], int.from_bytes(head[4:], "little")
            if name not in SOUND or name in names:
                file.seek(length + length % 2, 1)
                continue
            names.add(name)
            out.write(head)
            left = length + length % 2
            while left > 0:
                piece = file.read(min(PIECE, left))
                if not piece:
                    raise RefusedError(BROKEN)
                out.write(piece)
                left -= len(piece)
        size = out.tell()
        out.seek(4)
        out.write((size - 8).to_bytes(4, "little"))
    if not {b"fmt ", b"data"} <= names:
        raise RefusedError(BROKEN)
    return Cleaned("wav", TOLD)
