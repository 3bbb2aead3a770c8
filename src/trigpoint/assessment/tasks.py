"""What this room leaves to a worker and to the day: messages in humane hours, and questions that ran out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.assessment.actions.drafting import end_waiting
from trigpoint.assessment.actions.telling import REMIND, TELL, queue_reminders, send_reminder, send_told
from trigpoint.platform.routines import each_day
from trigpoint.platform.work import task

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.work import Work


@task(TELL)
def tell_a_candidate(work: Work) -> None:
    """Write to a candidate, exactly once."""
    with transaction.atomic():
        work.done()
        send_told(
            candidate=work.payload["candidate"],
            what=work.payload["what"],
            submission=work.payload["submission"],
            now=work.clock(),
        )


@task(REMIND)
def remind_an_assessor(work: Work) -> None:
    """Remind an assessor, exactly once, unless the hour is over."""
    with transaction.atomic():
        work.done()
        send_reminder(assessor=work.payload["assessor"], day=work.payload["day"], now=work.clock())


@each_day("assessment.reminders")
def remind(now: datetime) -> str:
    """Queue the reminders of the day."""
    return f"{queue_reminders(now)} assessors are reminded"


@each_day("assessment.waiting")
def end_what_ran_out(now: datetime) -> str:
    """Go on where a question for more had no answer in time."""
    return f"{end_waiting(now)} questions for more ran out"
