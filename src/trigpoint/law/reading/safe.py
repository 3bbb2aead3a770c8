"""Reads XML that somebody else wrote: nothing is fetched, nothing expands, and there is an end to it.

A document type is refused whole, since every known attack by entities needs one and no file of law has one. The
parser's own limits stop hostile depth; what is larger than any Act is not read at all.
"""

from __future__ import annotations

from datetime import date, datetime

from lxml import etree

MOST_BYTES = 64 * 1024 * 1024
"""The longest Acts are about a third of this."""
MOST_DEPTH = 200
"""The parser stops at 256; real law stays under 60."""
PROLOGUE = 64 * 1024


class LawFileError(ValueError):
    """A file that cannot be used; the message says why, and what to do instead."""


def parse(data: bytes) -> etree._Element:
    """Return the root of a document. Raises LawFileError for what is no XML, too large, or not to be trusted."""
    if len(data) > MOST_BYTES:
        raise LawFileError(f"It has more than {MOST_BYTES // 1024 // 1024} MB, which no file of law has. Get it again.")
    if not data.strip():
        raise LawFileError("It is empty. Get it again from its publisher.")
    # Before the parser sees it: a document type stands before the first element, if anywhere.
    if b"<!doctype" in data[:PROLOGUE].lower() or b"<!entity" in data[:PROLOGUE].lower():
        raise LawFileError("It defines entities or a document type, which no file of law does. It was not read.")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=False,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise LawFileError(f"It is not whole XML: {_said(error)}. Get it again from its publisher.") from error
    if root.getroottree().docinfo.doctype:
        raise LawFileError("It has a document type, which no file of law has. It was not read.")
    _check_depth(root)
    return root


def _said(error: etree.XMLSyntaxError) -> str:
    return (error.msg or "nothing could be read").rstrip(".")


def _check_depth(root: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MOST_DEPTH:
            raise LawFileError(f"It is nested more than {MOST_DEPTH} deep, which no file of law is. It was not read.")


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
