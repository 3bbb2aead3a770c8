"""What regulation 49 says to a post as SENCO before it is saved: which limbs fail, by which provision. Pure.

The judgment is the kernel's, on the statutory scheme at that school, with the post as if it were saved. A post that
goes on is judged today, one to come on its first day, one that is over on its last. What is arguable does not fail: it
is said to be unclear in law.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel import State, standing
from trigpoint.pathway.timeline.posts import DAY

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.kernel import Fact, Period, Scheme, Snapshot
    from trigpoint.law.senco.clauses import Clauses
    from trigpoint.platform.pages import Citation

ROUTE = "post"
ROLE, AWARD = "role", "award"
QUALIFIED, WORKS, INDUCTION = "qualified", "working-as-teacher", "induction"
CONDITIONS = (QUALIFIED, WORKS, INDUCTION)
"""The three conditions of regulation 49(2), which a person who is not the head has to meet together."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the law's rule comes to for a post on the day that counts. `fails` names what is not met, finest first."""

    day: date
    fails: tuple[str, ...] = ()
    unclear: bool = False


@dataclass(frozen=True, slots=True)
class Limb:
    """One thing that is not met: what the rule asks, why it is not met, by which provision."""

    rule: str
    title: str
    words: str
    citations: tuple[Citation, ...]


def day_that_counts(valid: Period, today: date) -> date:
    """Return the day on which a post is judged."""
    if valid.end is not None and valid.end <= today:
        return valid.end - DAY
    return max(valid.start, today)


def judge(facts: Iterable[Fact], *, scheme: Scheme, at: str, valid: Period, today: date) -> Judged:
    """Return what the rule comes to. `facts` are those of the person, the post among them, and those of the school."""
    day = day_that_counts(valid, today)
    snapshot = standing(scheme, ROUTE, facts, at=at).on(day)
    state = snapshot.root.state
    return Judged(day, tuple(_fails(snapshot)) if state is State.UNMET else (), state is State.ARGUABLE)


def _fails(snapshot: Snapshot) -> Iterable[str]:
    for part in snapshot.standing.required:
        if snapshot.state(part) is State.UNMET:
            finer = [rule for rule in CONDITIONS if snapshot.state(rule) is State.UNMET] if part == ROLE else []
            yield from finer or [part]


def limbs_of(fails: Iterable[str], clauses: Clauses, day: date) -> tuple[Limb, ...]:
    """Return what fails in the words of the scheme, with the provisions as they stand on a day."""
    scheme = clauses.scheme
    return tuple(
        Limb(rule, scheme.rules[rule].title, str(scheme.words(rule).get("unmet", "")), clauses.of_rule(rule, day))
        for rule in fails
        if rule in scheme.rules
    )
