"""From the bytes of a file to its records: gzip, encoding, quotes, and whether the end is there."""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedReader
    from pathlib import Path

GZIP = b"\x1f\x8b"
UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class FileError(ValueError):
    """A file cannot be used at all; the message says why and what to do. Nothing has been changed."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was looked through once: how it is packed and encoded, how long it is, and what it hashes to.

    `finished` tells whether its last line is: a file that was cut off mostly is not.
    """

    path: Path
    zipped: bool
    encoding: str
    lines: int
    finished: bool
    digest: str


@dataclass(frozen=True, slots=True)
class Record:
    """One record and the line on which it begins; `fault` says what is wrong with its quotes, when something is."""

    line: int
    cells: list[str]
    fault: str = ""


@dataclass(slots=True)
class _Seen:
    """What the lines of a file look like, counted."""

    lines: int = 0
    utf_8: int = 0
    other: int = 0
    other_line: int = 0
    neither_line: int = 0
    finished: bool = False

    def look_at(self, line: bytes) -> None:
        self.lines += 1
        self.finished = line.endswith((b"\n", b"\r"))
        if b"\0" in line:
            raise FileError(f"Line {self.lines} holds zero bytes, so this is no text file. Download it again as CSV.")
        if line.isascii():
            return
        try:
            line.decode("utf-8")
        except UnicodeDecodeError:
            self.other += 1
            self.other_line = self.other_line or self.lines
            if not self.neither_line and _undecodable(line):
                self.neither_line = self.lines
        else:
            self.utf_8 += 1


def _undecodable(line: bytes) -> bool:
    try:
        line.decode("cp1252")
    except UnicodeDecodeError:
        return True
    return False


def look_through(path: Path) -> SourceFile:
    """Read the file once to its end and return how to read it. Raises FileError when it cannot be used."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise FileError(f"It cannot be opened: {error.strerror}. Give the path of a file that you may read.") from error
    zipped = start.startswith(GZIP)
    digest = hashlib.sha256()
    seen = _Seen()
    head = b""
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
        with _unpacked(path, zipped=zipped) as file:
            for line in file:
                head = head or line[:4]
                if seen.lines == 0 and line.startswith(UTF_16_MARKS):
                    raise FileError("It is written in UTF-16. Save it as CSV in UTF-8, or download it again.")
                seen.look_at(line)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise FileError(
            "It is cut off or damaged: it cannot be unpacked to its end. Download it again. Nothing was changed."
        ) from error
    except OSError as error:
        raise FileError(f"It cannot be read: {error.strerror}. Give the path of a file that you may read.") from error
    if not seen.lines:
        raise FileError("It is empty. Download it again. Nothing was changed.")
    return SourceFile(path, zipped, _encoding(head, seen), seen.lines, seen.finished, digest.hexdigest())


def _encoding(head: bytes, seen: _Seen) -> str:
    """Decide, line by line counted, and refuse a mixture: a guess would spoil names for good."""
    marked = head.startswith(UTF_8_MARK)
    if not seen.other:
        return "utf-8-sig" if marked else "utf-8"
    if marked or seen.utf_8 > seen.other:
        raise FileError(
            f"It is written in UTF-8, but line {seen.other_line} is not. It is damaged or cut off. "
            "Download it again. Nothing was changed."
        )
    if seen.neither_line:
        raise FileError(
            f"Line {seen.neither_line} is written neither in UTF-8 nor in Windows-1252, the two encodings of the "
            "register. Download it again, or save it as CSV in UTF-8. Nothing was changed."
        )
    return "cp1252"


def _unpacked(path: Path, *, zipped: bool) -> gzip.GzipFile | BufferedReader:
    return gzip.open(path, "rb") if zipped else path.open("rb")


def records(source: SourceFile) -> Iterator[Record]:
    """Yield the records, the header first. Raises FileError when the file ends inside quotes.

    A record with broken quotes is yielded with its fault, and reading goes on with the next line.
    """
    with (
        _unpacked(source.path, zipped=source.zipped) as file,
        io.TextIOWrapper(file, encoding=source.encoding, newline="") as text,
    ):
        reader = csv.reader(text, strict=True)
        while True:
            line = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                if reader.line_num >= source.lines and "end of data" in str(error):
                    raise FileError(
                        f"It ends inside the record that begins on line {line}: it is cut off, or a quotation mark is "
                        "missing there. Download it again. Nothing was changed."
                    ) from error
                yield Record(line, [], f"its quotation marks are broken ({error})")
            else:
                if cells:
                    yield Record(line, cells)
