"""What this room does each day: it removes sessions, links and counts that have run out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.administration.files import drop_old
from trigpoint.people.leaving import stop_showing_after_leaving
from trigpoint.people.models import Session, SignInLink, Tally
from trigpoint.platform.routines import each_day

if TYPE_CHECKING:
    from datetime import datetime


@each_day("people.sessions")
def end_old_sessions(now: datetime) -> str:
    """Remove sessions and links that have run out, and counts of tries."""
    sessions, _ = Session.objects.filter(expire_date__lt=now).delete()
    links, _ = SignInLink.objects.filter(until__lt=now).delete()
    Tally.objects.filter(until__lt=now.timestamp()).delete()
    return f"{sessions} sessions and {links} links removed"


@each_day("people.leaving")
def end_what_was_shown(now: datetime) -> str:
    """End what people show at a place that they have left meanwhile."""
    return f"{stop_showing_after_leaving(now)} consents ended"


@each_day("people.register-files")
def remove_old_files(now: datetime) -> str:
    """Remove files of the register that were sent a week ago."""
    return f"{drop_old(now)} files removed"
