"""Ending a mentoring, and forgetting somebody in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Q

from trigpoint.pathway.events import MENTOR_ENDED, MENTOR_FORGOTTEN
from trigpoint.pathway.mentoring.errors import GoneError
from trigpoint.pathway.mentoring.models import Meeting, MentorChoice, Mentoring
from trigpoint.pathway.mentoring.words import OPEN, Reason, State
from trigpoint.pathway.plan.actions import hide_from
from trigpoint.people.actions import end_relationship
from trigpoint.people.data.actions import choose_for_person
from trigpoint.people.roles import RelationKind
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

BOTH = (State.OFFERED, State.ON)
EMPTY = """
    UPDATE pathway_meeting_text SET notes = '', steps = '' WHERE meeting = %s AND (notes <> '' OR steps <> '')
"""


def end(*, key: str, by: str, reason: Reason, now: datetime) -> None:
    """End a mentoring, or an offer of one: either of the two may, without saying why.

    From then on the mentor sees nothing of the candidate's; the meetings stay with the candidate. Raises GoneError.
    """
    with transaction.atomic():
        row = (
            Mentoring.objects.select_for_update()
            .filter(Q(candidate=by) | Q(mentor=by), key=key, state__in=BOTH)
            .first()
        )
        if row is None:
            raise GoneError(key)
        _end(row, by, reason, now)


def _end(row: Mentoring, by: str, reason: Reason, now: datetime) -> None:
    was_on = row.state == State.ON
    row.state = State.ENDED if was_on else State.DECLINED
    row.ended_at, row.ended_by, row.reason, row.hopes = now, by, reason, ""
    row.save()
    if was_on:
        today = now.astimezone(ENGLAND).date()
        end_relationship(
            person=row.candidate, other=row.mentor, kind=RelationKind.MENTOR, until=today, actor=by, now=now
        )
        choose_for_person(subject=row.candidate, items=(), to=row.mentor, now=now)
        hide_from(person=row.candidate, to=row.mentor, now=now)
    data = {"mentoring": row.key, "by": "candidate" if by == row.candidate else "mentor", "reason": reason.value}
    emit(name=MENTOR_ENDED, actor=by, subject=row.candidate, at=now, data=data)


def forget_person(*, subject: str, actor: str | None, now: datetime) -> None:
    """Forget somebody. Of a candidate nothing stays but digests; what a mentor was to others ends, and stays theirs.

    Done twice it does no harm.
    """
    with transaction.atomic():
        for row in Mentoring.objects.select_for_update().filter(mentor=subject, state__in=BOTH):
            _end(row, subject, Reason.ERASED, now)
        MentorChoice.objects.filter(mentor=subject).delete()
        own = Mentoring.objects.filter(candidate=subject)
        if not own.exists():
            return
        for row in own.filter(state__in=OPEN).exclude(mentor=""):
            _end(row, subject, Reason.ERASED, now)
        empty_texts(Meeting.objects.filter(mentoring__candidate=subject).values_list("key", flat=True))
        own.delete()
        emit(name=MENTOR_FORGOTTEN, actor=actor, subject=subject, at=now, data={})


def empty_texts(meetings: Iterable[str]) -> None:
    """Empty what was written about meetings; days, minutes, digests and signatures stay."""
    # Not through the model, which refuses every change: the trigger lets words be emptied, and nothing else.
    with connection.cursor() as cursor:
        cursor.executemany(EMPTY, [(key,) for key in meetings])
