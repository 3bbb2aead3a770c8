"""Standardisation: what an assessor has judged, whether it lets her judge live, and judging an exercise."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.moderation.events import EXERCISE_JUDGED
from trigpoint.assessment.moderation.models import Attempt
from trigpoint.content.moderating import moderation_rules
from trigpoint.content.standardisation import Exercise, exercises, exercises_for
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.record.actions import enter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FACT = "completed:assessor-standardisation"
NO_SUCH = "There is no such exercise. Choose one from the list."


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt: how many verdicts fitted the key, of how many, and what was said of each criterion."""

    key: str
    exercise: str
    digest: str
    said: Mapping[str, bool]
    fits: int
    of: int
    passed: bool
    demonstration: bool
    at: datetime


@dataclass(frozen=True, slots=True)
class ExerciseRow:
    """An exercise as an assessor sees it in her list: `until` is the last day on which her pass holds, if it does."""

    exercise: Exercise
    latest: AttemptRow | None
    until: date | None


def attempts_of(assessor: str) -> tuple[AttemptRow, ...]:
    """Return every attempt of an assessor, the oldest first. One query."""
    return tuple(_row(one) for one in Attempt.objects.filter(assessor=assessor))


def attempt(assessor: str, key: str) -> AttemptRow | None:
    """Return one attempt of an assessor, or None. One query."""
    return next((_row(one) for one in Attempt.objects.filter(assessor=assessor, key=key)), None)


def list_of(assessor: str, today: date) -> tuple[ExerciseRow, ...]:
    """Return every exercise with where an assessor stands in it. One query."""
    latest = {one.exercise: one for one in attempts_of(assessor)}
    holds = _holds(assessor, today)
    return tuple(ExerciseRow(one, latest.get(one.id), holds.get(one.id)) for one in exercises().values())


def not_standardised(assessor: str, strand: str, today: date) -> str:
    """Return why an assessor may not judge in a strand yet, a sentence; empty where she may. One query."""
    needed = exercises_for(strand)
    holds = _holds(assessor, today)
    missing = [one for one in needed if one.id not in holds]
    return f"Has not passed this year’s exercise “{missing[0].title}” for {strand}." if missing else ""


def standardised(today: date) -> dict[str, dict[str, date]]:
    """Return, by assessor, the exercises that she has passed and until when that holds. One query."""
    lasts = timedelta(days=moderation_rules().standardised_for_days)
    found: dict[str, dict[str, date]] = {}
    known = exercises()
    for one in Attempt.objects.filter(passed=True).order_by("position"):
        until = one.at.astimezone(ENGLAND).date() + lasts
        if until >= today and one.exercise in known and known[one.exercise].digest == one.digest:
            found.setdefault(one.assessor, {})[one.exercise] = until
    return found


def judge_exercise(
    *, assessor: str, exercise: str, said: Mapping[str, bool], now: datetime, demonstration: bool = False
) -> AttemptRow:
    """Keep what an assessor said of an exercise, with how it fits the key; where she passes, the fact is entered.

    Raises AssessmentError for an exercise that is not there, and where a criterion has no verdict.
    """
    found = exercises().get(exercise)
    if found is None:
        raise AssessmentError(NO_SUCH)
    if set(said) != {row.criterion for row in found.key}:
        raise AssessmentError("Say for every criterion whether it is shown.")
    fits = sum(said[row.criterion] is row.is_shown for row in found.key)
    passed = fits >= found.needed
    row = Attempt(
        key=f"x_{secrets.token_hex(16)}",
        assessor=assessor,
        exercise=exercise,
        digest=found.digest,
        said=dict(said),
        fits=fits,
        of=len(found.key),
        passed=passed,
        demonstration=demonstration,
        at=now,
    )
    with transaction.atomic():
        row.save()
        data = {"exercise": exercise, "fits": fits, "of": row.of, "passed": passed}
        emit(name=EXERCISE_JUDGED, actor=assessor, subject=assessor, at=now, data=data)
        if passed:
            day = now.astimezone(ENGLAND).date()
            fact = Fact(FACT, Period(day, day + timedelta(days=1)), basis=Basis.VERIFIED, source=f"exercise:{row.key}")
            enter(actor=assessor, subject=assessor, facts=[fact], now=now)
    return _row(row)


def _holds(assessor: str, today: date) -> dict[str, date]:
    lasts = timedelta(days=moderation_rules().standardised_for_days)
    known = exercises()
    found = {}
    for one in Attempt.objects.filter(assessor=assessor, passed=True).order_by("position"):
        until = one.at.astimezone(ENGLAND).date() + lasts
        if until >= today and one.exercise in known and known[one.exercise].digest == one.digest:
            found[one.exercise] = until
    return found


def _row(one: Attempt) -> AttemptRow:
    return AttemptRow(
        one.key, one.exercise, one.digest, one.said, one.fits, one.of, one.passed, one.demonstration, one.at
    )
