"""Writing down a meeting, changing that, and signing it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.pathway.events import MEETING_CHANGED, MEETING_SIGNED, MEETING_WRITTEN
from trigpoint.pathway.mentoring.errors import ChangedError, GoneError, MentoringError
from trigpoint.pathway.mentoring.models import Meeting, MeetingSignature, MeetingText, Mentoring
from trigpoint.pathway.mentoring.rows import digest_of
from trigpoint.pathway.mentoring.words import MOST_VERSIONS, State
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import date, datetime

CHANGED = "The text changed while you read it. Read it again: nothing was signed."


@dataclass(frozen=True, slots=True)
class Said:
    """What is written of a meeting: the day, how many minutes, notes, and agreed steps, one a line."""

    on: date
    minutes: int
    notes: str
    steps: str


def write_meeting(*, mentoring: str, by: str, said: Said, now: datetime) -> str:
    """Write down a meeting, as one of the two, and return its key. Nobody has signed it yet. Raises GoneError."""
    with transaction.atomic():
        row = _going_on(mentoring, by)
        key = f"b_{secrets.token_hex(16)}"
        Meeting.objects.create(key=key, mentoring=row, written_at=now)
        text = _text(row, MeetingText(meeting=key, version=1, written_by=by, at=now), said)
        data = {"meeting": key, "mentoring": mentoring, "on": said.on, "digest": text.digest}
        emit(name=MEETING_WRITTEN, actor=by, subject=row.candidate, at=now, data=data)
    return key


def change_meeting(*, meeting: str, by: str, seen: str, said: Said, now: datetime) -> None:
    """Write a new text of a meeting beside those before it: it needs new signatures of both.

    `seen` is the digest of the text that was read. The same text again changes nothing. Raises GoneError, ChangedError
    where another text came meanwhile, and MentoringError after very many changes.
    """
    try:
        with transaction.atomic():
            row, last = _newest(meeting, by)
            if last.digest != seen:
                raise ChangedError("The other of you changed it meanwhile. Read that, then write what is missing.")
            if last.version >= MOST_VERSIONS:
                raise MentoringError(f"It was changed {MOST_VERSIONS} times. Write down a new meeting instead.")
            if Said(last.on, last.minutes, last.notes, last.steps) == said:
                return
            new = MeetingText(meeting=meeting, version=last.version + 1, written_by=by, at=now)
            text = _text(row, new, said)
            data = {"meeting": meeting, "version": text.version, "digest": text.digest}
            emit(name=MEETING_CHANGED, actor=by, subject=row.candidate, at=now, data=data)
    except IntegrityError:
        raise ChangedError("The other of you changed it meanwhile. Read that, then write what is missing.") from None


def sign(*, meeting: str, by: str, digest: str, now: datetime) -> None:
    """Sign the text of a meeting, by the digest of what was read. Done twice it does no harm.

    Raises GoneError, and ChangedError where another text counts by now.
    """
    with transaction.atomic():
        row, last = _newest(meeting, by)
        if last.digest != digest:
            raise ChangedError(CHANGED)
        if MeetingSignature.objects.filter(meeting=meeting, digest=digest, signed_by=by).exists():
            return
        MeetingSignature(meeting=meeting, digest=digest, signed_by=by, at=now).save()
        data = {"meeting": meeting, "version": last.version, "digest": digest}
        emit(name=MEETING_SIGNED, actor=by, subject=row.candidate, at=now, data=data)


def _newest(meeting: str, by: str) -> tuple[Mentoring, MeetingText]:
    of = Meeting.objects.filter(key=meeting).values_list("mentoring__key", flat=True).first()
    if of is None:
        raise GoneError(meeting)
    row = _going_on(of, by)
    return row, MeetingText.objects.filter(meeting=meeting).order_by("-version")[0]


def _going_on(mentoring: str, by: str) -> Mentoring:
    """Return a mentoring that goes on and that somebody is in; others wait with it until this transaction ends."""
    row = Mentoring.objects.select_for_update().filter(key=mentoring, state=State.ON).first()
    if row is None or by not in {row.candidate, row.mentor}:
        raise GoneError(mentoring)
    return row


def _text(row: Mentoring, text: MeetingText, said: Said) -> MeetingText:
    """Save a text with what was said, and its digest."""
    text.on, text.minutes, text.notes, text.steps = said.on, said.minutes, said.notes, said.steps
    text.digest = digest_of(
        meeting=text.meeting,
        candidate=row.candidate,
        mentor=row.mentor,
        on=said.on,
        minutes=said.minutes,
        notes=said.notes,
        steps=said.steps,
    )
    text.save()
    return text
