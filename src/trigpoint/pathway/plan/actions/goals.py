"""Adding, changing and ending goals."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.pathway.events import GOAL_ADDED, GOAL_CHANGED, GOAL_DONE, GOAL_DROPPED, GOAL_REOPENED
from trigpoint.pathway.plan.errors import GoneError, PlanError
from trigpoint.pathway.plan.models import Goal
from trigpoint.pathway.plan.words import MOST_GOALS, GoalState
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime


def add_goal(
    *,
    person: str,
    words: str = "",
    rule: str = "",
    minutes: int | None = None,
    by: date | None = None,
    meeting: str = "",
    now: datetime,
) -> str:
    """Add a goal, in her words or about a requirement, and return its key.

    A requirement that is among her open goals is not added twice: then its key is returned. Raises PlanError for a
    plan that is full.
    """
    with transaction.atomic():
        if rule and not words:
            there = Goal.objects.filter(person=person, rule=rule, words="", state=GoalState.OPEN).first()
            if there is not None:
                return str(there.key)
        if meeting and (same := Goal.objects.filter(person=person, meeting=meeting, words=words).first()):
            return str(same.key)
        today = now.astimezone(ENGLAND).date()
        row = _added(
            Goal(person=person, words=words, rule=rule, minutes=minutes, by=by, meeting=meeting, added_on=today)
        )
        data = {"goal": row.key, "rule": rule or None, "minutes": minutes, "by": by, "meeting": meeting or None}
        emit(name=GOAL_ADDED, actor=person, subject=person, at=now, data=data)
    return str(row.key)


def add_goals(*, person: str, rules: Iterable[str], now: datetime) -> int:
    """Add requirements as goals, those that are not there yet, and return how many. Raises PlanError."""
    with transaction.atomic():
        there = set(Goal.objects.filter(person=person, state=GoalState.OPEN, words="").values_list("rule", flat=True))
        wanted = [rule for rule in dict.fromkeys(rules) if rule not in there]
        for rule in wanted:
            _added(Goal(person=person, rule=rule, added_on=now.astimezone(ENGLAND).date()))
        if wanted:
            emit(name=GOAL_ADDED, actor=person, subject=person, at=now, data={"rules": wanted})
    return len(wanted)


def _added(goal: Goal) -> Goal:
    """Save a new goal with a key, or raise PlanError for a plan that is full."""
    if Goal.objects.filter(person=goal.person, state=GoalState.OPEN).count() >= MOST_GOALS:
        raise PlanError(
            f"A plan holds {MOST_GOALS} open goals at most. Finish one, or take one off, then add this one."
        )
    goal.key = f"g_{secrets.token_hex(16)}"
    goal.save()
    return goal


def change_goal(*, person: str, key: str, words: str, minutes: int | None, by: date | None, now: datetime) -> None:
    """Change an open goal. `words` may be empty only where it is about a requirement. Raises GoneError, PlanError."""
    with transaction.atomic():
        row = _open_goal(person, key)
        if not words and not row.rule:
            raise PlanError("Enter what you want to do.")
        row.words, row.minutes, row.by = words, minutes, by
        row.save(update_fields=["words", "minutes", "by"])
        data = {"goal": key, "minutes": minutes, "by": by}
        emit(name=GOAL_CHANGED, actor=person, subject=person, at=now, data=data)


def finish_goal(*, person: str, key: str, now: datetime) -> None:
    """Tick a goal off. It counts for nothing in the record. Raises GoneError."""
    _end(person, key, GoalState.DONE, GOAL_DONE, now)


def drop_goal(*, person: str, key: str, now: datetime) -> None:
    """Take a goal off the plan. Raises GoneError."""
    _end(person, key, GoalState.DROPPED, GOAL_DROPPED, now)


def _end(person: str, key: str, state: GoalState, event: str, now: datetime) -> None:
    with transaction.atomic():
        row = _open_goal(person, key)
        row.state, row.ended_on = state, now.astimezone(ENGLAND).date()
        row.save(update_fields=["state", "ended_on"])
        emit(name=event, actor=person, subject=person, at=now, data={"goal": key})


def reopen_goal(*, person: str, key: str, now: datetime) -> None:
    """Put a goal that was done or taken off back on the plan. Raises GoneError, and PlanError where it is there."""
    with transaction.atomic():
        row = Goal.objects.select_for_update().filter(person=person, key=key).exclude(state=GoalState.OPEN).first()
        if row is None:
            raise GoneError(key)
        same = Goal.objects.filter(person=person, state=GoalState.OPEN, rule=row.rule, words="")
        if row.rule and not row.words and same.exists():
            raise PlanError("This is on your plan already.")
        row.state, row.ended_on = GoalState.OPEN, None
        row.save(update_fields=["state", "ended_on"])
        emit(name=GOAL_REOPENED, actor=person, subject=person, at=now, data={"goal": key})


def _open_goal(person: str, key: str) -> Goal:
    row = Goal.objects.select_for_update().filter(person=person, key=key, state=GoalState.OPEN).first()
    if row is None:
        raise GoneError(key)
    return row
