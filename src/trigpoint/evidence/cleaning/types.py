"""The types of file that are taken, with their limits, and how a refusal reads. Pure."""

from __future__ import annotations

from dataclasses import dataclass

MEGA = 1_000_000


class RefusedError(ValueError):
    """A file that is not taken. The message says why, and what to do instead."""


@dataclass(frozen=True, slots=True)
class Type:
    """A type of file. `kind` says what it is to people: picture, document, sound or film; `most` is in bytes."""

    code: str
    kind: str
    words: str
    suffix: str
    content_type: str
    most: int

    @property
    def is_recording(self) -> bool:
        """Whether people are heard or seen in it, so that each must have agreed."""
        return self.kind in {"sound", "film"}

    @property
    def may_be_shown(self) -> bool:
        """Whether a page shows it in itself. Everything else is a download."""
        return self.kind == "picture"


OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."
TYPES = {
    one.code: one
    for one in (
        Type("jpeg", "picture", "a JPEG picture", "jpg", "image/jpeg", 25 * MEGA),
        Type("png", "picture", "a PNG picture", "png", "image/png", 25 * MEGA),
        Type("webp", "picture", "a WebP picture", "webp", "image/webp", 25 * MEGA),
        Type("gif", "picture", "a GIF picture", "gif", "image/gif", 25 * MEGA),
        Type("pdf", "document", "a PDF document", "pdf", "application/pdf", 25 * MEGA),
        Type("docx", "document", "a Word document", "docx", f"{OFFICE}wordprocessingml.document", 25 * MEGA),
        Type("xlsx", "document", "an Excel workbook", "xlsx", f"{OFFICE}spreadsheetml.sheet", 25 * MEGA),
        Type(
            "pptx", "document", "a PowerPoint presentation", "pptx", f"{OFFICE}presentationml.presentation", 25 * MEGA
        ),
        Type("odt", "document", "an OpenDocument text", "odt", f"{OPEN}text", 25 * MEGA),
        Type("ods", "document", "an OpenDocument spreadsheet", "ods", f"{OPEN}spreadsheet", 25 * MEGA),
        Type("odp", "document", "an OpenDocument presentation", "odp", f"{OPEN}presentation", 25 * MEGA),
        Type("mp3", "sound", "an MP3 recording", "mp3", "audio/mpeg", 100 * MEGA),
        Type("wav", "sound", "a WAV recording", "wav", "audio/wav", 100 * MEGA),
        Type("m4a", "sound", "an M4A recording", "m4a", "audio/mp4", 100 * MEGA),
        Type("mp4", "film", "an MP4 film", "mp4", "video/mp4", 500 * MEGA),
        Type("mov", "film", "a QuickTime film", "mov", "video/quicktime", 500 * MEGA),
    )
}
MOST = max(one.most for one in TYPES.values())
"""The largest file of any type, in bytes."""
ACCEPT = ",".join(sorted({f".{one.suffix}" for one in TYPES.values()} | {".jpeg"}))
"""What a file field offers to choose from. Phones turn their own picture formats into one of these."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What came of a file: its type now, sentences about what was taken out, and a picture's size in pixels."""

    type: str
    removed: tuple[str, ...] = ()
    width: int = 0
    height: int = 0


def in_words(size: int) -> str:
    """Return a size in words.

    >>> in_words(25_000_000), in_words(1_000), in_words(5_000_000_000)
    ('25 MB', '1 kB', '5 GB')
    """
    for unit, words in ((10**9, "GB"), (MEGA, "MB"), (1_000, "kB")):
        if size >= unit:
            return f"{round(size / unit, 1):g} {words}" if size < 10 * unit else f"{round(size / unit)} {words}"
    return f"{size} bytes"
