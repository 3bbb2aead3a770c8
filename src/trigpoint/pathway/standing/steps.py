"""The next steps of the kernel as a page shows them: at most three, each once, with minutes and what it does. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.kernel.rules import By, Have
from trigpoint.pathway.standing.said import act, act_towards
from trigpoint.platform.pages import NextStep, written

if TYPE_CHECKING:
    from collections.abc import Collection

    from trigpoint.kernel import Snapshot, Step
    from trigpoint.pathway.standing.frame import Frame

MOST = 3


def met_of(snapshot: Snapshot, frame: Frame) -> dict[str, int]:
    """Return how many of each strand's counted requirements are met."""
    state = snapshot.state
    return {strand.line.id: sum(1 for rule in strand.counted if state(rule).counts) for strand in frame.strands}


def next_steps(
    snapshot: Snapshot, frame: Frame, met: dict[str, int], in_hand: Collection[str] = ()
) -> tuple[NextStep, ...]:
    """Return what to do next. `met` says how many of each strand's counted requirements are met."""
    return tuple(steps_by_line(snapshot, frame, met, MOST, in_hand).values())


def steps_by_line(
    snapshot: Snapshot, frame: Frame, met: dict[str, int], most: int, in_hand: Collection[str] = ()
) -> dict[str, NextStep]:
    """Return what to do next by the requirement that its page is about, the most useful first.

    What was sent to be judged (`in_hand`, by requirement) is left out: somebody else has it.
    """
    found: dict[str, NextStep] = {}
    for step in snapshot.next_steps():
        line = frame.lines[frame.shown.get(step.rule, step.rule)]
        # Two ways to one requirement are one step: its page shows both.
        if line.id not in found and line.id not in in_hand:
            minutes = step.minutes or frame.minutes.get(line.id)
            found[line.id] = NextStep(_words(step, snapshot, frame), line.url, minutes, _why(step, frame, met))
        if len(found) == most:
            break
    return found


def _words(step: Step, snapshot: Snapshot, frame: Frame) -> str:
    scheme = frame.scheme
    if step.want is not None:
        return act(step.want, scheme)
    rule = snapshot.standing.rules()[step.rule]
    inside = rule.requirement if isinstance(rule, By) else rule
    code = next((inner.match.code for inner in scheme.reach(inside) if isinstance(inner, Have)), "")
    words = act_towards(code, frame.shown.get(step.rule, step.rule), scheme) if code else rule.title
    return f"{words} again" if step.lapses and code else words


def _why(step: Step, frame: Frame, met: dict[str, int]) -> str:
    strand = next(one for one in frame.strands if one.line.id == frame.strand_of[step.rule])
    if step.lapses and step.day:
        return f"Keeps “{strand.line.title}” from lapsing on {written(step.day)}."
    if step.day:
        return f"Due by {written(step.day)}. Keeps “{strand.line.title}” up to date."
    if strand.line.id in step.unlocks:
        return f"Completes “{strand.line.title}”."
    done, of = met[strand.line.id], len(strand.counted)
    return f"Part of “{strand.line.title}”: {done} of {of} met so far."
