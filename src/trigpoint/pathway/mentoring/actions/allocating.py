"""Asking for a mentor, offering one, accepting and declining."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.pathway.events import (
    MENTOR_ACCEPTED,
    MENTOR_ASKED,
    MENTOR_DECLINED,
    MENTOR_MOST,
    MENTOR_OFFERED,
    MENTOR_WITHDRAWN,
)
from trigpoint.pathway.mentoring.conflicts import share_a_school
from trigpoint.pathway.mentoring.errors import GoneError, MentoringError
from trigpoint.pathway.mentoring.models import MentorChoice, Mentoring
from trigpoint.pathway.mentoring.queries import loads
from trigpoint.pathway.mentoring.words import Reason, State, Tie
from trigpoint.people.actions import relate
from trigpoint.people.queries import person
from trigpoint.people.roles import RelationKind
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.work import stand_in

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

TIES = {Tie.LINE_MANAGER: RelationKind.LINE_MANAGER, Tie.FAMILY: RelationKind.FAMILY}
SAY_SAME_SCHOOL = "Our records have you both at one school. Select that too, if you want this mentor all the same"


def ask(*, candidate: str, hopes: str, now: datetime) -> str:
    """Ask for a mentor, and return the key. `hopes` is read by who allocates and by who is offered.

    Raises MentoringError where she has one, or has asked already.
    """
    key = f"h_{secrets.token_hex(16)}"
    try:
        with transaction.atomic():
            Mentoring.objects.create(key=key, candidate=candidate, state=State.ASKED, hopes=hopes, asked_at=now)
            emit(name=MENTOR_ASKED, actor=candidate, subject=candidate, at=now, data={"mentoring": key})
    except IntegrityError:
        raise MentoringError("You have a mentor, or have asked for one already.") from None
    return key


def withdraw(*, candidate: str, now: datetime) -> None:
    """Take back that one asked for a mentor. Raises GoneError where nothing waits."""
    with transaction.atomic():
        row = Mentoring.objects.select_for_update().filter(candidate=candidate, state=State.ASKED).first()
        if row is None:
            raise GoneError(candidate)
        _close(row, State.WITHDRAWN, candidate, now)
        emit(name=MENTOR_WITHDRAWN, actor=candidate, subject=candidate, at=now, data={"mentoring": row.key})


def offer(*, candidate: str, mentor: str, actor: str, now: datetime) -> str:
    """Offer a candidate a mentor, whether she asked or not, and return the key of the mentoring.

    Raises MentoringError where the candidate is unknown or has a mentor or an offer, the mentor has no room or does not
    hold the role, or something is known against the two.
    """
    known = person(candidate)
    if known is None or not known.is_active:
        raise MentoringError("Nobody with an open account has this address. Ask for the address of the account.")
    with transaction.atomic():
        stand_in("pathway.mentors")  # so that two offers at once do not both take a mentor's last place
        load = next((row for row in loads(now.astimezone(ENGLAND).date(), candidate) if row.key == mentor), None)
        if load is None:
            raise MentoringError("Choose somebody who holds the role of a mentor today.")
        if load.refusal:
            raise MentoringError(load.refusal)
        row = Mentoring.objects.select_for_update().filter(candidate=candidate, state=State.ASKED).first()
        if row is None:
            if Mentoring.objects.filter(candidate=candidate, state__in=[State.OFFERED, State.ON]).exists():
                raise MentoringError(f"{known.name} has a mentor, or was offered one already.")
            row = Mentoring(key=f"h_{secrets.token_hex(16)}", candidate=candidate, asked_at=now)
        row.mentor, row.state, row.offered_at = mentor, State.OFFERED, now
        row.save()
        data = {"mentoring": row.key, "mentor": mentor}
        emit(name=MENTOR_OFFERED, actor=actor, subject=candidate, at=now, data=data)
    return str(row.key)


def accept(*, candidate: str, ties: Collection[Tie], now: datetime) -> bool:
    """Answer an offer with what the mentor is to the candidate; say whether it begins.

    A line manager, or family, is noted as such, and it does not begin. Somebody of the same school may mentor where
    the candidate says that it is so. Raises GoneError where nothing is offered, and MentoringError where records say
    that it is the same school and she did not.
    """
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        row = _offered(candidate)
        against = [kind for tie, kind in TIES.items() if tie in ties]
        for kind in against:
            relate(person=candidate, other=row.mentor, kind=kind, since=today, actor=candidate, now=now)
        if against:
            row.reason = Reason.CONFLICT
            _close(row, State.DECLINED, candidate, now)
            data = {"mentoring": row.key, "reason": Reason.CONFLICT.value}
            emit(name=MENTOR_DECLINED, actor=candidate, subject=candidate, at=now, data=data)
            return False
        same = Tie.SAME_SCHOOL in ties
        if not same and share_a_school(candidate, row.mentor, today):
            raise MentoringError(SAY_SAME_SCHOOL)
        row.state, row.since, row.same_school = State.ON, today, same
        row.save()
        relate(person=candidate, other=row.mentor, kind=RelationKind.MENTOR, since=today, actor=candidate, now=now)
        accepted = {"mentoring": row.key, "mentor": row.mentor, "same-school": same}
        emit(name=MENTOR_ACCEPTED, actor=candidate, subject=candidate, at=now, data=accepted)
    return True


def decline(*, candidate: str, now: datetime) -> None:
    """Decline an offer. Nobody has to say why. Raises GoneError."""
    with transaction.atomic():
        row = _offered(candidate)
        row.reason = Reason.UNSAID
        _close(row, State.DECLINED, candidate, now)
        data = {"mentoring": row.key, "reason": Reason.UNSAID.value}
        emit(name=MENTOR_DECLINED, actor=candidate, subject=candidate, at=now, data=data)


def set_most(*, mentor: str, most: int, now: datetime) -> None:
    """Say how many candidates a mentor takes at most. Whom she has she keeps."""
    with transaction.atomic():
        MentorChoice.objects.update_or_create(mentor=mentor, defaults={"most": most})
        emit(name=MENTOR_MOST, actor=mentor, subject=mentor, at=now, data={"most": most})


def _offered(candidate: str) -> Mentoring:
    row = Mentoring.objects.select_for_update().filter(candidate=candidate, state=State.OFFERED).first()
    if row is None:
        raise GoneError(candidate)
    return row


def _close(row: Mentoring, state: State, by: str, now: datetime) -> None:
    row.state, row.ended_at, row.ended_by, row.hopes = state, now, by, ""
    row.save()
