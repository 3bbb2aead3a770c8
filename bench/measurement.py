"""How fast samples are drawn and agreement is worked out: `python -m bench.measurement`.

A plan over 50,000 submissions of 200 assessors, with every kind of risk and minimum; then agreement with intervals over
50,000 double-marked decisions, for each criterion and for each assessor, and each assessor's severity. Printed is the
median of five runs. The goals are 2 seconds for a plan and 3 for the figures.
"""

from __future__ import annotations

import random
from collections import defaultdict
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

from bench.machine import described
from bench.record import say
from trigpoint.measurement.agreement import Pair, agreement, severity
from trigpoint.measurement.sampling import Dimension, Judged, Least, Risk, Rules, plan

if TYPE_CHECKING:
    from collections.abc import Callable

SUBMISSIONS, DECISIONS, ASSESSORS, STRANDS, CRITERIA = 50_000, 50_000, 200, 9, 130
PLAN_GOAL, FIGURES_GOAL, RUNS = 2.0, 3.0, 5
RULES = Rules(
    at_random=0.05,
    risks={Risk.NEW_ASSESSOR: 1.0, Risk.LOW_AGREEMENT: 0.5, Risk.BORDERLINE: 0.5, Risk.FAST: 0.3},
    least={
        Dimension.ASSESSOR: Least(3, 0.1),
        Dimension.STRAND: Least(5, 0.05),
        Dimension.ROUTE: Least(5, 0.05),
    },
)


def main() -> int:
    """Measure both, print, and say by the code whether the goals were met."""
    say(described())
    chance = random.Random(20261124)
    judged = [
        Judged(
            f"s_{chance.getrandbits(64):016x}",
            tuple(f"p_{chance.randrange(ASSESSORS)}" for _ in range(2)),
            f"S{chance.randrange(STRANDS)}",
            chance.choice(("taught", "prior-learning")),
            frozenset(risk for risk in Risk if chance.random() < 0.1),
        )
        for _ in range(SUBMISSIONS)
    ]
    took = timed(lambda: plan(judged, RULES, "bench"))
    drawn = plan(judged, RULES, "bench")
    say(f"a plan over {SUBMISSIONS:,} submissions, {len(drawn.draws):,} drawn: {took:.2f} s (goal {PLAN_GOAL:.0f})")
    decisions = [double_marked(chance, place) for place in range(DECISIONS)]
    figures = timed(lambda: worked_out(decisions))
    say(f"agreement and severity over {DECISIONS:,} decisions: {figures:.2f} s (goal {FIGURES_GOAL:.0f})")
    return int(took > PLAN_GOAL or figures > FIGURES_GOAL)


def double_marked(chance: random.Random, place: int) -> tuple[str, str, int, bool, bool]:
    """Return a decision: who, who else, on which criterion, and the two verdicts."""
    one, other = chance.sample(range(ASSESSORS), 2)
    shown = chance.random() < 0.8
    return f"p_{one}", f"p_{other}", place % CRITERIA, shown ^ (chance.random() < 0.1), shown ^ (chance.random() < 0.1)


def worked_out(decisions: list[tuple[str, str, int, bool, bool]]) -> None:
    """Work out what the pages of reliability show."""
    by_criterion: dict[int, list[Pair]] = defaultdict(list)
    by_assessor: dict[str, list[Pair]] = defaultdict(list)
    for place, (one, other, criterion, verdict, second) in enumerate(decisions):
        submission = place // 3
        by_criterion[criterion].append(Pair(submission, verdict, second))
        by_assessor[one].append(Pair(submission, verdict, second))
        by_assessor[other].append(Pair(submission, second, verdict))
    for pairs in by_criterion.values():
        agreement(pairs)
    for pairs in by_assessor.values():
        agreement(pairs)
        severity(pairs, shown=True)


def timed(work: Callable[[], object]) -> float:
    """Return the median time of some runs, in seconds."""
    took = []
    for _ in range(RUNS):
        start = perf_counter()
        work()
        took.append(perf_counter() - start)
    return median(took)


if __name__ == "__main__":
    raise SystemExit(main())
