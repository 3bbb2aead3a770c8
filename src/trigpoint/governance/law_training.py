"""Whether the law strand of the award is current, or due on a day: all that a head may know of it unasked. Pure.

No score, no attempt and no outcome goes in; and no leave can be told from what comes out. The clocks of the award
pause for leave, which is private: so the day is the one without any leave, for as long as that lies ahead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel import State
from trigpoint.platform.pages import MET, NOT_YET_MET, OVERDUE, Status, due, written

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.kernel import Snapshot

EXAMINATION, REFRESHER = "LAW-exam", "LAW-refresh"


@dataclass(frozen=True, slots=True)
class LawTraining:
    """Whether the law strand is current. `status` is None where it cannot be told on this copy."""

    status: Status | None
    words: str


CANNOT_TELL = LawTraining(None, "This copy cannot tell today. Whoever runs it can mend that.")
NOT_BEGUN = LawTraining(NOT_YET_MET, "Not begun.")
CURRENT = LawTraining(MET, "Current.")


def law_training(snapshot: Snapshot, without_leave: Snapshot) -> LawTraining:
    """Return what is told of two snapshots of one day: by all facts, and by those that are not private."""
    told = _told(without_leave)
    if told.status is not None and told.status.kind in {MET.kind, NOT_YET_MET.kind, due(snapshot.day).kind}:
        return told
    return _told(snapshot)


def _told(snapshot: Snapshot) -> LawTraining:
    if not {EXAMINATION, REFRESHER} <= snapshot.standing.rules().keys():
        return CANNOT_TELL
    begun = [period for period in snapshot.standing.met(EXAMINATION) if period.start <= snapshot.day]
    if not begun:
        return NOT_BEGUN
    until = begun[-1].end
    if until is not None and until <= snapshot.day:
        return _overdue(until)
    if snapshot.state(REFRESHER) is State.UNMET:
        passed = _first(snapshot, passed=True)
        return _overdue(passed) if passed else LawTraining(OVERDUE, "Due.")
    asked = _first(snapshot, passed=False)
    if asked and (until is None or asked < until):
        return LawTraining(due(asked), f"Current. A refresher on new law is due by {written(asked)}.")
    return LawTraining(MET, f"Current until {written(until)}.") if until else CURRENT


def _first(snapshot: Snapshot, *, passed: bool) -> date | None:
    clocks = snapshot.overdue() if passed else snapshot.deadlines()
    return next((clock.last_day for clock in clocks if clock.rule == REFRESHER), None)


def _overdue(day: date) -> LawTraining:
    return LawTraining(OVERDUE, f"It was due on {written(day)}.")
