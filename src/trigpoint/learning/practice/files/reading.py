"""Tells which format a file has, and reads it."""

from __future__ import annotations

from trigpoint.learning.practice.files.gift import read_gift
from trigpoint.learning.practice.files.items import Read, Trouble
from trigpoint.learning.practice.files.moodle import read_moodle
from trigpoint.learning.practice.files.safe import MOST_BYTES, FileError

__all__ = ["FileError", "read_file"]
MOST_ITEMS = 1_000


def read_file(data: bytes) -> Read:
    """Return the questions of a file in GIFT or Moodle XML. Raises FileError for what is neither.

    Questions that cannot be read are told of and left out; the others are read all the same.
    """
    if not data.strip():
        raise FileError("It is empty. Choose another file")
    if len(data) > MOST_BYTES:
        raise FileError(f"It has more than {MOST_BYTES // 1_000_000} MB. Bring in fewer questions at a time")
    if data[:4] == b"PK\x03\x04" or data[:2] == b"\x1f\x8b":
        raise FileError("It is a packed file, such as a backup. In Moodle, export the questions as Moodle XML or GIFT")
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _limited("Moodle XML", *read_moodle(data))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileError("It is not written in UTF-8. Save it as UTF-8 and bring it in again") from None
    if "{" not in text:
        raise FileError("It has no question in GIFT: there is no { in it. Choose a GIFT or Moodle XML file")
    return _limited("GIFT", *read_gift(text))


def _limited(format_: str, items: tuple, troubles: tuple[Trouble, ...]) -> Read:  # type: ignore[type-arg]
    if len(items) > MOST_ITEMS:
        raise FileError(f"It has {len(items):,} questions; {MOST_ITEMS:,} can be brought in at a time. Divide it")
    return Read(format_, items, troubles)
