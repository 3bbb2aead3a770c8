"""Removing what was kept long enough: `trigpoint retain`, and every day by `trigpoint tick`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.content.retention import RetentionRule, installed_rules
from trigpoint.people.data.events import RETAINED
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.retention import sweeps

if TYPE_CHECKING:
    from datetime import date

RULES = "retention"
"""The subject of the event."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rule found. `done` says whether it was removed, or only counted."""

    rule: RetentionRule
    before: date
    found: int
    done: bool


def retain(*, now: datetime, dry: bool = False) -> tuple[Outcome, ...]:
    """Remove what each rule says is over, or only count it; write down what was removed, in one event."""
    found = tuple(_applied(rule, now, dry=dry) for rule in installed_rules() if rule.sweep)
    counts = {one.rule.id: one.found for one in found if one.found and one.done}
    if counts:
        with transaction.atomic():
            emit(name=RETAINED, actor=None, subject=RULES, at=now, data=counts)
    return found


def _applied(rule: RetentionRule, now: datetime, *, dry: bool) -> Outcome:
    day = first_kept(rule, now.astimezone(ENGLAND).date())
    with transaction.atomic():
        found = sweeps()[rule.sweep](datetime.combine(day, time.min, ENGLAND), dry=dry)
    return Outcome(rule, day, found, done=not dry)


def first_kept(rule: RetentionRule, today: date) -> date:
    """Return the first day whose things are still kept. 29 February goes back to 28 February in other years."""
    if rule.days:
        return today - timedelta(days=rule.days)
    year = today.year - rule.years
    try:
        return today.replace(year=year)
    except ValueError:
        return today.replace(year=year, day=28)
