"""Explanation: one day of a standing, with reasons."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import OPEN, service_hundredths, window_end
from trigpoint.kernel.facts import Kind
from trigpoint.kernel.missing import Impossible, Missing, Need, Want, alone, wants
from trigpoint.kernel.periods import Period, as_period, covers
from trigpoint.kernel.program import (
    Program,
    Reading,
    look_back,
    paused_days,
    posts_at,
    run_of,
    served_by,
    service_steps,
    since,
    span_of,
)
from trigpoint.kernel.rules import THIS_POST, By, Dated, Group, Have, Rule, Served, Total, Unless, When
from trigpoint.kernel.scheme import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.kernel.facts import Fact, Index
    from trigpoint.kernel.periods import Run
    from trigpoint.kernel.standing import Standing

SOON_DAYS = 90
"""Deadlines and lapses no further off than this come first among the next steps."""


class State(Enum):
    """What a rule is on a day."""

    DOES_NOT_APPLY = "does_not_apply"
    MET = "met"
    EXEMPT = "exempt"
    NOT_YET_DUE = "not_yet_due"
    ARGUABLE = "arguable"
    UNMET = "unmet"

    @property
    def counts(self) -> bool:
        """Whether the rule is met, read strictly."""
        return self in {State.MET, State.EXEMPT, State.NOT_YET_DUE}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A running or passed clock: its last day in time, and the fact that started it."""

    rule: str
    last_day: date
    event: Fact


@dataclass(frozen=True, slots=True)
class Lapse:
    """A rule that is met now and stops being so: the first day on which it is not."""

    rule: str
    day: date


@dataclass(frozen=True, slots=True)
class Because:
    """Why a rule is met: every fact that supports it, and the deadline or the exemption where that is the reason."""

    facts: tuple[Fact, ...]
    deadline: Deadline | None = None
    exemption: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule on one day. `period` holds the days around it on which the rule is met just as it is now."""

    rule: Rule
    state: State
    period: Period | None
    because: Because | None
    missing: Missing | None


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do next: mind a deadline, renew what lapses, or gain what is wanted; `unlocks` names what it meets."""

    rule: str
    day: date | None = None
    lapses: bool = False
    want: Want | None = None
    minutes: int | None = None
    unlocks: tuple[str, ...] = ()


class Snapshot:
    """One day of a standing. Findings are worked out when asked for, and kept."""

    def __init__(self, standing: Standing, day: date) -> None:
        self.standing, self.day = standing, day
        self.ordinal = day.toordinal()
        self._explainer = _Explainer(
            standing.program, standing.values, standing.index, standing.at, self.ordinal, standing.route.id
        )
        self._findings: dict[str, Finding] = {}

    def __getitem__(self, rule_id: str) -> Finding:
        finding = self._findings.get(rule_id)
        if finding is None:
            finding = self._findings[rule_id] = self._explainer.finding(self.standing.program.rules[rule_id])
        return finding

    def state(self, rule_id: str) -> State:
        """Return the state of a rule."""
        return self._explainer.state(rule_id)

    @property
    def root(self) -> Finding:
        """The finding for the whole route."""
        return self[ROOT]

    def findings(self) -> dict[str, Finding]:
        """Return the finding for every rule of the route."""
        return {rule_id: self[rule_id] for rule_id in self.standing.program.rules}

    def deadlines(self) -> tuple[Deadline, ...]:
        """Return the clocks that run on this day and are not yet answered, soonest first."""
        return self._clocks(State.NOT_YET_DUE)

    def overdue(self) -> tuple[Deadline, ...]:
        """Return the clocks that have run out unanswered, the longest overdue first."""
        return self._clocks(State.UNMET)

    def _clocks(self, state: State) -> tuple[Deadline, ...]:
        found = [
            deadline
            for rule_id in self.standing.program.clocks
            if self.state(rule_id) is state
            for deadline in self._explainer.open_clocks(rule_id, passed=state is State.UNMET)
        ]
        return tuple(sorted(found, key=lambda deadline: deadline.last_day))

    def lapses(self) -> tuple[Lapse, ...]:
        """Return the named rules that are met now and stop being so, soonest first; the innermost of each that lapse together."""
        explainer, program = self._explainer, self.standing.program
        ends: dict[str, int] = {}
        for rule_id, rule in program.rules.items():
            if rule.named and explainer.state(rule_id) in {State.MET, State.EXEMPT}:
                end = explainer.span(rule_id)[1]
                if end < OPEN and not any(ends.get(part) == end for part in program.named_parts(rule_id)):
                    ends[rule_id] = end
        return tuple(Lapse(rule, date.fromordinal(end)) for rule, end in sorted(ends.items(), key=lambda item: item[1]))

    def next_steps(self) -> tuple[Step, ...]:
        """Return what to do, most useful first.

        First deadlines and lapses within 90 days, soonest first; then facts that are wanted: those that alone meet
        most unmet requirements, then those that take least time, then in the order of the scheme.
        """
        minutes = {
            rule_id: rule.minutes_on(self.standing.route.id) for rule_id, rule in self.standing.program.rules.items()
        }
        urgent = [Step(d.rule, d.last_day, minutes=minutes[d.rule]) for d in self.deadlines()]
        urgent += [Step(lapse.rule, lapse.day, lapses=True, minutes=minutes[lapse.rule]) for lapse in self.lapses()]
        soon = [step for step in urgent if step.day and step.day.toordinal() - self.ordinal <= SOON_DAYS]
        soon.sort(key=lambda step: step.day or self.day)
        missing = self.root.missing
        if missing is None:
            return tuple(soon)
        unlocked: dict[Want, list[str]] = {want: [] for want in wants(missing)}
        for rule_id, rule in self.standing.program.rules.items():
            if rule.named and (lacking := self[rule_id].missing) is not None:
                for want in alone(lacking):
                    if want in unlocked:
                        unlocked[want].append(rule_id)
        steps = [Step(want.rule, want=want, minutes=want.minutes, unlocks=tuple(met)) for want, met in unlocked.items()]
        steps.sort(key=lambda step: (-len(step.unlocks), step.minutes or 0))
        return (*soon, *steps)


