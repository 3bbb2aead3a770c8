"""What a file changes, in words: counts, and the first few of each sort."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trigpoint.platform.pages import NO_BREAK, written
from trigpoint.schools.models import School
from trigpoint.schools.places import Nation, nation_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.schools.register.layouts import LinkFound

FIRST = 5
"""How many of each sort are told one by one."""
WORDS = {
    "kind": "kind", "phase": "phase", "gender": "gender", "religion": "religious character",
    "authority_id": "local authority", "trust_id": "trust", "number": "number", "town": "town",
    "postcode": "postcode", "opened": "opening day", "closed": "closing day", "low_age": "ages", "high_age": "ages",
    "pupils": "pupils", "capacity": "capacity", "free_meals": "free school meals", "easting": "place",
    "northing": "place", "status": "status", "type": "type", "name": "name",
}  # fmt: skip
"""What each field is called."""
TITLES = {
    "opened": "Opened", "closed": "Closed", "renamed": "Renamed", "retyped": "Type changed",
    "learned": "Type now known", "planned": "Other change of status",
}  # fmt: skip
NATIONS = {
    Nation.ENGLAND: "in England", Nation.ENDED: "under councils of England that no longer exist",
    Nation.WALES: "in Wales", Nation.OVERSEAS: "under overseas and offshore authorities",
    Nation.NONE: "under no authority",
}  # fmt: skip
GONE = (School.Status.CLOSED,)
HERE = (School.Status.OPEN, School.Status.CLOSING)


@dataclass(slots=True)
class Difference:
    """Counts by sort, and sentences on the first of each."""

    counts: Counter[str] = field(default_factory=Counter)
    firsts: dict[str, list[str]] = field(default_factory=dict)
    fields: Counter[str] = field(default_factory=Counter)
    nations: Counter[Nation] = field(default_factory=Counter)
    new: int = 0
    changed: int = 0
    new_links: int = 0
    changed_links: int = 0

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.new_links or self.changed_links)

    def add_new(self, urn: int, values: Mapping[str, Any]) -> None:
        """Take note of a school that was not here."""
        self.new += 1
        self.nations[nation_of(values["authority_id"])] += 1
        self._tell("new", f"{values['name']} ({urn}), {School.Status(values['status']).label.lower()}")

    def add_changed(self, urn: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        """Take note of a school of which something differs."""
        self.changed += 1
        for sort, sentence in sentences(urn, before, after):
            self.counts[sort] += 1
            self._tell(sort, sentence)
        self.fields.update({WORDS[name] for name in after if before[name] != after[name]})

    def add_link(self, link: LinkFound, *, known: bool) -> None:
        """Take note of a link that was not here, or whose day was not."""
        if known:
            self.changed_links += 1
        else:
            self.new_links += 1
            self._tell("links", f"{link.other} is the {link.relation.lower()} of {link.urn}")

    def _tell(self, sort: str, sentence: str) -> None:
        told = self.firsts.setdefault(sort, [])
        if len(told) < FIRST:
            told.append(sentence)

    def lines(self) -> Iterator[str]:
        """Yield the difference as lines to print."""
        if self.new:
            apart = ", ".join(
                f"{self.nations[nation]:,} {words}" for nation, words in NATIONS.items() if self.nations[nation]
            )
            yield f"New: {count(self.new, 'school')} ({apart})."
            yield from self._firsts("new")
        for sort, title in TITLES.items():
            if self.counts[sort]:
                yield f"{title}: {count(self.counts[sort], 'school')}."
                yield from self._firsts(sort)
        if self.changed:
            parts = ", ".join(f"{words} ({number:,})" for words, number in self.fields.most_common())
            yield f"Changed in all: {count(self.changed, 'school')}, in: {parts}."
        if self.new_links:
            yield f"New: {count(self.new_links, 'link')} between schools."
            yield from self._firsts("links")
        if self.changed_links:
            yield f"Changed: {count(self.changed_links, 'link')} between schools."

    def _firsts(self, sort: str) -> Iterator[str]:
        for sentence in self.firsts[sort]:
            yield f"  {sentence}"


def sentences(urn: int, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what matters most in words, each with its sort."""
    name = f"{after['name']} ({urn})"
    if before["name"] != after["name"]:
        yield "renamed", f"{before['name']} is now {name}"
    if before["type"] != after["type"]:
        if before["type"]:
            yield "retyped", f"{name}: {before['type']}, now {after['type'] or 'not told'}"
        else:
            yield "learned", f"{name}: {after['type']}"
    was, now = before["status"], after["status"]
    if was == now:
        return
    if now in GONE:
        yield "closed", f"{name}{on(after['closed'])}"
    elif now in HERE and was not in HERE:
        yield "opened", f"{name}, again" if was in GONE else f"{name}{on(after['opened'])}"
    else:
        yield "planned", f"{name}: {School.Status(now).label.lower()}"


def on(day: Any) -> str:  # noqa: ANN401 - a date or nothing
    """Return *, on 31 August 2024*, or nothing."""
    return f", on {written(day).replace(NO_BREAK, ' ')}" if day else ""


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "school"), count(1200, "school")
    ('1 school', '1,200 schools')
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
