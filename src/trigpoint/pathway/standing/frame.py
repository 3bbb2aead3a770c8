"""What a page of standing knows of a scheme's route before it knows the person: strands, outcomes, minutes. Pure.

It is made once for each text and route and kept (`queries.frame_of`); everything about a person is worked out anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trigpoint.kernel.rules import Reference
from trigpoint.pathway.scheme.clauses import parts_of
from trigpoint.pathway.scheme.in_words import name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trigpoint.kernel import Scheme
    from trigpoint.kernel.rules import Rule

MINUTES = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A requirement that pages show on a line of its own: `name` has the id that people quote, `title` has not."""

    id: str
    name: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Strand:
    """One of the things that a route asks for.

    `counted` are the ids that *3 of 5* counts: its outcomes where it has any, else its parts, else itself. `others`
    are its parts that are not counted (in the law strand the examination and the refreshers).
    """

    line: Line
    counted: tuple[str, ...]
    others: tuple[str, ...]
    noun: str


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """A route of a scheme, ready for pages.

    `shown` gives for each rule the line on which its news is told: its own, or the nearest part of a strand around
    it; `strand_of` the strand around it. `minutes` are the typical minutes on this route of each rule that has any.
    """

    scheme: Scheme
    route: str
    strands: tuple[Strand, ...]
    lines: Mapping[str, Line]
    shown: Mapping[str, str]
    strand_of: Mapping[str, str]
    minutes: Mapping[str, int]
    total: int = field(init=False)

    def __post_init__(self) -> None:
        """Add up the minutes."""
        object.__setattr__(self, "total", sum(self.minutes.values()))

    @property
    def outcomes(self) -> bool:
        """Tell whether what is counted are outcomes."""
        return any(strand.noun == OUTCOMES for strand in self.strands)


OUTCOMES, RECORDS = "outcomes", "requirements"


def frame_of(scheme: Scheme, route: str, address: Callable[[str, str], str]) -> Frame:
    """Return the frame of a route. `address` gives the page of a requirement, by scheme and rule."""
    asked = [
        scheme.rules[rule.target] if isinstance(rule, Reference) else rule for rule in scheme.routes[route].requires
    ]
    lines: dict[str, Line] = {}
    shown: dict[str, str] = {}
    strand_of: dict[str, str] = {}
    strands = []
    for top in asked:
        parts = [_resolved(scheme, part) for part in _parts(top)]
        for rule in (top, *parts):
            lines[rule.id] = Line(rule.id, name_of(rule), rule.title or rule.id, address(scheme.id, rule.id))
        for part in (*parts, top):
            for inner in scheme.reach(part):
                shown.setdefault(inner.id, part.id)
                strand_of.setdefault(inner.id, top.id)
        strands.append(_strand(scheme, lines[top.id], parts))
    return Frame(scheme, route, tuple(strands), lines, shown, strand_of, _minutes(scheme, route, asked))


def _parts(top: Rule) -> tuple[Rule, ...]:
    """Return the clauses next inside a rule, those that it names from elsewhere too."""
    named = parts_of(top)
    return named or tuple(child for child in top.children() if isinstance(child, Reference))


def _resolved(scheme: Scheme, rule: Rule) -> Rule:
    return scheme.rules[rule.target] if isinstance(rule, Reference) else rule


def _strand(scheme: Scheme, line: Line, parts: list[Rule]) -> Strand:
    outcomes = tuple(part.id for part in parts if "outcome" in scheme.words(part.id))
    if outcomes:
        return Strand(line, outcomes, tuple(part.id for part in parts if part.id not in outcomes), OUTCOMES)
    return Strand(line, (line.id,), (), RECORDS)


def _minutes(scheme: Scheme, route: str, asked: list[Rule]) -> dict[str, int]:
    """Return the typical minutes of each rule that states any, once, as the limit of the route counts them."""
    return {
        inner.id: inner.minutes_on(route) or 0
        for rule in asked
        for inner in scheme.reach(rule)
        if inner.minutes is not None
    }
