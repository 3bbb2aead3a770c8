"""Clocks: a rule that must be met within some time of an event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import OPEN, months_after, pushed_back
from trigpoint.kernel.matching import Matcher, paused_days
from trigpoint.kernel.periods import NEVER

if TYPE_CHECKING:
    from trigpoint.kernel.facts import Fact, Index, Vocabulary
    from trigpoint.kernel.periods import Run
    from trigpoint.kernel.rules import By


class Clock:
    """A compiled `By`: when its clocks start and end."""

    __slots__ = ("matcher", "months", "pauses")

    def __init__(self, rule: By, vocabulary: Vocabulary) -> None:
        self.matcher, self.months, self.pauses = Matcher(rule.event, vocabulary), rule.months, rule.pauses

    def events(self, index: Index, at: str | None) -> list[Fact]:
        """Return the events, the first first."""
        return sorted(
            self.matcher.facts(index, at),
            key=lambda fact: (fact.run[0], fact.began_day, fact.due or fact.valid.start),
        )

    def last_day(self, event: Fact, index: Index) -> int:
        """Return the ordinal of the deadline day, itself still in time; paused days do not count.

        Months are counted from the day the event's course or post began. An event that should name a due day and
        does not is due on its own day.
        """
        if self.months is None:
            start = event.run[0]
            last = start if event.due is None else event.due.toordinal()
        else:
            start = event.began_day
            last = months_after(start, self.months)
        paused = paused_days(index, self.pauses)
        return pushed_back(start, min(OPEN, last + 1), paused) - 1 if paused else last


def clock_runs(start: int, last_day: int) -> tuple[Run, Run]:
    """Return the days of grace and the days after them, for a clock that starts on a day."""
    over = max(start, min(OPEN, last_day + 1))
    return (start, over) if over > start else NEVER, (over, OPEN) if over < OPEN else NEVER
