"""Reading schemes: plain mappings (from YAML, say) in, frozen rules out, with every problem named by its place."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from trigpoint.kernel.facts import Code, Kind, Of, Vocabulary
from trigpoint.kernel.read_rules import ID, RuleReader
from trigpoint.kernel.read_values import Place, Problem, SchemeError, did_you_mean
from trigpoint.kernel.rules import Reference, Rule, walk
from trigpoint.kernel.scheme import Route, Scheme, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

SCHEME_KEYS = {"scheme", "title", "version", "from", "law_checked_to", "sources", "requirements", "routes"}
SCHEME_PROSE = {"about", "review", "stages", "questions", "note"}
CONFIDENCES = {"V", "V2", "C", "M+", "M?"}
SOURCE_KINDS = {"law", "guidance", "scheme", "research", "practice"}


def read_vocabulary(document: Mapping[str, Any]) -> Vocabulary:
    """Return the vocabulary that a document holds; raises SchemeError."""
    problems: list[Problem] = []
    codes = {}
    for name, said in document.get("codes", {}).items():
        place: Place = ("codes", name)
        if not re.fullmatch(r"[a-z]+:[A-Za-z0-9.-]+", name):
            problems.append(Problem(place, "a code is verb:noun, such as holds:qts"))
            continue
        unknown = set(said) - {"kind", "of", "unit", "title", "private"}
        problems += [
            Problem((*place, key), "is not known here; use kind, of, unit, title or private") for key in unknown
        ]
        try:
            codes[name] = Code(
                name,
                Kind(said.get("kind")),
                said.get("title", ""),
                Of(said.get("of", "person")),
                said.get("unit"),
                said.get("private", False),
            )
        except ValueError as error:
            problems.append(Problem(place, f"{error}; kind is event, state or spell; of is person, setting or world"))
            continue
        if not codes[name].title:
            problems.append(Problem(place, "has no title; say in plain words what the code means"))
    if problems:
        raise SchemeError(problems)
    return Vocabulary(codes)


def read_scheme(document: Mapping[str, Any], vocabulary: Vocabulary) -> Scheme:
    """Return the scheme that a document holds; raises SchemeError with every problem found."""
    return SchemeReader(vocabulary).scheme(document)


class SchemeReader(RuleReader):
    """Reads the scheme itself, its sources and its routes."""

    def scheme(self, document: Mapping[str, Any]) -> Scheme:
        """Return the scheme, or raise SchemeError with all problems."""
        for key in ("scheme", "title", "version", "from", "sources", "requirements"):
            if key not in document:
                self.problem((), f"has no {key}")
        self.unknown_keys(document, SCHEME_KEYS | SCHEME_PROSE, ())
        self.sources = {
            key: source
            for key, said in self.mapping(document.get("sources", {}), ("sources",)).items()
            if (source := self.source(key, said, ("sources", key)))
        }
        requirements = self.rules(document.get("requirements", []), ("requirements",), "", ())
        routes = [
            self.route(said, ("routes", i))
            for i, said in enumerate(self.sequence(document.get("routes", []), ("routes",)))
        ]
        start = self.day(document.get("from", date.min), ("from",))
        checked = document.get("law_checked_to")
        if checked is not None:
            checked = self.day(checked, ("law_checked_to",))
        self.check_references(requirements, routes)
        if self.problems:
            raise SchemeError(self.problems)
        return Scheme(
            id=document["scheme"],
            title=document["title"],
            version=str(document["version"]),
            start=start,
            vocabulary=self.vocabulary,
            sources=self.sources,
            requirements=requirements,
            routes={route.id: route for route in routes},
            prose=self.prose,
            about={key: document[key] for key in document if key in SCHEME_PROSE},
            law_checked_to=checked,
        )

    def source(self, key: str, said: object, place: Place) -> Source | None:
        """Return a source, or None where it cannot be one."""
        said = self.mapping(said, place)
        known = {"title", "citation", "address", "kind", "read", "text_as_at", "confidence", "note"}
        self.unknown_keys(said, known, place)
        for needed in ("title", "kind", "confidence"):
            if needed not in said:
                self.problem(place, f"has no {needed}")
        if said.get("kind") not in SOURCE_KINDS:
            self.problem(place, f"kind is one of {', '.join(sorted(SOURCE_KINDS))}")
        if said.get("confidence") not in CONFIDENCES:
            self.problem(place, "confidence is V, V2, C, M+ or M?")
        for dated in ("read", "text_as_at"):
            if said.get(dated) is not None:
                self.day(said[dated], (*place, dated))
        return Source(
            key=key, **{"title": "", "kind": "", "confidence": "", **{k: said[k] for k in said if k in known}}
        )

    def route(self, said: object, place: Place) -> Route:
        """Return a route."""
        said = self.mapping(said, place)
        known = {"id", "title", "source", "limit_hours", "sitting_limit_minutes", "requires", "about"}
        self.unknown_keys(said, known, place)
        sources = self.source_keys(said.get("source"), place, ())
        if not sources:
            self.problem(place, "has no source")
        requires: list[Rule] = []
        for i, item in enumerate(self.sequence(said.get("requires", []), (*place, "requires"))):
            inner = (*place, "requires", i)
            if isinstance(item, str):
                self.references.append((item, inner))
                requires.append(Reference(id=f"route.{said.get('id')}.{i + 1}", named=False, target=item))
            else:
                requires.append(self.rule(item, inner, f"route.{said.get('id')}.{i + 1}", sources))
        return Route(
            id=str(said.get("id", "")),
            title=said.get("title", ""),
            requires=tuple(requires),
            sources=sources,
            limit_hours=said.get("limit_hours"),
            sitting_limit_minutes=said.get("sitting_limit_minutes"),
            about=said.get("about", {}),
        )

    def check_references(self, requirements: tuple[Rule, ...], routes: list[Route]) -> None:
        """Every reference leads somewhere, no rule leads back to itself, and each route has an id of its own."""
        rules = {rule.id: rule for top in requirements for rule in walk(top)}
        for target, place in self.references:
            if target not in rules:
                self.problem(place, f"there is no requirement {target}{did_you_mean(target, rules)}")
        if not self.problems:
            circle = next((found for rule in rules.values() if (found := _circle(rule, rules, (rule.id,)))), None)
            if circle:
                self.problem(self.ids[circle[-1]], f"goes in a circle: {' → '.join(circle)}. Take one reference out.")
        ids = [route.id for route in routes]
        for i, route in enumerate(routes):
            if not ID.match(route.id) or route.id in ids[:i]:
                self.problem(("routes", i), "needs an id of its own: letters, digits, - and .")


def _circle(rule: Rule, rules: Mapping[str, Rule], trail: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the ids of the first circle that the references inside a rule make, or None."""
    for inner in walk(rule):
        if isinstance(inner, Reference):
            if inner.target in trail:
                return (*trail[trail.index(inner.target) :], inner.target)
            if found := _circle(rules[inner.target], rules, (*trail, inner.target)):
                return found
    return None
