"""Adjustments: asked for by a candidate, given by an examiner. Nobody asks why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.events import ASKED, GIVEN
from trigpoint.learning.examination.models import Adjustment
from trigpoint.people.queries import name_of
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send

if TYPE_CHECKING:
    from datetime import datetime

PERCENTS = (0, 25, 50, 100)
RESTS = (0, 10, 20)


def ask_for_adjustment(*, person: str, percent: int, rest: int, words: str, now: datetime) -> str:
    """Ask for extra time, for minutes of rest in each part, or for something else; return its key.

    What was asked for earlier and is not answered yet is replaced. Raises ExaminationError.
    """
    if percent not in PERCENTS or rest not in RESTS:
        raise ExaminationError("Choose one of the times that are offered, and write anything else in words", "percent")
    if not percent and not rest and not words.strip():
        raise ExaminationError("Choose what you need, or write it in words", "percent")
    with transaction.atomic():
        Adjustment.objects.filter(person=person, given_at=None).delete()
        row = Adjustment.objects.create(
            person=person, asked_percent=percent, asked_rest=rest, asked_words=words.strip(), asked_at=now
        )
        emit(name=ASKED, actor=person, subject=person, at=now, data={"adjustment": row.key})
    return row.key


def give_adjustment(*, actor: str, adjustment: str, percent: int, rest: int, words: str, now: datetime) -> None:
    """Give an adjustment: it holds for every part that she begins from now on. Raises ExaminationError."""
    if percent not in PERCENTS or rest not in RESTS:
        raise ExaminationError("Choose one of the times that are offered", "percent")
    with transaction.atomic():
        row = Adjustment.objects.select_for_update().filter(key=adjustment, given_at=None).first()
        if row is None:
            raise ExaminationError("It was answered already, or she has asked for something else. Go back to the list.")
        if row.person == actor:
            raise ExaminationError("You cannot give yourself an adjustment. Ask another examiner.")
        row.given_percent, row.given_rest, row.given_words = percent, rest, words.strip()
        row.given_at, row.given_by = now, actor
        row.save()
        data = {"adjustment": row.key, "percent": percent, "rest": rest}
        emit(name=GIVEN, actor=actor, subject=row.person, at=now, data=data)
        lines = [
            f"{name_of(row.person)},",
            "your adjustment for the law examination is in place for every part that you begin from now on.",
            "The start page of each part says how long you have.",
        ]
        send(to=row.person, subject="Your adjustment for the law examination", lines=lines, now=now)


def adjustment_for(person: str) -> tuple[int, int]:
    """Return the extra time in per cent and the minutes of rest that somebody has been given. One query."""
    row = Adjustment.objects.filter(person=person).exclude(given_at=None).order_by("given_at", "key").last()
    return (row.given_percent or 0, row.given_rest or 0) if row else (0, 0)
