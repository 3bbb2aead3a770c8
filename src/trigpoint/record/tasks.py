"""What the record leaves to each day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.platform.routines import each_day
from trigpoint.record.actions import seal

if TYPE_CHECKING:
    from datetime import datetime


@each_day("record.seal")
def seal_each_day(now: datetime) -> str:
    """Seal the record. Keep what it prints where this machine cannot change it."""
    return f"sealed, {seal(now)}"
