"""Evaluation: a route of a scheme becomes a straight list of operations over one list of runs.

Each rule takes up to five places in that list: where it applies, and where it is met in up to four readings.

- `MET`: strictly, arguable rules counting as never met. Awards and counts go by this one.
- `LENIENT`: arguable rules as written.
- `FIRM`: strictly, and without the help of a running deadline.
- `PLAIN`: firm, and without the help of an exemption.

A rule with nothing arguable, no deadline and no exemption inside has one place for all four. What is met but not
firm is *not yet due*; what is firm but not plain is *exempt*.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import OPEN
from trigpoint.kernel.clocks import Clock, clock_runs
from trigpoint.kernel.findings import UNMET, Finding
from trigpoint.kernel.matching import Matcher, paused_days, run_of, span_of, total_windows
from trigpoint.kernel.missing import Impossible, Want
from trigpoint.kernel.periods import (
    ALWAYS,
    NEVER,
    complement,
    difference,
    intersection,
    union,
    union_all,
    where_count,
    where_sum,
)
from trigpoint.kernel.rules import ANY_DAY, By, Dated, Group, Have, Reference, Rule, Served, Total, Unless, When
from trigpoint.kernel.service import where_served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from trigpoint.kernel.facts import Basis, Index, Vocabulary
    from trigpoint.kernel.missing import Missing
    from trigpoint.kernel.periods import Run

    Values = list[Run]
    Operation = Callable[[Values, Index, str | None], None]


class Reading(IntEnum):
    """In which of the four ways a rule is read; see the module."""

    MET = 0
    LENIENT = 1
    FIRM = 2
    PLAIN = 3


class Program:
    """The operations that work out a list of rules, and where each rule's runs are found."""

    def __init__(
        self, rules: Iterable[Rule], vocabulary: Vocabulary, *, route: str = "", targets: dict[str, Rule] | None = None
    ) -> None:
        self.vocabulary, self.route = vocabulary, route
        self.targets = targets or {}
        self.template: Values = [NEVER, ALWAYS]
        self.operations: list[Operation] = []
        self.plain: dict[str, list[tuple[int, Basis]]] = {}
        """Rules that ask only for a code and a basis, by code: most rules of an award, so they need no call each."""
        self.applies: dict[str, int] = {}
        self.places: dict[str, list[int]] = {}
        self.rules: dict[str, Rule] = {}
        self.matchers: dict[str, Matcher] = {}
        self.clocks: dict[str, Clock] = {}
        self.subprograms: dict[str, Program] = {}
        self.minutes: dict[str, int | None] = {}
        self._named_parts: dict[str, tuple[str, ...]] = {}
        for rule in rules:
            self.add(rule)
            self._allot(rule, None)
        self.named = [rule.id for rule in self.rules.values() if rule.named]
        self.plan = [(rule_id, tuple(places), self.applies[rule_id]) for rule_id, places in self.places.items()]
        self.constants = self._constant_lacks()
        self.unmet = {
            rule_id: Finding(self.rules[rule_id], UNMET, NEVER, None, lack) for rule_id, lack in self.constants.items()
        }
        """The findings of rules that lack the same whenever they are not met: made once, as most rules are such."""
        self.pause_codes = {code for rule in self.rules.values() if (code := getattr(rule, "pauses", None))}
        self.codes = self.pause_codes | {matcher.code for matcher in self.matchers.values()}

    def since(self, index: Index, day: int) -> Index:
        """Return the facts this program looks at that start on or after a day; pauses count whenever they began."""
        kept: Index = {}
        for code in self.codes:
            if code in index:
                kept[code] = index[code] if code in self.pause_codes else [f for f in index[code] if f.run[0] >= day]
        return kept

    def run(self, index: Index, at: str | None) -> Values:
        """Work out every rule for these facts at this setting."""
        values, plain = self.template.copy(), self.plain
        for code, facts in index.items():
            for place, basis in plain.get(code, ()):
                if len(facts) == 1:
                    if facts[0].basis >= basis:
                        values[place] = facts[0].run
                else:
                    values[place] = union_all([fact.run for fact in facts if fact.basis >= basis])
        for operation in self.operations:
            operation(values, index, at)
        return values

    def resolve(self, rule: Rule) -> Rule:
        """Return the rule that a reference stands for, or the rule itself."""
        return self.targets[rule.target] if isinstance(rule, Reference) else rule

    def _allot(self, rule: Rule, minutes: int | None) -> None:
        """Note the typical minutes of a rule: its own on this route, or those of the rule around it."""
        own = rule.minutes_on(self.route)
        minutes = minutes if own is None else own
        if self.minutes.get(rule.id) is None:
            self.minutes[rule.id] = minutes
        for part in [self.resolve(rule)] if isinstance(rule, Reference) else rule.children():
            self._allot(part, minutes)

    def _constant_lacks(self) -> dict[str, Missing]:
        """Return what rules lack whenever they are not met, where that depends on neither day nor setting."""
        found: dict[str, Missing] = {}
        for rule in self.rules.values():
            if rule.arguable:
                found[rule.id] = Impossible(
                    rule.id, "The law is unclear here, so this ground alone never counts as met."
                )
            elif isinstance(rule, Have) and self.matchers[rule.id].is_timeless:
                match, minutes = rule.match, self.minutes[rule.id]
                found[rule.id] = Want(
                    match.code, match.basis, match.via, None, match.at_least, rule=rule.id, minutes=minutes
                )
        return found

    def named_parts(self, rule_id: str) -> tuple[str, ...]:
        """Return the ids of the named rules inside a rule, following references."""
        return self._named_parts[rule_id]

    def matcher(self, rule: Have | Total | Served) -> Matcher:
        """Compile the match of a rule and keep it."""
        matcher = self.matchers[rule.id] = Matcher(rule.match, self.vocabulary)
        return matcher

    def add(self, rule: Rule) -> None:
        """Add a rule, its parts first, and note where its runs will be."""
        if rule.id in self.rules:
            return
        self.rules[rule.id] = rule
        if isinstance(rule, Reference):
            target = self.targets[rule.target]
            self.add(target)
            applies, places = self.applies[target.id], self.places[target.id]
        elif isinstance(rule, By) and rule.each:
            applies, places = self._each(rule)
        else:
            for child in rule.children():
                self.add(child)
            applies, places = getattr(self, f"_{type(rule).__name__.lower()}")(rule)
        if rule.in_force != ANY_DAY:
            limits = self._constant(run_of(rule.in_force))
            applies = self._both(applies, limits)
            places = self._each_once(places, lambda place: self._both(place, limits))
        if rule.arguable:
            places = [0, places[Reading.LENIENT], 0, 0]
        self.applies[rule.id], self.places[rule.id] = applies, places
        parts = [self.resolve(rule)] if isinstance(rule, Reference) else rule.children()
        self._named_parts[rule.id] = tuple(
            found
            for part in parts
            for found in (*([part.id] if part.named else []), *self._named_parts.get(part.id, ()))
        )

    # -- operations

    def _place(self) -> int:
        self.template.append(NEVER)
        return len(self.template) - 1

    def _constant(self, run: Run) -> int:
        place = 1 if run is ALWAYS else self._place()
        self.template[place] = run
        return place

    def _both(self, a: int, b: int) -> int:
        if 1 in {a, b} or a == b:
            return a if b == 1 else b
        place = self._place()

        def operation(values: Values, _index: Index, _at: str | None) -> None:
            values[place] = intersection(values[a], values[b])

        self.operations.append(operation)
        return place

    def _either(self, members: Sequence[int]) -> int:
        members = tuple(dict.fromkeys(members))
        if 1 in members:
            return 1
        if len(members) == 1:
            return members[0]
        place = self._place()

        def operation(values: Values, _index: Index, _at: str | None) -> None:
            found = NEVER
            for member in members:
                run = values[member]
                if run:
                    found = union(found, run) if found else run
            values[place] = found

        self.operations.append(operation)
        return place

    def _every(self, members: Sequence[int]) -> int:
        members = tuple(dict.fromkeys(members))
        if len(members) == 1:
            return members[0]
        place = self._place()
        head, rest = members[0], members[1:]

        def operation(values: Values, _index: Index, _at: str | None) -> None:
            found = values[head]
            for member in rest:
                if not found:
                    return
                found = intersection(found, values[member])
            values[place] = found

        self.operations.append(operation)
        return place

    @staticmethod
    def _each_once(places: Sequence[int], make: Callable[[int], int]) -> list[int]:
        """Make each distinct place once, and keep which readings share one."""
        made = {place: make(place) for place in dict.fromkeys(places)}
        return [made[place] for place in places]

    # -- one method for each kind of rule: where it applies, where it is met in the four readings

    def _have(self, rule: Have) -> tuple[int, list[int]]:
        place, matcher, code = self._place(), self.matcher(rule), rule.match.code
        lasts, pauses, kind, basis = rule.lasts, rule.pauses, matcher.kind, rule.match.basis

        if matcher.is_plain and lasts is None:
            self.plain.setdefault(code, []).append((place, basis))
            return 1, [place] * 4

        def operation(values: Values, index: Index, at: str | None) -> None:
            if code not in index:
                return
            paused = paused_days(index, pauses)
            found = matcher.facts(index, at)
            if found:
                values[place] = union_all([span_of(fact, kind, lasts, paused) for fact in found])

        self.operations.append(operation)
        return 1, [place] * 4

    def _total(self, rule: Total) -> tuple[int, list[int]]:
        place, matcher = self._place(), self.matcher(rule)

        def operation(values: Values, index: Index, at: str | None) -> None:
            found = matcher.facts(index, at)
            if found:
                windows = total_windows(rule, found, index)
                values[place] = where_sum(windows, rule.at_least)

        self.operations.append(operation)
        return 1, [place] * 4

    def _served(self, rule: Served) -> tuple[int, list[int]]:
        place, matcher = self._place(), self.matcher(rule)

        def operation(values: Values, index: Index, at: str | None) -> None:
            if rule.match.code in index:
                values[place] = where_served(rule, matcher, index, at)

        self.operations.append(operation)
        return 1, [place] * 4

    def _group(self, rule: Group) -> tuple[int, list[int]]:
        ids = [member.id for member in rule.members]
        applies = [self.applies[member] for member in ids]
        some = self._either(applies)
        need = len(ids) if rule.need is None else rule.need
        made: dict[tuple[int, ...], int] = {}
        for reading in Reading:
            met = tuple(self.places[member][reading] for member in ids)
            if met in made:
                continue
            if need == 1:
                made[met] = self._either(met)
            elif need == len(ids):
                spared = [self._spared(a, m) for a, m in zip(applies, met, strict=True)]
                made[met] = self._both(some, self._every(spared))
            else:
                made[met] = self._counted(need, applies, met)
        return some, [made[tuple(self.places[member][reading] for member in ids)] for reading in Reading]

    def _spared(self, applies: int, met: int) -> int:
        """Return where a member does not stand in the way of all: it is met, or does not apply."""
        if applies == 1:
            return met
        place = self._place()

        def operation(values: Values, _index: Index, _at: str | None) -> None:
            asked = values[applies]
            values[place] = union(complement(asked), values[met]) if asked else ALWAYS

        self.operations.append(operation)
        return place

    def _counted(self, need: int, applies: Sequence[int], met: Sequence[int]) -> int:
        place, pairs = self._place(), list(zip(applies, met, strict=True))

        def operation(values: Values, _index: Index, _at: str | None) -> None:
            values[place] = where_count(need, [(values[a], values[m]) for a, m in pairs])

        self.operations.append(operation)
        return place

    def _by(self, rule: By) -> tuple[int, list[int]]:
        clock = self.clocks[rule.id] = Clock(rule, self.vocabulary)
        required = self.applies[rule.requirement.id]
        inner = self.places[rule.requirement.id]
        applies, met, lenient, firm, plain = (self._place() for _ in range(5))

        def operation(values: Values, index: Index, at: str | None) -> None:
            events = clock.events(index, at)
            if not events:
                return
            grace, after = clock_runs(events[0].run[0], clock.last_day(events[0], index))
            running = (events[0].run[0], OPEN)
            values[applies] = union(grace, intersection(after, values[required]))
            values[met] = union(grace, intersection(after, values[inner[Reading.MET]]))
            values[lenient] = union(grace, intersection(after, values[inner[Reading.LENIENT]]))
            values[firm] = intersection(running, values[inner[Reading.FIRM]])
            values[plain] = intersection(running, values[inner[Reading.PLAIN]])

        self.operations.append(operation)
        return applies, [met, lenient, firm, plain]

    def _each(self, rule: By) -> tuple[int, list[int]]:
        """Every event starts a clock; the requirement is worked out anew for each, over facts from its day on."""
        clock = self.clocks[rule.id] = Clock(rule, self.vocabulary)
        program = self.subprograms[rule.id] = Program([rule.requirement], self.vocabulary, route=self.route)
        required, inner = program.applies[rule.requirement.id], program.places[rule.requirement.id]
        applies, met, lenient, firm, plain = (self._place() for _ in range(5))

        def operation(values: Values, index: Index, at: str | None) -> None:
            events = clock.events(index, at)
            if not events:
                return
            applying: list[Run] = []
            failing: list[list[Run]] = [[], [], [], []]
            for event in events:
                found = program.run(program.since(index, event.run[0]), at)
                grace, after = clock_runs(event.run[0], clock.last_day(event, index))
                here = union(grace, intersection(after, found[required]))
                applying.append(here)
                for reading in Reading:
                    helped = grace if reading in {Reading.MET, Reading.LENIENT} else NEVER
                    failing[reading].append(difference(here, union(helped, found[inner[reading]])))
            values[applies] = union_all(applying)
            for place, failed in zip((met, lenient, firm, plain), failing, strict=True):
                values[place] = difference(values[applies], union_all(failed))

        self.operations.append(operation)
        return applies, [met, lenient, firm, plain]

    def _when(self, rule: When) -> tuple[int, list[int]]:
        condition = self.places[rule.condition.id][Reading.MET]
        applies = self._both(condition, self.applies[rule.then.id])
        return applies, self._each_once(self.places[rule.then.id], lambda place: self._both(condition, place))

    def _unless(self, rule: Unless) -> tuple[int, list[int]]:
        exempt, then, applies = (
            self.places[rule.exemption.id],
            self.places[rule.then.id],
            self.applies[rule.then.id],
        )
        places = [
            self._either((self._both(applies, exempt[reading]), then[reading]))
            for reading in (Reading.MET, Reading.LENIENT, Reading.FIRM)
        ]
        return applies, [*places, then[Reading.PLAIN]]

    def _dated(self, rule: Dated) -> tuple[int, list[int]]:
        slices = [(self._constant(run_of(bounds)), version.id) for bounds, version in rule.versions]
        applies = self._either([self._both(days, self.applies[version]) for days, version in slices])
        places = [
            self._either([self._both(days, self.places[version][reading]) for days, version in slices])
            for reading in Reading
        ]
        return applies, places
