"""Reads the XML of legislation.gov.uk (Crown Legislation Markup Language), as its two pipelines write it.

The older files, as the law was first printed, carry no addresses: their places are worked out from the kind of law and
the numbers. Whole laws, single sections, Schedules, contents alone, metadata alone, drafts and explanatory notes are
all the same to this reader: it takes what is there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from trigpoint.law.reading.metadata import Metadata
from trigpoint.law.reading.places import OWN_ID, as_one, place_of_address
from trigpoint.law.reading.prose import HEADS, LineReader, inline, lines_of, number_of
from trigpoint.law.reading.rows import Contents, Kind, Passage, Text
from trigpoint.law.reading.safe import LawFileError, child, day, name, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from lxml import etree

ROOTS = {"Legislation", "EN"}
CONTAINERS = {
    *(
        "Primary",
        "Secondary",
        "EURetained",
        "Body",
        "Schedules",
        "Schedule",
        "ScheduleBody",
        "Group",
        "Part",
        "Chapter",
    ),
    *(
        "Pblock",
        "PsubBlock",
        "P1group",
        "Division",
        "EUBody",
        "EUPart",
        "EUTitle",
        "EUChapter",
        "EUSection",
        "Abstract",
    ),
    *("ExplanatoryNotes", "Appendix", "AppendixBody", "SignedSection", "Attachments", "Attachment"),
}
"""What holds provisions, and headings above them."""
TRANSPARENT = {"Primary", "Secondary", "EURetained", "Body", "Schedules", "ScheduleBody", "Group", "P1group", "EUBody"}
"""Containers without a place of their own: words loose in them belong to the one around."""
PRELIMS = {"PrimaryPrelims", "SecondaryPrelims", "ENprelims", "EUPrelims"}
"""The title page: its facts are in the metadata."""
FIRST_NUMBER = re.compile(r"\d+[A-Z]*|\b[IVXLC]+\b|\b[A-Z]\b")


def read_clml(root: etree._Element) -> Text:
    """Return what the file holds. Raises LawFileError where the root or the metadata is not this format's."""
    if name(root) not in ROOTS:
        raise LawFileError(f"Its first element is {name(root)}, which is no law of legislation.gov.uk.")
    metadata = Metadata(root)
    reader = _PassageReader(metadata.work, metadata.unit, notes=_commentaries(root), is_notes=name(root) == "EN")
    for part in root:
        if name(part) in CONTAINERS:
            reader.container(part, (), metadata.work)
    passages = tuple(_told_apart(reader.done()))
    return Text(
        kind=Kind.NOTES if name(root) == "EN" else Kind.LEGISLATION,
        place=metadata.work,
        part=metadata.part,
        title=metadata.title,
        status=metadata.status,
        as_at=metadata.as_at,
        passages=passages,
        contents=tuple(_contents(root, metadata.work)),
        effects=metadata.effects,
        made=metadata.made,
        in_force_from=metadata.in_force_from,
        modified=metadata.modified,
        language=metadata.language,
        extent=value(root, "RestrictExtent"),
        repealed=metadata.title.casefold().endswith(("(repealed)", "(revoked)")),
        pictures=reader.pictures,
    )


@dataclass
class _Gathering:
    """Words that stand in a container and in no numbered provision of it."""

    place: str
    number: str
    heading: str
    under: tuple[str, ...]
    lines: LineReader = field(default_factory=LineReader)
    since: date | None = None
    until: date | None = None
    extent: str = ""


