"""Reads the feeds of legislation.gov.uk (Atom): changes that laws make to laws, and law newly published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.law.reading.effects import EFFECTS, effect
from trigpoint.law.reading.places import place_of_address
from trigpoint.law.reading.prose import inline
from trigpoint.law.reading.rows import Changes, Published
from trigpoint.law.reading.safe import child, day, moment, name, value

if TYPE_CHECKING:
    from lxml import etree


def read_atom(root: etree._Element) -> Changes:
    """Return one page of a feed. An entry that is neither a change nor a law is passed over."""
    entries = [one for one in root if name(one) == "entry"]
    effects = tuple(effect(one) for entry in entries for one in entry.iter() if name(one) in EFFECTS)
    items = (_published(entry) for entry in entries if not any(name(one) in EFFECTS for one in entry.iter()))
    return Changes(
        title=_text(root, "title"),
        address=_text(root, "id"),
        updated=moment(_text(root, "updated")),
        effects=effects,
        published=tuple(item for item in items if item.place),
        page=_whole(_text(root, "page")) or 1,
        more_pages=_whole(_text(root, "morePages")),
    )


def _published(entry: etree._Element) -> Published:
    address = _text(entry, "identifier") or _text(entry, "id")
    return Published(
        place=place_of_address(address),
        title=_text(entry, "title"),
        on=moment(_text(entry, "published")) or moment(_text(entry, "updated")),
        made=day(value(child(entry, "CreationDate"), "Date")),
        address=next((value(one, "href") for one in entry if name(one) == "link" and not value(one, "rel")), address),
    )


def _text(element: etree._Element, wanted: str) -> str:
    found = child(element, wanted)
    return inline(found) if found is not None else ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0  # noqa: PLR2004 - no feed has a million pages
