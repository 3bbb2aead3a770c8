"""How far somebody is in the units."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.content.units import units
from trigpoint.learning.models import StepRead, UnitFinished

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.content.units import Step, Unit


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is in a unit. `read` are the steps it still has; `last_at` is None before the first."""

    unit: Unit
    read: frozenset[str]
    finished: bool
    last_at: datetime | None = None

    @property
    def begun(self) -> bool:
        """Whether at least one step was read."""
        return bool(self.read)

    @property
    def next_step(self) -> Step:
        """The first step that was not read; the first of all once all were."""
        return next((step for step in self.unit.steps if step.slug not in self.read), self.unit.steps[0])

    @property
    def minutes_left(self) -> int:
        """About how long the rest takes, by the share of steps that are left; at least 1."""
        left = len(self.unit.steps) - len(self.read)
        return max(1, round(self.unit.minutes * left / len(self.unit.steps)))


def units_finished(person: str) -> frozenset[str]:
    """Return the units that somebody has read to the end, by id. One query."""
    return frozenset(UnitFinished.objects.filter(person=person).values_list("unit", flat=True))


def progress_in(person: str, unit: Unit) -> Progress:
    """Return how far somebody is in one unit; whoever has read all of it has finished it. One query."""
    rows = dict(StepRead.objects.filter(person=person, unit=unit.id).values_list("step", "at"))
    return _progress(unit, rows)


def progress_of(person: str) -> dict[str, Progress]:
    """Return how far somebody is in each unit, by id, in order. One query."""
    rows: dict[str, dict[str, datetime]] = {}
    for unit, step, at in StepRead.objects.filter(person=person).values_list("unit", "step", "at"):
        rows.setdefault(unit, {})[step] = at
    return {unit.id: _progress(unit, rows.get(unit.id, {})) for unit in units().values()}


def nothing_read() -> dict[str, Progress]:
    """Return each unit as a visitor sees it, by id, in order."""
    return {unit.id: _progress(unit, {}) for unit in units().values()}


def _progress(unit: Unit, rows: dict[str, datetime]) -> Progress:
    read = frozenset(step.slug for step in unit.steps if step.slug in rows)
    return Progress(unit, read, len(read) == len(unit.steps), max(rows.values(), default=None))