class _PassageReader:
    """Walks a law and gives its passages in their order."""

    def __init__(self, work: str, unit: str, notes: dict[str, str], *, is_notes: bool) -> None:
        self.work, self.unit, self.notes, self.is_notes = work, unit, notes, is_notes
        self.found: list[Passage | _Gathering] = []
        self.pictures = 0
        self.blocks: dict[str, int] = {}

    def done(self) -> Iterator[Passage]:
        """Yield the passages; what was gathered and stayed empty is left out."""
        for one in self.found:
            if isinstance(one, Passage):
                yield one
                continue
            self.pictures += one.lines.pictures
            if one.lines.lines:
                lines = tuple(one.lines.lines)
                yield Passage(one.place, one.number, one.heading, lines, one.under, one.since, one.until, one.extent)

    def container(
        self, element: etree._Element, under: tuple[str, ...], place: str, around: _Gathering | None = None
    ) -> None:
        """Read what holds provisions: each numbered one is a passage; the rest is gathered at the container's place."""
        kind = name(element)
        heading = _heading(element)
        own = self._place(element, place)
        if around is not None and kind in TRANSPARENT:
            loose = around
            if heading and not any(name(part) == "P1" for part in element):
                loose.lines.add(0, heading, quoted=False)
        else:
            since, until, extent = _days(element)
            number = _own_number(element)
            loose = _Gathering(own, number, heading, under, since=since, until=until, extent=extent)
            self.found.append(loose)
        inner = (*under, heading) if heading and kind != "P1group" else under
        for part in element:
            if kind == "ExplanatoryNotes" and not self.is_notes and name(part) not in HEADS:
                loose.lines.read(part)  # numbered like provisions, but no part of the law
            elif name(part) == "P1" and not self.is_notes:
                self.provision(part, element, inner, own)
            elif name(part) in CONTAINERS:
                self.container(part, inner, own, loose)
            elif name(part) == "Reference" or name(part) not in HEADS | PRELIMS:
                loose.lines.read(part)

    def provision(self, element: etree._Element, group: etree._Element, under: tuple[str, ...], place: str) -> None:
        """Read a section, regulation, article or paragraph of a Schedule."""
        number = number_of(element).rstrip(".")
        reader = LineReader()
        for part in element:
            reader.read(part)
        self.pictures += reader.pictures
        since, until, extent = _days(element)
        if name(group) == "P1group":
            above = _days(group)
            since, until, extent = since or above[0], until or above[1], extent or above[2]
        keys = [value(one, "Ref") or value(one, "CommentaryRef") for one in element.iter()]
        notes = tuple(dict.fromkeys(self.notes[key] for key in keys if key in self.notes))
        prospective = "Prospective" in {value(element, "Status"), value(group, "Status")}
        heading = _heading(group) if name(group) == "P1group" else ""
        self.found.append(
            Passage(
                self._provision_place(element, number, place),
                number,
                heading,
                tuple(reader.lines),
                under,
                since,
                until,
                extent,
                prospective,
                notes,
            )
        )

    def _provision_place(self, element: etree._Element, number: str, around: str) -> str:
        if place := place_of_address(value(element, "IdURI")):
            return place
        if OWN_ID.fullmatch(own := value(element, "id")) and not own.startswith("p0"):
            return as_one(f"{self.work}/{own.replace('-', '/')}")
        schedule = re.match(r"(?:[^/]+/){3}schedule(?:/[^/]+)?", f"{around}/")
        if schedule:
            return f"{schedule[0].rstrip('/')}/paragraph/{number}"
        return f"{self.work}/{self.unit}/{number}"

    def _place(self, element: etree._Element, around: str) -> str:
        if place := place_of_address(value(element, "IdURI")):
            return place
        kind = name(element)
        number = _own_number(element)
        own = {
            "Schedule": f"{self.work}/schedule/{number}" if number else f"{self.work}/schedule",
            "SignedSection": f"{self.work}/signature",
            "ExplanatoryNotes": self.work if self.is_notes else f"{self.work}/note",
        }
        if kind in {"Part", "Chapter"} and number:
            return f"{around}/{kind.lower()}/{number}"
        if kind in {"Pblock", "PsubBlock", "Division"}:
            self.blocks[around] = self.blocks.get(around, 0) + 1
            word = "division" if kind == "Division" else "crossheading"
            return f"{around}/{word}/{self.blocks[around]}"
        return own.get(kind, around)


def _heading(element: etree._Element) -> str:
    if name(element) == "Schedules":
        return ""  # the title of the whole back half: each Schedule has its own
    number = child(element, "Number")
    title = child(element, "Title")
    title = child(element, "TitleBlock", "Title") if title is None else title
    words = [inline(one) for one in (number, title) if one is not None]
    return ": ".join(word for word in words if word)


def _own_number(element: etree._Element) -> str:
    """Return the number of a Schedule, Part or Chapter, without its word: "1" of "SCHEDULE 1"."""
    number = child(element, "Number")
    found = (
        FIRST_NUMBER.search(re.sub(r"(?i)schedule|part|chapter", "", inline(number))) if number is not None else None
    )
    return found[0] if found else ""


def _days(element: etree._Element) -> tuple[date | None, date | None, str]:
    return (
        day(value(element, "RestrictStartDate")),
        day(value(element, "RestrictEndDate")),
        value(element, "RestrictExtent"),
    )


def _commentaries(root: etree._Element) -> dict[str, str]:
    """Return the editors' notes by the ids that provisions refer to them with."""
    found = child(root, "Commentaries")
    if found is None:
        return {}
    return {value(one, "id"): " ".join(str(line) for line in lines_of(one)) for one in found}


def _contents(root: etree._Element, work: str) -> Iterator[Contents]:
    table = child(root, "Contents")
    if table is not None:
        yield from _rows(table, 0, work)


def _rows(table: etree._Element, depth: int, work: str) -> Iterator[Contents]:
    for part in table:
        if name(part) in {"ContentsTitle", "ContentsNumber"}:
            continue
        number, title = child(part, "ContentsNumber"), child(part, "ContentsTitle")
        own = value(part, "ContentRef")
        place = place_of_address(value(part, "IdURI"))
        if not place and OWN_ID.fullmatch(own):
            place = as_one(f"{work}/{own.replace('-', '/')}")
        yield Contents(
            depth, inline(number) if number is not None else "", inline(title) if title is not None else "", place
        )
        yield from _rows(part, depth + 1, work)


def _told_apart(passages: Iterator[Passage]) -> Iterator[Passage]:
    """Give texts of one place for different parts of the country places of their own, and join what lies apart."""
    seen: dict[str, int] = {}
    for passage in passages:
        seen[passage.place] = seen.get(passage.place, 0) + 1
        if seen[passage.place] == 1:
            yield passage
        else:
            yield replace(passage, place=f"{passage.place}#{seen[passage.place]}")
