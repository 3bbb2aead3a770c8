"""Scenarios: branching cases with dates, in which the reader decides and says why.

The law applied is the law on the day of the case. Days that a case quotes are worked out by the calculators.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import sha256
from string import Formatter
from typing import TYPE_CHECKING, Any

from trigpoint.content.calculators import calculators
from trigpoint.content.library import installed_library
from trigpoint.content.units import SecondReading
from trigpoint.deadlines.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from trigpoint.deadlines import Calculator

FOLDER = "scenarios/"


class Verdict(StrEnum):
    """What the law makes of a choice. Arguable: there are two readings, and both are told."""

    RIGHT = "right"
    WRONG = "wrong"
    ARGUABLE = "arguable"


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a choice, chosen from a few, so that reasons can be counted."""

    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that the reader can do, what the law makes of it, and where it leads: a point or an end."""

    id: str
    words: str
    verdict: Verdict
    to: str
    why: str
    provisions: tuple[str, ...]
    citation: str
    """As the file words it; empty where the register's own citations say it."""


@dataclass(frozen=True, slots=True)
class Point:
    """A decision: what has happened, on which day, what the reader may do and why."""

    id: str
    on: date
    words: str
    ask: str
    reasons: tuple[Reason, ...]
    best_reason: str
    choices: tuple[Choice, ...]

    def choice(self, choice_id: str) -> Choice | None:
        """Return the choice of that id, if the point has it."""
        return next((one for one in self.choices if one.id == choice_id), None)

    def reason(self, reason_id: str) -> Reason | None:
        """Return the reason of that id, if the point has it."""
        return next((one for one in self.reasons if one.id == reason_id), None)


@dataclass(frozen=True, slots=True)
class End:
    """What came of it, and what there was to learn."""

    id: str
    words: str
    learned: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A case. `points` and `ends` are by id."""

    id: str
    title: str
    strand: str
    outcomes: tuple[str, ...]
    on: date
    minutes: int
    setting: str
    people: tuple[tuple[str, str], ...]
    lede: str
    provisions: tuple[str, ...]
    checked_to: date
    review: str
    second_reading: SecondReading | None
    review_by: date | None
    start: str
    points: Mapping[str, Point]
    ends: Mapping[str, End]
    text_hash: str


def scenario_of(data: Mapping[str, Any], known: Mapping[str, Calculator]) -> Scenario:
    """Return the scenario that a file which passed the check says. `known` are the calculators by id."""
    days = dict(days_of(data, known))

    def told(text: str) -> str:
        return text.format_map(days).strip()

    reading = data.get("second_reading")
    return Scenario(
        id=data["scenario"],
        title=data["title"],
        strand=data["strand"],
        outcomes=tuple(data["outcomes"]),
        on=data["on"],
        minutes=data["minutes"],
        setting=data["setting"],
        people=tuple((str(who), str(what)) for who, what in (data.get("people") or {}).items()),
        lede=told(data["lede"]),
        provisions=tuple(data["provisions"]),
        checked_to=data["checked_to"],
        review=data["review"],
        second_reading=SecondReading(reading["by"], reading["on"], reading["found"]) if reading else None,
        review_by=data.get("review_by"),
        start=data["start"],
        points={point["id"]: _point(point, data["on"], told) for point in data["points"]},
        ends={
            end["id"]: End(end["id"], told(end["words"]), tuple(told(one) for one in end["learned"]))
            for end in data["ends"]
        },
        text_hash=sha256(json.dumps(data, sort_keys=True, default=str).encode()).hexdigest(),
    )


def _point(said: Mapping[str, Any], on: date, told: Callable[[str], str]) -> Point:
    return Point(
        id=said["id"],
        on=said.get("on", on),
        words=told(said["words"]),
        ask=told(said["ask"]),
        reasons=tuple(Reason(one["id"], told(one["words"])) for one in said["reasons"]),
        best_reason=said["best_reason"],
        choices=tuple(
            Choice(
                id=one["id"],
                words=told(one["words"]),
                verdict=Verdict(one["verdict"]),
                to=one["to"],
                why=told(one["why"]),
                provisions=tuple(one["provisions"]),
                citation=one.get("citation", ""),
            )
            for one in said["choices"]
        ),
    )


def days_of(data: Mapping[str, Any], known: Mapping[str, Calculator]) -> Iterator[tuple[str, str]]:
    """Yield the days that a case quotes, by the name it gives them, in words. A line may end after the weekday only.

    Raises KeyError for a calculator that there is not, ValueError for a day that it cannot count from.
    """
    for point in data["points"]:
        for one in point.get("dates") or ():
            found = known[one["calculator"]].reckon(one["event"], later=one.get("later"))
            weekday, day, month, year = say(found.date).split(" ")
            yield one["id"], f"{weekday} {day}\u00a0{month}\u00a0{year}"


def quoted(text: object) -> set[str]:
    """Return the names of the days that a text quotes. Raises ValueError for a brace that is not closed."""
    return {name for _, name, _, _ in Formatter().parse(str(text)) if name is not None}


@cache
def scenarios() -> Mapping[str, Scenario]:
    """Return this installation's scenarios by id, in the order of their titles."""
    documents = installed_library().documents
    found = [
        scenario_of(document.data, calculators()) for name, document in documents.items() if name.startswith(FOLDER)
    ]
    return {one.id: one for one in sorted(found, key=lambda one: (one.strand, one.title))}
