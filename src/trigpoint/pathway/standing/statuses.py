"""From the states of the kernel to the seven statuses that pages show. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.kernel import State
from trigpoint.platform.pages import DOES_NOT_APPLY, MET, NOT_YET_MET, OVERDUE, UNCLEAR, due, lapses, written

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from trigpoint.kernel import Finding, Snapshot
    from trigpoint.platform.pages import Status

LAPSE_SHOWN_DAYS = 183
"""A lapse no further off than half a year is told as the status: early enough to book a day for it."""


def status_of(finding: Finding, today: date, *, overdue: bool = False) -> Status:
    """Return the status of what was found; `overdue` says that a clock of it, or inside it, has run out."""
    if finding.state is State.DOES_NOT_APPLY:
        return DOES_NOT_APPLY
    if finding.state is State.ARGUABLE:
        return UNCLEAR
    if finding.state is State.UNMET:
        return OVERDUE if overdue else NOT_YET_MET
    if finding.state is State.NOT_YET_DUE and finding.because and finding.because.deadline:
        return due(finding.because.deadline.last_day)
    end = ends(finding)
    return lapses(end) if end and (end - today).days <= LAPSE_SHOWN_DAYS else MET


def ends(finding: Finding) -> date | None:
    """Return the first day on which what is met now is so no longer; None where none is in sight."""
    return finding.period.end if finding.state in {State.MET, State.EXEMPT} and finding.period else None


def overdue_rules(snapshot: Snapshot) -> frozenset[str]:
    """Return the ids of the rules whose own clock has run out."""
    return frozenset(deadline.rule for deadline in snapshot.overdue())


def is_overdue(snapshot: Snapshot, rule_id: str, overdue: Collection[str]) -> bool:
    """Tell whether a clock of the rule, or of an unmet rule inside it, has run out."""
    if not overdue:
        return False
    scheme = snapshot.standing.scheme
    return any(inner.id in overdue for inner in scheme.reach(snapshot.standing.rules()[rule_id]))


def how_long(finding: Finding) -> str:
    """Return until when it is met, as a sentence; nothing for what is not met.

    A date after today means: if nothing changes.
    """
    if finding.state is State.NOT_YET_DUE and finding.because and finding.because.deadline:
        return f"There is time until the end of {written(finding.because.deadline.last_day)}."
    end = ends(finding)
    if end:
        return f"Met until {written(end)}, if nothing changes."
    return "It has no end date." if finding.state in {State.MET, State.EXEMPT} else ""
