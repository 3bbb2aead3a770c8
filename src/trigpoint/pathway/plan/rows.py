"""What the pages of a plan show: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.pathway.plan.terms import HalfTerm
    from trigpoint.pathway.plan.words import GoalState, Sure
    from trigpoint.people.time.queries import State

HOUR = 60
LONG = 120
"""From this many minutes on, a sum is told in hours."""


def time_words(minutes: int) -> str:
    """Return a time as people say it.

    >>> time_words(50), time_words(60), time_words(90), time_words(500)
    ('50 minutes', '1 hour', '1 hour 30 minutes', 'about 9 hours')
    """
    if minutes > LONG and minutes % HOUR:
        return f"about {-(-minutes // HOUR)} hours"
    hours, rest = divmod(minutes, HOUR)
    said = [f"{hours} hour{'s' if hours > 1 else ''}"] if hours else []
    return " ".join([*said, *([f"{rest} minutes"] if rest or not hours else [])])


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal as it is kept. `rule` is the requirement that it is about, empty where it is her own."""

    key: str
    words: str
    rule: str
    minutes: int | None
    by: date | None
    meeting: str
    added_on: date
    state: GoalState
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a plan: a goal (`goal`), or what the record lacks and is not yet among the goals.

    `note` says of a date that has passed that it moved on, or that the record meets it by now.
    """

    title: str
    url: str
    minutes: int | None
    by: date | None
    note: str
    goal: str
    rule: str
    is_own: bool

    @property
    def time(self) -> str:
        """The minutes in words; empty where nobody said how many."""
        return time_words(self.minutes) if self.minutes else ""


@dataclass(frozen=True, slots=True)
class BeginRow:
    """A way to begin a long step in a short time: what to do, and the requirement's page."""

    title: str
    url: str
    words: str
    whole: str


@dataclass(frozen=True, slots=True)
class DoneRow:
    """A goal that is done: what and when."""

    title: str
    on: date
    key: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """What fits in the minutes that she has: whole steps, and ways to begin longer ones.

    `untimed` counts the goals that say no minutes.
    """

    minutes: int
    whole: tuple[StepRow, ...]
    begin: tuple[BeginRow, ...]
    untimed: int


@dataclass(frozen=True, slots=True)
class TimeLine:
    """What My plan says of protected time: how it stands, and how much."""

    state: State
    asked: str
    agreed: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """Everything on My plan.

    `few` are this half-term's first steps, `later` the other goals, `waiting` suggestions beyond the few. `empty`:
    there is no goal at all. `on_leave`: nothing is asked today.
    """

    half: HalfTerm
    holiday: bool
    few: tuple[StepRow, ...]
    later: tuple[StepRow, ...]
    done: tuple[DoneRow, ...]
    chosen: Chosen | None
    time: TimeLine | None
    reviewed_on: date | None
    review_due: bool
    empty: bool
    on_leave: bool
    reminded: bool
    minutes_left: int
    readable: bool
    today: date

    @property
    def heading(self) -> str:
        """Return the answer: *This half-term: 3 steps, 50 minutes*."""
        when = "After the holiday" if self.holiday else "This half-term"
        if not self.few:
            return f"{when}: nothing is planned"
        minutes = sum(step.minutes or 0 for step in self.few)
        count = f"{len(self.few)} step{'s' if len(self.few) > 1 else ''}"
        return f"{when}: {count}, {time_words(minutes)}" if minutes else f"{when}: {count}"


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome in the self-assessment: what it is, whether the record meets it, what she said last and when."""

    rule: str
    name: str
    title: str
    plain: str
    url: str
    met: bool
    minutes: int
    sure: Sure | None
    on: date | None
    planned: bool

    @property
    def time(self) -> str:
        """Its typical minutes in words."""
        return time_words(self.minutes) if self.minutes else ""


@dataclass(frozen=True, slots=True)
class StrandRow:
    """A strand in the self-assessment."""

    id: str
    title: str
    outcomes: tuple[OutcomeRow, ...]

    @property
    def said(self) -> int:
        """How many of its outcomes she has looked at."""
        return sum(1 for row in self.outcomes if row.sure)


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A yearly review."""

    key: str
    on: date
    since: date | None
    done: str
    ahead: str
    goals_done: int
    met: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class ReflectionRow:
    """A reflection. `shown_to` are the keys of those who may read just this one."""

    key: str
    words: str
    written_at: datetime
    changed_at: datetime | None
    shown_to: tuple[str, ...]

    @property
    def first_words(self) -> str:
        """Its beginning, for lists."""
        line = self.words.strip().splitlines()[0] if self.words.strip() else ""
        return line if len(line) <= HOUR else f"{line[:HOUR].rsplit(' ', 1)[0]} …"
