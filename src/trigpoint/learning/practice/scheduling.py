"""When a question comes back: FSRS says how long it will be remembered, the school week says on which day to ask.

Pure: the moment, the card and the week come in. FSRS (free spaced repetition scheduler, the library `fsrs`) predicts
from stability and difficulty when somebody would still remember a thing nine times of ten. Its own day is then moved to
a day on which the school works, near it, with the least to do. Nothing is asked at a weekend or in the holidays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from math import ceil
from typing import TYPE_CHECKING

from fsrs import Card, Rating, Scheduler, State

from trigpoint.deadlines import bank_holidays
from trigpoint.deadlines.terms import FIRST_MONTH
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Mapping

DAY = timedelta(days=1)
REMEMBERED = 0.9
"""The share of things that shall still be known when they are asked again: the library's own default."""
SLACK = 0.15
"""By what part of its interval a question may be moved, either way, so that days are alike."""
LEAST_SLACK, MOST_SLACK = 1, 14
"""Days by which it may be moved at least and at most."""
LONGEST_HOLIDAY = 60
LAST_WEEK = 5
"""School days before the target in which nothing new begins: they are for what was begun."""
FRIDAY = 4


@dataclass(frozen=True, slots=True)
class Memory:
    """What the scheduler knows of one card. `stability` in days, `difficulty` from 1 to 10; None before the first."""

    state: int
    step: int | None
    stability: float | None
    difficulty: float | None
    due: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Week:
    """The days on which questions are asked: Monday to Friday, without bank holidays, within terms where known.

    runs: the weeks with school of a council, first and last day of each; none where none are entered.
    """

    runs: tuple[tuple[date, date], ...] = ()
    closed: frozenset[date] = frozenset()

    def works(self, day: date) -> bool:
        """Return whether the school works on a day. In school years whose terms are not known, weekdays do."""
        if day.weekday() > FRIDAY or day in bank_holidays(day.year) or day in self.closed:
            return False
        known = [(first, last) for first, last in self.runs if school_year(first) == school_year(day)]
        return not known or any(first <= day <= last for first, last in known)

    def next_day(self, day: date) -> date:
        """Return the day itself if the school works on it, else the first after it on which it does."""
        for _ in range(LONGEST_HOLIDAY):
            if self.works(day):
                return day
            day += DAY
        return day

    def days(self, first: date, last: date) -> int:
        """Return on how many days the school works from first to last, both included."""
        return sum(self.works(first + number * DAY) for number in range((last - first).days + 1))


def school_year(day: date) -> int:
    """Return the year in which the school year of a day begins."""
    return day.year if day.month >= FIRST_MONTH else day.year - 1


@cache
def scheduler() -> Scheduler:
    """Return the scheduler. Its own chance is off: our days are balanced instead, and can be worked out again."""
    return Scheduler(desired_retention=REMEMBERED, learning_steps=(DAY,), relearning_steps=(DAY,), enable_fuzzing=False)


def after(memory: Memory | None, card: int, *, right: bool, now: datetime) -> Memory:
    """Return what is known of a card after an answer. `card` is our own id; what was not known is asked again soon."""
    moment = now.astimezone(UTC)  # the library takes no other zone
    before = Card(card_id=card, due=moment)
    if memory is not None:
        before = Card(
            card_id=card,
            state=State(memory.state),
            step=memory.step,
            stability=memory.stability,
            difficulty=memory.difficulty,
            due=memory.due.astimezone(UTC),
            last_review=memory.last.astimezone(UTC),
        )
    found, _ = scheduler().review_card(before, Rating.Good if right else Rating.Again, review_datetime=moment)
    return Memory(int(found.state), found.step, found.stability, found.difficulty, found.due, moment)


def day_to_ask(due: datetime, now: datetime, week: Week, load: Mapping[date, int], target: date | None) -> date:
    """Return the school day near `due` on which the least is asked already; the earlier of two alike.

    load: how many questions each day has. target: the day by which to be ready; a question is asked again before it,
    while there is a day left.
    """
    today = now.astimezone(ENGLAND).date()
    wanted = due.astimezone(ENGLAND).date()
    if target is not None and today < target <= wanted:
        wanted = max(today + DAY, target - DAY)
    slack = min(MOST_SLACK, max(LEAST_SLACK, round((wanted - today).days * SLACK)))
    near = [wanted + number * DAY for number in range(-slack, slack + 1)]
    days = [
        one for one in near if one > today and week.works(one) and (target is None or one < target or today >= target)
    ]
    if not days:
        before = [today + number * DAY for number in range(1, (wanted - today).days)] if target is not None else []
        return max(filter(week.works, before), default=week.next_day(max(wanted, today + DAY)))
    return min(days, key=lambda one: (load.get(one, 0), abs((one - wanted).days), one))


def new_today(left: int, today: date, week: Week, target: date | None, room: int) -> int:
    """Return how many new questions to begin today: enough to have begun all a school week before the target.

    left: questions not yet asked. room: how many fit into what is left of the day.
    """
    if target is None or today >= target:
        return min(left, room)
    days = week.days(today, target - DAY) - LAST_WEEK
    return min(left, room, ceil(left / days)) if days > 0 else min(left, room)
