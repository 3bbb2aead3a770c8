"""What a person may say herself towards a requirement, and what somebody else has to. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel import Basis, Of, State
from trigpoint.kernel.rules import ANY_DAY, Have, Match, Served, Total
from trigpoint.pathway.scheme.in_words import capital
from trigpoint.pathway.standing.said import JUDGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trigpoint.kernel import Code, Scheme, Snapshot
    from trigpoint.kernel.rules import Rule

POSTS = frozenset({"served", "working"})
"""Verbs of what a post on the timeline makes."""
NOT_BY_HAND = frozenset({"enrolled:senco-award"})
"""What a page of ours records when she does the thing itself."""


@dataclass(frozen=True, slots=True)
class Declarable:
    """A code that she may declare here.

    `here`: at the school of her post. `asks_began`: some rule asks when the course behind it began.
    """

    code: Code
    match: Match
    here: bool
    asks_began: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What she may not say herself, and who does."""

    what: str
    who: str


def declarable(rule: Rule, snapshot: Snapshot) -> tuple[Declarable, ...]:
    """Return the codes by which a declared fact may meet a rule today, in its order, each once.

    Not among them: what must be verified or assessed, what is private, what is about a school or the world, and posts,
    which the timeline takes with their hours. Nor what only a rule of other days asks.
    """
    found: dict[str, Declarable] = {}
    scheme = snapshot.standing.scheme
    for match in _matches(rule, scheme, snapshot):
        code = scheme.vocabulary[match.code]
        open_to_her = match.basis is Basis.DECLARED and code.of is Of.PERSON and not code.private
        if open_to_her and code.verb not in POSTS and code.name not in NOT_BY_HAND:
            earlier = found.get(code.name)
            asks = match.began != ANY_DAY or bool(earlier and earlier.asks_began)
            found[code.name] = Declarable(code, match, match.here, asks)
    return tuple(found.values())


def asks_for_posts(rule: Rule, scheme: Scheme) -> bool:
    """Tell whether a rule asks for a post, which is entered on the timeline."""
    return any(scheme.vocabulary[match.code].verb in POSTS for match in _matches(rule, scheme))


def judged(rule: Rule, scheme: Scheme) -> tuple[Judged, ...]:
    """Return what a rule accepts only verified or assessed, with who says it, each once."""
    rows = {
        (match.code, match.basis): Judged(capital(scheme.vocabulary[match.code].title), JUDGES[match.basis])
        for match in _matches(rule, scheme)
        if match.basis is not Basis.DECLARED and scheme.vocabulary[match.code].of is Of.PERSON
    }
    return tuple(rows.values())


def codes_of(rule: Rule, scheme: Scheme) -> frozenset[str]:
    """Return the codes that a rule looks at."""
    return frozenset(match.code for match in _matches(rule, scheme))


def _matches(rule: Rule, scheme: Scheme, snapshot: Snapshot | None = None) -> Iterator[Match]:
    """Yield what a rule asks to be so, on the day of a snapshot if one is given; not what only starts a clock."""
    for inner in scheme.reach(rule):
        if isinstance(inner, Have | Total | Served) and (snapshot is None or _asked(inner, rule, snapshot)):
            yield inner.match


def _asked(inner: Rule, rule: Rule, snapshot: Snapshot) -> bool:
    """Tell whether a rule inside another is asked on the day, or nothing of the other is."""
    idle = State.DOES_NOT_APPLY
    known = inner.id in snapshot.standing.rules()
    return not known or snapshot.state(inner.id) is not idle or snapshot.state(rule.id) is idle
