"""The last day of a teacher's induction period: SI 2012/1115 regs 7 and 8.

The period is equivalent to six school terms, in two parts of three. Who is absent from work on 30 or more days in a
part has that part extended by all of that absence, unless it was leave of the kinds in reg 8(2) and she does not ask
for it. How a start within a term, part-time work, or absence from part-time work turn into terms, the Regulations do
not say: that is arithmetic of ours, and every such answer says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

from trigpoint.deadlines.closed import DAY
from trigpoint.deadlines.reckoning import Confidence
from trigpoint.deadlines.saying import many, say

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.deadlines.reckoning import Reckoning
    from trigpoint.deadlines.rules import Calculator
    from trigpoint.deadlines.terms import Terms

PART_TERMS = 3
EXTENDING_DAYS = 30
"""Days of absence in one part from which that part is extended: reg 8(1) says "30 or more"."""
FULL = 100
LEAST_PERCENT, MOST_ABSENT = 20, 190
LEAST_SCHOOL_DAYS = 180
"""A school year has about 190; fewer here, so that years are never too few."""
PART_TIME = (
    "The Regulations ask for a period equivalent to six terms, and do not say how part-time work counts. It is counted "
    "here in proportion, as appropriate bodies do. Ask yours."
)
WITHIN = (
    "Induction that starts within a term: what is left of that term is counted here as its part of a term. "
    "Ask your appropriate body."
)
ABSENT = (
    "Each day of absence is counted here as one day that is worked later. The appropriate body settles the last day."
)


@dataclass(frozen=True)
class Induction:
    """The last day with its reasons, and the last day of the first of the two parts."""

    deadline: Reckoning
    first_part: date


def induction(
    rule: Calculator, start: date, terms: Terms, *, percent: int = 100, absent: tuple[int, int] = (0, 0)
) -> Induction:
    """Return the end of an induction period that starts on the day.

    rule: the calculator `induction-end`. percent: of full time. absent: days of absence from work in the first and in
    the second part, without leave that extends nothing (reg 8(2)). Raises OutsideDatesError for a start before
    1 September 2021, TermsError where the terms do not reach far enough, ValueError for impossible numbers.
    """
    if not LEAST_PERCENT <= percent <= FULL:
        raise ValueError(f"{percent} per cent of full time cannot be counted; give {LEAST_PERCENT} to {FULL}.")
    if not all(0 <= days <= MOST_ABSENT for days in absent):
        raise ValueError(f"Days of absence are counted from 0 to {MOST_ABSENT} in each part.")
    plain = rule.reckon(start, terms=terms)
    share = Fraction(percent, FULL)
    first = terms.next_school_day(start)
    steps = [plain.steps[0], f"The first school day is {say(first)} ({terms.source})."]
    if percent < FULL:
        steps.append(f"At {percent} per cent of full time, each school day counts as {percent} hundredths of a day.")
    first_end, told = _part("first", first, absent[0], terms, share)
    last, more = _part("second", terms.next_school_day(first_end + DAY), absent[1], terms, share)
    steps += [*told, *more, f"Induction ends on {say(last)}."]
    within = first != _begins(first, terms)
    doubts = (
        *terms.doubts,
        *((WITHIN,) if within else ()),
        *((PART_TIME,) if share < 1 else ()),
        *((ABSENT,) if max(absent) >= EXTENDING_DAYS else ()),
    )
    deadline = replace(
        plain,
        ends=last,
        date=last,
        plan_by=last,
        steps=tuple(steps),
        closed=(),
        doubts=doubts,
        confidence=Confidence.TO_BE_CHECKED if doubts else plain.confidence,
    )
    return Induction(deadline, first_end)


def years_needed(start: date, percent: int, absent: tuple[int, int]) -> range:
    """Return the school years whose term dates such an induction may need, with one to spare at either end."""
    served = 2 * FULL / percent + sum(absent) * FULL / percent / LEAST_SCHOOL_DAYS
    return range(start.year - 1, start.year + ceil(served) + 2)


def _part(word: str, begins: date, days: int, terms: Terms, share: Fraction) -> tuple[date, list[str]]:
    """Return the last day of a part, and how it was found."""
    last = terms.serve(begins, PART_TERMS, share)
    steps = [f"The {word} part, {PART_TERMS} school terms from {say(begins)}, ends on {say(last)}."]
    if not days:
        return last, steps
    if days < EXTENDING_DAYS:
        return last, [
            *steps, f"{many(days, 'days')} of absence in it: fewer than {EXTENDING_DAYS}, so nothing is added."
        ]  # fmt: skip
    extended = terms.add_school_days(last, ceil(days / share))
    added = f"{days} days of absence in it: {EXTENDING_DAYS} or more, so all are added, and it ends on {say(extended)}."
    return extended, [*steps, added]


def _begins(day: date, terms: Terms) -> date:
    """Return the first school day of the whole term in which the day lies."""
    return terms.next_school_day(terms.first_day_of_term(day))
