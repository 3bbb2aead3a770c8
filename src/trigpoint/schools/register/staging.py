"""Comparing a file with the register as readers see it, outside any write transaction.

What comes of it is a list of writes: rows to add, each with the row that it takes the place of.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection

from trigpoint.schools.kinds import Kind
from trigpoint.schools.models import MOST_WORDS, Authority, Import, Link, School, Trust, Word
from trigpoint.schools.places import Nation, nation_of
from trigpoint.schools.register.difference import Difference
from trigpoint.schools.register.layouts import LinkFound, SchoolFound
from trigpoint.schools.words import spelt, tokens

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from trigpoint.schools.register.parsing import Parsing

AT_A_TIME = 500
"""How many schools are compared with one query: SQLite takes at most 999 parameters where it was built so."""
FIELDS = (
    "name", "kind", "type", "status", "phase", "gender", "religion", "authority_id", "trust_id", "number", "town",
    "postcode", "opened", "closed", "low_age", "high_age", "pupils", "capacity", "free_meals", "easting", "northing",
)  # fmt: skip
"""What a file can say of a school."""
NUMBERS_AND_DAYS = (
    "opened", "closed", "low_age", "high_age", "pupils", "capacity", "free_meals", "easting", "northing",
)  # fmt: skip
BLANK: dict[str, Any] = {
    **dict.fromkeys(FIELDS, ""),
    **dict.fromkeys(("trust_id", *NUMBERS_AND_DAYS)),
    "kind": Kind.UNKNOWN.value,
}
"""What stands for not knowing."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Write:
    """A row to add to a table, and the row that it takes the place of, when there is one."""

    replaces: int | None
    values: tuple[Any, ...]


@dataclass(slots=True)
class Staged:
    """Everything that a file changes, ready to be written; `older` when it tells of a day before the register's."""

    difference: Difference = field(default_factory=Difference)
    authorities: list[Authority] = field(default_factory=list)
    trusts: list[Trust] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    schools: list[Write] = field(default_factory=list)
    links: list[Write] = field(default_factory=list)
    older_than: date | None = None
    absent: int = 0


def batches(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield the items in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def register_day() -> date | None:
    """Return the day whose state the register tells: that of the newest file of schools brought in."""
    done = Import.objects.filter(state=Import.State.DONE).exclude(layout="links")
    return done.order_by("-as_at").values_list("as_at", flat=True).first()


def stage(parsing: Parsing, *, as_at: date, progress: Callable[[int], None]) -> Staged:
    """Compare the file with what readers see now. Raises FileError when the file turns out to be cut off."""
    day = register_day()
    staged = Staged(older_than=day if parsing.layout.schools and day and day > as_at else None)
    stager = _Stager(staged, as_at, blanks_are_news=parsing.layout.blanks_are_news)
    for batch in batches(parsing.found(progress), AT_A_TIME):
        stager.schools([one for one in batch if isinstance(one, SchoolFound)])
        stager.links([one for one in batch if isinstance(one, LinkFound)])
    stager.references()
    if parsing.layout.schools:
        here = frozenset(School.objects.current().values_list("urn", flat=True))
        staged.absent = len(here - parsing.urns)
    return staged


class _Stager:
    """Batch by batch, what differs."""

    def __init__(self, staged: Staged, as_at: date, *, blanks_are_news: bool) -> None:
        self.staged, self.as_at, self.blanks_are_news = staged, as_at, blanks_are_news
        self.day = connection.ops.adapt_datefield_value
        self.authorities: dict[str, tuple[str, str]] = {}
        self.trusts: set[str] = set()
        self.words: set[str] = set()
        self.known_links: set[tuple[int, int, str]] = set()

    def schools(self, found: Sequence[SchoolFound]) -> None:
        rows = School.objects.current().filter(urn__in=[one.urn for one in found])
        here = {row["urn"]: row for row in rows.values("id", "urn", *FIELDS)}
        for one in found:
            self._remember_authority(one)
            before = here.get(one.urn)
            after = self._merged(before, one.values)
            if before is None:
                self.staged.difference.add_new(one.urn, after)
            elif all(before[name] == after[name] for name in FIELDS):
                continue
            else:
                self.staged.difference.add_changed(one.urn, before, after)
            self.staged.schools.append(Write(before["id"] if before else None, self._school_row(one.urn, after)))

    def _merged(self, before: dict[str, Any] | None, news: dict[str, Any]) -> dict[str, Any]:
        """Return what holds now. An older file, and a cell that says nothing, take nothing away."""
        if before is None:
            return {name: news.get(name, BLANK[name]) for name in FIELDS}
        merged = {}
        for name in FIELDS:
            old, new = before[name], news.get(name, BLANK[name])
            silent = name not in news or (new == BLANK[name] and not self.blanks_are_news)
            kept = silent or (self.staged.older_than is not None and old != BLANK[name])
            merged[name] = old if kept else new
        return merged

    def _school_row(self, urn: int, values: dict[str, Any]) -> tuple[Any, ...]:
        if values["trust_id"]:
            self.trusts.add(values["trust_id"])
        place = (
            f"{values['name']} {values['town']} {values['authority_id']} {values['postcode']} {values['number']} {urn}"
        )
        words = " ".join(dict.fromkeys(tokens(place)))[:MOST_WORDS]
        self.words |= spelt(words)
        stored = values | {
            "kind": str(values["kind"]),
            "status": str(values["status"]),
            "opened": self.day(values["opened"]),
            "closed": self.day(values["closed"]),
        }
        return (urn, self.day(self.as_at), words, *(stored[name] for name in FIELDS))

    def _remember_authority(self, one: SchoolFound) -> None:
        name = one.values["authority_id"]
        code, region = self.authorities.get(name, ("", ""))
        self.authorities[name] = (code or one.authority_code, region or one.region)

    def links(self, found: Sequence[LinkFound]) -> None:
        rows = Link.objects.current().filter(urn__in={one.urn for one in found})
        here = {(row.urn, row.other, row.relation): row for row in rows}
        for one in found:
            key = (one.urn, one.other, one.relation)
            before = here.get(key)
            if key in self.known_links or (before and (before.on == one.on or one.on is None)):
                continue
            self.known_links.add(key)
            self.staged.difference.add_link(one, known=before is not None)
            self.staged.links.append(Write(before.pk if before else None, (*key, self.day(one.on))))

    def references(self) -> None:
        """Stage the authorities, trusts and words that are not here yet, or of which more is known now."""
        here = {row.name: row for row in Authority.objects.all()}
        for name, (code, region) in self.authorities.items():
            nation = nation_of(name)
            region = region if nation in {Nation.ENGLAND, Nation.ENDED} else ""  # noqa: PLW2901 - only England has regions
            before = here.get(name)
            after = Authority(
                name=name,
                nation=nation,
                code=(before.code if before else "") or code,
                region=(before.region if before else "") or region,
            )
            if before is None or (before.code, before.region) != (after.code, after.region):
                self.staged.authorities.append(after)
        trusts = self.trusts - set(Trust.objects.values_list("name", flat=True))
        self.staged.trusts = [Trust(name=name) for name in sorted(trusts)]
        words = self.words - set(Word.objects.values_list("word", flat=True)) if self.words else set()
        self.staged.words = [Word(word=word) for word in sorted(words)]
