"""What anybody may do about the clock of a part that runs, without a reason: take more time, and stop it for a while.

How much is a rule of the blueprint. Each is written down, so that an examiner can follow how long the part took.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.content.blueprints import blueprints
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.events import PAUSED, TOOK_MORE, WENT_ON
from trigpoint.learning.examination.models import Incident, Kind, Part
from trigpoint.learning.examination.timing import end_after_pause, end_of, is_over, more_minutes, stands
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.content.blueprints import Blueprint


def take_more_time(*, person: str, attempt: str, number: int, now: datetime) -> int:
    """Give her own part more minutes, once; return how many. Raises ExaminationError."""
    with transaction.atomic():
        part, blueprint = _running(person, attempt, number, now)
        if part.taken is not None:
            raise ExaminationError(
                f"You have taken {part.taken} minutes more in this part already. If you need more still, tell the "
                "examiners of a problem."
            )
        assert part.ends_at is not None
        allowed = part.allowed or part.minutes
        part.taken = more_minutes(allowed, blueprint.more_time.number)
        part.allowed, part.ends_at = allowed + part.taken, end_of(part.ends_at, part.taken)
        part.save(update_fields=["taken", "allowed", "ends_at"])
        _note(part, Kind.TOOK_MORE, person, now, minutes=part.taken)
        data = {"attempt": attempt, "part": number, "minutes": part.taken, "ends": part.ends_at}
        emit(name=TOOK_MORE, actor=person, subject=person, at=now, data=data)
        return part.taken


def pause(*, person: str, attempt: str, number: int, now: datetime) -> datetime:
    """Stop the clock of her own part, once; return when it runs on by itself. It stands already: nothing changes.

    Raises ExaminationError.
    """
    with transaction.atomic():
        part, blueprint = _running(person, attempt, number, now)
        if part.paused_until is not None and stands(part.paused_until, now):
            return part.paused_until
        if part.paused_until is not None:
            raise ExaminationError(
                "You have stopped the clock of this part once already. If something keeps you from going on, tell the "
                "examiners of a problem."
            )
        assert part.ends_at is not None
        minutes = blueprint.pause.number
        part.paused_until, part.ends_at = end_of(now, minutes), end_of(part.ends_at, minutes)
        part.save(update_fields=["paused_until", "ends_at"])
        _note(part, Kind.PAUSED, person, now, minutes=minutes)
        data = {"attempt": attempt, "part": number, "until": part.paused_until, "ends": part.ends_at}
        emit(name=PAUSED, actor=person, subject=person, at=now, data=data)
        return part.paused_until


def go_on(*, person: str, attempt: str, number: int, now: datetime) -> None:
    """Let the clock run on. Where it runs already nothing changes. Raises ExaminationError."""
    with transaction.atomic():
        part, _ = _running(person, attempt, number, now)
        end_pause(part, person, now)


def end_pause(part: Part, person: str, now: datetime) -> bool:
    """Let the clock of a part that is locked run on, in the transaction that is open; tell whether it stood."""
    if part.paused_until is None or part.ends_at is None or not stands(part.paused_until, now):
        return False
    part.ends_at = end_after_pause(part.ends_at, part.paused_until, now)
    part.paused_until = now
    part.save(update_fields=["paused_until", "ends_at"])
    _note(part, Kind.WENT_ON, person, now)
    data = {"attempt": part.attempt_id, "part": part.number, "ends": part.ends_at}
    emit(name=WENT_ON, actor=person, subject=person, at=now, data=data)
    return True


def _running(person: str, attempt: str, number: int, now: datetime) -> tuple[Part, Blueprint]:
    part = (
        Part.objects.select_for_update(of=("self",))
        .select_related("attempt")
        .filter(attempt=attempt, attempt__person=person, number=number)
        .exclude(begun_at=None)
        .first()
    )
    if part is None or part.ends_at is None or part.handed_in_at is not None or is_over(part.ends_at, now):
        raise ExaminationError("This part does not run. Go back to the start page of the examination.")
    return part, blueprints()[part.attempt.blueprint]


def _note(part: Part, kind: Kind, person: str, now: datetime, *, minutes: int | None = None) -> None:
    Incident.objects.create(attempt_id=part.attempt_id, part=part.number, kind=kind, minutes=minutes, at=now, by=person)
