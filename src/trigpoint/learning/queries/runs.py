"""Runs through scenarios, as whoever made them sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.content.scenarios import scenarios
from trigpoint.learning.models import Decision, PrivateWords, Run
from trigpoint.learning.way import Taken, Way
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.content.scenarios import Scenario


@dataclass(frozen=True)
class RunRow:
    """A run. `way` is None where the scenario's words have changed since: then it can be read and not gone on with."""

    key: str
    scenario: Scenario
    attempt: int
    started_at: datetime
    way: Way | None
    decided: int

    @property
    def ended(self) -> bool:
        """Whether it came to an end."""
        return self.way is not None and self.way.end is not None


def run_of(person: str, key: str) -> RunRow | None:
    """Return a run of somebody's; None where she has none of that key. Two queries."""
    run = Run.objects.filter(person=person, key=key).first()
    if run is None or run.scenario not in scenarios():
        return None
    made = Decision.objects.filter(run=run).order_by("number").values_list("choice", "reason")
    return _row(run, [Taken(*row) for row in made])


def runs_of(person: str) -> tuple[RunRow, ...]:
    """Return somebody's runs, the newest first. Two queries."""
    runs = list(Run.objects.filter(person=person).order_by("-started_at"))
    made: dict[str, list[Taken]] = {}
    rows = Decision.objects.filter(run__person=person).order_by("run", "number")
    for key, choice, reason in rows.values_list("run_id", "choice", "reason"):
        made.setdefault(key, []).append(Taken(choice, reason))
    return tuple(_row(run, made.get(run.key, [])) for run in runs if run.scenario in scenarios())


def private_words_in(person: str, run: str) -> dict[int, str]:
    """Return what somebody wrote for herself in a run, by the number of the decision. Two queries."""
    numbers = dict(Decision.objects.filter(run=run, run__person=person).values_list("id", "number"))
    rows = PrivateWords.objects.filter(person=person, decision__in=numbers).values_list("decision", "words")
    return {numbers[decision]: words for decision, words in rows}


def _row(run: Run, taken: list[Taken]) -> RunRow:
    scenario = scenarios()[run.scenario]
    way = Way(scenario, tuple(taken)) if run.text_hash == scenario.text_hash else None
    return RunRow(run.key, scenario, run.attempt, run.started_at.astimezone(ENGLAND), way, len(taken))
