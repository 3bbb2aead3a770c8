"""What this room leaves to a worker and to the day: mails to referees and what runs out; reminders of plans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.pathway.plan.actions import queue_reminders, send_reminder
from trigpoint.pathway.plan.actions.reminding import REMIND as REMIND_OF_PLAN
from trigpoint.pathway.referees.actions import expire_due, forget_due, mail_reminder, mail_request
from trigpoint.pathway.referees.actions.asking import MAIL, REMIND
from trigpoint.platform.routines import each_day
from trigpoint.platform.work import task

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.work import Work


@task(MAIL)
def mail_a_referee(work: Work) -> None:
    """Mail a request to a referee, exactly once, unless it is no longer open."""
    with transaction.atomic():
        work.done()
        mail_request(key=work.payload["reference"], site=work.payload["site"], now=work.clock())


@task(REMIND)
def remind_a_referee(work: Work) -> None:
    """Remind a referee, exactly once, unless the request is no longer open."""
    with transaction.atomic():
        work.done()
        mail_reminder(key=work.payload["reference"], site=work.payload["site"], now=work.clock())


@each_day("pathway.references")
def end_and_forget(now: datetime) -> str:
    """End requests that ran out, and delete what was kept of referees for as long as was said."""
    return f"{expire_due(now)} requests to referees ran out; {forget_due(now)} lost names or addresses"


@task(REMIND_OF_PLAN)
def remind_of_a_plan(work: Work) -> None:
    """Send one reminder, exactly once, unless she stopped them or the hour is over."""
    with transaction.atomic():
        work.done()
        send_reminder(plan=work.payload["plan"], day=work.payload["day"], now=work.clock())


@each_day("pathway.plan-reminders")
def remind_of_plans(now: datetime) -> str:
    """Queue the reminders of the day for those who chose them."""
    return f"{queue_reminders(now)} reminders of plans were queued"
