"""Writing to people: what happened to a submission, and what waits for an assessor. In humane hours alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Count, Min, Q

from trigpoint.assessment.events import CANDIDATE_TOLD, REMINDED
from trigpoint.assessment.models import Allocation, Submission
from trigpoint.assessment.words import State
from trigpoint.content.assessment import rules
from trigpoint.platform import humane
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send
from trigpoint.platform.work import enqueue

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

TELL = "assessment.tell"
REMIND = "assessment.remind"
SOON = "more-soon"
A_WEEK = timedelta(days=7)
TOLD = {
    "asked-for-more": (
        "we ask you for more",
        "An assessor asks you for more on {outcome}. Until you answer, no time of yours runs.",
    ),
    SOON: (
        "a week is left to answer on {outcome}",
        "An assessor asked you for more on {outcome}. Without an answer within the week we go on with what is there.",
    ),
    "agreed": ("{outcome} is agreed", "{outcome} is agreed. It counts once a sample has been checked."),
    "referred": (
        "{outcome} is decided",
        "Some criteria of {outcome} are not shown yet. The page says which, what would change it, and how to appeal.",
    ),
    "declined": (
        "{outcome} is decided",
        "We could not agree {outcome}. The page says why, what would change it, and how to appeal.",
    ),
    "time-over": (
        "we go on with {outcome}",
        "We had no answer to our question about {outcome}. The assessor goes on with what is there.",
    ),
    "judged-again": (
        "{outcome} is judged again",
        "A judgement of {outcome} was set aside, for a reason on our side. Somebody else judges it.",
    ),
}
"""Subject and first sentence, by what happened."""


def tell(candidate: str, what: str, submission: str, now: datetime) -> None:
    """Queue a message to a candidate, for the next school day between 08:00 and 18:00. In an open transaction."""
    payload = {"candidate": candidate, "what": what, "submission": submission}
    enqueue(TELL, payload, now=now, due=humane.in_term(now))


def remind_of_question(candidate: str, submission: str, until: date, now: datetime) -> None:
    """Queue the one reminder of a question for more, a week before its day, in term. In an open transaction.

    Where the holidays leave no school day of that week, none is queued.
    """
    due = humane.in_term(humane.morning(until - A_WEEK))
    if now < due and due.astimezone(ENGLAND).date() <= until:
        payload = {"candidate": candidate, "what": SOON, "submission": submission}
        enqueue(TELL, payload, now=now, due=due, key=f"{submission} {SOON} {until}")


def send_told(*, candidate: str, what: str, submission: str, now: datetime) -> bool:
    """Send a message to a candidate, unless the submission is hers no more. Say whether it went.

    The reminder of a question goes out only while that waits.
    """
    row = Submission.objects.filter(key=submission, candidate=candidate).first()
    if row is None or (what == SOON and row.state != State.MORE_ASKED.value):
        return False
    subject, words = (part.format(outcome=row.outcome) for part in TOLD[what])
    lines = [words, "Sign in to Trigpoint and open My submissions to read all of it."]
    send(to=candidate, subject=f"Trigpoint: {subject}", lines=lines, now=now)
    emit(name=CANDIDATE_TOLD, actor=None, subject=candidate, at=now, data={"submission": submission, "what": what})
    return True


def queue_reminders(now: datetime) -> int:
    """Queue a reminder for each assessor with something that has waited long, once a week. Returns how many."""
    today, due = now.astimezone(ENGLAND).date(), humane.in_term(now)
    if due.astimezone(ENGLAND).date() != today:
        return 0
    waiting = late(today, now).values_list("assessor", flat=True).distinct().order_by("assessor")
    queued = 0
    for assessor in list(waiting):
        with transaction.atomic():
            late(today, now).filter(assessor=assessor).update(reminded_on=today)
            payload = {"assessor": assessor, "day": today.isoformat()}
            enqueue(REMIND, payload, now=now, due=due, key=f"queue {assessor} {today}")
            queued += 1
    return queued


def late(today: date, now: datetime) -> QuerySet[Allocation]:
    """Return the allocations that have waited long, and of which nobody was reminded within the week."""
    given = now - timedelta(days=rules().remind_first_after_days)
    before = today - timedelta(days=rules().remind_every_days)
    not_lately = Q(reminded_on=None) | Q(reminded_on__lte=before)
    return Allocation.objects.filter(not_lately, state="open", given_at__lte=given)


def send_reminder(*, assessor: str, day: str, now: datetime) -> bool:
    """Remind an assessor of what waits, unless the hour is over. What is late is left out, not sent at night."""
    today = now.astimezone(ENGLAND).date()
    if today.isoformat() != day or humane.in_term(now) != now:
        return False
    found = Allocation.objects.filter(assessor=assessor, state="open").aggregate(many=Count("id"), first=Min("sent_at"))
    many, first = found["many"], found["first"]
    if not many:
        return False
    days = (now - first).days
    lines = [
        f"{many} submission{'s wait' if many > 1 else ' waits'} for you. The oldest was sent {days} days ago.",
        "Sign in to Trigpoint and open My queue. If it is too much, say so there: somebody else can take it.",
    ]
    send(to=assessor, subject="Trigpoint: what waits in your queue", lines=lines, now=now)
    emit(name=REMINDED, actor=None, subject=assessor, at=now, data={"waiting": many})
    return True


def tell_assessors(submissions: Iterable[str], now: datetime) -> int:
    """Write to those who have one of these submissions that a piece of it is gone. In an open transaction."""
    found = Allocation.objects.filter(submission__key__in=list(submissions), state__in=["open", "stands"])
    told = 0
    for assessor, code in found.order_by("assessor").values_list("assessor", "submission__code").distinct():
        lines = [
            f"A piece of what Candidate {code} sent was hidden, or was taken back by whoever gave it.",
            "It shows nothing any more. Judge by what is left; ask for more if a criterion now lacks something.",
        ]
        send(to=assessor, subject="Trigpoint: a piece in your queue is gone", lines=lines, now=now)
        told += 1
    return told
