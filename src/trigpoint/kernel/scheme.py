"""Schemes: dated, sourced rules with the routes through them."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trigpoint.kernel.facts import Kind
from trigpoint.kernel.program import Program
from trigpoint.kernel.rules import By, Group, Have, Reference, Rule, Served, When, matches_of, walk
from trigpoint.kernel.write import plain_scheme, rules_only

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from trigpoint.kernel.facts import Code, Vocabulary

ROOT = "*"
"""The id of the rule that stands for the whole of a route."""

NO_PROSE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule comes from, and how surely we know it.

    `confidence` is V (read in the primary source), V2 (read in a secondary one), C (worked out from these),
    M+ or M? (to be checked). `text_as_at` is the date of the text that was read.
    """

    key: str
    title: str
    kind: str
    confidence: str
    address: str | None = None
    citation: str | None = None
    read: date | None = None
    text_as_at: date | None = None
    note: str | None = None

    @property
    def is_law(self) -> bool:
        """Whether the source is law, not guidance or practice."""
        return self.kind == "law"


@dataclass(frozen=True, slots=True)
class Route:
    """A way through a scheme: which requirements it asks for."""

    id: str
    title: str
    requires: tuple[Rule, ...]
    sources: tuple[str, ...] = ()
    limit_hours: int | None = None
    sitting_limit_minutes: int | None = None
    about: Mapping[str, Any] = field(default_factory=lambda: NO_PROSE)


@dataclass(frozen=True, eq=False)
class Scheme:
    """A set of requirements and routes, one version of it.

    `prose` holds the words of each rule by its id; `about` the words of the scheme. Two schemes are the same
    when their text hashes are.
    """

    id: str
    title: str
    version: str
    start: date
    vocabulary: Vocabulary
    sources: Mapping[str, Source]
    requirements: tuple[Rule, ...]
    routes: Mapping[str, Route]
    prose: Mapping[str, Mapping[str, Any]]
    about: Mapping[str, Any]
    law_checked_to: date | None = None
    rules: Mapping[str, Rule] = field(init=False, repr=False)
    _programs: dict[str, Program] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Index every rule by its id."""
        rules = {rule.id: rule for top in self._tops() for rule in walk(top)}
        object.__setattr__(self, "rules", MappingProxyType(rules))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scheme) and self.text_hash == other.text_hash

    def __hash__(self) -> int:
        return hash((self.id, self.version))

    def _tops(self) -> Iterator[Rule]:
        yield from self.requirements
        for route in self.routes.values():
            yield from (rule for rule in route.requires if not isinstance(rule, Reference))

    def program(self, route: str) -> Program:
        """Return a route's rules compiled, all of them under one rule with the id `ROOT`; compiled once."""
        if route not in self._programs:
            root = Group(id=ROOT, named=False, need=None, members=self.routes[route].requires)
            self._programs[route] = Program([root], self.vocabulary, route=route, targets=dict(self.rules))
        return self._programs[route]

    def words(self, rule_id: str) -> Mapping[str, Any]:
        """Return the words written for a rule."""
        return self.prose.get(rule_id, NO_PROSE)

    def codes(self) -> dict[str, Code]:
        """Return the codes that the rules use."""
        used: dict[str, Code] = {}
        for rule in self.rules.values():
            for match in matches_of(rule):
                used[match.code] = self.vocabulary[match.code]
            pauses = getattr(rule, "pauses", None)
            if pauses:
                used[pauses] = self.vocabulary[pauses]
        return used

    def reach(self, rule: Rule) -> Iterator[Rule]:
        """Yield the rule and all inside it, following references."""
        for inner in walk(rule):
            if isinstance(inner, Reference):
                yield from self.reach(self.rules[inner.target])
            else:
                yield inner

    def binding_codes(self, rule: Rule) -> set[str]:
        """Return the codes by which adding a fact can take something away from the rule (law 2).

        They are the events of a `by`; what stands in the condition of a `when`; what is counted before this post;
        and a post that must have begun on or after a day, since an earlier spell that it touches moves its beginning.
        """
        found: set[str] = set()
        for inner in self.reach(rule):
            if isinstance(inner, By):
                found.add(inner.event.code)
            elif isinstance(inner, When):
                found.update(m.code for part in self.reach(inner.condition) for m in matches_of(part))
            elif isinstance(inner, Served) and inner.before == "this post":
                found.add(inner.match.code)
            if isinstance(inner, Have) and inner.match.began.start is not None:
                found.update({inner.match.code} if self.vocabulary[inner.match.code].kind is Kind.SPELL else ())
        return found

    def as_mapping(self) -> dict[str, Any]:
        """Return the scheme as plain mappings and lists, in the form that `read_scheme` takes."""
        return plain_scheme(self)

    @property
    def text_hash(self) -> str:
        """The hash of everything: rules, words and order. Caches go by it."""
        return _hash(self.as_mapping())

    @property
    def rules_hash(self) -> str:
        """The hash of ids, rules, numbers and dates, whatever the words and the order. An enrolment pins it."""
        return _hash(rules_only(self))


def _hash(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()
