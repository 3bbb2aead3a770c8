"""Rounds: ten questions answered in one go, saved as often as one likes, and marked together at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction

from trigpoint.content.questions import questions
from trigpoint.learning.freezing import frozen_questions
from trigpoint.learning.practice.actions.answering import prepared, read
from trigpoint.learning.practice.drawing import draw
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.events import ROUND_OPENED, ROUND_SAVED, ROUND_STARTED, ROUND_SUBMITTED
from trigpoint.learning.practice.models import KEY_LENGTH, Round
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trigpoint.learning.practice.actions.answering import Prepared

MOST_KEY = KEY_LENGTH - 4
"""An answer's attempt is the round's key and a number."""


def open_round(*, person: str, key: str, now: datetime) -> Round:
    """Draw ten questions for somebody; a round that is open under the key already is returned as it is.

    Raises PracticeError where there is nothing to ask, or where the key is of no form that a page gives.
    """
    if not key or len(key) > MOST_KEY or not key.isascii() or not key.isprintable():
        raise PracticeError("This round came without its key. Open it again from the practice page.")
    try:
        return _open(person, key, now)
    except IntegrityError:  # opened in the same moment by another tab
        return _open(person, key, now)


def _open(person: str, key: str, now: datetime) -> Round:
    found = Round.objects.filter(key=key).first()
    if found is not None:
        return _own(found, person)
    drawn = draw(person, now, seed=key)
    if not drawn:
        raise PracticeError("There is nothing to ask. Choose another topic under “Your plan”.")
    with transaction.atomic():
        found = Round.objects.create(key=key, person=person, questions=drawn, opened_at=now)
        emit(name=ROUND_OPENED, actor=person, subject=person, at=now, data={"round": key, "questions": drawn})
    return found


def start_round(*, person: str, key: str, now: datetime) -> Round:
    """Begin a round; the time of the first start stands. Raises PracticeError for a round that is not hers."""
    with transaction.atomic():
        found = _mine(person, key)
        if found.started_at is None:
            found.started_at = now
            found.save(update_fields=["started_at"])
            emit(name=ROUND_STARTED, actor=person, subject=person, at=now, data={"round": key})
    return found


def save_round(*, person: str, key: str, answers: Mapping[str, object], now: datetime) -> Round:
    """Save answers, by question; those that are not named stay. Raises PracticeError after the round was handed in."""
    with transaction.atomic():
        found = _mine(person, key)
        if found.submitted_at is not None:
            raise PracticeError(
                "These questions were handed in already, so this answer was not taken. See what you gave."
            )
        found.answers = {**found.answers, **_read(found, answers)}
        found.saved_at = now
        found.save(update_fields=["answers", "saved_at"])
        emit(name=ROUND_SAVED, actor=person, subject=person, at=now, data={"round": key, "answers": list(answers)})
    return found


def submit_round(*, person: str, key: str, answers: Mapping[str, object], now: datetime) -> Round:
    """Hand a round in with these last answers: it is marked, and every question comes back when it should.

    Handed in again, nothing happens: the first time stands. A question that is frozen is not counted. What was not
    answered counts as *I am not sure*.
    """
    known = _read(_own(Round.objects.filter(key=key).first(), person), answers)
    try:
        return _submit(person, key, known, now)
    except IntegrityError:  # handed in in the same moment from another tab
        return _submit(person, key, known, now)


def _submit(person: str, key: str, known: Mapping[str, Any], now: datetime) -> Round:
    seen = _own(Round.objects.filter(key=key).first(), person)
    if seen.submitted_at is not None:
        return seen
    final, kept = _marked(seen, known, now)
    with transaction.atomic():
        found = _mine(person, key)
        if found.submitted_at is not None:
            return found
        if found.saved_at != seen.saved_at:  # another tab saved meanwhile: mark what is there now
            final, kept = _marked(found, known, now)
        kept.write()
        asked = [one.question for one in kept.answers]
        found.answers = final
        found.left_out = [one for one in found.questions if one not in asked]
        found.right = sum(one.right for one in kept.marks)
        found.started_at = found.started_at or now
        found.saved_at = found.submitted_at = now
        found.save(update_fields=["answers", "saved_at", "left_out", "right", "started_at", "submitted_at"])
        data = {
            "round": key,
            "right": found.right,
            "of": len(asked),
            "answered": [f"{one.question}:{int(one.right)}" for one in kept.answers],
        }
        emit(name=ROUND_SUBMITTED, actor=person, subject=person, at=now, data=data)
    return found


def _marked(found: Round, known: Mapping[str, Any], now: datetime) -> tuple[dict[str, Any], Prepared]:
    """Return all answers of a round with these last ones, and those that count, marked."""
    final = {**found.answers, **known}
    frozen = frozen_questions()
    asked = [questions()[one] for one in found.questions if one in questions() and one not in frozen]
    given = [(one, final.get(one.id), f"{found.key}:{found.questions.index(one.id)}") for one in asked]
    return final, prepared(found.person, given, now)


def _read(found: Round, answers: Mapping[str, object]) -> dict[str, Any]:
    known = {one: read(questions()[one], said) for one, said in answers.items() if one in found.questions}
    if len(known) != len(answers):
        raise PracticeError("An answer was to a question that is not in this round. Open the round again.")
    return known


def _mine(person: str, key: str) -> Round:
    """Return a round, locked for whoever writes it."""
    return _own(Round.objects.select_for_update().filter(key=key).first(), person)


def _own(found: Round | None, person: str) -> Round:
    if found is None or found.person != person:
        raise PracticeError("There is no such round. Open a new one from the practice page.")
    return found
