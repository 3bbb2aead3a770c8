"""The sum behind a request for protected time. Pure.

Typical minutes are the authors' estimates; every week of the year counts the same, as in the pace of My standing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

HOUR = 60
WEEK = 7
LONGEST_WEEKS = 520


def hours_a_week(minutes_left: int, starts: date, finish: date | None) -> int:
    """Return the hours a week, rounded up, that end the minutes by a day; 0 where no day was given.

    >>> from datetime import date
    >>> hours_a_week(6000, date(2026, 11, 23), date(2027, 7, 23))
    3
    """
    if finish is None or finish <= starts:
        return 0
    weeks = max(1, (finish - starts).days // WEEK)
    return -(-minutes_left // (weeks * HOUR))


def week_of_finish(minutes_left: int, minutes: int, starts: date) -> date | None:
    """Return the day by which so many minutes a week end what is left; None beyond ten years."""
    weeks = -(-minutes_left // minutes)
    return starts + timedelta(weeks=weeks) if 0 < weeks <= LONGEST_WEEKS else None
