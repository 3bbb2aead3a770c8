"""When a referee is asked, and when reminded. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.pathway.referees.words import LEAST_LEFT, REMIND_AFTER
from trigpoint.platform.humane import in_term, on_a_working_day

if TYPE_CHECKING:
    from datetime import datetime


def when_to_ask(now: datetime) -> datetime:
    """Return now within the hours of a working day, else the next working day at 08:30."""
    return on_a_working_day(now)


def when_to_remind(asked: datetime, ends: datetime) -> datetime | None:
    """Return when the one reminder goes out: ten days after the request, in term. None where it would come too late."""
    due = in_term(asked + REMIND_AFTER)
    return due if due <= ends - LEAST_LEFT else None
