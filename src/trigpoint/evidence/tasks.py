"""What this room leaves to a worker and to the day: files removed, what is gone emptied, what ran out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.evidence.actions import (
    drop_stale,
    empty,
    empty_due,
    expire_due,
    forget_due,
    send_reminder,
    send_request,
)
from trigpoint.evidence.actions.asking import REMIND, REQUEST
from trigpoint.evidence.actions.common import REMOVE
from trigpoint.evidence.actions.hiding import EMPTY
from trigpoint.evidence.models import File
from trigpoint.platform import files
from trigpoint.platform.routines import each_day
from trigpoint.platform.work import task

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.work import Work


@task(REMOVE)
def remove_files(work: Work) -> None:
    """Take files out of the store that no piece names any more. Done twice it does no harm."""
    for name in work.payload["names"]:
        if not File.objects.filter(stored=name).exists():
            files.remove(name)


@task(EMPTY)
def empty_a_piece(work: Work) -> None:
    """Delete what a hidden or withdrawn piece said. Done twice it does no harm."""
    empty(key=work.payload["piece"], now=work.clock())


@task(REQUEST)
def ask_somebody(work: Work) -> None:
    """Mail a request to a witness or a family, exactly once, unless it is no longer open."""
    with transaction.atomic():
        work.done()
        send_request(key=work.payload["asking"], site=work.payload["site"], now=work.clock())


@task(REMIND)
def remind_somebody(work: Work) -> None:
    """Remind a witness or a family, exactly once, unless the request is no longer open."""
    with transaction.atomic():
        work.done()
        send_reminder(key=work.payload["asking"], site=work.payload["site"], now=work.clock())


@each_day("evidence.portfolio")
def tidy(now: datetime) -> str:
    """Empty what is gone, end what ran out, forget who was asked, remove what stopped."""
    return (
        f"{empty_due(now)} pieces that are gone were emptied; {expire_due(now)} requests ran out; {forget_due(now)} "
        f"lost names or addresses; {drop_stale(now)} empty drafts and stopped uploads were removed"
    )
