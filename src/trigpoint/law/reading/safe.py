"""Reads files of law that somebody else wrote, within the limits of what an Act can be."""

from __future__ import annotations

from datetime import date, datetime

from lxml import etree

from trigpoint.platform import foreign_xml
from trigpoint.platform.foreign_xml import ForeignXmlError

MOST_BYTES = 64 * 1024 * 1024
"""The longest Acts are about a third of this."""
MOST_DEPTH = 200
"""The parser stops at 256; real law stays under 60."""


class LawFileError(ValueError):
    """A file that cannot be used; the message says why, and what to do instead."""


def parse(data: bytes) -> etree._Element:
    """Return the root of a document. Raises LawFileError for what is no XML, too large, or not to be trusted."""
    try:
        return foreign_xml.parse(data, most_bytes=MOST_BYTES, most_depth=MOST_DEPTH, kind="no file of law")
    except ForeignXmlError as error:
        again = "" if str(error).endswith("not read") else " Get it again from its publisher."
        raise LawFileError(f"{error}.{again}") from error


def name(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(element).localname


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first element reached by these names, each among the children of the one before."""
    found: etree._Element | None = element
    for wanted in names:
        found = next((one for one in found if name(one) == wanted), None) if found is not None else None
    return found


def value(element: etree._Element | None, attribute: str) -> str:
    """Return an attribute without its namespace, or an empty text."""
    if element is None:
        return ""
    return next((str(text) for key, text in element.attrib.items() if etree.QName(key).localname == attribute), "")


def day(text: str) -> date | None:
    """Return a date written as 2014-09-01, perhaps with a time after it; None for anything else."""
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def moment(text: str) -> datetime | None:
    """Return a moment with its time zone; None for anything else."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
