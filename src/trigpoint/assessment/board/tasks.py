"""The work of this part that waits for a worker: entering an award that the board gave."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.assessment.actions.staging import append, opened
from trigpoint.assessment.board.events import AWARD_GIVEN
from trigpoint.assessment.board.meeting import FACT, GIVE
from trigpoint.assessment.board.models import BoardSignature, Item
from trigpoint.assessment.board.words import ItemState
from trigpoint.assessment.queries import submissions_of
from trigpoint.assessment.words import Actor, StageKind, State
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.platform import humane
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send
from trigpoint.platform.work import task
from trigpoint.record.actions import enter
from trigpoint.record.queries import entries_of

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.work import Work


@task(GIVE)
def give_award(work: Work) -> None:
    """Enter the award in the record, once, and count each outcome of the candidate towards it."""
    item = Item.objects.select_related("meeting").filter(key=work.payload["item"]).first()
    if item is None or item.state != ItemState.RATIFIED:
        return
    signers = [one.member for one in BoardSignature.objects.filter(meeting=item.meeting.key) if item.key in one.items]
    enter_award(item, signers[-1], work.clock())
    for row in submissions_of(item.candidate):
        if row.state is not State.MODERATED:
            continue
        work.keep()
        with transaction.atomic():
            found = opened(row.key)
            if found.progress.state is State.MODERATED:
                append(
                    found, StageKind.RATIFIED, actor=Actor.BOARD, person=signers[-1], now=work.clock(),
                    said={"meeting": item.meeting.key, "item": item.key},
                )  # fmt: skip


def enter_award(item: Item, actor: str, now: datetime) -> None:
    """Enter the fact that the award is held, from the day of the meeting on. Done twice it does no harm."""
    source = f"board:{item.key}"
    with transaction.atomic():
        locked = Item.objects.select_for_update().get(pk=item.pk)
        if locked.entered_at is not None:
            return
        if not any(entry.made_from == source for entry in entries_of(item.candidate)):
            day = min(item.meeting.on, now.astimezone(ENGLAND).date())
            fact = Fact(FACT, Period(day, None), basis=Basis.ASSESSED, source=source)
            enter(actor=actor, subject=item.candidate, facts=[fact], now=now)
        locked.entered_at = now
        locked.save()
        data = {"item": item.key, "meeting": item.meeting.key, "route": item.route}
        emit(name=AWARD_GIVEN, actor=actor, subject=item.candidate, at=now, data=data)
        lines = ["The award board has given you the SENCO Award.", "Sign in to Trigpoint and open My standing."]
        when = humane.on_a_working_day(now)
        send(to=item.candidate, subject="Trigpoint: you hold the SENCO Award", lines=lines, now=when)
