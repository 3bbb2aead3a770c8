"""Ending a part, by hand or because its time ran out; marking the paper when the last part has ended."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.content.blueprints import blueprints
from trigpoint.content.questions import questions
from trigpoint.learning.examination.actions.excluding import exclude, why_not
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.events import HANDED_IN, LAPSED
from trigpoint.learning.examination.models import Attempt, Drawn, Part, State
from trigpoint.learning.examination.timing import is_over, mark_of
from trigpoint.learning.marking import mark
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime

CLOSE = "learning.close-part"


def hand_in(*, person: str, attempt: str, number: int, now: datetime) -> bool:
    """Hand a part in; return whether that was the last one, so that the paper was marked. Raises ExaminationError."""
    with transaction.atomic():
        found = Attempt.objects.select_for_update().filter(key=attempt, person=person).first()
        part = Part.objects.select_for_update().filter(attempt=found, number=number).first() if found else None
        if found is None or part is None or part.begun_at is None:
            raise ExaminationError("This part has not begun. Go back to the start page of the examination.")
        if part.handed_in_at is None:
            _end(found, part, now, by=person)
        return found.state != State.OPEN


def close_part(*, attempt: str, number: int, now: datetime) -> datetime | None:
    """End a part whose time ran out. Where it runs still, since it was given more, return when it will end."""
    with transaction.atomic():
        found = Attempt.objects.select_for_update().filter(key=attempt).first()
        part = Part.objects.select_for_update().filter(attempt=found, number=number).first() if found else None
        if found is None or part is None or part.handed_in_at is not None or part.ends_at is None:
            return None
        if not is_over(part.ends_at, now):
            return part.ends_at
        _end(found, part, now, by=None)
    return None


def close_what_ran_out(now: datetime) -> int:
    """End every part whose time ran out, should a task have been lost; return how many."""
    over = Part.objects.filter(handed_in_at=None, ends_at__lte=now).values_list("attempt", "number")
    for attempt, number in list(over):
        close_part(attempt=attempt, number=number, now=now)
    return len(over)


def lapse_attempts(now: datetime) -> int:
    """End the attempts whose days are over; return how many."""
    ended = 0
    for key in list(Attempt.objects.filter(state=State.OPEN).values_list("key", flat=True)):
        with transaction.atomic():
            row = Attempt.objects.select_for_update().get(key=key)
            ended += row.state == State.OPEN and lapse_row(row, now)
    return ended


def last_day(attempt: Attempt) -> datetime:
    """Return the moment from which an attempt can no longer be sat."""
    return attempt.opened_at + timedelta(days=blueprints()[attempt.blueprint].window_days.number)


def lapse_row(attempt: Attempt, now: datetime) -> bool:
    """End an attempt without a result where its days are over and no part runs; tell whether it was so."""
    running = Part.objects.filter(attempt=attempt, handed_in_at=None, ends_at__gt=now).exists()
    if running or now < last_day(attempt):
        return False
    attempt.state = State.LAPSED
    attempt.save(update_fields=["state"])
    emit(name=LAPSED, actor=None, subject=attempt.person, at=now, data={"attempt": attempt.key})
    return True


def close_row(part: Part, at: datetime, *, ran_out: bool) -> None:
    """Write down that a part has ended."""
    part.handed_in_at, part.ran_out = at, ran_out
    part.save(update_fields=["handed_in_at", "ran_out"])


def _end(attempt: Attempt, part: Part, now: datetime, by: str | None) -> None:
    assert part.ends_at is not None
    ran_out = is_over(part.ends_at, now)
    close_row(part, part.ends_at if ran_out else now, ran_out=ran_out)
    if not Part.objects.filter(attempt=attempt, handed_in_at=None).exists():
        attempt.state, attempt.handed_in_at = State.HANDED_IN, now
        mark_row(attempt, now)
    data = {"attempt": attempt.key, "part": part.number, "ran_out": ran_out}
    emit(name=HANDED_IN, actor=by, subject=attempt.person, at=now, data=data)


def mark_row(attempt: Attempt, now: datetime) -> None:
    """Mark a paper over the questions that count today, in the transaction that is open."""
    rows = list(Drawn.objects.filter(part__attempt=attempt).select_related("part__attempt"))
    exclude(rows, why_not(rows), now)
    counted = [row for row in rows if not row.excluded]
    for row in counted:
        row.right = mark(questions()[row.question], row.answer).right
    Drawn.objects.bulk_update(counted, ["right"])
    attempt.right, attempt.counted = sum(bool(row.right) for row in counted), len(counted)
    attempt.mark = mark_of(attempt.right, attempt.counted)
    pass_mark = attempt.panel.pass_mark
    attempt.passed = attempt.mark is not None and pass_mark is not None and attempt.mark >= pass_mark
    attempt.save()
