"""One day of a standing, with reasons: findings, deadlines, lapses, and what to do next."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import OPEN
from trigpoint.kernel.explain import Explainer
from trigpoint.kernel.findings import ARGUABLE, EXEMPT, MET, NOT_YET_DUE, UNMET, Finding, Lapse, State, Step
from trigpoint.kernel.missing import Want, alone, wants
from trigpoint.kernel.scheme import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.kernel.findings import Deadline
    from trigpoint.kernel.standing import Standing

SOON_DAYS = 90
"""Deadlines and lapses no further off than this come first among the next steps."""


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
        states, lacks = explainer.states, explainer.lacks
        for rule_id in self.standing.program.named:
            state = states[rule_id]
            if state is UNMET or state is ARGUABLE:
                missing = lacks.get(rule_id) or explainer.missing(rules[rule_id])
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
