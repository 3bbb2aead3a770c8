"""Beginning a scenario and deciding in it. What was decided stays as it was decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.content.scenarios import scenarios
from trigpoint.learning.errors import DecidedError, LearningError
from trigpoint.learning.events import DECIDED, RUN_STARTED
from trigpoint.learning.models import MOST_WORDS, Decision, PrivateWords, Run
from trigpoint.learning.way import Taken, Way
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime

GONE = "The words of this scenario have changed since you began. Begin it again: it takes a few minutes."
TWICE = "You decided here already, in another tab. What you chose there counts; it is shown below."
TRIES = 5


def begin(*, person: str, scenario: str, now: datetime) -> str:
    """Begin a scenario; return the key of the run. Raises LearningError for one that there is not."""
    found = scenarios().get(scenario)
    if found is None:
        raise LearningError("There is no such scenario. Choose one from the list.")
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                attempt = Run.objects.filter(person=person, scenario=scenario).count() + 1
                run = Run(person=person, scenario=scenario, text_hash=found.text_hash, attempt=attempt, started_at=now)
                run.save()
                data = {"run": run.key, "scenario": scenario, "attempt": attempt}
                emit(name=RUN_STARTED, actor=person, subject=person, at=now, data=data)
                return run.key
        except IntegrityError:  # another tab began in this moment
            continue
    raise LearningError("This could not be saved. Try again.")


def decide(*, person: str, run: str, number: int, choice: str, reason: str, now: datetime, words: str = "") -> None:
    """Decide at the point where a run stands, as decision `number`. The same decision sent twice is one.

    Raises DecidedError where it was decided otherwise already, LearningError for a choice that there is not.
    """
    said = words.strip()
    if len(said) > MOST_WORDS:
        raise LearningError(f"Your words must be {MOST_WORDS} characters or fewer. Yours have {len(said):,}.")
    try:
        with transaction.atomic():
            _decide(person, run, number, Taken(choice, reason), words=said, now=now)
    except IntegrityError:  # another tab decided in this moment
        raise DecidedError(TWICE) from None


def _decide(person: str, key: str, number: int, taken: Taken, *, words: str, now: datetime) -> None:
    run = Run.objects.filter(key=key, person=person).first()
    found = scenarios().get(run.scenario) if run else None
    if run is None or found is None or found.text_hash != run.text_hash:
        raise LearningError(GONE)
    made = tuple(
        Taken(*row) for row in Decision.objects.filter(run=run).order_by("number").values_list("choice", "reason")
    )
    if number <= len(made):
        if made[number - 1] != taken:
            raise DecidedError(TWICE)
        return
    way = Way(found, made)
    point = way.point
    if point is None or number != len(made) + 1:
        raise LearningError("This scenario has ended. See what came of it, or begin it again.")
    choice, reason = point.choice(taken.choice), point.reason(taken.reason)
    if choice is None or reason is None:
        raise LearningError("Select what you do and why.")
    row = Decision(
        run=run,
        number=number,
        point=point.id,
        choice=choice.id,
        reason=reason.id,
        verdict=choice.verdict.value,
        at=now,
    )
    row.save()
    if words:
        PrivateWords.objects.create(person=person, decision=row.pk, words=words, at=now)
    data = {
        "run": run.key,
        "scenario": run.scenario,
        "point": point.id,
        "choice": choice.id,
        "reason": reason.id,
        "verdict": choice.verdict.value,
        "end": choice.to if choice.to in found.ends else None,
    }
    emit(name=DECIDED, actor=person, subject=person, at=now, data=data)
