"""The steps of a plan: goals and what the record lacks, the few of this half-term first. Pure: the day comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.pathway.plan.rows import BeginRow, Chosen, DoneRow, StepRow, time_words
from trigpoint.pathway.plan.words import FEW, SITTINGS, GoalState
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trigpoint.kernel import Snapshot
    from trigpoint.pathway.plan.rows import GoalRow
    from trigpoint.pathway.plan.terms import HalfTerm
    from trigpoint.pathway.standing.frame import Frame
    from trigpoint.platform.pages import NextStep

MOST_CHOSEN = 5
READ, WRITE, DRAFT = SITTINGS


@dataclass(frozen=True, slots=True)
class Lacks:
    """What the award still asks of somebody: its frame and standing, and the next steps by requirement."""

    frame: Frame
    snapshot: Snapshot
    steps: Mapping[str, NextStep]

    def knows(self, rule: str) -> bool:
        """Tell whether her version of the award has a requirement on her route."""
        return rule in self.frame.lines

    def is_met(self, rule: str) -> bool:
        """Tell whether her record meets a requirement today."""
        return self.knows(rule) and self.snapshot.state(rule).counts


def title_of(goal: GoalRow, lacks: Lacks | None) -> str:
    """Return what a goal is called: her own words, or the requirement's."""
    if goal.words:
        return goal.words
    return lacks.frame.lines[goal.rule].title if lacks and lacks.knows(goal.rule) else goal.rule


def step_of(goal: GoalRow, half: HalfTerm, today: date, lacks: Lacks | None) -> StepRow:
    """Return a goal as a step. Its own minutes count, else the typical ones of its requirement."""
    knows = lacks is not None and lacks.knows(goal.rule)
    minutes = goal.minutes
    if minutes is None and lacks is not None and knows:
        minutes = lacks.frame.minutes.get(goal.rule)
    note = ""
    if lacks is not None and lacks.is_met(goal.rule):
        note = "Your record shows that this is met. You can tick it off."
    elif goal.by and goal.by < half.start:
        note = f"It was for {written(goal.by)}, and has moved on with you."
    elif goal.by and goal.by < today:
        note = f"It was for {written(goal.by)}. It waits for you here."
    return StepRow(
        title=title_of(goal, lacks),
        url=lacks.frame.lines[goal.rule].url if lacks is not None and knows else "",
        minutes=minutes,
        by=goal.by if goal.by and goal.by >= today else None,
        note=note,
        goal=goal.key,
        rule=goal.rule,
        is_own=bool(goal.words),
    )


def suggestions(goals: Iterable[GoalRow], lacks: Lacks | None) -> tuple[StepRow, ...]:
    """Return what the record lacks and no open goal is about, the most useful first."""
    if lacks is None:
        return ()
    planned = {goal.rule for goal in goals if goal.state is GoalState.OPEN}
    return tuple(
        StepRow(step.words, step.url, step.minutes, None, step.why, "", rule, is_own=False)
        for rule, step in lacks.steps.items()
        if rule not in planned
    )


def split(
    goals: Iterable[GoalRow], half: HalfTerm, today: date, lacks: Lacks | None
) -> tuple[tuple[StepRow, ...], tuple[StepRow, ...]]:
    """Return this half-term's steps and the goals for later.

    First every goal dated for this half-term or earlier, the soonest first; then, up to FEW, goals without a date in
    the order in which they were set; then what the record lacks.
    """
    open_goals = [goal for goal in goals if goal.state is GoalState.OPEN]
    dated = sorted((goal for goal in open_goals if goal.by and goal.by <= half.end), key=lambda goal: goal.by or today)
    undated = [goal for goal in open_goals if not goal.by]
    now = [*dated, *undated[: max(0, FEW - len(dated))]]
    rest = [goal for goal in open_goals if goal not in now]
    rest.sort(key=lambda goal: (goal.by is None, goal.by or today))
    few = [step_of(goal, half, today, lacks) for goal in now]
    few += suggestions(open_goals, lacks)[: max(0, FEW - len(few))]
    return tuple(few), tuple(step_of(goal, half, today, lacks) for goal in rest)


def chosen(minutes: int, few: tuple[StepRow, ...], later: tuple[StepRow, ...], lacks: Lacks | None) -> Chosen:
    """Return what fits in so many minutes: whole steps, then ways to begin the longer ones of this half-term first."""
    planned = {step.rule for step in (*few, *later)}
    more = tuple(step for step in suggestions((), lacks) if step.rule not in planned)
    every = (*few, *later, *more)
    whole = [step for step in every if step.minutes and step.minutes <= minutes][:MOST_CHOSEN]
    longer = [step for step in every if step.minutes and step.minutes > minutes]
    begin = [row for step in longer if (row := begin_row(step, minutes, lacks))][: max(1, FEW - len(whole))]
    untimed = sum(1 for step in (*few, *later) if step.minutes is None)
    return Chosen(minutes, tuple(whole), tuple(begin), untimed)


def begin_row(step: StepRow, minutes: int, lacks: Lacks | None) -> BeginRow | None:
    """Return how to begin a long step in a short time: our suggestion, from what the outcome asks to show."""
    if lacks is None or not lacks.knows(step.rule):
        if step.is_own and step.minutes:
            return BeginRow(step.title, step.url, f"Do the first {minutes} minutes of it.", time_words(step.minutes))
        return None
    outcome = lacks.frame.scheme.words(step.rule).get("outcome") or {}
    criteria = outcome.get("criteria") or []
    if not criteria:
        return None
    if minutes <= READ:
        words = f"Read the {len(criteria)} things it asks for, and mark how sure you are."
    elif minutes <= WRITE:
        words = f"Note one time, without names, when your work showed this: {lowered(criteria[0])}"
    else:
        products = [one["words"] for one in outcome.get("evidence") or [] if one.get("kind") == "work-product"]
        words = f"Find or draft one piece: {lowered(products[0])}" if products else f"Draft: {lowered(criteria[0])}"
    line = lacks.frame.lines[step.rule]
    return BeginRow(line.title, line.url, words, time_words(step.minutes or 0))


def done_rows(goals: Iterable[GoalRow], lacks: Lacks | None) -> tuple[DoneRow, ...]:
    """Return the goals that are done, the newest first."""
    done = [goal for goal in goals if goal.state is GoalState.DONE and goal.ended_on]
    done.sort(key=lambda goal: goal.ended_on or goal.added_on, reverse=True)
    return tuple(DoneRow(title_of(goal, lacks), goal.ended_on or goal.added_on, goal.key) for goal in done)


def lowered(words: str) -> str:
    """Return words as they stand inside a sentence."""
    return words if words[:2].isupper() else words[:1].lower() + words[1:]
