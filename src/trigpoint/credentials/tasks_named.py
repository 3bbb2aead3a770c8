"""The names of this room's tasks, and queueing them: actions queue, `tasks.py` does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.platform import work

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from trigpoint.credentials.words import Purpose

ISSUE, PUBLISH, LOOK, BATCH, RECORD = (
    "credentials.issue",
    "credentials.publish",
    "credentials.look",
    "credentials.batch",
    "credentials.record",
)


def publish_soon(lists: Iterable[tuple[int, Purpose]], *, now: datetime) -> None:
    """Queue lists to be signed anew, in the transaction that changes a bit. One that was signed since is left alone."""
    for number, purpose in sorted(set(lists)):
        work.enqueue(PUBLISH, {"list": number, "purpose": purpose.value, "at": now.isoformat()}, now=now)
