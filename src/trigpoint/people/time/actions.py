"""What can be done about protected time. Each is one transaction with one event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.people import queries as people
from trigpoint.people.roles import Role
from trigpoint.people.time import events
from trigpoint.people.time.errors import TimeRefusedError
from trigpoint.people.time.models import LEAST_MINUTES, MOST_MINUTES, MOST_WORDS, OPEN, State, TimeRequest
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

ANSWERED = "This request was answered or taken back meanwhile. Open the page again to see what holds."


# ---- Hers


def ask(
    *,
    subject: str,
    setting: str,
    minutes: int,
    since: date,
    now: datetime,
    minutes_left: int | None = None,
    finish: date | None = None,
    words: str = "",
) -> str:
    """Ask the school at `setting` for minutes a week from a day on; return the key of the request.

    Only the person herself asks, so she is the actor. `minutes_left` and `finish` are hers to say or not.
    Raises TimeRefusedError, also where one of hers waits there.
    """
    _refuse_minutes(minutes)
    said = _said(words)
    row = TimeRequest(
        subject=subject,
        setting=setting,
        minutes=minutes,
        since=since,
        minutes_left=minutes_left,
        finish=finish,
        words=said,
        asked_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            # Not the school: the name of one that no register has is no code.
            data = {"request": row.key, "minutes": minutes, "since": since}
            emit(name=events.ASKED, actor=subject, subject=subject, at=now, data=data, words=said)
    except IntegrityError:
        raise TimeRefusedError(
            "A request of yours waits at this school already. Take it back first, or wait for the answer."
        ) from None
    return row.key


def withdraw(*, subject: str, request: str, now: datetime) -> None:
    """Take back a request that waits, or turn down what the head proposed. Raises TimeRefusedError."""
    with transaction.atomic():
        row = _open(request, OPEN, subject=subject)
        row.state, row.ended_at = State.WITHDRAWN, now
        row.save(update_fields=["state", "ended_at"])
        emit(name=events.WITHDRAWN, actor=subject, subject=subject, at=now, data={"request": request})


def accept(*, subject: str, request: str, now: datetime) -> None:
    """Accept the hours that the head proposed; they hold from then on. Raises TimeRefusedError."""
    with transaction.atomic():
        row = _open(request, (State.PROPOSED,), subject=subject)
        _replace(row, now)
        row.state = State.AGREED
        row.save(update_fields=["state"])
        data = {"request": request, "minutes": row.agreed_minutes, "since": row.agreed_since, "review": row.review}
        emit(name=events.ACCEPTED, actor=subject, subject=subject, at=now, data=data)


def note_agreed(*, subject: str, request: str, minutes: int, since: date, review: date, now: datetime) -> None:
    """Note that the head agreed in person: for a school whose head does not use this site. Raises TimeRefusedError."""
    _refuse_minutes(minutes)
    _refuse_days(since, review)
    with transaction.atomic():
        row = _open(request, OPEN, subject=subject)
        _replace(row, now)
        _answer(row, State.AGREED, subject, now, minutes=minutes, since=since, review=review)
        data = {"request": request, "minutes": minutes, "since": since, "review": review}
        emit(name=events.AGREED, actor=subject, subject=subject, at=now, data=data)


def note_declined(*, subject: str, request: str, reply: str, now: datetime) -> None:
    """Note that the head declined in person, and what was said. Raises TimeRefusedError."""
    said = _reason(reply)
    with transaction.atomic():
        row = _open(request, OPEN, subject=subject)
        _answer(row, State.DECLINED, subject, now, reply=said)
        emit(name=events.DECLINED, actor=subject, subject=subject, at=now, data={"request": request}, words=said)


# ---- The head's


def agree(*, actor: str, request: str, since: date, review: date, now: datetime) -> None:
    """Agree the minutes that were asked, from a day until a day of review. Raises TimeRefusedError."""
    _refuse_days(since, review)
    with transaction.atomic():
        row = _to_answer(actor, request, now)
        _replace(row, now)
        _answer(row, State.AGREED, actor, now, minutes=row.minutes, since=since, review=review)
        data = {"request": request, "minutes": row.minutes, "since": since, "review": review}
        emit(name=events.AGREED, actor=actor, subject=row.subject, at=now, data=data)


def propose(
    *, actor: str, request: str, minutes: int, since: date, review: date, now: datetime, reply: str = ""
) -> None:
    """Propose other hours; they hold once she accepts them. Raises TimeRefusedError."""
    _refuse_minutes(minutes)
    _refuse_days(since, review)
    said = _said(reply)
    with transaction.atomic():
        row = _to_answer(actor, request, now)
        _answer(row, State.PROPOSED, actor, now, minutes=minutes, since=since, review=review, reply=said)
        data = {"request": request, "minutes": minutes, "since": since, "review": review}
        emit(name=events.PROPOSED, actor=actor, subject=row.subject, at=now, data=data, words=said)


def decline(*, actor: str, request: str, reply: str, now: datetime) -> None:
    """Decline a request, with a reason. Raises TimeRefusedError."""
    said = _reason(reply)
    with transaction.atomic():
        row = _to_answer(actor, request, now)
        _answer(row, State.DECLINED, actor, now, reply=said)
        emit(name=events.DECLINED, actor=actor, subject=row.subject, at=now, data={"request": request}, words=said)


# ---- What they share


def _to_answer(actor: str, request: str, now: datetime) -> TimeRequest:
    """Return a request that waits for the head of its school, who must be the actor on this day."""
    row = _open(request, (State.WAITING,))
    held = people.roles_of(actor, now.astimezone(ENGLAND).date())
    if not any(one.role is Role.HEAD and one.organisation and one.organisation.setting == row.setting for one in held):
        raise TimeRefusedError(
            "Only the head of the school answers this. Ask the administrator of this site for the role."
        )
    return row


def _open(request: str, states: Collection[State], *, subject: str | None = None) -> TimeRequest:
    rows = TimeRequest.objects.select_for_update().filter(key=request, state__in=states)
    row = (rows if subject is None else rows.filter(subject=subject)).first()
    if row is None:
        raise TimeRefusedError(ANSWERED)
    return row


def _answer(
    row: TimeRequest,
    state: State,
    actor: str,
    now: datetime,
    *,
    minutes: int | None = None,
    since: date | None = None,
    review: date | None = None,
    reply: str = "",
) -> None:
    row.state, row.answered_at, row.answered_by, row.reply = state, now, actor, reply
    row.agreed_minutes, row.agreed_since, row.review = minutes, since, review
    row.save()


def _replace(row: TimeRequest, now: datetime) -> None:
    """End the agreement that held so far: its place is about to be taken."""
    before = TimeRequest.objects.filter(subject=row.subject, setting=row.setting, state=State.AGREED)
    before.update(state=State.REPLACED, ended_at=now)


def _refuse_minutes(minutes: int) -> None:
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        raise TimeRefusedError("Time a week must be between 15 minutes and 40 hours. Enter it again.")


def _refuse_days(since: date, review: date) -> None:
    if review <= since:
        raise TimeRefusedError("The day of review must be after the day on which it begins. Enter it again.")


def _reason(reply: str) -> str:
    said = _said(reply)
    if not said:
        raise TimeRefusedError("Say why. A request is not declined without a reason.")
    return said


def _said(words: str) -> str:
    said = words.strip()
    if len(said) > MOST_WORDS:
        raise TimeRefusedError(
            f"What you say takes {MOST_WORDS:,} characters. Yours has {len(said):,}. Make it shorter."
        )
    return said
