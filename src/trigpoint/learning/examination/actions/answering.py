"""Saving an answer. Every one is kept; the newest that came in time counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.learning.examination.actions.own_time import end_pause
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.models import Drawn, Given, Incident, Kind, Part
from trigpoint.learning.examination.timing import is_over

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.learning.marking import Answer


@dataclass(frozen=True, slots=True)
class Saved:
    """What came of saving. `latest` is the row of the ledger that counts now.

    `late`: it came after the end, is kept and does not count. `clash`: another tab or device had saved one in between.
    `went_on`: it came while the clock stood, so that the clock runs again.
    """

    latest: int
    late: bool = False
    clash: bool = False
    changed: bool = False
    went_on: bool = False


def save_answer(
    *,
    person: str,
    attempt: str,
    number: int,
    place: int,
    answer: Answer | None,
    answered: bool,
    seen: int,
    later: bool | None,
    now: datetime,
) -> Saved:
    """Keep an answer; None clears it. The same answer again, or `answered` False, changes nothing.

    `seen` is the row of the ledger that the page showed, 0 for none; `later` sets or takes away the mark to come back,
    None leaves it. There is no event: the ledger of answers is what tells of each. Raises ExaminationError.
    """
    with transaction.atomic():
        part = (
            Part.objects.select_for_update(of=("self",))
            .filter(attempt=attempt, attempt__person=person, number=number)
            .exclude(begun_at=None)
            .first()
        )
        row = Drawn.objects.filter(part=part, place=place).first() if part else None
        if part is None or row is None:
            raise ExaminationError("This part has not begun. Go back to the start page of the examination.")
        assert part.ends_at is not None
        over = part.handed_in_at is not None or is_over(part.ends_at, now)
        if later is not None and later != row.later and not over:
            row.later = later
            row.save(update_fields=["later"])
        if not answered or answer == row.answer:
            return Saved(row.latest)
        # She works in another tab while the clock stands: what she saves counts, and her time with it.
        went_on = not over and end_pause(part, person, now)
        clash = seen != row.latest
        kept = Given(
            attempt=attempt, part=number, place=place, answer=answer, counts=not over, clash=clash and not over,
            replaced=row.latest, at=now,
        )  # fmt: skip
        kept.save()
        if over:
            Incident.objects.create(attempt_id=attempt, part=number, place=place, kind=Kind.LATE, at=now)
            return Saved(row.latest, late=True)
        if clash:
            Incident.objects.create(attempt_id=attempt, part=number, place=place, kind=Kind.TWO_TABS, at=now)
        row.answer, row.latest, row.answered_at = answer, kept.pk, now
        row.save(update_fields=["answer", "latest", "answered_at"])
        return Saved(kept.pk, clash=clash, changed=True, went_on=went_on)
