"""When the award could be reached: the minutes left, and the minutes a week that a person says she has. Pure.

It is an estimate, and the page says of what: typical minutes are the authors' own, every week of the year counts the
same, and the time that assessors take is not in it. Where a person has not said how much time she has, there is no
date.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.kernel import State
from trigpoint.pathway.standing.frame import MINUTES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.kernel import Fact, Snapshot
    from trigpoint.pathway.standing.frame import Frame

TIME_CODE = "gives:award-time"
"""A person's own word on how many minutes a week she has for the award; the newest counts, and 0 takes it back."""
TO_DO = {State.UNMET, State.ARGUABLE, State.NOT_YET_DUE}
LONGEST_WEEKS = 520
"""Ten years. A date beyond that tells nobody anything."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What is left and when it could be done. `again` are the minutes of what lapses before then and is done anew.

    `finish` is None where nothing is left, where she has not said what time she has, or where it is too far off.
    """

    left: int
    total: int
    a_week: int
    again: int
    finish: date | None

    @property
    def hours_left(self) -> int:
        """Hours left, rounded up."""
        return -(-self.left // MINUTES)

    @property
    def hours(self) -> int:
        """Typical hours of the whole route from nothing, rounded up."""
        return -(-self.total // MINUTES)


def minutes_a_week(facts: Iterable[Fact], today: date) -> int:
    """Return the minutes a week that a person said last that she has; 0 where she has not."""
    said = [fact.amount or 0 for fact in facts if fact.code == TIME_CODE and today in fact.valid]
    return said[-1] if said else 0


def pace_of(snapshot: Snapshot, frame: Frame, a_week: int) -> Pace:
    """Return the pace on a day of a standing."""
    state, today = snapshot.state, snapshot.day
    left = sum(minutes for rule, minutes in frame.minutes.items() if state(rule) in TO_DO)
    again = 0
    finish = _after(today, left, a_week) if left else None
    if finish is not None:
        # What lapses on the way has to be done anew, which may move the finish past the next lapse.
        for lapse in snapshot.lapses():
            if finish is None or lapse.day > finish:
                break
            around = frame.shown.get(lapse.rule, "")
            again += frame.minutes.get(lapse.rule) or frame.minutes.get(around, 0)
            finish = _after(today, left + again, a_week)
    return Pace(left, frame.total, a_week, again, finish)


def _after(today: date, minutes: int, a_week: int) -> date | None:
    if not a_week or (weeks := -(-minutes // a_week)) > LONGEST_WEEKS:
        return None
    return today + timedelta(weeks=weeks)
