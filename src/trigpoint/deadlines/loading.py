"""Turns plain mappings, as a YAML reader gives them, into calculators, and refuses what is not quite right."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from trigpoint.deadlines.counting import Count, Period, Unit, check
from trigpoint.deadlines.reckoning import Confidence, Source
from trigpoint.deadlines.rolling import Roll
from trigpoint.deadlines.rules import Calculator, Clock, DayOfYear, Event, surest_allowed

Choice = TypeVar("Choice", bound=StrEnum)
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_KEYS = (
    *("id", "title", "who", "event", "period", "before", "reckoning", "later", "rule", "source", "also"),
    *("confidence", "from", "until", "checked_to", "earlier", "note"),
)
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class DeadlineContentError(ValueError):
    """A calculator that is not as the format asks; the message begins with the file and the key."""


def load(document: Mapping[str, object], *, file: str = "deadlines") -> tuple[Calculator, ...]:
    """Return the calculators of one file, in order.

    document: `{calculators: [...]}` as a YAML reader gives it (dates as dates or as "2026-11-23").
    Raises DeadlineContentError, naming file and key, for unknown or missing keys, wrong kinds, an unknown unit,
    a repeated id, dates out of order, or a confidence surer than the weakest source.
    """
    root = _Node(document, file)
    root.known(("calculators",))
    calculators = tuple(_calculator(node) for node in root.children("calculators"))
    seen: set[str] = set()
    for index, calculator in enumerate(calculators):
        if calculator.id in seen:
            raise DeadlineContentError(f"{file}: calculators[{index}].id: {calculator.id!r} is used twice; rename one.")
        seen.add(calculator.id)
    return calculators


@dataclass(frozen=True)
class _Node:
    """A mapping and where it stands, so that every complaint can name its place."""

    value: object
    file: str
    path: str = ""

    @property
    def mapping(self) -> Mapping[str, object]:
        if not isinstance(self.value, Mapping):
            raise self.error("", f"a mapping of keys is expected here, not {self.value!r}")
        return self.value

    def place(self, key: str) -> str:
        return f"{self.path}.{key}" if self.path and key else self.path or key

    def error(self, key: str, problem: str) -> DeadlineContentError:
        place = self.place(key)
        return DeadlineContentError(f"{self.file}: {place}{': ' if place else ''}{problem}.")

    def known(self, keys: tuple[str, ...]) -> None:
        for key in self.mapping:
            if key not in keys:
                close = get_close_matches(str(key), keys, n=1, cutoff=0.0)
                raise self.error(str(key), f"this key is not known; did you mean {close[0]!r}?")

    def has(self, key: str) -> bool:
        return self.mapping.get(key) is not None

    def child(self, key: str) -> _Node:
        if key not in self.mapping:
            raise self.error(key, "this key is missing")
        return _Node(self.mapping[key], self.file, self.place(key))

    def children(self, key: str) -> list[_Node]:
        listed = self.child(key)
        if not isinstance(listed.value, list) or not listed.value:
            raise self.error(key, "a list with at least one member is expected here")
        return [_Node(value, self.file, f"{listed.path}[{index}]") for index, value in enumerate(listed.value)]

    def text(self, key: str, default: str | None = None) -> str:
        if default is not None and not self.has(key):
            return default
        value = self.child(key).value
        if not isinstance(value, str) or not value.strip():
            raise self.error(key, f"words are expected here, not {value!r}")
        return " ".join(value.split())

    def day(self, key: str) -> date:
        value = self.child(key).value
        try:
            return value if type(value) is date else date.fromisoformat(str(value))
        except ValueError:
            raise self.error(key, f"{value!r} is no date; write it as 2026-11-23") from None

    def maybe_day(self, key: str) -> date | None:
        return self.day(key) if self.has(key) else None

    def choice(self, key: str, kind: type[Choice], default: Choice | None = None) -> Choice:
        if default is not None and not self.has(key):
            return default
        value = self.child(key).value
        try:
            return kind(str(value))
        except ValueError:
            allowed = ", ".join(repr(str(member)) for member in kind)
            raise self.error(key, f"{value!r} is not known here; use one of {allowed}") from None


def _calculator(node: _Node) -> Calculator:
    node.known(_KEYS)
    name = node.text("id")
    if not _ID.fullmatch(name):
        raise node.error("id", f"{name!r} is no id; use small letters, digits and hyphens, such as ehc-week-6")
    sources = (
        _source(node.child("source")),
        *(_source(n) for n in (node.children("also") if node.has("also") else ())),
    )
    reckoning = node.child("reckoning")
    reckoning.known(("counts", "roll", "means"))
    calculator = Calculator(
        id=name,
        title=node.text("title"),
        who=node.text("who"),
        rule=node.text("rule"),
        clock=_clock(node, reckoning.choice("counts", Count, Count.AFTER)),
        later=_later(node.child("later")) if node.has("later") else None,
        roll=reckoning.choice("roll", Roll),
        starts=reckoning.choice("means", _Meaning, _Meaning.LAST_DAY) is _Meaning.FIRST_DAY,
        sources=sources,
        confidence=node.choice("confidence", Confidence),
        since=node.day("from"),
        until=node.maybe_day("until"),
        checked_to=node.day("checked_to"),
        earlier=node.text("earlier", ""),
        note=node.text("note", ""),
    )
    _check(node, calculator)
    return calculator


class _Meaning(StrEnum):
    LAST_DAY = "last day"
    FIRST_DAY = "first day"


def _check(node: _Node, calculator: Calculator) -> None:
    allowed = surest_allowed(calculator.sources)
    order = list(Confidence)
    if order.index(calculator.confidence) < order.index(allowed):
        raise node.error("confidence", f"{calculator.confidence!s} is surer than the weakest source, {allowed!s}")
    if calculator.until is not None and calculator.until <= calculator.since:
        raise node.error("until", f"{calculator.until} is not after {calculator.since}, the day in `from`")
    latest = max(source.read for source in calculator.sources)
    if calculator.checked_to > latest:
        raise node.error("checked_to", f"{calculator.checked_to} is after {latest}, when a source was last read")


def _clock(node: _Node, how: Count) -> Clock:
    event = node.child("event")
    event.known(("id", "text"))
    start = Event(event.text("id"), event.text("text"))
    if node.has("period") == node.has("before"):
        raise node.error("period", "give either a period or a date in `before`, and not both")
    if node.has("before"):
        return Clock(start, before=_day_of_year(node))
    period = node.child("period")
    period.known(("count", "unit"))
    number = period.child("count").value
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise period.error("count", f"a whole number of 1 or more is expected here, not {number!r}")
    found = Period(number, period.choice("unit", Unit))
    try:
        check(found, how)
    except ValueError as problem:
        raise period.error("unit", str(problem)) from problem
    return Clock(start, found, how)


def _later(node: _Node) -> Clock:
    node.known(("event", "period", "counts"))
    return _clock(node, node.choice("counts", Count, Count.AFTER))


def _day_of_year(node: _Node) -> DayOfYear:
    text = node.text("before")
    day, _, month = text.partition(" ")
    try:
        found = DayOfYear(MONTHS.index(month) + 1, int(day))
        date(2023, found.month, found.day)
    except ValueError:
        raise node.error("before", f"{text!r} is no day of every year; write it as 31 March") from None
    return found


def _source(node: _Node) -> Source:
    node.known(("citation", "title", "address", "read", "text_as_at", "confidence", "note"))
    source = Source(
        citation=node.text("citation"),
        title=node.text("title"),
        address=node.text("address"),
        read=node.day("read"),
        text_as_at=node.maybe_day("text_as_at"),
        confidence=node.choice("confidence", Confidence),
        note=node.text("note", ""),
    )
    if not source.address.startswith("https://"):
        raise node.error("address", f"{source.address!r} is no address; begin it with https://")
    if source.text_as_at is not None and source.text_as_at > source.read:
        raise node.error("text_as_at", "the text cannot be newer than the day on which it was read")
    return source