class _Explainer:
    """Walks the rules of one evaluated program on one day."""

    def __init__(self, program: Program, values: list[Run], index: Index, at: str | None, day: int, route: str) -> None:
        self.program, self.values, self.index, self.at, self.day, self.route = (
            program,
            values,
            index,
            at,
            day,
            route,
        )
        self._states: dict[str, State] = {}
        self._missing: dict[str, Missing | None] = {}

    def state(self, rule_id: str) -> State:
        state = self._states.get(rule_id)
        if state is None:
            state = self._states[rule_id] = self._state(rule_id)
        return state

    def _state(self, rule_id: str) -> State:
        values, day = self.values, self.day
        met, lenient, firm, plain = self.program.places[rule_id]
        run = values[met]
        if run and bisect_right(run, day) & 1:
            if plain == met or covers(values[plain], day):
                return State.MET
            return State.EXEMPT if firm == met or covers(values[firm], day) else State.NOT_YET_DUE
        if lenient != met and covers(values[lenient], day):
            return State.ARGUABLE
        applies = self.program.applies[rule_id]
        return State.UNMET if applies == 1 or covers(values[applies], day) else State.DOES_NOT_APPLY

    def span(self, rule_id: str) -> Run:
        """Return the period of its reading that holds the day."""
        state = self.state(rule_id)
        reading = Reading.LENIENT if state is State.ARGUABLE else Reading.MET
        run = self.values[self.program.places[rule_id][reading]]
        place = bisect_right(run, self.day)
        return run[place - 1 : place + 1]

    def finding(self, rule: Rule) -> Finding:
        state = self.state(rule.id)
        if state is State.DOES_NOT_APPLY:
            return Finding(rule, state, None, None, None)
        if state is State.UNMET:
            return Finding(rule, state, None, None, self.missing(rule, None))
        reading = Reading.LENIENT if state is State.ARGUABLE else Reading.MET
        because = Because(
            tuple(dict.fromkeys(self.because(rule, reading))),
            self.deadline_of(rule) if state is State.NOT_YET_DUE else None,
            self.exemption_of(rule) if state is State.EXEMPT else None,
        )
        missing = self.missing(rule, None) if state is State.ARGUABLE else None
        return Finding(rule, state, as_period(*self.span(rule.id)), because, missing)

    # ---- because

    def holds(self, rule: Rule, reading: Reading) -> bool:
        return covers(self.values[self.program.places[rule.id][reading]], self.day)

    def because(self, rule: Rule, reading: Reading) -> Iterable[Fact]:
        """Yield every fact that supports a rule that is met; a fact may come twice."""
        rule = self.program.resolve(rule)
        match rule:
            case Have():
                return self.having(rule)
            case Total():
                return self.counted(rule)
            case Served():
                return self.spells(rule)
            case By() if rule.each:
                return [
                    fact
                    for clock in self.each_clock(rule)
                    if clock.holds(rule.requirement, reading)
                    for fact in clock.because(rule.requirement, reading)
                ]
            case When():
                return self.because(rule.then, reading)
        parts = [part for part in rule.children() if self.holds(part, reading) and self.in_force(rule, part)]
        if len(parts) == 1:
            return self.because(parts[0], reading)
        return [fact for part in parts for fact in self.because(part, reading)]

    def in_force(self, rule: Rule, part: Rule) -> bool:
        if not isinstance(rule, Dated):
            return True
        return any(version is part and covers(run_of(bounds), self.day) for bounds, version in rule.versions)

    def having(self, rule: Have) -> list[Fact]:
        matcher = self.program.matcher(rule.match)
        found = matcher.facts(self.index, self.at)
        if not found:
            return []
        day = self.day
        if rule.lasts is None:
            return [fact for fact in found if fact.run[0] <= day < fact.run[1]]
        paused = paused_days(self.index, rule.pauses)
        return [fact for fact in found if covers(span_of(fact, matcher.kind, rule.lasts, paused), day)]

    def counted(self, rule: Total) -> list[Fact]:
        paused = paused_days(self.index, rule.pauses)
        return [
            fact
            for fact in self.program.matcher(rule.match).facts(self.index, self.at)
            if fact.run[0] <= self.day
            and (rule.within is None or self.day < window_end(fact.run[0], rule.within, paused))
            and (fact.amount is None or fact.amount > 0)
        ]

    def spells(self, rule: Served) -> list[Fact]:
        cut = self.cut_of(rule)
        opens = cut - look_back(rule.within) if rule.within else 0
        found = self.program.matcher(rule.match).facts(self.index, self.at)
        return [fact for fact in found if fact.run[0] < cut and fact.run[1] > opens]

    def cut_of(self, rule: Served) -> int:
        """Return the day before which service counts, as this day sees it."""
        if rule.before == THIS_POST:
            posts = posts_at(self.index, rule.match.code, self.at)
            place = bisect_right(posts, self.day)
            return posts[place - 1] if place & 1 else self.day
        return min(self.day, rule.before.toordinal()) if isinstance(rule.before, date) else self.day

    def deadline_of(self, rule: Rule) -> Deadline | None:
        """Return the soonest running deadline that keeps a rule met."""
        rule = self.program.resolve(rule)
        if self.state(rule.id) is not State.NOT_YET_DUE:
            return None
        own = self.open_clocks(rule.id, passed=False) if isinstance(rule, By) else []
        inner = (
            []
            if own
            else [
                found
                for part in rule.children()
                if part.id in self.program.places and (found := self.deadline_of(part))
            ]
        )
        return min((*own, *inner), key=lambda deadline: deadline.last_day, default=None)

    def exemption_of(self, rule: Rule) -> str | None:
        """Return the id of the exemption that a rule owes its being met to."""
        rule = self.program.resolve(rule)
        if self.state(rule.id) is not State.EXEMPT:
            return None
        if isinstance(rule, Unless) and self.holds(rule.exemption, Reading.FIRM):
            return rule.exemption.id
        parts = (self.exemption_of(part) for part in rule.children() if part.id in self.program.places)
        return next((found for found in parts if found), None)

    # ---- clocks

    def each_clock(self, rule: By) -> list[_Explainer]:
        """Return an explainer for each clock of an `each` rule that has started, over the facts from its day on."""
        clock, program = self.program.clocks[rule.id], self.program.subprograms[rule.id]
        found = []
        for event in clock.events(self.index, self.at):
            if event.run[0] <= self.day:
                index = since(self.index, event.run[0], program.pause_codes)
                found.append(_Explainer(program, program.run(index, self.at), index, self.at, self.day, self.route))
        return found

    def open_clocks(self, rule_id: str, *, passed: bool) -> list[Deadline]:
        """Return the clocks of a rule that have started and are unanswered, either run out or still running."""
        rule, clock = self.program.rules[rule_id], self.program.clocks[rule_id]
        assert isinstance(rule, By)
        events = [event for event in clock.events(self.index, self.at) if event.run[0] <= self.day]
        if rule.each:
            answered = [inner.holds(rule.requirement, Reading.FIRM) for inner in self.each_clock(rule)]
        else:
            events, answered = events[:1], [self.holds(rule.requirement, Reading.FIRM)]
        found = []
        for event, done in zip(events, answered, strict=False):
            last_day = clock.last_day(event, self.index)
            if not done and last_day < OPEN - 1 and (last_day < self.day) is passed:
                found.append(Deadline(rule_id, date.fromordinal(last_day), event))
        return found

    # ---- missing

    def missing(self, rule: Rule, minutes: int | None) -> Missing | None:
        """Return what an applying, strictly unmet rule lacks, else None. `minutes` are those of the rule around it."""
        rule = self.program.resolve(rule)
        if rule.id in self._missing:
            return self._missing[rule.id]
        found: Missing | None = None
        if self.state(rule.id) in {State.UNMET, State.ARGUABLE}:
            own = rule.minutes_on(self.route) if rule.minutes is not None else None
            minutes = own if own is not None else minutes
            if rule.arguable:
                found = Impossible(rule.id, "The law is unclear here, so this ground alone never counts as met.")
            else:
                found = self._lacking(rule, minutes)
        self._missing[rule.id] = found
        return found

    def _lacking(self, rule: Rule, minutes: int | None) -> Missing:
        match rule:
            case Have():
                return self._lacking_fact(rule, minutes)
            case Total():
                held = sum(1 if fact.amount is None else fact.amount for fact in self.counted(rule))
                return self._want(rule, minutes, amount=rule.at_least - held)
            case Served():
                return self._lacking_service(rule, minutes)
            case By() if rule.each:
                lacking = [
                    found
                    for clock, inner in zip(self.started(rule), self.each_clock(rule), strict=True)
                    if clock < self.day and (found := inner.missing(rule.requirement, minutes)) is not None
                ]
                return Need(rule.id, len(lacking), tuple(lacking))
            case When():
                return self._all(rule, [rule.then], minutes)
            case Unless():
                both = [self.missing(rule.exemption, minutes), self.missing(rule.then, minutes)]
                return Need(rule.id, 1, tuple(lack for lack in both if lack is not None))
            case Dated():
                return self._all(rule, [part for part in rule.children() if self.in_force(rule, part)], minutes)
            case Group():
                return self._lacking_members(rule, minutes)
        return self._all(rule, list(rule.children()), minutes)

    def started(self, rule: By) -> list[int]:
        """Return the last days of the clocks that have started, in the order of `each_clock`."""
        clock = self.program.clocks[rule.id]
        return [
            clock.last_day(event, self.index) for event in clock.events(self.index, self.at) if event.run[0] <= self.day
        ]

    def _all(self, rule: Rule, parts: list[Rule], minutes: int | None) -> Missing:
        lacking = [found for part in parts if (found := self.missing(part, minutes)) is not None]
        return lacking[0] if len(lacking) == 1 else Need(rule.id, len(lacking), tuple(lacking))

    def _lacking_members(self, rule: Group, minutes: int | None) -> Missing:
        applying = [part for part in rule.members if self.state(part.id) is not State.DOES_NOT_APPLY]
        unmet = [found for part in applying if (found := self.missing(part, minutes)) is not None]
        need = len(applying) if rule.need is None else min(rule.need, len(applying))
        count = need - (len(applying) - len(unmet))
        return unmet[0] if len(unmet) == 1 else Need(rule.id, count, tuple(unmet))

    def _want(self, rule: Have | Total | Served, minutes: int | None, **details: object) -> Want | Impossible:
        match = rule.match
        if match.here and self.at is None:
            return Impossible(rule.id, "This depends on a setting, and none was asked about.")
        want = {
            "code": match.code,
            "basis": match.basis,
            "via": match.via,
            "at": self.at if match.here else None,
        }
        return Want(**want, **details, rule=rule.id, minutes=minutes)  # type: ignore[arg-type]

    def _lacking_fact(self, rule: Have, minutes: int | None) -> Want | Impossible:
        match, day = rule.match, self.day
        gained, began = match.gained, match.began
        if gained.before is not None and gained.before.toordinal() <= day:
            return Impossible(
                rule.id, f"It counts only if gained before {_words(gained.before)}, and that day has passed."
            )
        for bound in (gained.start, began.start):
            if bound is not None and bound.toordinal() > day:
                return Impossible(rule.id, f"It counts only from {_words(bound)} on.")
        if began.before is not None and began.before.toordinal() <= day:
            if self.program.matcher(match).kind is Kind.SPELL:
                return Impossible(rule.id, f"It counts only for a post that began before {_words(began.before)}.")
            return self._want(rule, minutes, amount=match.at_least, began_before=began.before)
        return self._want(rule, minutes, amount=match.at_least)

    def _lacking_service(self, rule: Served, minutes: int | None) -> Want | Impossible:
        cut, before = self.cut_of(rule), rule.before
        if before == THIS_POST and covers(posts_at(self.index, rule.match.code, self.at), self.day):
            return Impossible(rule.id, "Only service before this post counts, and this post has begun.")
        if isinstance(before, date) and before.toordinal() <= self.day:
            return Impossible(rule.id, f"Only service before {_words(before)} counts, and that day has passed.")
        spells = self.program.matcher(rule.match).facts(self.index, self.at)
        rates = service_steps(spells, rule.measure)
        held = served_by(rates, cut) - (served_by(rates, cut - look_back(rule.within)) if rule.within else 0)
        need = service_hundredths(rule.months) + rule.more_than - held
        return self._want(rule, minutes, hundredths=need, measure=rule.measure, before=rule.before, within=rule.within)


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
