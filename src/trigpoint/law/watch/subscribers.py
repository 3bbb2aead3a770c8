"""What the watch hears of: official text that was brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.law.events import IMPORTED
from trigpoint.law.watch.actions import notice_changes
from trigpoint.platform.subscribers import subscribe

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.events import Recorded


def look_for_changes(event: Recorded, *, now: datetime) -> None:
    """Notice what a file changes of what we cite."""
    if event.data["kind"] == "legislation":
        notice_changes(sha256=str(event.data["sha256"]), now=now)


subscribe(IMPORTED, look_for_changes)
