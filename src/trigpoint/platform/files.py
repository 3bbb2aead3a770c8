"""Files that people add: kept in a folder, or in an S3-compatible store by a setting; never whole in memory.

    kept = keep(path, folder=f"pieces/{key}")       # named by what is in it
    for piece in read(kept.name): ...
    remove(kept.name)

A file that is on its way comes in parts into `incoming()`, each at its offset, so that a broken upload goes on where
it stopped. Several machines that serve one copy share that folder.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Protocol

from django.conf import settings
from django.core.files import File
from django.core.files.storage import storages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from django.core.files.storage import Storage

PIECE = 1 << 16
"""Bytes that are held at once."""


class Readable(Protocol):
    """What bytes come from: a request, or a file."""

    def read(self, size: int, /) -> bytes: ...  # noqa: D102 - told by the class


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the store: its name there, its SHA-256 and its size in bytes."""

    name: str
    sha256: str
    size: int


class OffsetError(ValueError):
    """A part that does not go on where the last one ended. `have` is how many bytes there are."""

    def __init__(self, have: int) -> None:
        super().__init__(f"The next part begins at byte {have}.")
        self.have = have


def store() -> Storage:
    """Return where files are kept."""
    return storages["kept"]


def keep(path: Path, *, folder: str) -> Kept:
    """Put a file into the store under a name made of what is in it. The same file in the same folder is kept once."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            digest.update(piece)
        name = f"{folder}/{digest.hexdigest()}"
        if not store().exists(name):
            file.seek(0)
            name = store().save(name, File(file))
    return Kept(name, digest.hexdigest(), path.stat().st_size)


def read(name: str) -> Iterator[bytes]:
    """Yield a file of the store in small pieces. Raises FileNotFoundError where there is none."""
    with store().open(name, "rb") as file:
        while piece := file.read(PIECE):
            yield piece


def copy_out(name: str, path: Path) -> None:
    """Copy a file of the store to a path."""
    with path.open("wb") as out:
        for piece in read(name):
            out.write(piece)


def remove(name: str) -> None:
    """Take a file out of the store for good. Done twice it does no harm."""
    store().delete(name)


def incoming() -> Path:
    """Return the folder of files that are on their way, for the eyes of this program alone."""
    folder = Path(settings.INCOMING)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def part(key: str) -> Path:
    """Return where a file that comes in parts is put together. `key` is ours, not a visitor's."""
    return incoming() / key


def have(key: str) -> int:
    """Return how many bytes of it have come."""
    path = part(key)
    return path.stat().st_size if path.exists() else 0


def add_to(key: str, *, offset: int, source: Readable, most: int) -> int:
    """Add a part at its offset, and return how many bytes there are now; never more than `most`.

    What came before a line broke stays. Raises OffsetError where the part does not go on where the last one ended, or
    another one is being added.
    """
    descriptor = os.open(part(key), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise OffsetError(have(key)) from None
        size = file.seek(0, os.SEEK_END)
        if size != offset:
            raise OffsetError(size)
        return _write(file, source, size, most)


def _write(file: IO[bytes], source: Readable, size: int, most: int) -> int:
    while size < most:
        piece = source.read(min(PIECE, most - size))
        if not piece:
            break
        file.write(piece)
        size += len(piece)
    file.flush()
    return size


def drop(key: str) -> None:
    """Remove a file that was on its way."""
    part(key).unlink(missing_ok=True)


def drop_older(age: timedelta) -> int:
    """Remove what came in and was left lying for this long. Returns how many files."""
    before = time.time() - age.total_seconds()
    old = [path for path in incoming().rglob("*") if path.is_file() and path.stat().st_mtime < before]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)
