"""What is left to a worker and to each day: erasing, and what the rules of retention say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.data import erasing
from trigpoint.people.data.retaining import retain
from trigpoint.platform.routines import each_day
from trigpoint.platform.work import task

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.work import Work


@task(erasing.ERASE)
def erase(work: Work) -> None:
    """Erase everything about a person, a step at a time."""
    erasing.erase(work.payload["person"], now=work.clock(), keep=work.keep)


@each_day("people.erase-again")
def erase_again(now: datetime) -> str:
    """Finish erasures that nobody finished, and repeat those that an older backup undid."""
    return f"{len(erasing.erase_again(now))} people erased again"


@each_day("people.retention")
def keep_no_longer(now: datetime) -> str:
    """Remove what was kept longer than the rules say."""
    removed = sum(outcome.found for outcome in retain(now=now) if outcome.done)
    return f"{removed} rows removed"
