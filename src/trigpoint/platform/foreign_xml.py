"""Reads XML that somebody else wrote: nothing is fetched, nothing expands, and there is an end to it.

A document type is refused whole, since every known attack by entities needs one. The parser's own limits stop hostile
depth; each kind of file says how large and how deep it may be.
"""

from __future__ import annotations

from lxml import etree

PROLOGUE = 64 * 1024


class ForeignXmlError(ValueError):
    """A file that cannot be used; the message says why, as a sentence without its full stop."""


def parse(data: bytes, *, most_bytes: int, most_depth: int, kind: str) -> etree._Element:
    """Return the root of a document. `kind` completes the refusals: *no file of law*.

    Raises ForeignXmlError for what is no XML, too large, too deep, or not to be trusted.
    """
    if len(data) > most_bytes:
        raise ForeignXmlError(f"It has more than {most_bytes // 1024 // 1024} MB, which {kind} has")
    if not data.strip():
        raise ForeignXmlError("It is empty")
    # Before the parser sees it: a document type stands before the first element, if anywhere. In two bytes a letter its
    # words would hide from this look; then the parser tells.
    if b"<!doctype" in data[:PROLOGUE].lower() or b"<!entity" in data[:PROLOGUE].lower():
        raise ForeignXmlError(f"It defines entities or a document type, which {kind} does. It was not read")
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
        raise ForeignXmlError(f"It is not whole XML: {(error.msg or 'nothing could be read').rstrip('.')}") from error
    if root.getroottree().docinfo.doctype:
        raise ForeignXmlError(f"It has a document type, which {kind} has. It was not read")
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most_depth:
            raise ForeignXmlError(f"It is nested more than {most_depth} deep, which {kind} is. It was not read")
    return root
