"""The answer: a date, how it was reached, on what authority, and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from trigpoint.deadlines.closed import CALENDAR, ClosedDay

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable


class Confidence(StrEnum):
    """How sure a statement of law is, surest first."""

    READ = "V"
    """Read in the primary source."""
    COMPUTED = "C"
    """Worked out from figures read in the primary source."""
    SECONDARY = "V2"
    """Read in a secondary source only."""
    REMEMBERED = "M+"
    """From memory; it would be a surprise if wrong."""
    UNSURE = "M?"
    """From memory; check before relying on it."""
    TO_BE_CHECKED = "to be checked"
    """The source, or the way of counting, leaves a doubt that is stated."""


def weakest(marks: Iterable[Confidence]) -> Confidence:
    """Return the least sure of the marks."""
    order = list(Confidence)
    return max(marks, key=order.index)


@dataclass(frozen=True)
class Source:
    """Where a rule is written, what text was read and when.

    text_as_at: the date of the text that was read, or None where the text read carries no date.
    """

    citation: str
    title: str
    address: str
    read: dt.date
    confidence: Confidence
    text_as_at: dt.date | None = None
    note: str = ""


@dataclass(frozen=True)
class Reckoning:
    """One deadline, explained.

    event: the day that started the clock. ends: the last day as the period runs. date: the last day after any
    rule that moves it; with `starts` True it is the day on which a duty begins, not the last day for it. plan_by:
    the last working day on or before `date`. closed: the bank holidays met, each saying whether it was counted.
    doubts: what is not certain, in sentences; with any doubt the confidence is "to be checked".
    """

    event: dt.date
    ends: dt.date
    date: dt.date
    plan_by: dt.date
    starts: bool
    steps: tuple[str, ...]
    closed: tuple[ClosedDay, ...]
    rule: str
    sources: tuple[Source, ...]
    confidence: Confidence
    doubts: tuple[str, ...]
    checked_to: dt.date
    calendar: str = CALENDAR

    @property
    def weekday(self) -> str:
        """The day of the week, in full."""
        return f"{self.date:%A}"

    @property
    def moved(self) -> bool:
        """Whether a closed day moved the last day, so that both dates are shown."""
        return self.ends != self.date
