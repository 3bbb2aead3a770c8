"""Deadline calculators as data, and the reckoning that each of them does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.deadlines.closed import previous_working_day, why_closed
from trigpoint.deadlines.counting import Count, Counted, Period, before_date, count
from trigpoint.deadlines.reckoning import Confidence, Reckoning, Source, weakest
from trigpoint.deadlines.rolling import Roll, roll
from trigpoint.deadlines.saying import brief, say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.deadlines.terms import Terms


class OutsideDatesError(ValueError):
    """The rule was not law on the day of the event."""


@dataclass(frozen=True)
class Event:
    """What starts a clock: a short id and a sentence-part such as "the council receives the request"."""

    id: str
    text: str


@dataclass(frozen=True)
class DayOfYear:
    """A date in every year: "before 31 March" of the year of the event."""

    month: int
    day: int


@dataclass(frozen=True)
class Clock:
    """An event and what is counted from it: a period in one of the ways of counting, or a date of its year."""

    event: Event
    period: Period | None = None
    how: Count = Count.AFTER
    before: DayOfYear | None = None

    def run(self, event: date, terms: Terms | None) -> Counted:
        """Return the last day of this clock for an event on the given day."""
        if self.before is not None:
            return before_date(event.year, self.before.month, self.before.day)
        if self.period is None:
            raise ValueError(f"The clock of {self.event.id} has neither a period nor a date; give one of them.")
        return count(event, self.period, self.how, terms)


@dataclass(frozen=True)
class Calculator:
    """One deadline of the law, as content/deadlines states it.

    who: whose duty or right it is. rule: the rule in our own words. clock: what is counted. later: a second clock
    that, once its event has happened, replaces the first if it ends later. starts: True where the day found is
    the first on which a duty is owed. since, until: the first day of events to which the rule applies, and the
    first to which it no longer does. earlier: what to say of events before `since`. note: exceptions and traps.
    checked_to: the day up to which the law is known to be as stated.
    """

    id: str
    title: str
    who: str
    rule: str
    clock: Clock
    roll: Roll
    sources: tuple[Source, ...]
    confidence: Confidence
    since: date
    checked_to: date
    until: date | None = None
    later: Clock | None = None
    starts: bool = False
    earlier: str = ""
    note: str = ""

    def reckon(self, event: date, *, later: date | None = None, terms: Terms | None = None) -> Reckoning:
        """Return the deadline for an event on the given day.

        later: the day of the second clock's event, if it has happened. terms: needed for school days.
        Raises OutsideDatesError when the rule was not in force on the day of the event, ValueError for a second
        date that the rule does not use or that is before the event, MissingTermsError, TermsError.
        """
        self._check(event, later)
        counted = [self.clock.run(event, terms)]
        steps = [f"The clock starts when {self.clock.event.text}: {say(event)}.", *counted[0].steps]
        if later is not None and self.later is not None:
            counted.append(self.later.run(later, terms))
            steps += [f"A second clock starts when {self.later.event.text}: {say(later)}.", *counted[1].steps]
            steps.append("The later of the two counts.")
        chosen = max(counted, key=lambda one: one.last)
        moved = roll(chosen.last, self.roll)
        steps += moved.steps
        doubts = tuple(dict.fromkeys(doubt for one in counted for doubt in one.doubts))
        plan_by = moved.last if self.starts else previous_working_day(moved.last)
        steps += [] if self.starts else self._ending(moved.last, plan_by)
        return Reckoning(
            event=event,
            ends=chosen.last,
            date=moved.last,
            plan_by=plan_by,
            starts=self.starts,
            steps=tuple(steps),
            closed=tuple(dict.fromkeys((*chosen.closed, *moved.closed))),
            rule=self.rule,
            sources=self.sources,
            confidence=Confidence.TO_BE_CHECKED if doubts else self.confidence,
            doubts=doubts,
            checked_to=self.checked_to,
        )

    def _check(self, event: date, later: date | None) -> None:
        if event < self.since:
            earlier = f" {self.earlier}" if self.earlier else ""
            raise OutsideDatesError(
                f"{self.title}: the rule is for {brief(self.since)} onwards, and {brief(event)} is before it.{earlier}"
            )
        if self.until is not None and event >= self.until:
            raise OutsideDatesError(f"{self.title}: the rule ended; it is not for events from {brief(self.until)}.")
        if later is not None and self.later is None:
            raise ValueError(f"{self.title} counts from one date only; leave out the second.")
        if later is not None and later < event:
            raise ValueError(f"{brief(later)} is before {brief(event)}; check which date is which.")

    def _ending(self, last: date, plan_by: date) -> list[str]:
        steps = [f"The last day is {say(last)}."]
        if plan_by != last:
            steps.append(
                f"That is {why_closed(last)}. Nothing in the sources moves the last day, "
                f"so plan for the working day before: {say(plan_by)}."
            )
        return steps


def surest_allowed(sources: Iterable[Source]) -> Confidence:
    """Return the most that may be claimed for a rule that rests on all of these sources: the weakest of them."""
    return weakest(source.confidence for source in sources)
