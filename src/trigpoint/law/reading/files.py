"""Reads a file, plain or gzipped, by what is in it: legislation, a judgment or a feed."""

from __future__ import annotations

import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.law.reading.akoma import read_akoma
from trigpoint.law.reading.atom import read_atom
from trigpoint.law.reading.clml import ROOTS, read_clml
from trigpoint.law.reading.safe import MOST_BYTES, LawFileError, name, parse

if TYPE_CHECKING:
    from pathlib import Path

    from trigpoint.law.reading.rows import Changes, Text

GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Read:
    """A file and what it holds. `sha256` is of the XML as published, unpacked."""

    name: str
    data: bytes
    sha256: str
    held: Text | Changes


def read_file(path: Path) -> Read:
    """Return what a file holds. Raises LawFileError where it cannot be used."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise LawFileError(f"It could not be opened: {error.strerror}.") from error
    data = unpacked(data) if data.startswith(GZIP) else data
    return Read(path.name, data, hashlib.sha256(data).hexdigest(), read_law(data))


def read_law(data: bytes) -> Text | Changes:
    """Return what the XML holds: a text of law, or a page of a feed. Raises LawFileError."""
    root = parse(data)
    kind = name(root)
    if kind in ROOTS:
        return read_clml(root)
    if kind == "akomaNtoso":
        return read_akoma(root)
    if kind == "feed":
        return read_atom(root)
    raise LawFileError(
        f"Its first element is {kind}. Give the XML of a law from legislation.gov.uk (/data.xml), of a judgment from "
        "Find Case Law (/data.xml), or a feed of changes (/data.feed)."
    )


def unpacked(data: bytes) -> bytes:
    """Return what a gzip file holds, never more than a law can be: a small file may unpack to anything."""
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            found = file.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise LawFileError("It is not a whole gzip file. Get it again.") from error
    if len(found) > MOST_BYTES:
        raise LawFileError(f"Unpacked it has more than {MOST_BYTES // 1024 // 1024} MB, which no file of law has.")
    return found
