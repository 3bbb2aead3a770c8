"""Explanation: the rules of an evaluated program on one day, each with its state and why."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import OPEN, window_end
from trigpoint.kernel.findings import (
    ARGUABLE,
    DOES_NOT_APPLY,
    EXEMPT,
    MET,
    NOT_YET_DUE,
    UNMET,
    Because,
    Deadline,
    Finding,
    State,
)
from trigpoint.kernel.lacking import LACKING
from trigpoint.kernel.matching import paused_days, posts_at, run_of, span_of
from trigpoint.kernel.periods import NEVER, covers
from trigpoint.kernel.program import Reading
from trigpoint.kernel.rules import THIS_POST, By, Dated, Have, Rule, Served, Total, Unless, When
from trigpoint.kernel.service import look_back

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from trigpoint.kernel.facts import Fact, Index
    from trigpoint.kernel.missing import Missing
    from trigpoint.kernel.periods import Run
    from trigpoint.kernel.program import Program


class Explainer:
    """Walks the rules of one evaluated program on one day."""

    def __init__(self, program: Program, values: list[Run], index: Index, at: str | None, day: int) -> None:
        self.program, self.values, self.index, self.at, self.day = program, values, index, at, day
        self.states = self._judge()
        self._findings: dict[str, Finding] = {}
        self.lacks: dict[str, Missing] = program.constants.copy()
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
        states, unmet, find, kept, found = self.states, self.program.unmet, self._find, self._findings, {}
        for rule_id, rule in self.program.rules.items():
            finding = kept.get(rule_id)
            if finding is None:
                state = states[rule_id]
                finding = (unmet.get(rule_id) if state is UNMET else None) or find(rule, state)
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
        found = self.lacks.get(rule.id)
        if found is None:
            found = self.lacks[rule.id] = LACKING[type(rule)](self, rule)
        return found


LEAVES: dict[type[Rule], Callable[..., list[Fact]]] = {
    Have: Explainer.having,
    Total: Explainer.counted,
    Served: Explainer.spells,
}
