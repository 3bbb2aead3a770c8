"""The official texts that this copy holds: by place, by file, and two versions side by side."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection
from django.urls import reverse

from trigpoint.law.models import Effect, Passage, Snapshot
from trigpoint.law.reading.places import work_of
from trigpoint.law.reading.rows import Line
from trigpoint.platform.differences import differences
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from trigpoint.platform.differences import Change

START = 16
"""How much of a file's hash stands in an address."""
HEX = re.compile(r"[0-9a-f]{16}")
STATUS_WORDS = {"revised": "as revised to", "final": "as first made on", "draft": "a draft of"}
OFFICIAL = {"judgment": "https://caselaw.nationalarchives.gov.uk/", "legislation": "https://www.legislation.gov.uk/"}


@dataclass(frozen=True, slots=True)
class HeldText:
    """One version of a passage, as one file has it."""

    url: str
    key: str
    place: str
    title: str
    label: str
    heading: str
    number: str
    under: tuple[str, ...]
    lines: tuple[Line, ...]
    notes: tuple[str, ...]
    since: date | None
    until: date | None
    as_at: date | None
    status: str
    extent: str
    prospective: bool
    repealed: bool
    kind: str
    sha256: str
    file_name: str
    imported_at: datetime

    @property
    def words(self) -> str:
        """Return the text, a line to a paragraph."""
        return "\n".join(str(line) for line in self.lines)

    @property
    def day_words(self) -> str:
        """Return of which day the text is: "as revised to 1 April 2014"."""
        if self.kind == "judgment" or self.as_at is None:
            return written(self.as_at) if self.as_at else "of an unknown day"
        return f"{STATUS_WORDS.get(self.status, 'of')} {written(self.as_at)}"

    @property
    def official_address(self) -> str:
        """Return where its publisher has it."""
        return OFFICIAL.get(self.kind, OFFICIAL["legislation"]) + self.place.partition("#")[0]

    @property
    def work(self) -> str:
        """Return the law or judgment that it belongs to."""
        return work_of(self.place)


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that another law makes, which the official text does not have yet."""

    by: str
    what: str
    where: str
    when: str


@dataclass(frozen=True, slots=True)
class File:
    """A file of official text that this copy holds."""

    title: str
    place: str
    part: str
    kind: str
    as_at: date | None
    status: str
    passages: int
    sha256: str
    imported_at: datetime
    url: str


def is_held(place: str) -> bool:
    """Tell whether this copy holds any text of a place. One query, in plain SQL: every page of a provision asks it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM law_passage WHERE place = %s LIMIT 1", [place])
        return cursor.fetchone() is not None


def held_at(*places: str) -> tuple[HeldText, ...]:
    """Return every version of the passages at these places, the newest day first. One query."""
    rows = Passage.objects.select_related("snapshot").defer("snapshot__data").filter(place__in=places)
    return _in_order(rows.filter(snapshot__kind__in=("legislation", "notes", "judgment")))


def passages_at(sha256: str, places: Sequence[str]) -> tuple[HeldText, ...]:
    """Return the passages of one file that stand at these places. One query.

    The file is asked for all its places: there may be more places than a database takes in one question.
    """
    wanted = set(places)
    rows = Passage.objects.select_related("snapshot").defer("snapshot__data")
    found = rows.filter(snapshot_id=sha256, snapshot__kind="legislation").order_by("position")
    return tuple(_held(row) for row in found if row.place in wanted)


def held_in_work(work: str) -> tuple[HeldText, ...]:
    """Return the passages of a judgment, or of a law held whole, in their order. One query."""
    rows = Passage.objects.select_related("snapshot").defer("snapshot__data").filter(snapshot__place=work)
    return tuple(_held(row) for row in rows.order_by("-snapshot__as_at", "snapshot_id", "position"))


def text_at(start: str, position: int) -> HeldText | None:
    """Return one passage of one file. One query."""
    rows = Passage.objects.select_related("snapshot").defer("snapshot__data")
    if not HEX.fullmatch(start):
        return None
    # A range, so that the index of the hash and the position answers it; "g" comes after every digit of a hash.
    found = rows.filter(snapshot_id__gte=start, snapshot_id__lt=f"{start}g", position=position).first()
    return _held(found) if found else None


def pending(place: str) -> tuple[Pending, ...]:
    """Return the changes to a passage that its official text does not have yet, as the files here tell. One query."""
    rows = Effect.objects.filter(affected=work_of(place)).order_by("-modified", "-id")
    newest: dict[str, Effect] = {}
    for row in rows:
        newest.setdefault(row.effect, row)
    return tuple(
        _pending(row)
        for row in newest.values()
        if not row.applied and any(f"{one}/".startswith(f"{place}/") for one in row.affected_places)
    )


def files() -> tuple[File, ...]:
    """Return the files that this copy holds, newest import first. One query."""
    rows = Snapshot.objects.defer("data").exclude(kind="changes").order_by("title", "-as_at")
    return tuple(
        File(
            row.title,
            row.place,
            row.part,
            row.kind,
            row.as_at,
            row.status,
            row.passages,
            row.sha256,
            row.imported_at,
            reverse("law:text", args=[row.sha256[:START], 0]) if row.passages else "",
        )
        for row in rows
    )


def compared(before: HeldText, after: HeldText) -> tuple[Change, ...]:
    """Return what changed between two versions of a passage, word by word."""
    return differences(before.words, after.words)


def _in_order(rows: Iterable[Passage]) -> tuple[HeldText, ...]:
    found = [_held(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (str(one.as_at or ""), one.sha256), reverse=True))


def _held(row: Passage) -> HeldText:
    snapshot = row.snapshot
    number = f"{row.number} " if row.number else ""
    return HeldText(
        url=reverse("law:text", args=[snapshot.sha256[:START], row.position]),
        key=f"{snapshot.sha256[:START]}:{row.position}",
        place=row.place,
        title=snapshot.title,
        label=f"{number}{row.heading}".strip() or snapshot.citation or row.place,
        heading=row.heading,
        number=row.number,
        under=tuple(row.under),
        lines=tuple(Line(*line) for line in row.lines),
        notes=tuple(row.notes),
        since=row.since,
        until=row.until,
        as_at=snapshot.as_at,
        status=snapshot.status,
        extent=row.extent,
        prospective=row.prospective,
        repealed=snapshot.repealed,
        kind=snapshot.kind,
        sha256=snapshot.sha256,
        file_name=snapshot.file_name,
        imported_at=snapshot.imported_at,
    )


def _pending(row: Effect) -> Pending:
    days = [written(date.fromisoformat(day)) for day, _, _ in row.in_force if day]
    when = f"in force from {', '.join(dict.fromkeys(days))}" if days else "no day set in what was read"
    return Pending(f"{row.affecting_title} {row.affecting_words}".strip(), row.what, row.affected_words, when)


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The passages before and after one in its file."""

    before: str
    after: str


def neighbours(text: HeldText) -> Neighbours:
    """Return the addresses of the passages before and after. One query."""
    start, _, position = text.key.partition(":")
    near = (int(position) - 1, int(position) + 1)
    found = set(Passage.objects.filter(snapshot_id=text.sha256, position__in=near).values_list("position", flat=True))
    before, after = (reverse("law:text", args=[start, one]) if one in found else "" for one in near)
    return Neighbours(before, after)
