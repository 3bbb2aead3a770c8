"""What is left to a worker and to the day: ending parts whose time ran out, telling of changes in law."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.learning.examination.actions import close_part, close_what_ran_out, lapse_attempts
from trigpoint.learning.examination.actions.ending import CLOSE
from trigpoint.learning.examination.telling import TELL, tell_some
from trigpoint.platform import work
from trigpoint.platform.routines import each_day

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.work import Work


@work.task(CLOSE)
def end_a_part(task: Work) -> None:
    """End a part whose time ran out; where it was given more minutes, come again at its end."""
    with transaction.atomic():
        task.done()
        now = task.clock()
        until = close_part(attempt=task.payload["attempt"], number=task.payload["part"], now=now)
        if until is not None:
            work.enqueue(CLOSE, dict(task.payload), now=now, due=until)


@work.task(TELL)
def tell_of_a_change(task: Work) -> None:
    """Tell the next people of a change in law, each exactly once."""
    with transaction.atomic():
        task.done()
        tell_some(change=task.payload["change"], after=task.payload["after"], now=task.clock())


@each_day("learning.examinations")
def end_what_is_over(now: datetime) -> str:
    """End parts and attempts whose time is over, should a task have been lost."""
    return f"{close_what_ran_out(now)} parts ended, {lapse_attempts(now)} attempts ended without a result"
