"""Reading rules: a mapping for each, with its parts inside it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from trigpoint.kernel.calendar import service_hundredths
from trigpoint.kernel.facts import FULL_TIME, Kind
from trigpoint.kernel.read_values import ValueReader
from trigpoint.kernel.rules import (
    THIS_POST,
    Bounds,
    By,
    Dated,
    Group,
    Have,
    Measure,
    Reference,
    Rule,
    Served,
    Total,
    Unless,
    When,
    walk,
)
from trigpoint.kernel.service import look_back

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.kernel.facts import Vocabulary
    from trigpoint.kernel.read_values import Place

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
NOTHING = Group(id="", named=False, need=None, members=())
"""Stands where a rule could not be read, so that reading goes on to the next problem."""


ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9.-]*\Z")


class RuleReader(ValueReader):
    """Reads the rules of one document; `references` are those that name another rule, to be checked at the end."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        super().__init__(vocabulary)
        self.ids: dict[str, Place] = {}
        self.prose: dict[str, dict[str, Any]] = {}
        self.references: list[tuple[str, Place]] = []

    def rules(self, said: object, place: Place, parent: str, sources: tuple[str, ...]) -> tuple[Rule, ...]:
        """Return a list of rules, which must not be empty; `parent` is the id of the rule around them."""
        items = self.sequence(said, place)
        if not items:
            self.problem(place, "is empty; write at least one rule")
        return tuple(
            self.rule(item, (*place, i), f"{parent}/{i + 1}" if parent else str(i + 1), sources)
            for i, item in enumerate(items)
        )

    def rule(self, said: object, place: Place, path: str, inherited: tuple[str, ...]) -> Rule:
        """Return one rule; `path` is its id where it names none, `inherited` the sources of the rule around it."""
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
        """Return what every kind of rule has."""
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
        """Return the only rule of its kind inside another."""
        return self.rule(said, place, f"{shared['id']}/{place[-1]}", shared["sources"])

    def read_have(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        """Return a rule that asks for a fact."""
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
        """Return a rule that adds up events."""
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
        """Return a rule that asks for service in posts."""
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
        """Return a rule that asks for all its members."""
        return self.group(None, said["all_of"], (*place, "all_of"), shared)

    def read_any_of(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        """Return a rule that asks for one of its members."""
        return self.group(1, said["any_of"], (*place, "any_of"), shared)

    def read_of(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        """Return a rule that asks for some of its members."""
        need = self.whole(said, "at_least", place, least=1)
        if need is None:
            self.problem(place, "`of` needs `at_least`: how many")
        members = self.sequence(said["of"], (*place, "of"))
        if need is not None and need > len(members):
            self.problem(place, f"at_least {need} of {len(members)} can never be met as written")
        return self.group(need or 1, said["of"], (*place, "of"), shared)

    def group(self, need: int | None, said: object, place: Place, shared: dict[str, Any]) -> Group:
        """Return a rule that asks for `need` of its members, or for all where that is None."""
        members = self.rules(said, place, shared["id"], shared["sources"])
        return Group(need=need, members=members, **shared)

    def read_by(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        """Return a rule with a clock."""
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
        """Return a rule under a condition."""
        condition = self.inner(said["when"], (*place, "when"), shared)
        for rule in walk(condition):
            if isinstance(rule, By | When | Unless | Dated | Reference) or rule.arguable:
                self.problem(
                    (*place, "when"),
                    "a condition is a matter of fact: use have, total, served and groups of these",
                )
        return When(condition=condition, then=self.then(said, place, shared), **shared)

    def read_unless(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        """Return a rule with an exemption."""
        exemption = self.inner(said["unless"], (*place, "unless"), shared)
        return Unless(exemption=exemption, then=self.then(said, place, shared), **shared)

    def then(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        """Return the rule that a condition or an exemption is about."""
        if "then" not in said:
            self.problem(place, "has no `then`: the rule that applies")
            return NOTHING
        return self.inner(said["then"], (*place, "then"), shared)

    def read_dated(self, said: Mapping[str, Any], place: Place, shared: dict[str, Any]) -> Rule:
        """Return a rule that differs by date."""
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
        """Return a reference to another rule."""
        target = str(said["rule"])
        self.references.append((target, place))
        return Reference(target=target, **shared)
