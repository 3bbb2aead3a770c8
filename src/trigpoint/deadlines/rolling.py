"""What happens when the last day is one on which nothing can be done."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from trigpoint.deadlines.closed import DAY, closed_between, is_working_day, next_working_day, why_closed
from trigpoint.deadlines.counting import Counted
from trigpoint.deadlines.saying import say

APPEAL_RULE_FROM = date(2020, 7, 21)
"""Rule 12(3) of the HESC Rules 2008 took its present form on this day (Tribunal Procedure (Amendment) Rules 2020).
Before it, the days from 25 December to 1 January and all of August were left out of the count instead."""

AUGUST = 8


class Roll(StrEnum):
    """Whether, and how, a last day moves."""

    NONE = "none"
    NEXT_WORKING_DAY = "next working day"
    SEND_APPEAL = "SEND appeal"
    """HESC Rules 2008 r. 12(2) and (3)(a): a last day from 25 December to 1 January, or in August, moves to the
    first working day after 1 January or 31 August; any other closed day, to the next working day."""


def roll(ends: date, how: Roll) -> Counted:
    """Return the day to which a last day moves, with the sentence that says why.

    Raises ValueError for a SEND appeal whose time ended before the present rule took effect.
    """
    if how is Roll.NONE:
        return Counted(ends, ())
    if how is Roll.SEND_APPEAL and (holiday := _appeal_holiday(ends)):
        span = "in August" if holiday.month == AUGUST else "in the days from 25 December to 1 January"
        return _moved(ends, next_working_day(holiday + DAY), span)
    if is_working_day(ends):
        return Counted(ends, ())
    return _moved(ends, next_working_day(ends), why_closed(ends))


def _appeal_holiday(ends: date) -> date | None:
    """Return the last day of the tribunal's Christmas or August if the time ends in it."""
    if ends < APPEAL_RULE_FROM:
        raise ValueError(
            f"{say(ends)} is before {say(APPEAL_RULE_FROM)}, when the present rule on Christmas and August began. "
            "Ask for advice on the rule of that time."
        )
    if ends.month == AUGUST:
        return date(ends.year, 8, 31)
    if (ends.month, ends.day) >= (12, 25):
        return date(ends.year + 1, 1, 1)
    return ends if (ends.month, ends.day) == (1, 1) else None


def _moved(ends: date, day: date, because: str) -> Counted:
    step = f"That is {because}, so the last day moves to the first working day after it: {say(day)}."
    return Counted(day, (step,), closed_between(ends, day, counted=False))
