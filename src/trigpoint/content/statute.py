"""Our register of provisions: each entry with its dated rows, how far it was checked, and whether it may be examined.

An entry is a provision, a passage of guidance or a judgment. A row is what it said over some days; it is there whether
or not anybody holds the official text. The words are ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from trigpoint.citations import Citation, find
from trigpoint.content.library import installed_library

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

FOLDER = "statute/"


class Kind(StrEnum):
    """What an entry is, and so how strongly it may be said: law binds, guidance is to be had regard to."""

    LAW = "law"
    GUIDANCE = "guidance"
    JUDGMENT = "judgment"


class Confidence(StrEnum):
    """How the author knows what an entry says."""

    READ = "V"
    SECONDARY = "V2"
    COMPUTED = "C"
    REMEMBERED = "M+"
    UNSURE = "M?"


UNREAD = {Confidence.REMEMBERED, Confidence.UNSURE}
"""Confidences of entries whose text nobody read: they are shown as to be checked."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """Something that changed the law after the text that was read."""

    citation: str
    words: str
    on: date | None
    """The first day of the change; None where the source does not give it."""


@dataclass(frozen=True, slots=True)
class Source:
    """Who lists later amendments, or says that there are none; nothing is known after the day it is dated."""

    title: str
    address: str | None
    dated: date


@dataclass(frozen=True, slots=True)
class Version:
    """A dated row of an entry. `until` is the first day on which it no longer holds; None while it does.

    read: when somebody read it. text_as_at: the day of the text that they read; None where none was read, or the text
    bears no day. amendments_checked_to: how far later amendments were looked for; None where they were not.
    in_force_confidence: how the author knows the first day, which may be less well than what the row says.
    """

    entry: str
    citation: str
    title: str
    plain: str
    made: date | None
    in_force_from: date | None
    until: date | None
    extent: str | None
    address: str | None
    confidence: Confidence
    in_force_confidence: Confidence
    read: date | None
    read_in: str | None
    text_as_at: date | None
    amendments_checked_to: date | None
    amendments: tuple[Amendment, ...]
    amendments_source: Source | None
    note: str | None

    @property
    def key(self) -> str:
        """What official text is attached to: the entry and the first day of the row."""
        return f"{self.entry}@{self.in_force_from or 'undated'}"

    @property
    def cited(self) -> tuple[Citation, ...]:
        """The citations in the entry's citation, its own first."""
        return tuple(found.citation for found in find(self.citation))

    @property
    def amendments_known(self) -> bool:
        """Whether a source names the amendments after the text that was read, or says that there are none."""
        return self.amendments_checked_to is not None and self.amendments_source is not None

    @property
    def shown_date(self) -> date | None:
        """The day to which a page may say that this was checked; None where no dated text was read."""
        return self.amendments_checked_to if self.amendments_known else self.text_as_at

    @property
    def to_be_checked(self) -> bool:
        """Whether a page marks this as to be checked."""
        return not self.amendments_known or self.confidence in UNREAD

    @property
    def first_day_recalled(self) -> bool:
        """Whether the first day is from memory: a page says so beside it."""
        return self.in_force_from is not None and self.in_force_confidence in UNREAD

    @property
    def examinable(self) -> bool:
        """Whether an examination may rest on this: read, its first day too, and later amendments known."""
        read = {self.confidence, self.in_force_confidence} == {Confidence.READ}
        return read and self.text_as_at is not None and self.amendments_known

    def in_force_on(self, day: date) -> bool:
        """Return whether the row holds on a day. A row without a first day holds on none."""
        started = self.in_force_from is not None and self.in_force_from <= day
        return started and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Provision:
    """An entry: what people cite, with its rows from the oldest on."""

    id: str
    kind: Kind
    group: str
    """The file it stands in, such as children-and-families-act-2014."""
    group_title: str
    versions: tuple[Version, ...]

    @property
    def latest(self) -> Version:
        """The newest row."""
        return self.versions[-1]

    def on(self, day: date) -> Version | None:
        """Return the row that holds on a day, if one does."""
        return next((version for version in self.versions if version.in_force_on(day)), None)


def rows(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return the rows of a file, each with what the file says of all of them in `shared` where it does not say it."""
    shared = data.get("shared") or {}
    return [{**shared, **row} for row in data.get("statute") or []]


def read_register(files: Iterable[tuple[str, Mapping[str, Any]]]) -> tuple[Provision, ...]:
    """Return the entries of files that passed the check, in the order of their citations. Files are name and data."""
    entries = [entry for name, data in files for entry in _entries(name, data)]
    return tuple(sorted(entries, key=lambda entry: entry.latest.cited[0].sort_key()))


def _entries(name: str, data: Mapping[str, Any]) -> list[Provision]:
    sources = {key: Source(said["title"], said.get("address"), said["dated"]) for key, said in _sources(data).items()}
    by_id: dict[str, list[Version]] = {}
    for row in rows(data):
        by_id.setdefault(row["id"], []).append(_version(row, sources))
    return [
        Provision(id_, Kind(data.get("kind", Kind.LAW)), name, str(data["title"]), tuple(sorted(versions, key=_first)))
        for id_, versions in by_id.items()
    ]


def _sources(data: Mapping[str, Any]) -> Mapping[str, Any]:
    return data.get("sources") or {}


def _first(version: Version) -> tuple[bool, str]:
    return (version.in_force_from is not None, str(version.in_force_from))


def _version(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Version:
    citation = str(row["citation"])
    own = next(find(citation)).citation
    return Version(
        entry=row["id"],
        citation=citation,
        title=row["title"],
        plain=row["plain"],
        made=row.get("made"),
        in_force_from=row.get("in_force_from"),
        until=row.get("until"),
        extent=row.get("extent"),
        address=row.get("address") or own.address(),
        confidence=Confidence(row["confidence"]),
        in_force_confidence=Confidence(row.get("in_force_confidence") or row["confidence"]),
        read=row.get("read"),
        read_in=row.get("read_in"),
        text_as_at=row.get("text_as_at"),
        amendments_checked_to=row.get("amendments_checked_to"),
        amendments=tuple(
            Amendment(said["citation"], said["words"], said.get("on")) for said in row.get("amendments") or ()
        ),
        amendments_source=sources[row["amendments_by"]] if row.get("amendments_by") else None,
        note=row.get("note"),
    )


@cache
def provisions() -> tuple[Provision, ...]:
    """Return this installation's register, in the order of its citations."""
    documents = installed_library().documents
    return read_register(
        (name.removeprefix(FOLDER), document.data) for name, document in documents.items() if name.startswith(FOLDER)
    )


@cache
def _by_id() -> dict[str, Provision]:
    return {entry.id: entry for entry in provisions()}


def provision(entry_id: str) -> Provision:
    """Return an entry; raises KeyError where the register has none of that id."""
    return _by_id()[entry_id]


def cited_by(citation: Citation) -> tuple[Provision, ...]:
    """Return the entries that a citation is or is a part of, the narrowest first."""
    found = [entry for entry in provisions() if entry.latest.cited[0].contains(citation)]
    return tuple(sorted(found, key=lambda entry: len(entry.latest.cited[0].sort_key()), reverse=True))
