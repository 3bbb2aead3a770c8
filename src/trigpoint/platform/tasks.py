"""What the platform leaves to a worker, to deliver events and to send messages; and to each day, to clear away."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.platform import events, jobs, mail
from trigpoint.platform.routines import each_day
from trigpoint.platform.subscribers import DELIVER, handler_of
from trigpoint.platform.work import forget_done, task

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.work import Work

KEPT = timedelta(days=30)
FILES_KEPT = timedelta(days=1)
"""How long the file of a job can be downloaded. Whoever wants it later asks again."""


class NobodySubscribesError(LookupError):
    """A delivery to a handler that has gone or has another name. Retry it under the right name, or leave it out."""


@task(DELIVER)
def deliver(work: Work) -> None:
    """Tell one subscriber of one event. Its rows and the mark that it was told come together or not at all."""
    event = events.by_id(work.payload["event"])
    handler = handler_of(event.name, work.payload["to"])
    if handler is None:
        raise NobodySubscribesError(work.payload["to"])
    with transaction.atomic():
        work.done()
        handler(event, now=work.clock())


@task(mail.SEND)
def send(work: Work) -> None:
    """Send one message. Killed between sending and marking it, it is sent again, with the same Message-ID."""
    mail.deliver(work.payload["message"], now=work.clock())


@each_day("platform.work")
def forget_work_done(now: datetime) -> str:
    """Forget tasks, jobs and messages that ended a month ago."""
    before = now - KEPT
    return f"{forget_done(before)} tasks and {mail.forget_ended(before)} messages forgotten"


@each_day("platform.files-of-jobs")
def forget_files_of_jobs(now: datetime) -> str:
    """Remove the files that jobs left a day ago."""
    return f"{jobs.forget_files(now - FILES_KEPT)} files of jobs removed"
