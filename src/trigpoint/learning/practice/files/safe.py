"""Reads question files in XML that somebody else wrote, within the limits of what a question bank can be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.platform import foreign_xml
from trigpoint.platform.foreign_xml import ForeignXmlError

if TYPE_CHECKING:
    from lxml import etree

MOST_BYTES = 5_000_000
MOST_DEPTH = 40
"""A question file nests some ten deep."""


class FileError(ValueError):
    """A file that cannot be used; the message says why, and what to do instead."""


def parse(data: bytes) -> etree._Element:
    """Return the root of a document. Raises FileError for what is no XML, too large, or not to be trusted."""
    if len(data) > MOST_BYTES:
        raise FileError(
            f"It has more than {MOST_BYTES // 1_000_000} MB. Export fewer questions at a time, without files"
        )
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in data:
        raise FileError("It is not written in UTF-8. Save it as UTF-8 and bring it in again")
    if b"<!doctype" in data.lower() or b"<!entity" in data.lower():  # small enough to look through whole
        raise FileError("It defines entities or a document type, which no question file does. It was not read")
    try:
        return foreign_xml.parse(data, most_bytes=MOST_BYTES, most_depth=MOST_DEPTH, kind="no question file")
    except ForeignXmlError as error:
        again = "" if str(error).endswith("not read") else ". Export it again"
        raise FileError(f"{error}{again}") from error
