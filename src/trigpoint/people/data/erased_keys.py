"""The keys of people who were erased, in a file outside the database: an older backup then brings nobody back.

A line is a person's key, which says nothing, and the day. Lines are only ever added. Keep the newest copy of this file
apart from the backups of the database; docs/how-to/handle-a-data-request.md says how.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from django.conf import settings

from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

LINE = re.compile(r"(p_[0-9A-Za-z_-]{8,62}) \d{4}-\d{2}-\d{2}")
CUT_OFF = re.compile(r"(p(_[0-9A-Za-z_-]*( [\d-]{0,9})?)?)?")


class ErasedKeysError(RuntimeError):
    """The file of erased keys cannot be read or written; for whoever runs this copy."""


def read() -> tuple[str, ...]:
    """Return every key in the file, each once, in the order of erasure. Raises ErasedKeysError.

    A line that a power failure cut off is passed over: its erasure had not begun, and writes it again.
    """
    path = where()
    try:
        text = path.read_text("ascii")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        raise ErasedKeysError(f"The list of erased people at {path} cannot be read: {error}") from error
    found: dict[str, None] = {}
    for number, line in enumerate(text.split("\n"), 1):
        match = LINE.fullmatch(line)
        if match:
            found[match[1]] = None
        elif not CUT_OFF.fullmatch(line):
            raise ErasedKeysError(f"Line {number} of {path} is no erased key. Restore the file from a backup of it.")
    return tuple(found)


def add(key: str, now: datetime) -> None:
    """Write a key down, on the disk before this returns. Raises ErasedKeysError.

    It begins with a line break where the last line was cut off, so that no two lines run into one.
    """
    path = where()
    if key in read():
        return
    line = f"{key} {now.astimezone(ENGLAND):%Y-%m-%d}\n"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "rb+", buffering=0) as file:
            size = file.seek(0, os.SEEK_END)
            if size:
                file.seek(size - 1)
                line = line if file.read(1) == b"\n" else f"\n{line}"
            file.write(line.encode("ascii"))
            os.fsync(file.fileno())
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        raise ErasedKeysError(f"The list of erased people at {path} cannot be written: {error}") from error


def where() -> Path:
    """Return the path of the file."""
    path: Path = settings.ERASED_KEYS
    return path
