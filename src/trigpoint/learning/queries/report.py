"""What learners chose in a scenario, point by point, for those who write it. Nobody can be told from it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count

from trigpoint.learning.models import Decision

if TYPE_CHECKING:
    from trigpoint.content.scenarios import Point, Scenario

FEWEST = 5
"""Learners at a point below which nothing of it is shown: fewer could be told apart."""


@dataclass(frozen=True, slots=True)
class ShareRow:
    """A choice or a reason, and how many took it. `share` is a whole percentage of those who came to the point."""

    words: str
    mark: str
    count: int
    share: int


@dataclass(frozen=True, slots=True)
class PointReport:
    """A point: how many decided there, and what. Empty rows where they are too few to show."""

    number: int
    point: Point
    learners: int
    choices: tuple[ShareRow, ...]
    reasons: tuple[ShareRow, ...]

    @property
    def is_shown(self) -> bool:
        """Whether enough decided there."""
        return self.learners >= FEWEST


@dataclass(frozen=True, slots=True)
class ScenarioReport:
    """A scenario as it was decided, the first time of each learner, under its present words."""

    scenario: Scenario
    points: tuple[PointReport, ...]


def report_of(scenario: Scenario) -> ScenarioReport:
    """Return what was decided. Only each learner's first run counts, so that each counts once a point. One query."""
    rows = (
        Decision.objects.filter(run__scenario=scenario.id, run__text_hash=scenario.text_hash, run__attempt=1)
        .values_list("point", "choice", "reason")
        .annotate(times=Count("id"))
        .order_by()
    )
    choices: dict[str, Counter[str]] = {}
    reasons: dict[str, Counter[str]] = {}
    for point, choice, reason, times in rows:
        choices.setdefault(point, Counter())[choice] += times
        reasons.setdefault(point, Counter())[reason] += times
    return ScenarioReport(
        scenario,
        tuple(
            _point(number, point, choices.get(point.id, Counter()), reasons.get(point.id, Counter()))
            for number, point in enumerate(scenario.points.values(), 1)
        ),
    )


def _point(number: int, point: Point, chosen: Counter[str], why: Counter[str]) -> PointReport:
    learners = chosen.total()
    if learners < FEWEST:
        return PointReport(number, point, learners, (), ())
    best = {point.best_reason: "the best reason"}
    return PointReport(
        number,
        point,
        learners,
        tuple(_share(one.words, one.verdict.value, chosen[one.id], learners) for one in point.choices),
        tuple(_share(one.words, best.get(one.id, ""), why[one.id], learners) for one in point.reasons),
    )


def _share(words: str, mark: str, count: int, learners: int) -> ShareRow:
    return ShareRow(words, mark, count, round(100 * count / learners))
