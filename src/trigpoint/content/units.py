"""Units: ten-minute lessons, one idea a step, with what was read for them and how far that reaches."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from trigpoint.content.library import installed_library
from trigpoint.content.unit_text import DUTIES, EXAMPLE, PROSE, QUESTION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FOLDER = "units/"
LAST = "What to remember"
"""The title of every unit's last step."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs and lists, as Markdown."""

    text: str


@dataclass(frozen=True, slots=True)
class DutyList:
    """Duties of content/duties, by id, shown with must, should and may kept apart."""

    duties: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """A question of content/questions, by id, asked within the step."""

    question: str


@dataclass(frozen=True, slots=True)
class Example:
    """A short case that is made up. Its text is Markdown."""

    title: str
    text: str


Part = Prose | DutyList | Check | Example


@dataclass(frozen=True, slots=True)
class Step:
    """A page of a unit: one idea. `slug` is its name in addresses and in what is saved of progress."""

    slug: str
    title: str
    parts: tuple[Part, ...]

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the questions asked in it."""
        return tuple(part.question for part in self.parts if isinstance(part, Check))


@dataclass(frozen=True, slots=True)
class UnitSource:
    """What was read for a unit, when, and how surely it says what the unit says."""

    title: str
    address: str
    read: date
    confidence: str


@dataclass(frozen=True, slots=True)
class SecondReading:
    """A reading against the sources by somebody who did not write it; the project's own, not an expert's review."""

    by: str
    on: date
    found: str


@dataclass(frozen=True, slots=True)
class Unit:
    """A lesson. `checked_to`: how far the sources that were read reach. `questions`: the practice with it."""

    id: str
    title: str
    strand: str
    order: int
    minutes: int
    outcomes: tuple[str, ...]
    asks: tuple[int, ...]
    need: str
    sources: tuple[UnitSource, ...]
    provisions: tuple[str, ...]
    checked_to: date
    review: str
    second_reading: SecondReading | None
    review_by: date
    questions: tuple[str, ...]
    opening: str
    steps: tuple[Step, ...]
    text_hash: str

    @property
    def code(self) -> str:
        """The code of the fact that somebody has finished it."""
        return f"completed:unit-{self.id}"

    @property
    def checks(self) -> tuple[str, ...]:
        """The ids of the questions asked in its steps, in order."""
        return tuple(check for step in self.steps for check in step.checks)

    def step(self, slug: str) -> Step | None:
        """Return the step of that name, if the unit has it."""
        return next((step for step in self.steps if step.slug == slug), None)


def unit_of(data: Mapping[str, Any]) -> Unit:
    """Return the unit that a file which passed the check says."""
    reading = data.get("second_reading")
    return Unit(
        id=data["id"],
        title=data["title"],
        strand=data["strand"],
        order=data["order"],
        minutes=data["minutes"],
        outcomes=tuple(data["outcomes"]),
        asks=tuple(data.get("asks") or ()),
        need=data["need"],
        sources=tuple(
            UnitSource(one["title"], one["address"], one["read"], one["confidence"]) for one in data["sources"]
        ),
        provisions=tuple(data["provisions"]),
        checked_to=data["checked_to"],
        review=data["review"],
        second_reading=SecondReading(reading["by"], reading["on"], reading["found"]) if reading else None,
        review_by=data["review_by"],
        questions=tuple(data.get("questions") or ()),
        opening=data["opening"],
        steps=tuple(
            Step(one["slug"], one["title"], tuple(_part(part["kind"], part["text"]) for part in one["parts"]))
            for one in data["steps"]
        ),
        text_hash=text_hash(data),
    )


def text_hash(data: Mapping[str, Any]) -> str:
    """Return a hash of what a learner reads: two files with the same hash teach the same."""
    taught = {key: data.get(key) for key in ("id", "title", "opening", "steps", "questions")}
    return sha256(json.dumps(taught, sort_keys=True, default=str).encode()).hexdigest()


def _part(kind: str, text: str) -> Part:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if kind == DUTIES:
        return DutyList(tuple(lines))
    if kind == QUESTION:
        return Check(lines[0])
    if kind == EXAMPLE:
        title, _, rest = text.partition("\n")
        return Example(title.strip(), rest.strip("\n"))
    assert kind == PROSE, kind
    return Prose(text)


@cache
def units() -> Mapping[str, Unit]:
    """Return this installation's units by id, in the order in which they are learned."""
    documents = installed_library().documents
    found = [unit_of(document.data) for name, document in documents.items() if name.startswith(FOLDER)]
    return {unit.id: unit for unit in sorted(found, key=lambda unit: (unit.strand, unit.order))}
