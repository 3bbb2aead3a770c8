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

from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import OPEN, START, months_after, pushed_back, service_hundredths, window_end
from trigpoint.kernel.facts import FULL_TIME, Kind
from trigpoint.kernel.missing import Impossible, Want
from trigpoint.kernel.periods import (
    ALWAYS,
    NEVER,
    complement,
    covers,
    difference,
    intersection,
    union,
    union_all,
    where_count,
    where_sum,
)
from trigpoint.kernel.rules import (
    ANY_DAY,
    THIS_POST,
    Bounds,
    By,
    Dated,
    Group,
    Have,
    Match,
    Reference,
    Rule,
    Served,
    Total,
    Unless,
    When,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from trigpoint.kernel.facts import Basis, Fact, Index, Vocabulary
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


def first(day: date | None) -> int:
    """Return the ordinal of a lower bound, or the start of the time line."""
    return START if day is None else day.toordinal()


def past(day: date | None) -> int:
    """Return the ordinal of an upper bound, or an open end."""
    return OPEN if day is None else day.toordinal()


def run_of(bounds: Bounds) -> Run:
    """Return the days within the bounds."""
    return ALWAYS if bounds == ANY_DAY else (first(bounds.start), past(bounds.before))


# ---- which facts count


class Matcher:
    """A compiled `Match`: which facts of a code count."""

    __slots__ = ("any_amount", "basis", "began", "code", "gained", "here", "is_plain", "is_timeless", "kind", "via")

    def __init__(self, match: Match, vocabulary: Vocabulary) -> None:
        self.code = match.code
        self.kind = vocabulary[match.code].kind
        self.basis, self.via, self.here, self.any_amount = match.basis, match.via, match.here, match.at_least
        self.gained = None if match.gained == ANY_DAY else run_of(match.gained)
        self.began = None if match.began == ANY_DAY else run_of(match.began)
        self.is_timeless = not self.here and self.gained is None and self.began is None
        self.is_plain = not (
            self.via or self.here or self.any_amount is not None or self.gained is not None or self.began is not None
        )

    def facts(self, index: Index, at: str | None) -> Sequence[Fact]:
        """Return the facts that count, in the order given."""
        found = index.get(self.code)
        if found is None:
            return ()
        if self.is_plain:
            basis = self.basis
            return [fact for fact in found if fact.basis >= basis]
        return [fact for fact in found if self.counts(fact, found, at)]

    def counts(self, fact: Fact, among: Sequence[Fact], at: str | None) -> bool:
        """Return whether one fact counts; `among` are the facts of its code, for the beginning of its post."""
        if fact.basis < self.basis or (self.here and (at is None or fact.at != at)):
            return False
        if self.via is not None and fact.via is not self.via:
            return False
        if self.any_amount is not None and (fact.amount or 0) < self.any_amount:
            return False
        if self.gained is not None and not self.gained[0] <= fact.run[0] < self.gained[1]:
            return False
        if self.began is not None:
            began = post_began(fact, among) if self.kind is Kind.SPELL else fact.began_day
            return self.began[0] <= began < self.began[1]
        return True


def post_began(fact: Fact, among: Sequence[Fact]) -> int:
    """Return the day on which the unbroken post of a spell began: spells that touch at one setting are one post.

    Only spells that start no later than this one are looked at, so that what starts later changes nothing earlier.
    """
    began, end = fact.began_day, START - 1
    for spell in sorted((s for s in among if s.at == fact.at and s.run[0] <= fact.run[0]), key=lambda s: s.run):
        if spell.run[0] > end:
            began = spell.began_day
        began, end = min(began, spell.began_day), max(end, spell.run[1])
    return began


def paused_days(index: Index, code: str | None) -> Run:
    """Return the days on which a clock with this pause code stands still."""
    found = index.get(code) if code else None
    return union_all([fact.run for fact in found]) if found else NEVER


def span_of(fact: Fact, kind: Kind, lasts: int | None, paused: Run) -> Run:
    """Return the days on which a fact counts: its own, cut off after `lasts` months; an event counts all of those."""
    start, end = fact.run
    if lasts is None:
        return fact.run
    over = window_end(start, lasts, paused)
    return (start, over if kind is Kind.EVENT or over < end else end)


# ---- service


def service_steps(spells: Iterable[Fact], measure: str) -> list[tuple[int, int]]:
    """Return (day, hundredths of full time served from that day on), sorted, for the spells together."""
    steps: dict[int, int] = {}
    for spell in spells:
        start, end = spell.run
        rate = FULL_TIME if measure == "calendar" or spell.amount is None else spell.amount
        steps[start] = steps.get(start, 0) + rate
        steps[end] = steps.get(end, 0) - rate
    running, rates = 0, []
    for day in sorted(steps):
        running += steps[day]
        rates.append((day, min(running, FULL_TIME)))
    return rates


def served_by(rates: Sequence[tuple[int, int]], day: int) -> int:
    """Return the day-hundredths served on days before `day`."""
    total = 0
    for i, (start, rate) in enumerate(rates):
        end = rates[i + 1][0] if i + 1 < len(rates) else OPEN
        if start >= day:
            break
        total += rate * (min(end, day) - start)
    return total


def first_day_with(rates: Sequence[tuple[int, int]], need: int) -> int:
    """Return the first day by whose start `need` day-hundredths had been served; an open end if never."""
    total = 0
    for i, (start, rate) in enumerate(rates):
        end = rates[i + 1][0] if i + 1 < len(rates) else OPEN
        if rate and total + rate * (end - start) >= need:
            return start + -(-(need - total) // rate)
        total += rate * (end - start)
    return OPEN


def look_back(within: int) -> int:
    """Return the days that a service window of n months reaches back: n x 365 / 12, rounded down."""
    return within * 365 // 12


def where_served_within(rates: Sequence[tuple[int, int]], need: int, days: int) -> Run:
    """Return the days by whose start `need` had been served in the `days` before.

    What was served in the window changes in straight lines between the edges of spells and those edges moved on
    by the window, so each stretch is solved exactly.
    """
    edges = sorted({day for day, _ in rates if day < OPEN} | {day + days for day, _ in rates if day + days < OPEN})
    found: list[Run] = []
    for i, start in enumerate(edges):
        end = edges[i + 1] if i + 1 < len(edges) else OPEN
        value = served_by(rates, start) - served_by(rates, start - days)
        slope = served_by(rates, start + 1) - served_by(rates, start + 1 - days) - value
        if value >= need:
            last = end if slope >= 0 else min(end, start + (value - need) // -slope + 1)
            found.append((start, last))
        elif slope > 0 and (reached := start + -(-(need - value) // slope)) < end:
            found.append((reached, end))
    return union_all(found)


def where_served(rule: Served, matcher: Matcher, index: Index, at: str | None) -> Run:
    """Return the days on which enough service had accumulated."""
    spells = matcher.facts(index, at)
    if not spells:
        return NEVER
    need = service_hundredths(rule.months) + rule.more_than
    rates = service_steps(spells, rule.measure)
    if rule.within:
        enough = where_served_within(rates, need, look_back(rule.within))
    else:
        enough = _from(first_day_with(rates, need))
    if isinstance(rule.before, date):
        return frozen_at(enough, rule.before.toordinal())
    if rule.before == THIS_POST:
        posts = posts_at(index, matcher.code, at)
        kept = [posts[i : i + 2] for i in range(0, len(posts), 2) if covers(enough, posts[i])]
        return union(difference(enough, posts), union_all(kept))
    return enough


def frozen_at(run: Run, day: int) -> Run:
    """Return the run as it is up to a day, and from then on as it is on that day."""
    return union(intersection(run, (START, day)), (day, OPEN) if covers(run, day) else NEVER)


def _from(day: int) -> Run:
    return NEVER if day >= OPEN else (day, OPEN)


def posts_at(index: Index, code: str, at: str | None) -> Run:
    """Return the unbroken posts of a code at a setting."""
    return union_all([fact.run for fact in index.get(code, ()) if fact.at == at]) if at is not None else NEVER


# ---- clocks


class Clock:
    """A compiled `By`: when its clocks start and end."""

    __slots__ = ("matcher", "months", "pauses")

    def __init__(self, rule: By, vocabulary: Vocabulary) -> None:
        self.matcher, self.months, self.pauses = Matcher(rule.event, vocabulary), rule.months, rule.pauses

    def events(self, index: Index, at: str | None) -> list[Fact]:
        """Return the events, the first first."""
        return sorted(
            self.matcher.facts(index, at),
            key=lambda fact: (fact.run[0], fact.began_day, fact.due or fact.valid.start),
        )

    def last_day(self, event: Fact, index: Index) -> int:
        """Return the ordinal of the deadline day, itself still in time; paused days do not count.

        Months are counted from the day the event's course or post began. An event that should name a due day and
        does not is due on its own day.
        """
        if self.months is None:
            start = event.run[0]
            last = start if event.due is None else event.due.toordinal()
        else:
            start = event.began_day
            last = months_after(start, self.months)
        paused = paused_days(index, self.pauses)
        return pushed_back(start, min(OPEN, last + 1), paused) - 1 if paused else last


def clock_runs(start: int, last_day: int) -> tuple[Run, Run]:
    """Return the days of grace and the days after them, for a clock that starts on a day."""
    over = max(start, min(OPEN, last_day + 1))
    return (start, over) if over > start else NEVER, (over, OPEN) if over < OPEN else NEVER


# ---- the program


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


def total_windows(rule: Total, events: Iterable[Fact], index: Index) -> list[tuple[int, int, int]]:
    """Return the days on which each event counts, and its amount; an event without an amount counts 1."""
    paused = paused_days(index, rule.pauses)
    return [
        (
            event.run[0],
            OPEN if rule.within is None else window_end(event.run[0], rule.within, paused),
            1 if event.amount is None else event.amount,
        )
        for event in events
    ]
