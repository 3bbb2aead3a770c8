"""Rules: the algebra a scheme is written in.

Each class is one kind of rule; what it means is in its docstring, and `program` turns it into periods. Every rule
yields two sets of days: on which it *applies*, and on which of those it is *met*.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Literal

from trigpoint.kernel.facts import Basis, Via

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

THIS_POST = "this post"
Measure = Literal["calendar", "fte"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """Half-open bounds on a day: on or after `start`, before `before`."""

    start: date | None = None
    before: date | None = None


ANY_DAY = Bounds()


@dataclass(frozen=True, slots=True)
class Match:
    """Which facts count: their code, at least this basis and amount, this way of learning, this setting, these days.

    `gained` bounds the first day of the fact; `began` the day its course or post began.
    """

    code: str
    basis: Basis = Basis.DECLARED
    via: Via | None = None
    here: bool = False
    at_least: int | None = None
    gained: Bounds = ANY_DAY
    began: Bounds = ANY_DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What all rules share.

    `id` is unique in the scheme; `named` says that an author chose it (else it comes from the place).
    `sources` name entries of the scheme's sources. `arguable` rules count as never met when read strictly.
    """

    id: str
    named: bool
    title: str = ""
    sources: tuple[str, ...] = ()
    minutes: int | None = None
    minutes_by_route: tuple[tuple[str, int], ...] = ()
    in_force: Bounds = ANY_DAY
    arguable: bool = False

    def children(self) -> tuple[Rule, ...]:
        """Return the rules directly inside this one, in the order they are written."""
        return ()

    def minutes_on(self, route: str) -> int | None:
        """Return the typical minutes to meet it on a route, or None where none are stated."""
        return dict(self.minutes_by_route).get(route, self.minutes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Have(Rule):
    """Such a fact is valid and, with `lasts`, younger than that many months (pauses not counted).

    An event is over in a day, so a rule on one says how long it `lasts`: from its day.
    """

    match: Match
    lasts: int | None = None
    pauses: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Total(Rule):
    """The amounts of events within the trailing window of `within` months reach `at_least`."""

    match: Match
    at_least: int
    within: int | None = None
    pauses: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Served(Rule):
    """Enough service had accumulated by the start of the day: `months`, or strictly `more_than` that.

    `calendar` counts days in any of the spells; `fte` adds up hundredths of full time, at most 100 a day.
    `before` counts only service up to a date, or up to the first day of the current unbroken post at the setting
    asked about; where no post is held there on the day, up to that day. `within` looks back n x 365 / 12 days
    from the day, or from the day before which service counts.
    """

    match: Match
    months: int
    more_than: bool = False
    measure: Measure = "calendar"
    before: date | Literal["this post"] | None = None
    within: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Rule):
    """At least `need` of the members that apply are met (`None`: all of them); applies where any member does."""

    need: int | None
    members: tuple[Rule, ...]

    def children(self) -> tuple[Rule, ...]:
        """Return the members."""
        return self.members


@dataclass(frozen=True, slots=True, kw_only=True)
class By(Rule):
    """From an event there is time: `months`, or until the event's own `due` day; then the requirement must be met.

    Before the first such event it does not apply; from it to the end of the deadline day it is met, as not yet due.
    With `each`, every such event starts a clock that only facts starting on or after it can answer.
    """

    event: Match
    months: int | None
    requirement: Rule
    each: bool = False
    pauses: str | None = None

    def children(self) -> tuple[Rule, ...]:
        """Return the requirement."""
        return (self.requirement,)


@dataclass(frozen=True, slots=True, kw_only=True)
class When(Rule):
    """Applies only while the condition is met."""

    condition: Rule
    then: Rule

    def children(self) -> tuple[Rule, ...]:
        """Return the condition and the rule."""
        return (self.condition, self.then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unless(Rule):
    """Applies where the rule does; met where the exemption or the rule is. Days that only it covers are exempt."""

    exemption: Rule
    then: Rule

    def children(self) -> tuple[Rule, ...]:
        """Return the exemption and the rule."""
        return (self.exemption, self.then)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Rule):
    """Versions with the days each is in force; the one in force judges the day."""

    versions: tuple[tuple[Bounds, Rule], ...]

    def children(self) -> tuple[Rule, ...]:
        """Return the versions' rules."""
        return tuple(rule for _, rule in self.versions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Rule):
    """Another requirement of the same scheme, evaluated once."""

    target: str


def walk(rule: Rule) -> Iterator[Rule]:
    """Yield the rule and all inside it, in the order they are written; references are not followed."""
    yield rule
    for child in rule.children():
        yield from walk(child)


def matches_of(rule: Rule) -> Iterator[Match]:
    """Yield the matches of this rule itself, not of its children."""
    for item in fields(rule):
        value = getattr(rule, item.name)
        if isinstance(value, Match):
            yield value
