"""Explanation: one day of a standing, with reasons."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from trigpoint.kernel.calendar import OPEN, service_hundredths, window_end
from trigpoint.kernel.facts import Kind
from trigpoint.kernel.missing import Impossible, Need, Want, alone, wants
from trigpoint.kernel.periods import NEVER, as_period, covers
from trigpoint.kernel.program import (
    Reading,
    look_back,
    paused_days,
    posts_at,
    run_of,
    served_by,
    service_steps,
    span_of,
)
from trigpoint.kernel.rules import THIS_POST, By, Dated, Group, Have, Reference, Rule, Served, Total, Unless, When
from trigpoint.kernel.scheme import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trigpoint.kernel.facts import Fact, Index
    from trigpoint.kernel.missing import Missing
    from trigpoint.kernel.periods import Period, Run
    from trigpoint.kernel.program import Program
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


DOES_NOT_APPLY, MET, EXEMPT, NOT_YET_DUE, ARGUABLE, UNMET = State


class Deadline(NamedTuple):
    """A running or passed clock: its last day in time, and the fact that started it."""

    rule: str
    last_day: date
    event: Fact


class Lapse(NamedTuple):
    """A rule that is met now and stops being so: the first day on which it is not."""

    rule: str
    day: date


class Because(NamedTuple):
    """Why a rule is met: every fact that supports it, and the deadline or exemption where that is the reason."""

    facts: Sequence[Fact]
    deadline: Deadline | None = None
    exemption: str | None = None


class Finding(NamedTuple):
    """One rule on one day: its state, why it is so, or what it lacks."""

    rule: Rule
    state: State
    run: Run = NEVER
    because: Because | None = None
    missing: Missing | None = None

    @property
    def period(self) -> Period | None:
        """The days around the day on which the rule is met just as it is then; None where it is not met."""
        return as_period(*self.run) if self.run else None


class Step(NamedTuple):
    """Something to do next: mind a deadline, renew what lapses, or gain what is wanted. `unlocks`: what that meets."""

    rule: str
    day: date | None = None
    lapses: bool = False
    want: Want | None = None
    minutes: int | None = None
    unlocks: Sequence[str] = ()


class Snapshot:
    """One day of a standing. Findings are worked out when asked for, and kept."""

    def __init__(self, standing: Standing, day: date) -> None:
        self.standing, self.day = standing, day
        self._explainer = Explainer(standing.program, standing.values, standing.index, standing.at, day.toordinal())

    def __getitem__(self, rule_id: str) -> Finding:
        return self._explainer.finding(rule_id)

    def state(self, rule_id: str) -> State:
        """Return the state of a rule."""
        return self._explainer.states[rule_id]

    @property
    def root(self) -> Finding:
        """The finding for the whole route."""
        return self[ROOT]

    def findings(self) -> dict[str, Finding]:
        """Return the finding for every rule of the route."""
        return self._explainer.all_findings()

    def deadlines(self) -> tuple[Deadline, ...]:
        """Return the clocks that run on this day and are not yet answered, soonest first."""
        return self._clocks(NOT_YET_DUE)

    def overdue(self) -> tuple[Deadline, ...]:
        """Return the clocks that have run out unanswered, the longest overdue first."""
        return self._clocks(UNMET)

    def _clocks(self, state: State) -> tuple[Deadline, ...]:
        found = [
            deadline
            for rule_id in self.standing.program.clocks
            if self.state(rule_id) is state
            for deadline in self._explainer.open_clocks(rule_id, passed=state is UNMET)
        ]
        return tuple(sorted(found, key=lambda deadline: deadline.last_day))

    def lapses(self) -> tuple[Lapse, ...]:
        """Return the named rules that are met now and stop being so, soonest first.

        Of rules that lapse together, one inside the other, only the innermost is named.
        """
        return tuple(Lapse(rule, date.fromordinal(end)) for end, rule in self._ends)

    @cached_property
    def _ends(self) -> list[tuple[int, str]]:
        explainer, program = self._explainer, self.standing.program
        ends: dict[str, int] = {}
        for rule_id in reversed(program.named):  # parts before wholes
            state = explainer.states[rule_id]
            if state is MET or state is EXEMPT:
                end = explainer.span(rule_id)[1]
                if end < OPEN and not any(ends.get(part) == end for part in program.named_parts(rule_id)):
                    ends[rule_id] = end
        return sorted((end, rule_id) for rule_id, end in ends.items())

    def next_steps(self) -> tuple[Step, ...]:
        """Return what to do, most useful first.

        First deadlines and lapses within 90 days, soonest first; then facts that are wanted: those that alone meet
        most unmet requirements, then those that take least time, then in the order of the scheme.
        """
        program, horizon = self.standing.program, self.day.toordinal() + SOON_DAYS
        soon = [
            Step(deadline.rule, deadline.last_day, minutes=program.minutes[deadline.rule])
            for deadline in self.deadlines()
            if deadline.last_day.toordinal() <= horizon
        ]
        for end, rule in self._ends:
            if end > horizon:
                break
            soon.append(Step(rule, date.fromordinal(end), lapses=True, minutes=program.minutes[rule]))
        soon.sort(key=lambda step: step.day or self.day)
        return (*soon, *self._wanted())

    def _wanted(self) -> list[Step]:
        root = self.root.missing
        if root is None:
            return []
        wanted = {want.key: want for want in reversed(wants(root))}
        unlocked: dict[str, list[str]] = {key: [] for key in wanted}
        explainer, rules = self._explainer, self.standing.program.rules
        for rule_id in self.standing.program.named:
            state = explainer.states[rule_id]
            if state is UNMET or state is ARGUABLE:
                missing = explainer.missing(rules[rule_id])
                for want in (missing,) if type(missing) is Want else alone(missing):
                    met = unlocked.get(want.key)
                    if met is not None:
                        met.append(rule_id)
        in_order = list(wanted)[::-1]
        ranked = sorted([(-len(unlocked[key]), wanted[key].minutes or 0, place) for place, key in enumerate(in_order)])
        return [step_to(wanted[key], unlocked[key]) for *_, place in ranked for key in (in_order[place],)]


def step_to(want: Want, unlocks: Sequence[str]) -> Step:
    """Return the step that gains what is wanted."""
    return Step(want.rule, None, False, want, want.minutes, unlocks)  # noqa: FBT003 - positional for speed


class Explainer:
    """Walks the rules of one evaluated program on one day."""

    def __init__(self, program: Program, values: list[Run], index: Index, at: str | None, day: int) -> None:
        self.program, self.values, self.index, self.at, self.day = program, values, index, at, day
        self.states = self._judge()
        self._findings: dict[str, Finding] = {}
        self._missing: dict[str, Missing] = program.constants.copy()
        self._because: dict[tuple[str, bool], Sequence[Fact]] = {}
        self._clocks: dict[str, list[Explainer]] = {}

    def _judge(self) -> dict[str, State]:
        """Return the state of every rule."""
        values, day, states = self.values, self.day, {}
        for rule_id, (met, lenient, firm, plain), applies in self.program.plan:
            run = values[met]
            if run and bisect_right(run, day) & 1:
                if plain == met or bisect_right(values[plain], day) & 1:
                    states[rule_id] = MET
                else:
                    states[rule_id] = EXEMPT if firm == met or bisect_right(values[firm], day) & 1 else NOT_YET_DUE
            elif lenient != met and bisect_right(values[lenient], day) & 1:
                states[rule_id] = ARGUABLE
            else:
                states[rule_id] = UNMET if applies == 1 or bisect_right(values[applies], day) & 1 else DOES_NOT_APPLY
        return states

    def span(self, rule_id: str) -> Run:
        """Return the period, in the reading its state rests on, that holds the day."""
        reading = Reading.LENIENT if self.states[rule_id] is ARGUABLE else Reading.MET
        run = self.values[self.program.places[rule_id][reading]]
        if len(run) == 2:  # noqa: PLR2004 - one period
            return run
        place = bisect_right(run, self.day)
        return run[place - 1 : place + 1]

    def finding(self, rule_id: str) -> Finding:
        """Return what is found of a rule."""
        finding = self._findings.get(rule_id)
        if finding is None:
            finding = self._findings[rule_id] = self._find(self.program.rules[rule_id], self.states[rule_id])
        return finding

    def all_findings(self) -> dict[str, Finding]:
        """Return what is found of every rule, in the order of the scheme."""
        states, missing, find, kept, found = self.states, self._missing, self._find, self._findings, {}
        for rule_id, rule in self.program.rules.items():
            finding = kept.get(rule_id)
            if finding is None:
                state = states[rule_id]
                if state is UNMET and (lack := missing.get(rule_id)) is not None:
                    finding = Finding(rule, state, NEVER, None, lack)
                else:
                    finding = find(rule, state)
            found[rule_id] = finding
        self._findings = found
        return found

    def _find(self, rule: Rule, state: State) -> Finding:
        if state is UNMET:
            return Finding(rule, state, NEVER, None, self.missing(rule))
        if state is MET:
            return Finding(rule, state, self.span(rule.id), Because(self.because(rule)))
        if state is DOES_NOT_APPLY:
            return Finding(rule, state)
        if state is ARGUABLE:
            because, missing = Because(self.because(rule, lenient=True)), self.missing(rule)
            return Finding(rule, state, self.span(rule.id), because, missing)
        because = Because(self.because(rule), self.deadline_of(rule), self.exemption_of(rule))
        return Finding(rule, state, self.span(rule.id), because)

    def holds(self, rule: Rule, reading: Reading) -> bool:
        """Return whether a rule is met on the day, in a reading."""
        return covers(self.values[self.program.places[rule.id][reading]], self.day)

    # ---- because

    def because(self, rule: Rule, *, lenient: bool = False) -> Sequence[Fact]:
        """Return every fact that supports a rule that is met, each once."""
        leaf = LEAVES.get(type(rule))
        if leaf is not None:
            return leaf(self, rule)
        key = rule.id, lenient
        found = self._because.get(key)
        if found is None:
            found = self._because[key] = self._supporting(self.program.resolve(rule), lenient=lenient)
        return found

    def _supporting(self, rule: Rule, *, lenient: bool) -> Sequence[Fact]:
        reading = Reading.LENIENT if lenient else Reading.MET
        if isinstance(rule, By) and rule.each:
            clocks = [inner for inner in self.each_clock(rule) if inner.holds(rule.requirement, reading)]
            parts = [inner.because(rule.requirement, lenient=lenient) for inner in clocks]
        elif type(rule) in LEAVES:
            return self.because(rule)
        else:
            parts = [self.because(part, lenient=lenient) for part in self.parts(rule) if self.holds(part, reading)]
        return parts[0] if len(parts) == 1 else list({id(fact): fact for part in parts for fact in part}.values())

    def parts(self, rule: Rule) -> Sequence[Rule]:
        """Return the rules inside a rule that bear on the day: not the condition, not versions out of force."""
        if isinstance(rule, When):
            return (rule.then,)
        if isinstance(rule, Dated):
            return [version for bounds, version in rule.versions if covers(run_of(bounds), self.day)]
        return rule.children()

    def having(self, rule: Have) -> list[Fact]:
        """Return the facts that make a rule met on the day."""
        only = self.index[rule.match.code]
        if len(only) == 1:
            return only
        matcher, day = self.program.matchers[rule.id], self.day
        found = matcher.facts(self.index, self.at)
        if rule.lasts is None:
            return [fact for fact in found if fact.run[0] <= day < fact.run[1]]
        paused = paused_days(self.index, rule.pauses)
        return [fact for fact in found if covers(span_of(fact, matcher.kind, rule.lasts, paused), day)]

    def counted(self, rule: Total) -> list[Fact]:
        """Return the events within the window that count for something."""
        paused = paused_days(self.index, rule.pauses)
        return [
            fact
            for fact in self.program.matchers[rule.id].facts(self.index, self.at)
            if fact.run[0] <= self.day
            and (rule.within is None or self.day < window_end(fact.run[0], rule.within, paused))
            and (fact.amount is None or fact.amount > 0)
        ]

    def spells(self, rule: Served) -> list[Fact]:
        """Return the spells of which a day counts."""
        cut = self.cut_of(rule)
        opens = cut - look_back(rule.within) if rule.within else 0
        found = self.program.matchers[rule.id].facts(self.index, self.at)
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
        if self.states.get(rule.id) is not NOT_YET_DUE:
            return None
        rule = self.program.resolve(rule)
        if isinstance(rule, By) and (own := self.open_clocks(rule.id, passed=False)):
            return min(own, key=lambda deadline: deadline.last_day)
        inner = [found for part in rule.children() if (found := self.deadline_of(part))]
        return min(inner, key=lambda deadline: deadline.last_day, default=None)

    def exemption_of(self, rule: Rule) -> str | None:
        """Return the id of the exemption that a rule owes its being met to."""
        if self.states.get(rule.id) is not EXEMPT:
            return None
        rule = self.program.resolve(rule)
        if isinstance(rule, Unless) and self.holds(rule.exemption, Reading.FIRM):
            return rule.exemption.id
        return next((found for part in rule.children() if (found := self.exemption_of(part))), None)

    # ---- clocks

    def started(self, rule: By) -> list[Fact]:
        """Return the events on or before the day, the first first."""
        events = self.program.clocks[rule.id].events(self.index, self.at)
        return [event for event in events if event.run[0] <= self.day]

    def each_clock(self, rule: By) -> list[Explainer]:
        """Return an explainer for each started clock of an `each` rule, over the facts from its day on."""
        if rule.id not in self._clocks:
            program = self.program.subprograms[rule.id]
            indexes = [program.since(self.index, event.run[0]) for event in self.started(rule)]
            self._clocks[rule.id] = [
                Explainer(program, program.run(index, self.at), index, self.at, self.day) for index in indexes
            ]
        return self._clocks[rule.id]

    def open_clocks(self, rule_id: str, *, passed: bool) -> list[Deadline]:
        """Return the started clocks of a rule that are unanswered: those run out, or those still running."""
        rule, clock = self.program.rules[rule_id], self.program.clocks[rule_id]
        if not isinstance(rule, By):
            return []
        if rule.each:
            answered = [inner.holds(rule.requirement, Reading.FIRM) for inner in self.each_clock(rule)]
        else:
            answered = [self.holds(rule.requirement, Reading.FIRM)]
        found = []
        for event, done in zip(self.started(rule), answered, strict=False):
            last_day = clock.last_day(event, self.index)
            if not done and last_day < OPEN - 1 and (last_day < self.day) is passed:
                found.append(Deadline(rule_id, date.fromordinal(last_day), event))
        return found

    # ---- missing

    def missing_of(self, rule_id: str) -> Missing | None:
        """Return what an applying, strictly unmet rule lacks, else None."""
        state = self.states[rule_id]
        return self.missing(self.program.rules[rule_id]) if state is UNMET or state is ARGUABLE else None

    def missing(self, rule: Rule) -> Missing:
        """Return what a rule that applies and is not met lacks."""
        found = self._missing.get(rule.id)
        if found is None:
            found = self._missing[rule.id] = LACKING[type(rule)](self, rule)
        return found

    def lacking_parts(self, rule: Rule) -> Missing:
        """Return what is lacking of a rule all of whose parts are needed."""
        return self._among(rule, self.parts(rule), None)

    def lacking_target(self, rule: Reference) -> Missing:
        """Return what the rule that is referred to lacks."""
        return self.missing(self.program.resolve(rule))

    def lacking_members(self, rule: Group) -> Missing:
        """Return what is lacking of as many members as are needed among those that apply."""
        return self._among(rule, rule.members, rule.need)

    def _among(self, rule: Rule, parts: Sequence[Rule], asked: int | None) -> Missing:
        applying = possible = 0
        lacking: list[Missing] = []
        states, known = self.states, self._missing
        for part in parts:
            state = states[part.id]
            if state is not DOES_NOT_APPLY:
                applying += 1
                if state is UNMET or state is ARGUABLE:
                    found = known.get(part.id) or self.missing(part)
                    lacking.append(found)
                    possible += found.possible
        if len(lacking) == 1:
            return lacking[0]
        least = (applying if asked is None else min(asked, applying)) - (applying - len(lacking))
        return Need(rule.id, least, tuple(lacking), possible >= least)

    def lacking_either(self, rule: Unless) -> Missing:
        """Return what the exemption and the rule lack, either of which will do."""
        parts = (rule.exemption, rule.then)
        lacking = tuple(self.missing(part) for part in parts if self.states[part.id] is not DOES_NOT_APPLY)
        return Need(rule.id, 1, lacking, any(found.possible for found in lacking))

    def lacking_clock(self, rule: By) -> Missing:
        """Return what the requirement lacks, for every clock that has run out."""
        if not rule.each:
            return self.missing(rule.requirement)
        clock, lacking = self.program.clocks[rule.id], []
        for event, inner in zip(self.started(rule), self.each_clock(rule), strict=True):
            found = inner.missing_of(rule.requirement.id)
            if found is not None and clock.last_day(event, self.index) < self.day:
                lacking.append(found)
        return Need(rule.id, len(lacking), tuple(lacking), all(found.possible for found in lacking))

    def lacking_fact(self, rule: Have) -> Missing:
        """Return the fact that is wanted, or why none can count on the day."""
        gained, began = rule.match.gained, rule.match.began
        if gained.before is not None and gained.before.toordinal() <= self.day:
            return Impossible(
                rule.id, f"It counts only if gained before {_words(gained.before)}, and that day has passed."
            )
        for bound in (gained.start, began.start):
            if bound is not None and bound.toordinal() > self.day:
                return Impossible(rule.id, f"It counts only from {_words(bound)} on.")
        if began.before is None or began.before.toordinal() > self.day:
            return self._want(rule, amount=rule.match.at_least)
        if self.program.matchers[rule.id].kind is Kind.SPELL:
            return Impossible(rule.id, f"It counts only for a post that began before {_words(began.before)}.")
        return self._want(rule, amount=rule.match.at_least, began_before=began.before)

    def lacking_amount(self, rule: Total) -> Missing:
        """Return how much is still to be done within the window."""
        held = sum(1 if fact.amount is None else fact.amount for fact in self.counted(rule))
        return self._want(rule, amount=rule.at_least - held)

    def lacking_service(self, rule: Served) -> Missing:
        """Return how much service is still needed, or why none can count any more."""
        cut, before = self.cut_of(rule), rule.before
        if before == THIS_POST and covers(posts_at(self.index, rule.match.code, self.at), self.day):
            return Impossible(rule.id, "Only service before this post counts, and this post has begun.")
        if isinstance(before, date) and before.toordinal() <= self.day:
            return Impossible(rule.id, f"Only service before {_words(before)} counts, and that day has passed.")
        rates = service_steps(self.program.matchers[rule.id].facts(self.index, self.at), rule.measure)
        held = served_by(rates, cut) - (served_by(rates, cut - look_back(rule.within)) if rule.within else 0)
        hundredths = service_hundredths(rule.months) + rule.more_than - held
        return self._want(rule, hundredths=hundredths, measure=rule.measure, before=before, within=rule.within)

    def _want(self, rule: Have | Total | Served, **details: object) -> Want | Impossible:
        match = rule.match
        if match.here and self.at is None:
            return Impossible(rule.id, "This depends on a setting, and none was asked about.")
        at = self.at if match.here else None
        minutes = self.program.minutes[rule.id]
        return Want(match.code, match.basis, match.via, at, **details, rule=rule.id, minutes=minutes)  # type: ignore[arg-type]


LEAVES: dict[type[Rule], Callable[..., list[Fact]]] = {
    Have: Explainer.having,
    Total: Explainer.counted,
    Served: Explainer.spells,
}
LACKING: dict[type[Rule], Callable[..., Missing]] = {
    Have: Explainer.lacking_fact,
    Total: Explainer.lacking_amount,
    Served: Explainer.lacking_service,
    Group: Explainer.lacking_members,
    By: Explainer.lacking_clock,
    When: Explainer.lacking_parts,
    Dated: Explainer.lacking_parts,
    Unless: Explainer.lacking_either,
    Reference: Explainer.lacking_target,
}


def _words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
