"""How long a part may take, and when it ends. Pure: moments come in, and are counted in UTC, without summer time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import ceil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

WARNINGS = (10, 5)
"""Minutes before the end at which it is said that they are left."""


def minutes_for(minutes: int, extra_percent: int, rest_minutes: int) -> int:
    """Return the minutes of a part with extra time, rounded up, and minutes of rest to use as one likes."""
    return minutes + ceil(minutes * extra_percent / 100) + rest_minutes


def end_of(begun: datetime, minutes: int) -> datetime:
    """Return the moment at which a part ends: so many minutes later, whatever clocks on walls do meanwhile.

    Python adds to the clock on the wall when a moment has a zone with summer time, so it is taken to UTC first.
    """
    return begun.astimezone(UTC) + timedelta(minutes=minutes)


def minutes_left(ends: datetime, now: datetime) -> int:
    """Return the whole minutes left, the one that runs among them; 0 at the end and after."""
    return max(0, ceil((ends.astimezone(UTC) - now.astimezone(UTC)).total_seconds() / 60))


def is_over(ends: datetime, now: datetime) -> bool:
    """Tell whether the time is up. The last moment is one in which an answer no longer counts."""
    return now.astimezone(UTC) >= ends.astimezone(UTC)


def more_minutes(allowed: int, percent: int) -> int:
    """Return the minutes on top that somebody may take in a part, rounded up."""
    return ceil(allowed * percent / 100)


def stands(paused_until: datetime | None, now: datetime) -> bool:
    """Tell whether the clock of a part stands still."""
    return paused_until is not None and now.astimezone(UTC) < paused_until.astimezone(UTC)


def end_after_pause(ends: datetime, paused_until: datetime, now: datetime) -> datetime:
    """Return when a part ends whose pause is cut short now: what is left of the pause is not given."""
    return ends.astimezone(UTC) - (paused_until.astimezone(UTC) - now.astimezone(UTC))


def mark_of(right: int, counted: int) -> int | None:
    """Return the mark of 100, halves rounded up; None where no question counts."""
    return None if counted == 0 else (200 * right + counted) // (2 * counted)


def next_day(released: date, wait_days: int) -> date:
    """Return the first day on which somebody may begin again after a result below the pass mark."""
    return released + timedelta(days=wait_days)
