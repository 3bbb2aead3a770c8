"""What the platform itself holds about people: events, messages, jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from trigpoint.platform import events, jobs, mail, work
from trigpoint.platform.holdings import Holding, Json, Waiting, hold, leave
from trigpoint.platform.models import Event, Job, Message, Task
from trigpoint.platform.retention import sweep

if TYPE_CHECKING:
    from datetime import date, datetime


def who(actor: str | None, key: str) -> str:
    """Say who did something, without naming anybody else: their data are theirs."""
    if actor is None:
        return "this site"
    return "you" if actor == key else "somebody else"


def events_about(key: str) -> Json:
    """Return what was done about a person or by her, the oldest first. One query."""
    rows = Event.objects.filter(Q(subject=key) | Q(actor=key)).order_by("position")
    meanings = events.declared()
    return [
        {
            "event": name,
            "what": meanings.get(name, name),
            "at": at.isoformat(),
            "by": who(actor, key),
            **({name: said for name, said in (("data", data), ("words", words)) if said} if subject == key else {}),
        }
        for name, at, actor, subject, data, words in rows.values_list("name", "at", "actor", "subject", "data", "words")
    ]


def forget_words(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Empty the free text of what was done about her."""
    events.empty_words(key)


def addresses(key: str) -> set[str]:
    """Return what a message to a person may be addressed to."""
    return {key, mail.address_of(key) or key}


def messages_to(key: str) -> Json:
    """Return the messages that are kept, the oldest first. Their text is gone once they are sent."""
    rows = Message.objects.filter(to__in=addresses(key)).order_by("queued")
    return [
        {"subject": row.subject, "queued": row.queued.isoformat(), "state": row.get_state_display()} for row in rows
    ]


def forget_messages(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove the messages to her, but for one that has still to go out to her address."""
    sent = Q(to__in=addresses(key)) & ~Q(state=Message.State.WAITING)
    Message.objects.filter(sent | Q(to=key)).delete()


def jobs_of(key: str) -> Json:
    """Return the long tasks that she asked for, the oldest first."""
    rows = Job.objects.filter(asked_by=key).select_related("task").order_by("task__queued")
    return [
        {
            "job": row.title,
            "asked": row.task.queued.isoformat(),
            "state": Task.State(row.task.state).label,
            "words": row.words,
        }
        for row in rows
    ]


def forget_jobs(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove the tasks that she asked for and that are over; `jobs_waiting` sees to it that all are."""
    jobs.forget_files_of(key)
    over = (Task.State.DONE, Task.State.FAILED)
    Task.objects.filter(job__asked_by=key, state__in=over).delete()


def jobs_waiting(key: str, today: date) -> tuple[Waiting, ...]:  # noqa: ARG001 - the shape of `waits`
    """Return the jobs that are not over; one that was given up can be left out."""
    rows = Job.objects.filter(asked_by=key).exclude(task__state=Task.State.DONE).select_related("task")
    return tuple(_waiting(row) for row in rows.order_by("task__queued"))


def _waiting(row: Job) -> Waiting:
    number = row.task_id
    if row.task.state != Task.State.FAILED:
        return Waiting(f"“{row.title}”, which you asked for, is not finished.", url=f"/jobs/{row.pk}/")

    def leave_out(now: datetime) -> None:
        work.leave_out(number, now=now)

    return Waiting(f"“{row.title}”, which you asked for, stopped before it was done.", leave_out)


@sweep("platform.messages")
def old_messages(before: datetime, *, dry: bool) -> int:
    """Count or remove messages that ended before a moment."""
    if dry:
        return Message.objects.filter(ended__lt=before).count()
    return mail.forget_ended(before)


@sweep("platform.jobs")
def old_jobs(before: datetime, *, dry: bool) -> int:
    """Count or remove tasks that were done before a moment, with their jobs."""
    if dry:
        return Task.objects.filter(state=Task.State.DONE, finished__lt=before).count()
    return work.forget_done(before)


hold(
    Holding(
        name="platform.events",
        title="What was done, and when",
        what="A line for each thing that was done to your account or your record: what, when, and whether it was you.",
        why="So that you and we can see later what happened, and nobody can undo it unseen.",
        seen_by="You. Whoever runs this copy, when something has to be looked into.",
        goes="Everything that was written in words.",
        stays=(
            "What happened and when, under a random code instead of your name. "
            "Without these lines nobody could show that the records of others are whole."
        ),
        columns=("platform.Event.subject", "platform.Event.actor"),
        held_about=events_about,
        forget=forget_words,
    )
)
hold(
    Holding(
        name="platform.messages",
        title="Messages to you",
        what="Each e-mail that this site sent you: its subject and when. The text goes once it is sent.",
        why="So that a message comes once and not twice.",
        seen_by="Nobody. Whoever runs this copy can see that there was one.",
        goes="All of them.",
        stays="If a message to you has still to go out, your address is kept with it, 30 days at most.",
        columns=("platform.Message.to",),
        held_about=messages_to,
        forget=forget_messages,
    )
)
hold(
    Holding(
        name="platform.jobs",
        title="Long tasks you asked for",
        what="What you asked for, how far it came, what came of it, and for a day the file that was made for you.",
        why="So that you can see how far it is.",
        seen_by="You.",
        goes="All of them.",
        columns=("platform.Job.asked_by",),
        held_about=jobs_of,
        forget=forget_jobs,
        waits=jobs_waiting,
    )
)
leave("platform.Message.subject", "What a message is about. It goes with the message.")
leave("platform.Task.key", "It names a piece of work, not a person.")
