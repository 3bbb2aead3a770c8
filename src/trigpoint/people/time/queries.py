"""What other rooms and pages may ask about protected time. Each function says how many queries it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.people.time.models import OPEN, State, TimeRequest

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request for protected time. `minutes` are a week.

    `minutes_left` and `finish`: the work that was left as she asked, and by when she wants to be done, if she said so.
    `agreed_minutes`, `agreed_since` and `review` are the head's answer: a proposal or what is agreed. `reply` are the
    head's words; empty for none. `answered_by` is the head, or she herself where she noted what she was told.
    """

    key: str
    subject: str
    setting: str
    minutes: int
    since: date
    minutes_left: int | None
    finish: date | None
    words: str
    asked_at: datetime
    state: State
    answered_at: datetime | None
    answered_by: str
    agreed_minutes: int | None
    agreed_since: date | None
    review: date | None
    reply: str

    @property
    def is_open(self) -> bool:
        """Whether it still waits, for the head or for her."""
        return self.state in OPEN


NEWEST = """(
    SELECT asked.key, asked.state, asked.minutes, asked.agreed_minutes FROM people_time_timerequest asked
    WHERE asked.subject = %s AND asked.state IN ('waiting', 'proposed', 'agreed', 'declined')
    ORDER BY asked.id DESC LIMIT 1
)"""
"""The newest request of a person that says something today, as SQL: for a page that may ask few queries to join to its
own. One parameter, her key; columns key, state, minutes and agreed_minutes."""


def requests_of(subject: str) -> tuple[RequestRow, ...]:
    """Return every request that a person made, the newest first. One query."""
    return _rows(TimeRequest.objects.filter(subject=subject).order_by("-asked_at", "-id"))


def requests_at(setting: str) -> tuple[RequestRow, ...]:
    """Return what waits and what is agreed at a school, the oldest first. One query.

    Whoever shows it shows only what is of people who work there now.
    """
    return _rows(
        TimeRequest.objects.filter(setting=setting, state__in=(*OPEN, State.AGREED)).order_by("asked_at", "id")
    )


def request_at(setting: str, key: str) -> RequestRow | None:
    """Return one request to a school, or None. One query."""
    return next(iter(_rows(TimeRequest.objects.filter(setting=setting, key=key))), None)


def _rows(found: QuerySet[TimeRequest]) -> tuple[RequestRow, ...]:
    return tuple(
        RequestRow(
            row.key, row.subject, row.setting, row.minutes, row.since, row.minutes_left, row.finish, row.words,
            row.asked_at, State(row.state), row.answered_at, row.answered_by, row.agreed_minutes, row.agreed_since,
            row.review, row.reply,
        )
        for row in found
    )  # fmt: skip


__all__ = ["NEWEST", "RequestRow", "State", "request_at", "requests_at", "requests_of"]
