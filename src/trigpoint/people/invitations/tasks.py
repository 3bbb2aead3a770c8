"""What this part of the room leaves to a worker, and to each day."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.people.invitations.bulk import INVITE, work_through
from trigpoint.people.invitations.models import Batch
from trigpoint.platform.jobs import job
from trigpoint.platform.routines import each_day

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.jobs import Run

LEFT = timedelta(days=7)
"""How long a file that was read waits for a yes."""


@job(INVITE)
def invite_everybody(run: Run) -> str:
    """Invite everybody in a file who is not yet."""
    return work_through(run)


@each_day("people.invitation-files")
def remove_files_left(now: datetime) -> str:
    """Remove files that somebody had read a week ago and never began."""
    return f"{Batch.objects.filter(began=None, made__lt=now - LEFT).delete()[0]} rows removed"
