"""What the tests of work share: a clock that moves by hand, and a worker that works here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from trigpoint.platform.work import Work, run, take

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


def take_one(clock: Clock, **more: Any) -> Work:
    """Take the task that is due."""
    found = take(clock, **more)
    assert found is not None
    return found


def run_all(clock: Clock) -> int:
    """Do what is due. Returns how many tasks were tried."""
    tried = 0
    while (found := take(clock)) is not None:
        run(found)
        tried += 1
    return tried
