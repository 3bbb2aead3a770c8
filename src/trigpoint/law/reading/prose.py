"""Turns the mark-up of legislation.gov.uk into lines of words; nothing that is law is dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trigpoint.law.reading.rows import Line
from trigpoint.law.reading.safe import child, name, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

NUMBERED = {"P1", "P2", "P3", "P4", "P5", "P6", "P7"}
SILENT = {"CommentaryRef", "FootnoteRef", "annotation", "Commentaries", "Footnotes", "MarginNotes", "Resources"}
"""Marks that point at notes; the notes themselves are read apart."""
PICTURES = {"Image", "Figure"}
HEADS = {"Number", "Title", "TitleBlock", "Reference", "Subtitle"}
QUOTES = {"BlockAmendment", "BlockExtract"}
BRACKETED = re.compile(r"[0-9A-Za-z]+")
SPACES = re.compile(r"\s+")
NO_SPACE_BEFORE = re.compile(r"\s+([,.;:)\]”’])")


def inline(element: etree._Element) -> str:
    """Return the words of an element and all within it, in one line."""
    return NO_SPACE_BEFORE.sub(r"\1", SPACES.sub(" ", "".join(_pieces(element)))).strip()


def _pieces(element: etree._Element) -> Iterator[str]:
    kind = name(element)
    if kind in SILENT:
        return
    if kind in PICTURES:
        yield " [picture: see the official text] "
        return
    kept_after_repeal = kind == "Repeal" and value(element, "RetainText") == "true"
    if kept_after_repeal:
        yield " [repealed: "
    if element.text:
        yield element.text
    for part in element:
        yield from _pieces(part)
        if part.tail:
            yield part.tail
    if kept_after_repeal:
        yield "] "


def number_of(element: etree._Element) -> str:
    """Return the number of a numbered element, bare: "19", "a"."""
    found = child(element, "Pnumber")
    return inline(found) if found is not None else ""


def printed(bare: str) -> str:
    """Return a number as a subsection prints it: "2" gives "(2)"; what has its own marks stays as it is."""
    return f"({bare})" if BRACKETED.fullmatch(bare) else bare


class LineReader:
    """Collects the lines of a provision. Numbers wait for the words they belong to, so "(2)(a)" stays together."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.waiting = ""
        self.pictures = 0

    def read(self, element: etree._Element, depth: int = 0, *, quoted: bool = False) -> None:
        """Add the lines of an element."""
        kind = name(element)
        if kind in SILENT or kind == "Pnumber":
            return
        if kind in PICTURES:
            self.pictures += 1
            self.add(depth, "[picture: see the official text]", quoted=quoted)
        elif kind in {"Text", "Para"} and not self._has_blocks(element):
            self.add(depth, inline(element), quoted=quoted)
        elif kind == "tr":
            self.add(depth, " | ".join(inline(cell) for cell in element), quoted=quoted)
        elif kind in HEADS or kind in {"Formula", "DateText", "PersonName", "JobTitle", "Department", "Comment"}:
            self.add(depth, inline(element), quoted=quoted)
        elif kind == "AppendText":
            self.append(inline(element))
        elif kind in NUMBERED:
            self.numbered(element, depth, printed(number_of(element)), quoted=quoted)
        elif kind in {"OrderedList", "UnorderedList", "KeyList"}:
            self.listed(element, depth + 1, quoted=quoted)
        else:
            self.all_of(element, depth, quoted=quoted or kind in QUOTES)

    def all_of(self, element: etree._Element, depth: int, *, quoted: bool) -> None:
        """Add the lines of every child, and words that stand loose between them."""
        if element.text and element.text.strip():
            self.add(depth, SPACES.sub(" ", element.text).strip(), quoted=quoted)
        for part in element:
            self.read(part, depth, quoted=quoted)
            if part.tail and part.tail.strip():
                self.add(depth, SPACES.sub(" ", part.tail).strip(), quoted=quoted)

    def numbered(self, element: etree._Element, depth: int, number: str, *, quoted: bool) -> None:
        """Add an element that has a number of its own."""
        self.waiting += number
        before = len(self.lines)
        for part in element:
            self.read(part, depth + 1 if number else depth, quoted=quoted)
        if self.waiting and len(self.lines) == before:
            self.add(depth, "", quoted=quoted)  # a number whose words are gone: ". . ." was not even left

    def listed(self, element: etree._Element, depth: int, *, quoted: bool) -> None:
        """Add the items of a list, numbered where the list is ordered."""
        ordered = name(element) == "OrderedList"
        for place, item in enumerate(element, 1):
            own = value(item, "NumberOverride")
            self.waiting += printed(own or _counted(place, value(element, "Type"))) if ordered else ""
            self.all_of(item, depth, quoted=quoted)

    def add(self, depth: int, words: str, *, quoted: bool) -> None:
        """Add a line with the numbers that wait for it."""
        if words or self.waiting:
            self.lines.append(Line(depth, self.waiting, words, quoted))
        self.waiting = ""

    def append(self, words: str) -> None:
        """Set words right after the last line, as the full stop that follows a quotation."""
        if not self.lines:
            self.add(0, words, quoted=False)
            return
        last = self.lines[-1]
        joined = f"{last.words}{'' if words[:1] in '.,;:”' else ' '}{words}"
        self.lines[-1] = Line(last.depth, last.number, joined, last.quoted)

    def _has_blocks(self, element: etree._Element) -> bool:
        """Tell whether a paragraph holds other paragraphs rather than words alone."""
        return any(
            name(part)
            in {*NUMBERED, *QUOTES, "Text", "Para", "P", "OrderedList", "UnorderedList", "KeyList", "Tabular", "Figure"}
            for part in element
        )


def _counted(place: int, kind: str) -> str:
    if kind == "alpha":
        return chr(ord("a") + (place - 1) % 26)
    if kind == "roman":
        return ROMAN[place - 1] if place <= len(ROMAN) else str(place)
    return str(place)


ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv", "xvi")


def lines_of(element: etree._Element) -> tuple[Line, ...]:
    """Return the lines of one element."""
    reader = LineReader()
    reader.read(element)
    return tuple(reader.lines)
