"""Reading schemes: plain mappings (from YAML, say) in, frozen rules out, with every problem named by its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any, cast

from trigpoint.kernel.calendar import service_hundredths
from trigpoint.kernel.facts import FULL_TIME, Basis, Code, Kind, Of, UnknownCodeError, Via, Vocabulary
from trigpoint.kernel.program import look_back
from trigpoint.kernel.rules import (
    ANY_DAY,
    THIS_POST,
    Bounds,
    By,
    Dated,
    Group,
    Have,
    Match,
    Measure,
    Reference,
    Rule,
    Served,
    Total,
    Unless,
    When,
    walk,
)
from trigpoint.kernel.scheme import Route, Scheme, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Place = tuple[str | int, ...]
"""Where in the document: keys and list positions from the top."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, where it is and what to do."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.place)) or 'the file'}: {self.message}"


class SchemeError(ValueError):
    """A document that cannot be read as a scheme; `problems` says why, each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


KINDS = ("have", "total", "served", "all_of", "any_of", "of", "by", "when", "unless", "dated", "rule")
SHARED = {"id", "title", "source", "minutes", "minutes_by_route", "in_force", "arguable"}
PROSE = {"plain", "unmet", "why", "duty", "note", "outcome", "readings", "about"}
MATCH = {"basis", "via", "here", "at_least", "gained", "began"}
ALLOWED = {
    "have": MATCH | {"have", "lasts", "pauses"},
    "total": {"total", "at_least", "within", "pauses", "basis", "via", "here"},
    "served": {"served", "months", "more_than", "measure", "before", "within", "basis", "here"},
    "all_of": {"all_of"},
    "any_of": {"any_of"},
    "of": {"at_least", "of"},
    "by": {"by", "months", "due", "requirement", "each", "pauses"},
    "when": {"when", "then"},
    "unless": {"unless", "then"},
    "dated": {"dated"},
    "rule": {"rule"},
}
SCHEME_KEYS = {"scheme", "title", "version", "from", "law_checked_to", "sources", "requirements", "routes"}
SCHEME_PROSE = {"about", "review", "stages", "questions", "note"}
NOTHING = Group(id="", named=False, need=None, members=())
"""Stands where a rule could not be read, so that reading goes on to the next problem."""

ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*\Z")
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
    return _Reader(vocabulary).scheme(document)


class _Reader:
    """Reads one document, and collects problems rather than stopping at the first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.ids: dict[str, Place] = {}
        self.prose: dict[str, dict[str, Any]] = {}
        self.sources: dict[str, Source] = {}
        self.references: list[tuple[str, Place]] = []

    def problem(self, place: Place, message: str) -> None:
        self.problems.append(Problem(place, message))

    # ---- the scheme, its sources and routes

    def scheme(self, document: Mapping[str, Any]) -> Scheme:
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
                self.problem(place, f"there is no requirement {target}{_did_you_mean(target, rules)}")
        if not self.problems:
            circle = next((found for rule in rules.values() if (found := _circle(rule, rules, (rule.id,)))), None)
            if circle:
                self.problem(self.ids[circle[-1]], f"goes in a circle: {' → '.join(circle)}. Take one reference out.")
        ids = [route.id for route in routes]
        for i, route in enumerate(routes):
            if not ID.match(route.id) or route.id in ids[:i]:
                self.problem(("routes", i), "needs an id of its own: letters, digits, - and .")

    # ---- rules

    def rules(self, said: object, place: Place, parent: str, sources: tuple[str, ...]) -> tuple[Rule, ...]:
        items = self.sequence(said, place)
        if not items:
            self.problem(place, "is empty; write at least one rule")
        return tuple(
            self.rule(item, (*place, i), f"{parent}/{i + 1}" if parent else str(i + 1), sources)
            for i, item in enumerate(items)
        )

    def rule(self, said: object, place: Place, path: str, inherited: tuple[str, ...]) -> Rule:
        said = self.mapping(said, place)
        kinds = [kind for kind in KINDS if kind in said]
        if len(kinds) != 1:
            what = f"says {' and '.join(kinds)} at once" if kinds else "says no rule"
            self.problem(place, f"{what}; write exactly one of {', '.join(KINDS)}")
            return NOTHING
        kind = kinds[0]
        self.unknown_keys(said, ALLOWED[kind] | SHARED | PROSE, place)
        shared = self.shared(said, place, path, inherited)
        prose = {key: said[key] for key in said if key in PROSE}
        if prose:
            self.prose[shared["id"]] = prose
        if shared["arguable"] and len(said.get("readings", ())) < 2:  # noqa: PLR2004 - a dispute has two sides
            self.problem(place, "is arguable, so give `readings`: two or more, each with what it says and its source")
        for i, reading in enumerate(said.get("readings", ())):
            self.source_keys(reading.get("source"), (*place, "readings", i), ())
        build = getattr(self, f"read_{kind}")
        return cast("Rule", build(said, place, shared))

    def shared(self, said: Mapping[str, Any], place: Place, path: str, inherited: tuple[str, ...]) -> dict[str, Any]:
        named = "id" in said
        own = str(said.get("id", path))
        if named and not ID.match(own):
            self.problem((*place, "id"), f"{own} is not an id: use letters, digits, - and .")
        if own in self.ids:
            self.problem(place, f"the id {own} is taken already")
        self.ids[own] = place
        sources = self.source_keys(said.get("source"), place, inherited)
        if not sources:
            self.problem(place, "has no source; name one of the scheme's sources, here or on the rule around it")
        for number in (said.get("minutes"), *said.get("minutes_by_route", {}).values()):
            if number is not None and (not isinstance(number, int) or number < 0):
                self.problem((*place, "minutes"), "minutes are a whole number, 0 or more")
        return {
            "id": own,
            "named": named,
            "title": said.get("title", ""),
            "sources": sources,
            "minutes": said.get("minutes"),
            "minutes_by_route": tuple(said.get("minutes_by_route", {}).items()),
            "in_force": self.bounds(said.get("in_force"), (*place, "in_force"), "until"),
            "arguable": bool(said.get("arguable", False)),
        }

    def inner(self, said: object, place: Place, shared: dict[str, Any]) -> Rule:
        return self.rule(said, place, f"{shared['id']}/{place[-1]}", shared["sources"])

    def read_have(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        match = self.match(said["have"], said, place)
        lasts = self.months(said, "lasts", place)
        kind = self.kind(match.code)
        if kind is Kind.EVENT and lasts is None:
            self.problem(
                place,
                f"{match.code} is an event, over in a day: say for how many months it `lasts`, or use total",
            )
        pauses = self.pauses(said, place)
        if pauses and lasts is None:
            self.problem(place, "has `pauses` but no `lasts` to pause")
        return Have(match=match, lasts=lasts, pauses=pauses, **shared)

    def read_total(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        match = self.match(said["total"], {k: v for k, v in said.items() if k != "at_least"}, place)
        if self.kind(match.code) not in {Kind.EVENT, None}:
            self.problem(
                place,
                f"total adds up events, and {match.code} is a {self.kind(match.code)}".replace("Kind.", "").lower(),
            )
        at_least = self.whole(said, "at_least", place, least=1)
        if at_least is None:
            self.problem(place, "total needs `at_least`")
        return Total(
            match=match,
            at_least=at_least or 1,
            within=self.months(said, "within", place),
            pauses=self.pauses(said, place),
            **shared,
        )

    def read_served(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        match = self.match(said["served"], said, place)
        if self.kind(match.code) not in {Kind.SPELL, None}:
            self.problem(place, f"served adds up posts, and {match.code} is not one")
        if ("months" in said) == ("more_than" in said):
            self.problem(place, "served needs either `months` or `more_than`")
        months = self.whole(said, "more_than" if "more_than" in said else "months", place, least=1)
        measure = said.get("measure", "calendar")
        if measure not in {"calendar", "fte"}:
            self.problem((*place, "measure"), "measure is calendar or fte")
        cites_law = any(self.sources[key].is_law for key in shared["sources"] if key in self.sources)
        if measure == "fte" and cites_law and not said.get("note"):
            self.problem(
                place,
                "law does not measure in full-time equivalent unless it says so; say where, in `note`",
            )
        before = said.get("before")
        if before is not None and before != THIS_POST:
            before = self.day(before, (*place, "before"))
        within = self.months(said, "within", place)
        if within and months and service_hundredths(months) + ("more_than" in said) > look_back(within) * FULL_TIME:
            self.problem(place, f"{months} months of service can never fit within {within} months")
        return Served(
            match=match,
            months=months or 1,
            more_than="more_than" in said,
            measure=cast("Measure", measure),
            before=before,
            within=within,
            **shared,
        )

    def read_all_of(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        return self.group(None, said["all_of"], (*place, "all_of"), shared)

    def read_any_of(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        return self.group(1, said["any_of"], (*place, "any_of"), shared)

    def read_of(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        need = self.whole(said, "at_least", place, least=1)
        if need is None:
            self.problem(place, "`of` needs `at_least`: how many")
        members = self.sequence(said["of"], (*place, "of"))
        if need is not None and need > len(members):
            self.problem(place, f"at_least {need} of {len(members)} can never be met as written")
        return self.group(need or 1, said["of"], (*place, "of"), shared)

    def group(self, need: int | None, said: object, place: Place, shared: dict[str, Any]) -> Group:
        members = self.rules(said, place, shared["id"], shared["sources"])
        return Group(need=need, members=members, **shared)

    def read_by(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        event = said["by"]
        details = event if isinstance(event, dict) else {"code": event}
        self.unknown_keys(details, {"code"} | MATCH, (*place, "by"))
        due = bool(said.get("due", False))
        months = self.months(said, "months", place)
        if due == (months is not None):
            self.problem(place, "by needs either `months` or `due: true`")
        if "requirement" in said:
            requirement = self.inner(said["requirement"], (*place, "requirement"), shared)
        else:
            self.problem(place, "by needs a `requirement`: what must be met in time")
            requirement = NOTHING
        each = bool(said.get("each", False))
        if each and any(isinstance(rule, By | When | Served | Reference) for rule in walk(requirement)):
            self.problem(
                place,
                "with `each`, the requirement is a matter of facts: no by, when, served or rule inside it",
            )
        return By(
            event=self.match(str(details.get("code", "")), details, (*place, "by")),
            months=None if due else months,
            requirement=requirement,
            each=each,
            pauses=self.pauses(said, place),
            **shared,
        )

    def read_when(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        condition = self.inner(said["when"], (*place, "when"), shared)
        for rule in walk(condition):
            if isinstance(rule, By | When | Unless | Dated | Reference) or rule.arguable:
                self.problem(
                    (*place, "when"),
                    "a condition is a matter of fact: use have, total, served and groups of these",
                )
        return When(condition=condition, then=self.then(said, place, shared), **shared)

    def read_unless(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        exemption = self.inner(said["unless"], (*place, "unless"), shared)
        return Unless(exemption=exemption, then=self.then(said, place, shared), **shared)

    def then(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        if "then" not in said:
            self.problem(place, "has no `then`: the rule that applies")
            return NOTHING
        return self.inner(said["then"], (*place, "then"), shared)

    def read_dated(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        versions: list[tuple[Bounds, Rule]] = []
        last: date | None = date.min
        for i, item in enumerate(self.sequence(said["dated"], (*place, "dated"))):
            here = (*place, "dated", i)
            version = self.mapping(item, here)
            self.unknown_keys(version, {"from", "until", "then"}, here)
            bounds = self.bounds({k: version[k] for k in ("from", "until") if k in version}, here, "until")
            if last is None or (bounds.start or date.min) < last:
                self.problem(here, "overlaps the version before it; give that one an `until`")
            last = bounds.before
            path = f"{shared['id']}/{i + 1}"
            versions.append((bounds, self.rule(version.get("then", {}), (*here, "then"), path, shared["sources"])))
        return Dated(versions=tuple(versions), **shared)

    def read_rule(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        target = str(said["rule"])
        self.references.append((target, place))
        return Reference(target=target, **shared)

    # ---- values

    def match(self, code: object, said: Mapping[str, Any], place: Place) -> Match:
        if self.kind(str(code)) is None:
            self.problem(place, str(UnknownCodeError(str(code), self.vocabulary.nearest(str(code)))))
        basis = said.get("basis", "declared")
        if basis not in {"declared", "verified", "assessed"}:
            self.problem((*place, "basis"), "basis is declared, verified or assessed")
            basis = "declared"
        return Match(
            code=str(code),
            basis=Basis[str(basis).upper()],
            via=self.via(said.get("via"), (*place, "via")),
            here=bool(said.get("here", False)),
            at_least=self.whole(said, "at_least", place, least=0),
            gained=self.bounds(said.get("gained"), (*place, "gained"), "before"),
            began=self.bounds(said.get("began"), (*place, "began"), "before"),
        )

    def kind(self, code: str) -> Kind | None:
        return self.vocabulary[code].kind if code in self.vocabulary else None

    def pauses(self, said: Mapping[str, Any], place: Place) -> str | None:
        code = said.get("pauses")
        if code is not None and self.kind(str(code)) is None:
            self.problem((*place, "pauses"), str(UnknownCodeError(str(code), self.vocabulary.nearest(str(code)))))
        return None if code is None else str(code)

    def via(self, value: object, place: Place) -> Via | None:
        if value is None:
            return None
        try:
            return Via(value)
        except ValueError:
            self.problem(place, f"is one of {', '.join(option.value for option in Via)}")
            return None

    def bounds(self, said: object, place: Place, end: str) -> Bounds:
        if said is None:
            return ANY_DAY
        said = self.mapping(said, place)
        if set(said) - {"from", end}:
            self.unknown_keys(said, {"from", end}, place)
        start = self.day(said["from"], (*place, "from")) if "from" in said else None
        before = self.day(said[end], (*place, end)) if end in said else None
        if start and before and before <= start:
            self.problem(place, f"ends ({before}) before it starts ({start})")
        return Bounds(start, before)

    def day(self, value: object, place: Place) -> date:
        if isinstance(value, date):
            return value
        self.problem(place, f"{value!r} is not a date; write it as 2026-09-01")
        return date.min

    def months(self, said: Mapping[str, Any], key: str, place: Place) -> int | None:
        return self.whole(said, key, place, least=1)

    def whole(self, said: Mapping[str, Any], key: str, place: Place, *, least: int) -> int | None:
        value = said.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.problem((*place, key), f"{key} is a whole number, {least} or more, not {value!r}")
            return None
        return value

    def source_keys(self, said: object, place: Place, inherited: tuple[str, ...]) -> tuple[str, ...]:
        if said is None:
            return inherited
        keys = [said] if isinstance(said, str) else self.sequence(said, (*place, "source"))
        for key in keys:
            if key not in self.sources:
                near = get_close_matches(str(key), self.sources, n=1)
                self.problem(
                    (*place, "source"),
                    f"there is no source {key}" + (f"; did you mean {near[0]}?" if near else ""),
                )
        return tuple(keys)

    def mapping(self, said: object, place: Place) -> dict[str, Any]:
        if isinstance(said, dict):
            return said
        self.problem(place, "should be a mapping (key: value)")
        return {}

    def sequence(self, said: object, place: Place) -> list[Any]:
        if isinstance(said, list):
            return said
        self.problem(place, "should be a list")
        return []

    def unknown_keys(self, said: Mapping[str, Any], known: set[str], place: Place) -> None:
        for key in said:
            if key not in known:
                self.problem((*place, key), f"{key} is not known here{_did_you_mean(str(key), known)}")


def _did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest known word, or nothing where none is near."""
    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _circle(rule: Rule, rules: Mapping[str, Rule], trail: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the ids of the first circle that the references inside a rule make, or None."""
    for inner in walk(rule):
        if isinstance(inner, Reference):
            if inner.target in trail:
                return (*trail[trail.index(inner.target) :], inner.target)
            if found := _circle(rules[inner.target], rules, (*trail, inner.target)):
                return found
    return None
