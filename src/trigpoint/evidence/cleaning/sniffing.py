"""What a file is, by its own bytes and never by its name; and a file that is two things at once."""

from __future__ import annotations

import zipfile
import zlib
from typing import TYPE_CHECKING

from trigpoint.evidence.cleaning.types import TYPES, RefusedError, Type, in_words

if TYPE_CHECKING:
    from pathlib import Path

HEAD, TAIL = 4_096, 66_000
SYNC, LAYERS = 0xE0, 0x06
HEIC = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis"}
SAVE_AS_PDF = "Save it as a PDF and add that."
REFUSED = (
    (b"\xd0\xcf\x11\xe0", f"This is an older Office file, or one with a password. {SAVE_AS_PDF}"),
    (
        b"\x1a\x45\xdf\xa3",
        "This is a WebM or Matroska recording, from which we cannot take the details. Save it as MP4.",
    ),
    (b"OggS", "This is an Ogg recording, from which we cannot take the details. Save it as MP3 or M4A."),
    (b"fLaC", "This is a FLAC recording, from which we cannot take the details. Save it as MP3 or M4A."),
    (b"{\\rtf", f"This is an RTF document, which can carry other files within it. {SAVE_AS_PDF}"),
    (b"MZ", "This is a program, not a document. We take no programs."),
    (b"\x7fELF", "This is a program, not a document. We take no programs."),
    (b"#!", "This is a program, not a document. We take no programs."),
    (b"II*\0", "This is a TIFF picture. Save it as JPEG or PNG."),
    (b"MM\0*", "This is a TIFF picture. Save it as JPEG or PNG."),
    (b"BM", "This is a BMP picture. Save it as JPEG or PNG."),
    (b"Rar!", "This is an archive. Add the files one by one."),
    (b"7z\xbc\xaf", "This is an archive. Add the files one by one."),
    (b"\x1f\x8b", "This is an archive. Add the files one by one."),
)
UNKNOWN = (
    "We do not know this kind of file. We take pictures (JPEG, PNG), PDF, Word, Excel, PowerPoint and OpenDocument "
    "files, and recordings of adults (MP3, M4A, WAV, MP4, MOV)."
)
HEIC_WORDS = (
    "This is a HEIC or AVIF picture, from which we cannot take the place and time. On an iPhone: Settings, Camera, "
    "Formats, Most Compatible, and take it again. Or save it as JPEG, and add that."
)
WEB = "This is a web page or an SVG picture, which can run programs. Save it as a PDF or a PNG picture."
TWO = "This file is two kinds of file at once ({one} and {other}), as harmful files are. Make it again and add that."


def sniff(path: Path) -> Type:
    """Return what a file is. Raises RefusedError for what we do not take, and for what is two things at once."""
    size = path.stat().st_size
    if size == 0:
        raise RefusedError("This file is empty. Choose another.")
    with path.open("rb") as file:
        head = file.read(HEAD)
        file.seek(max(0, size - TAIL))
        tail = file.read()
    found = _by_head(path, head)
    if size > found.most:
        raise RefusedError(
            f"This is {found.words} of {in_words(size)}. The most we take is {in_words(found.most)}. Make it smaller, "
            "or leave out what nobody needs to see."
        )
    _refuse_two(found, head, tail)
    return found


def _by_head(path: Path, head: bytes) -> Type:
    if head[4:8] == b"ftyp":
        return _movie(head)
    if head[:4] == b"RIFF" and head[8:12] in {b"WEBP", b"WAVE"}:
        return TYPES["webp" if head[8:12] == b"WEBP" else "wav"]
    plain = {b"\xff\xd8\xff": "jpeg", b"\x89PNG\r\n\x1a\n": "png", b"GIF8": "gif", b"%PDF-": "pdf", b"ID3": "mp3"}
    for magic, code in plain.items():
        if head.startswith(magic):
            return TYPES[code]
    if head[:4] == b"PK\x03\x04":
        return _package(path)
    for magic, words in REFUSED:
        if head.startswith(magic):
            raise RefusedError(words)
    if head[0] == 0xFF and len(head) > 1 and head[1] & SYNC == SYNC and head[1] & LAYERS:
        return TYPES["mp3"]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start.startswith((b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script")):
        raise RefusedError(WEB)
    raise RefusedError(UNKNOWN)


def _movie(head: bytes) -> Type:
    brand = head[8:12]
    if brand in HEIC:
        raise RefusedError(HEIC_WORDS)
    if brand in {b"M4A ", b"M4B "}:
        return TYPES["m4a"]
    return TYPES["mov" if brand == b"qt  " else "mp4"]


def _package(path: Path) -> Type:
    try:
        with zipfile.ZipFile(path) as package:
            names = set(package.namelist())
            said = package.read("mimetype")[:100].decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError, zlib.error):
        raise RefusedError("This file is broken, or has a password. Save it again without one, and add that.") from None
    for code in ("odt", "ods", "odp"):
        if said == TYPES[code].content_type:
            return TYPES[code]
    if "[Content_Types].xml" in names:
        for part, code in (
            ("word/document.xml", "docx"),
            ("xl/workbook.xml", "xlsx"),
            ("ppt/presentation.xml", "pptx"),
        ):
            if part in names:
                return TYPES[code]
    raise RefusedError("This is an archive, or a kind of document that we do not know. Add the files one by one.")


def _refuse_two(found: Type, head: bytes, tail: bytes) -> None:
    others = {
        "a PDF document": found.code != "pdf" and b"%PDF-" in head[:1_024],
        "an archive": found.content_type.partition("/")[2].partition(".")[0] != "vnd" and _ends_as_zip(tail),
        "a web page": found.kind != "document" and any(one in head.lower() for one in (b"<script", b"<html", b"<svg")),
        "a program": any(one in head for one in (b"<?php", b"\x7fELF")),
    }
    for other, is_it in others.items():
        if is_it:
            raise RefusedError(TWO.format(one=found.words, other=other))


def _ends_as_zip(tail: bytes) -> bool:
    at = tail.rfind(b"PK\x05\x06")
    return at >= 0 and len(tail) - at >= 22 and len(tail) - at - 22 == int.from_bytes(tail[at + 20 : at + 22], "little")
