"""What posts add up to: years in schools, and the same in full-time equivalent. Pure, in whole numbers.

The reckoning is the kernel's: a day counts in hundredths of full time and never for more than 100, and a year is 365
days (`kernel.calendar.service_hundredths`). Beyond it, one thing: posts at one school on the same day are taken to be
one job told twice (a teacher there, and its SENCO), so the one with the longer hours counts. Posts at two schools are
two jobs, so their hours are added, up to full time.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from trigpoint.kernel.facts import FULL_TIME
from trigpoint.kernel.periods import intersection, union_all

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from trigpoint.kernel import Period
    from trigpoint.kernel.periods import Run

DAYS_IN_A_YEAR = 365


@dataclass(frozen=True, slots=True)
class Spell:
    """A post for the sum: its name, its setting (an empty text is one of its own), when, hundredths of full time."""

    key: str
    at: str
    valid: Period
    hundredths: int = FULL_TIME


@dataclass(frozen=True, slots=True)
class Line:
    """What one post would come to if there were no other: days, and day-hundredths of full time."""

    key: str
    days: int
    hundredths: int


@dataclass(frozen=True, slots=True)
class Overlap:
    """Days that two posts share. At one setting they are one job told twice; else two jobs at once."""

    first: str
    second: str
    days: int
    starts: date
    last: date
    same_setting: bool


@dataclass(frozen=True, slots=True)
class Total:
    """The sum with its working: days in any post, day-hundredths, what each post gives, and what they share."""

    days: int
    hundredths: int
    lines: tuple[Line, ...] = ()
    overlaps: tuple[Overlap, ...] = ()

    @property
    def taken_off(self) -> int:
        """How many day-hundredths the posts share, and so count once."""
        return sum(line.hundredths for line in self.lines) - self.hundredths

    @property
    def shared_days(self) -> int:
        """How many days the posts share, and so count once."""
        return sum(line.days for line in self.lines) - self.days


def sum_of(spells: Iterable[Spell], today: date) -> Total:
    """Return what the posts come to, up to and including today. What lies ahead counts for nothing yet."""
    horizon = today.toordinal() + 1
    known = sorted(
        ((spell, run) for spell in spells if (run := intersection(spell.valid.run, (1, horizon)))),
        key=lambda one: (-one[1][0], -one[1][1], one[0].key),
    )
    lines = tuple(
        Line(spell.key, run[1] - run[0], (run[1] - run[0]) * min(spell.hundredths, FULL_TIME)) for spell, run in known
    )
    union = union_all(run for _, run in known)
    days = sum(union[i + 1] - union[i] for i in range(0, len(union), 2))
    return Total(days, _hundredths(known), lines, tuple(_overlaps(known)))


def years(days: int) -> str:
    """Return days as years, cut off (never rounded up) after one decimal.

    >>> years(3652), years(3649)
    ('10.0', '9.9')
    """
    return full_time_years(days * FULL_TIME)


def full_time_years(hundredths: int) -> str:
    """Return day-hundredths as years of full time, cut off after one decimal.

    >>> full_time_years(36_500 * 5 + 36_499)
    '5.9'
    """
    whole, tenths = divmod(hundredths * 10 // (DAYS_IN_A_YEAR * FULL_TIME), 10)
    return f"{whole}.{tenths}"


def _hundredths(known: Sequence[tuple[Spell, Run]]) -> int:
    """Return the day-hundredths of all posts together, stretch by stretch between the days on which any changes."""
    edges = sorted({day for _, run in known for day in run})
    total = 0
    for start, end in pairwise(edges):
        at_once: dict[str, int] = {}
        for place, (spell, run) in enumerate(known):
            if run[0] <= start < run[1]:
                setting = spell.at or f"#{place}"
                at_once[setting] = max(at_once.get(setting, 0), spell.hundredths)
        total += (end - start) * min(FULL_TIME, sum(at_once.values()))
    return total


def _overlaps(known: Sequence[tuple[Spell, Run]]) -> Iterable[Overlap]:
    for (first, one), (second, other) in combinations(known, 2):
        shared = intersection(one, other)
        if shared:
            start, end = first.valid.start.fromordinal(shared[0]), first.valid.start.fromordinal(shared[1] - 1)
            same = bool(first.at) and first.at == second.at
            yield Overlap(first.key, second.key, shared[1] - shared[0], start, end, same)
