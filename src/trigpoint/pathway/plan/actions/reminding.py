"""Reminders: queued once a day for those who chose them, and sent by a worker within humane hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from trigpoint.pathway.events import REMINDER_SENT
from trigpoint.pathway.plan.models import Goal, Plan
from trigpoint.pathway.plan.queries import my_plan
from trigpoint.pathway.plan.terms import Calendar
from trigpoint.pathway.plan.tokens import stop_token
from trigpoint.pathway.plan.words import Digest, GoalState
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.humane import LAST, morning
from trigpoint.platform.mail import send
from trigpoint.platform.pages import NO_BREAK, written
from trigpoint.platform.work import enqueue

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.pathway.plan.rows import PlanPage

REMIND = "pathway.remind-of-plan"
"""The task that sends one reminder."""


def queue_reminders(now: datetime) -> int:
    """Queue today's reminders, each once, for 08:30 or for now where that is past. Returns how many."""
    here = now.astimezone(ENGLAND)
    if here.time() >= LAST:
        return 0
    today, queued = here.date(), 0
    chosen = Plan.objects.exclude(digest=Digest.NEVER).exclude(reminded_on=today).order_by("id")
    for plan in chosen.iterator():
        if not _is_due(plan, today):
            continue
        with transaction.atomic():
            if Plan.objects.filter(pk=plan.pk).exclude(reminded_on=today).update(reminded_on=today):
                payload = {"plan": plan.pk, "day": today.isoformat()}
                enqueue(REMIND, payload, now=now, due=max(now, morning(today)), key=f"plan {plan.pk} {today}")
                queued += 1
    return queued


def _is_due(plan: Plan, today: date) -> bool:
    calendar = Calendar.of(plan.terms)
    if plan.digest == Digest.WEEKLY:
        return calendar.is_first_of_week(today)
    goals = Goal.objects.filter(person=plan.person, state=GoalState.OPEN, by__gt=today)
    return calendar.is_before(today, [by for by in goals.values_list("by", flat=True) if by])


def send_reminder(*, plan: int, day: str, now: datetime) -> bool:
    """Send one reminder, unless she stopped them meanwhile, is on leave, or the hour is over; say whether it went.

    What is late is left out, not sent at night: the next one says all of it.
    """
    row = Plan.objects.filter(pk=plan).exclude(digest=Digest.NEVER).first()
    today = now.astimezone(ENGLAND).date()
    if row is None or today.isoformat() != day or not Calendar.of(row.terms).may_write(now):
        return False
    page = my_plan(row.person, today)
    if page.on_leave or not page.few:
        return False
    day_words = written(today, weekday=True).replace(NO_BREAK, " ")  # a subject has plain spaces
    send(to=row.person, subject=f"Trigpoint: your plan for {day_words}", lines=lines(row, page), now=now)
    emit(name=REMINDER_SENT, actor=None, subject=row.person, at=now, data={"steps": len(page.few)})
    return True


def lines(plan: Plan, page: PlanPage) -> list[str]:
    """Return the paragraphs of a reminder."""
    steps = [
        " ".join(
            part
            for part in (
                f"- {step.title}.",
                f"{step.time[:1].upper()}{step.time[1:]}." if step.time else "",
                f"By {written(step.by)}." if step.by else "",
            )
            if part
        )
        for step in page.few
    ]
    stop = plan.site + reverse("pathway:plan-stop", args=[stop_token(plan.stop_key)])
    return [
        f"{page.heading}.",
        *steps,
        f"Your plan: {plan.site}{reverse('pathway:plan')}",
        "Nothing is late. What you do not get to moves on with you.",
        f"Stop these reminders: {stop}",
    ]
