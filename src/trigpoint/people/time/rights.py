"""What this part of the room holds about people: requests for protected time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.time.actions import withdraw
from trigpoint.people.time.models import State, TimeRequest
from trigpoint.people.time.queries import requests_of
from trigpoint.platform.holdings import Holding, Json, Waiting, hold, leave
from trigpoint.platform.retention import sweep

if TYPE_CHECKING:
    from datetime import date, datetime


def requests(key: str) -> Json:
    """Return what she asked for and what became of it, the newest first. One query."""
    return [
        {
            "school": row.setting,
            "minutes a week": row.minutes,
            "from": row.since.isoformat(),
            "minutes of work left": row.minutes_left,
            "to be done by": row.finish.isoformat() if row.finish else "",
            "your words": row.words,
            "asked": row.asked_at.isoformat(),
            "state": str(row.state.label),
            "answered": row.answered_at.isoformat() if row.answered_at else "",
            "minutes agreed or proposed": row.agreed_minutes,
            "agreed from": row.agreed_since.isoformat() if row.agreed_since else "",
            "review": row.review.isoformat() if row.review else "",
            "reply": row.reply,
        }
        for row in requests_of(key)
    ]


def forget(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove what she asked for. That she answered others stays theirs, without her."""
    TimeRequest.objects.filter(subject=key).delete()
    TimeRequest.objects.filter(answered_by=key).update(answered_by="")


def open_requests(key: str, today: date) -> tuple[Waiting, ...]:  # noqa: ARG001 - the shape of `waits`
    """Return the requests that are not settled."""
    return tuple(_waiting(key, row.key) for row in requests_of(key) if row.is_open)


def _waiting(subject: str, request: str) -> Waiting:
    def take_back(now: datetime) -> None:
        withdraw(subject=subject, request=request, now=now)

    return Waiting("Your request to your school for protected time is not settled.", take_back)


@sweep("people.time")
def old_requests(before: datetime, *, dry: bool) -> int:
    """Count or remove requests that were declined, taken back or replaced before a moment."""
    ended = TimeRequest.objects.filter(ended_at__lt=before, state__in=[State.WITHDRAWN, State.REPLACED])
    declined = TimeRequest.objects.filter(answered_at__lt=before, state=State.DECLINED)
    return sum(rows.count() if dry else rows.delete()[0] for rows in (ended, declined))


hold(
    Holding(
        name="people.time",
        title="Protected time that you asked for",
        what="How much time a week you asked your school for, from when, your words, and what the head answered.",
        why="So that you and your head can agree time, and both can look it up.",
        seen_by="You, and the head of the school that you asked. Its governors see hours and days, not words.",
        goes="All of it.",
        columns=("people_time.TimeRequest.subject",),
        held_about=requests,
        forget=forget,
        waits=open_requests,
    )
)
leave(
    "people_time.TimeRequest.answered_by",
    "The random code of the head who answered. It is emptied when the head is erased.",
)
leave("people_time.TimeRequest.key", "It names a request, not a person.")
