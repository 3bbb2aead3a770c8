"""The statutory clock of a new SENCO: regulation 49(4) of the SEND Regulations 2014.

The qualification must be held at any time after the third anniversary of becoming a SENCO; the anniversary itself
is still in time. The duty to see to it is the school's (the appropriate authority's), not the person's. The clock
does not pause. Whether more than 12 months' earlier service lifts the duty is argued: nothing here decides it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.deadlines.saying import brief, say
from trigpoint.kernel.calendar import add_months

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.deadlines.reckoning import Reckoning
    from trigpoint.deadlines.rules import Calculator

CLOCK_MONTHS = 36
LONGEST_COURSE_MONTHS = 22
"""18 months of teaching and an assessment window of three to four months: the NPQ for SENCOs is held on receipt
of its outcome, 18 to 22 months from the start."""


@dataclass(frozen=True)
class Milestone:
    """A day on the way to the deadline on which it is worth looking again, and what to say then."""

    month: int
    day: date
    text: str


@dataclass(frozen=True)
class SencoClock:
    """The deadline with its reasons, the last start of a course that is safe, and the days for a reminder."""

    deadline: Reckoning
    last_safe_start: date
    milestones: tuple[Milestone, ...]


def third_anniversary(became: date) -> date:
    """Return the last day on which the qualification may still be missing; 28 February for 29 February."""
    return add_months(became, CLOCK_MONTHS)


def last_safe_start(deadline: date, months: int = LONGEST_COURSE_MONTHS) -> date:
    """Return the last day to start a course of so many months that ends by the deadline."""
    return add_months(deadline, -months)


def senco_clock(rule: Calculator, became: date, months: int = LONGEST_COURSE_MONTHS) -> SencoClock:
    """Return the clock of a person who became a SENCO on the given day.

    rule: the calculator `senco-qualification`. months: from the start of the course to its outcome, 1 to 36.
    Raises OutsideDatesError for a day on which the rule did not apply (1 September 2009 or before), ValueError
    for a course that cannot fit.
    """
    if not 1 <= months <= CLOCK_MONTHS:
        raise ValueError(f"A course of {months} months does not fit in {CLOCK_MONTHS}; give 1 to {CLOCK_MONTHS}.")
    deadline = rule.reckon(became)
    start = last_safe_start(deadline.date, months)
    return SencoClock(deadline, start, _milestones(became, deadline.date, start, months))


def _milestones(became: date, deadline: date, start: date, months: int) -> tuple[Milestone, ...]:
    end = brief(deadline)
    texts = {
        0: f"The clock starts. The qualification must be held after {end}.",
        12: f"One year in. A course of {months} months is in time only if it starts by {brief(start)}.",
        24: f"Two years in. A course not yet started may not be finished by {end}.",
        30: f"Six months are left until {end}.",
        CLOCK_MONTHS: f"The third anniversary, {say(deadline)}: the last day on which it may still be missing.",
    }
    found = [Milestone(month, add_months(became, month), text) for month, text in texts.items()]
    safe = f"The last safe start of a course of {months} months, if it is to end by {end}."
    found.append(Milestone(CLOCK_MONTHS - months, start, safe))
    return tuple(sorted(found, key=lambda milestone: (milestone.day, milestone.month)))
