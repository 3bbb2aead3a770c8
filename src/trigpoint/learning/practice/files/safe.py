"""Reads XML that somebody else wrote: nothing is fetched, nothing expands, and there is an end to it."""

from __future__ import annotations

from lxml import etree

MOST_BYTES = 5_000_000
MOST_DEPTH = 40
"""A question file nests some ten deep."""
PROLOGUE = 64 * 1024


class FileError(ValueError):
    """A file that cannot be used; the message says why, and what to do instead."""


def parse(data: bytes) -> etree._Element:
    """Return the root of a document. Raises FileError for what is no XML, too large, or not to be trusted."""
    if len(data) > MOST_BYTES:
        raise FileError(
            f"It has more than {MOST_BYTES // 1_000_000} MB. Export fewer questions at a time, without files"
        )
    # Before the parser sees it: a document type stands before the first element, if anywhere. A file in two bytes a
    # letter hides its words from this look, and no question bank writes one.
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in data[:PROLOGUE]:
        raise FileError("It is not written in UTF-8. Save it as UTF-8 and bring it in again")
    if b"<!doctype" in data.lower() or b"<!entity" in data.lower():
        raise FileError("It defines entities or a document type, which no question file does. It was not read")
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
        raise FileError(f"It is not whole XML: {error.msg}. Export it again") from None
    if max((sum(1 for _ in one.iterancestors()) for one in root.iter()), default=0) > MOST_DEPTH:
        raise FileError("It nests too deep for a question file. It was not read")
    return root
