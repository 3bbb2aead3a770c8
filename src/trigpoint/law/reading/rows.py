"""What is read from a file of law, as frozen rows.

A *place* is where a text stands, as in the addresses of legislation.gov.uk and Find Case Law: `ukpga/2000/38` is an
Act, `ukpga/2000/38/section/19` a section of it, `ewfc/2017/83` a judgment. It is what a citation's address ends in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 - part of the rows' types
from enum import StrEnum


class Kind(StrEnum):
    """What sort of text a file holds."""

    LEGISLATION = "legislation"
    NOTES = "notes"
    """Explanatory notes: published beside an Act, no part of it."""
    JUDGMENT = "judgment"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: how deep it stands, its number as printed ("(2)(a)", may be empty), its words.

    `quoted` marks text that the provision puts into another law.
    """

    depth: int
    number: str
    words: str
    quoted: bool = False

    def __str__(self) -> str:
        return f"{self.number} {self.words}".strip()


@dataclass(frozen=True, slots=True)
class Passage:
    """One section, regulation, paragraph of a Schedule, division of notes or paragraph of a judgment.

    `since` and `until` are the days between which the text reads so (`until` is the first day no longer so), where the
    file says. `under` are the headings above it, outermost first. `notes` are the editor's notes on what changed it.
    """

    place: str
    number: str
    heading: str
    lines: tuple[Line, ...]
    under: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    extent: str = ""
    prospective: bool = False
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """Return the whole text, a line to a paragraph."""
        return "\n".join(str(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Contents:
    """A row of a table of contents."""

    depth: int
    number: str
    title: str
    place: str


@dataclass(frozen=True, slots=True)
class InForce:
    """When a change takes effect, as the editors put it; `day` is None where no day is set yet."""

    day: date | None
    qualification: str
    prospective: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """That one law changes another. `applied` tells whether the official text has the change in it already."""

    id: str
    what: str
    affected: str
    affected_title: str
    affected_words: str
    affected_places: tuple[str, ...]
    affecting: str
    affecting_title: str
    affecting_words: str
    in_force: tuple[InForce, ...]
    applied: bool
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """What a file holds: of which law, as it stood on which day, and its passages.

    `as_at` is the day of the text: the point in time of revised law, the day it was enacted or made, or the day of the
    judgment. `status` is the publisher's word: revised, final (as enacted or made), draft. `part` is the place that the
    file is confined to ("section/19"), empty for the whole. Figures and forms that are pictures are counted, not held.
    """

    kind: Kind
    place: str
    part: str
    title: str
    status: str
    as_at: date | None
    passages: tuple[Passage, ...]
    contents: tuple[Contents, ...] = ()
    effects: tuple[Effect, ...] = ()
    made: date | None = None
    in_force_from: date | None = None
    modified: date | None = None
    language: str = "en"
    extent: str = ""
    repealed: bool = False
    pictures: int = 0
    citation: str = ""
    """The neutral citation of a judgment; empty for others, whose citation follows from the place."""
    court: str = ""
    cites: tuple[str, ...] = ()
    """Addresses and citations that a judgment refers to."""


@dataclass(frozen=True, slots=True)
class Published:
    """An item of a feed that lists new law, or new texts of law."""

    place: str
    title: str
    on: datetime | None
    made: date | None = None
    address: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of a feed: changes that laws make to laws, or law newly published."""

    title: str
    address: str
    updated: datetime | None
    effects: tuple[Effect, ...]
    published: tuple[Published, ...]
    page: int = 1
    more_pages: int = 0
