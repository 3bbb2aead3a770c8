"""Reads judgments as Find Case Law publishes them, in Akoma Ntoso 3.0."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trigpoint.law.reading.places import place_of_address
from trigpoint.law.reading.rows import Kind, Line, Passage, Text
from trigpoint.law.reading.safe import LawFileError, child, day, name, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml import etree

SPACES = re.compile(r"\s+")
BLOCKS = {"p", "block", "heading", "subheading", "tr", "blockquote"}
LEVELS = {"paragraph", "subparagraph", "level", "blockContainer", "hcontainer", "embeddedStructure"}


def read_akoma(root: etree._Element) -> Text:
    """Return a judgment: its name, citation, day and numbered paragraphs. Raises LawFileError for another document."""
    judgment = child(root, "judgment")
    if judgment is None:
        kinds = ", ".join(name(one) for one in root) or "nothing"
        raise LawFileError(f"It is Akoma Ntoso, but holds {kinds}. Only judgments are read in this format.")
    work = child(judgment, "meta", "identification", "FRBRWork")
    place = place_of_address(value(child(work, "FRBRthis"), "value")) if work is not None else ""
    if work is None or not place:
        raise LawFileError("It does not say which judgment it is, so it cannot be kept. Get it again.")
    body = child(judgment, "judgmentBody")
    return Text(
        kind=Kind.JUDGMENT,
        place=place,
        part="",
        title=value(child(work, "FRBRname"), "value"),
        status="final",
        as_at=day(value(child(work, "FRBRdate"), "date")),
        passages=tuple(_passages(body, place)) if body is not None else (),
        made=day(value(child(work, "FRBRdate"), "date")),
        language=value(child(judgment, "meta", "identification", "FRBRExpression", "FRBRlanguage"), "language")[:2]
        or "en",
        modified=_transformed(judgment),
        citation=_own(judgment, "cite") or _words_of(judgment, "neutralCitation"),
        court=_court(judgment),
        cites=tuple(_cited(judgment)),
    )


def _passages(body: etree._Element, place: str) -> Iterator[Passage]:
    """Yield the numbered paragraphs in order; words between them, such as headings, go above the next one."""
    heading = ""
    loose: list[Line] = []
    for decision in body:
        for part in (
            decision if name(decision) in {"decision", "introduction", "background", "motivation"} else [decision]
        ):
            if name(part) == "paragraph":
                number = _number(part)
                lines = tuple(_lines(part, 0, own=True))
                if loose:
                    heading, loose = " ".join(line.words for line in loose), []
                own = value(part, "eId") or f"para_{number}"
                yield Passage(f"{place}#{own}", number.strip("."), heading, lines)
            else:
                found = list(_lines(part, 0, own=True))
                short = len(found) == 1 and len(found[0].words) <= LONGEST_HEADING
                if short:
                    loose = found
                elif found:
                    yield Passage(f"{place}#{value(part, 'eId') or 'text'}", "", heading, tuple(found))
    if loose:
        yield Passage(f"{place}#end", "", "", tuple(loose))


LONGEST_HEADING = 120
"""A single unnumbered line up to so many letters stands above what follows it."""


def _lines(element: etree._Element, depth: int, *, own: bool = False) -> Iterator[Line]:
    number = "" if own else _number(element)
    for part in element:
        kind = name(part)
        if kind == "num":
            continue
        if kind in BLOCKS and not any(name(one) in {*BLOCKS, *LEVELS, "table"} for one in part.iterdescendants()):
            words = " | ".join(_inline(cell) for cell in part) if kind == "tr" else _inline(part)
            if words or number:
                yield Line(depth, number, words, quoted=kind == "blockquote")
            number = ""
        elif kind in LEVELS:
            yield from _lines(part, depth + 1)
        else:
            for line in _lines(part, depth):
                yield Line(line.depth, number + line.number, line.words, line.quoted)
                number = ""


def _number(element: etree._Element) -> str:
    found = child(element, "num")
    return _inline(found) if found is not None else ""


def _inline(element: etree._Element) -> str:
    return SPACES.sub(" ", "".join(element.itertext())).strip()


def _own(judgment: etree._Element, wanted: str) -> str:
    found = child(judgment, "meta", "proprietary", wanted)
    return _inline(found) if found is not None else ""


def _words_of(judgment: etree._Element, wanted: str) -> str:
    return next((_inline(one) for one in judgment.iter() if name(one) == wanted), "")


def _court(judgment: etree._Element) -> str:
    author = value(child(judgment, "meta", "identification", "FRBRWork", "FRBRauthor"), "href").lstrip("#")
    references = child(judgment, "meta", "references")
    shown = (
        (value(one, "showAs") for one in references if value(one, "eId") == author) if references is not None else ()
    )
    return next(iter(shown), "") or _words_of(judgment, "courtType")


def _transformed(judgment: etree._Element) -> date | None:
    """Return the last day on which the publisher worked on the file."""
    manifestation = child(judgment, "meta", "identification", "FRBRManifestation")
    days = (
        [day(value(one, "date")) for one in manifestation if name(one) == "FRBRdate"]
        if manifestation is not None
        else []
    )
    return max((one for one in days if one), default=None)


def _cited(judgment: etree._Element) -> Iterator[str]:
    """Yield what the judgment refers to, once each: the address if it has one, else the citation."""
    seen: set[str] = set()
    for one in judgment.iter():
        if name(one) != "ref":
            continue
        cited = value(one, "href") if place_of_address(value(one, "href")) else value(one, "canonical")
        if cited and cited not in seen:
            seen.add(cited)
            yield cited
