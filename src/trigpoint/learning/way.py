"""The way through a scenario: what was chosen, point after point, and where that leads. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trigpoint.content.scenarios import Choice, End, Point, Reason, Scenario

WRITTEN = re.compile(r"[a-z0-9-]{1,40}\.[a-z0-9-]{1,40}")
LONGEST = 20
"""Decisions that are read from an address: more than any scenario has."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A choice and the reason chosen with it, by id."""

    choice: str
    reason: str


@dataclass(frozen=True, slots=True)
class Made:
    """A decision that was made: at which point, what and why. `number` counts from 1."""

    number: int
    point: Point
    choice: Choice
    reason: Reason

    @property
    def had_best_reason(self) -> bool:
        """Whether the reason is the one that the law would give."""
        return self.reason.id == self.point.best_reason


@dataclass(frozen=True)
class Way:
    """Decisions in a scenario. Raises ValueError, once it is followed, where one of them is not there."""

    scenario: Scenario
    taken: tuple[Taken, ...]

    @cached_property
    def _followed(self) -> tuple[tuple[Made, ...], str]:
        at, made = self.scenario.start, []
        for number, one in enumerate(self.taken, 1):
            point = self.scenario.points.get(at)
            choice = point.choice(one.choice) if point else None
            reason = point.reason(one.reason) if point else None
            if point is None or choice is None or reason is None:
                raise ValueError(f"{self.scenario.id} has no decision {one.choice}.{one.reason} at {at}.")
            made.append(Made(number, point, choice, reason))
            at = choice.to
        return tuple(made), at

    @property
    def made(self) -> tuple[Made, ...]:
        """The decisions, in order."""
        return self._followed[0]

    @property
    def point(self) -> Point | None:
        """The point where a decision is to be made; None at an end."""
        return self.scenario.points.get(self._followed[1])

    @property
    def end(self) -> End | None:
        """The end, where the way has come to one."""
        return self.scenario.ends.get(self._followed[1])

    @property
    def number(self) -> int:
        """The number of the decision that is to be made."""
        return len(self.taken) + 1

    @property
    def written(self) -> str:
        """The way as it stands in the address of somebody without an account."""
        return "~".join(f"{one.choice}.{one.reason}" for one in self.taken)

    def and_then(self, taken: Taken) -> Way:
        """Return the way one decision on."""
        return Way(self.scenario, (*self.taken, taken))


def read_way(scenario: Scenario, written: str) -> Way | None:
    """Return the way that an address says; None where it says none that there is."""
    parts = written.split("~") if written else []
    if len(parts) > LONGEST or not all(WRITTEN.fullmatch(part) for part in parts):
        return None
    taken = (part.split(".") for part in parts)
    way = Way(scenario, tuple(Taken(choice, reason) for choice, reason in taken))
    try:
        way.made  # noqa: B018 - following it is the check
    except ValueError:
        return None
    return way
