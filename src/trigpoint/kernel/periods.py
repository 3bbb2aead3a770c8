"""Periods: on which days something is so.

`Periods` is what people and pages use. Inside the kernel the same set is a *run*: a flat, sorted tuple of ordinals
(start, end, start, end, …), half-open, not touching. Runs are what the evaluator adds up, and nearly all of them
are empty or hold one period, so the operations try those first.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import FIRST_DAY, OPEN, START, months_after

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Run = tuple[int, ...]
NEVER: Run = ()
ALWAYS: Run = (START, OPEN)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """From `start` up to, not including, `end`; `end=None` means still going on.

    Raises ValueError when the start lies before 1900 or the end is not after the start.
    """

    start: date
    end: date | None = None
    run: Run = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse a period that holds no day; reckon its ordinals once."""
        if self.start < FIRST_DAY:
            raise ValueError(f"A period cannot start before {FIRST_DAY:%d %B %Y}; this one starts {self.start}.")
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"The end ({self.end}) must be after the start ({self.start}).")
        end = OPEN if self.end is None else self.end.toordinal()
        object.__setattr__(self, "run", (self.start.toordinal(), end))

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)


def as_period(start: int, end: int) -> Period:
    """Return the period between two ordinals."""
    return Period(date.fromordinal(start), None if end >= OPEN else date.fromordinal(end))


@dataclass(frozen=True, slots=True)
class Periods:
    """A set of days as sorted periods that neither overlap nor touch."""

    run: Run = NEVER

    @classmethod
    def of(cls, *periods: Period) -> Periods:
        """Return the days in any of these periods."""
        return cls(union_all([period.run for period in periods]))

    def __iter__(self) -> Iterator[Period]:
        run = self.run
        return (as_period(run[i], run[i + 1]) for i in range(0, len(run), 2))

    def __bool__(self) -> bool:
        return bool(self.run)

    def __contains__(self, day: date) -> bool:
        return covers(self.run, day.toordinal())

    def __or__(self, other: Periods) -> Periods:
        return Periods(union(self.run, other.run))

    def __and__(self, other: Periods) -> Periods:
        return Periods(intersection(self.run, other.run))

    def __sub__(self, other: Periods) -> Periods:
        return Periods(difference(self.run, other.run))

    def __invert__(self) -> Periods:
        return Periods(complement(self.run))

    def at(self, day: date) -> Period | None:
        """Return the period that holds `day`, or None."""
        ordinal = day.toordinal()
        place = bisect_right(self.run, ordinal)
        return as_period(self.run[place - 1], self.run[place]) if place & 1 else None

    def shift(self, *, months: int = 0, days: int = 0) -> Periods:
        """Return every period moved on by whole months and days; an open end stays open."""

        def moved(ordinal: int) -> int:
            return OPEN if ordinal >= OPEN else max(START, min(OPEN, months_after(ordinal, months) + days))

        run = self.run
        spans = [(moved(run[i]), moved(run[i + 1])) for i in range(0, len(run), 2)]
        return Periods(union_all([span for span in spans if span[0] < span[1]]))

    def days(self, *, until: date) -> int:
        """Return how many days lie in the set before `until`."""
        run = intersection(self.run, (START, until.toordinal()))
        return sum(run[i + 1] - run[i] for i in range(0, len(run), 2))

    def __str__(self) -> str:
        if not self.run:
            return "never"
        return ", ".join(f"{p.start} to {p.end}" if p.end else f"from {p.start}" for p in self)


def covers(run: Run, day: int) -> bool:
    """Return whether the day lies in the run."""
    return bisect_right(run, day) & 1 == 1


def union(a: Run, b: Run) -> Run:
    """Return the days in either."""
    if not a:
        return b
    if not b or a is b:
        return a
    if len(a) == 2 and len(b) == 2:  # noqa: PLR2004 - one period each, the common case
        if a[1] < b[0]:
            return a + b
        if b[1] < a[0]:
            return b + a
        return (min(b[0], a[0]), max(b[1], a[1]))
    return union_all((a, b))


def union_all(runs: Iterable[Run]) -> Run:
    """Return the days in any of the runs, which need not be sorted among themselves."""
    spans = sorted([(run[i], run[i + 1]) for run in runs for i in range(0, len(run), 2)])
    if not spans:
        return NEVER
    merged: list[int] = []
    start, end = spans[0]
    for next_start, next_end in spans:
        if next_start > end:
            merged += (start, end)
            start, end = next_start, next_end
        elif next_end > end:
            end = next_end
    return (*merged, start, end)


def intersection(a: Run, b: Run) -> Run:
    """Return the days in both."""
    if not a or not b:
        return NEVER
    if a is ALWAYS or a is b:
        return b
    if b is ALWAYS:
        return a
    if len(a) == 2 and len(b) == 2:  # noqa: PLR2004 - one period each, the common case
        start = max(b[0], a[0])
        end = min(b[1], a[1])
        return (start, end) if start < end else NEVER
    shared: list[int] = []
    i = j = 0
    while i < len(a) and j < len(b):
        start, end = max(a[i], b[j]), min(a[i + 1], b[j + 1])
        if start < end:
            shared += (start, end)
        if a[i + 1] < b[j + 1]:
            i += 2
        else:
            j += 2
    return tuple(shared)


def complement(run: Run) -> Run:
    """Return the days of the time line that are not in the run."""
    if not run:
        return ALWAYS
    edges = [START, *run, OPEN]
    spans = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return tuple(edge for span in spans if span[0] < span[1] for edge in span)


def difference(a: Run, b: Run) -> Run:
    """Return the days in `a` that are not in `b`."""
    return intersection(a, complement(b)) if b else a


def where_sum(weighted: Iterable[tuple[int, int, int]], at_least: int) -> Run:
    """Return the days on which the weights of the spans (start, end, weight) that hold the day add up to `at_least`."""
    steps: dict[int, int] = {}
    for start, end, weight in weighted:
        steps[start] = steps.get(start, 0) + weight
        steps[end] = steps.get(end, 0) - weight
    return _where(steps, at_least)


def _where(steps: dict[int, int], at_least: int) -> Run:
    """Return where the running sum of the steps reaches `at_least` (above zero)."""
    edges: list[int] = []
    running, inside = 0, False
    for day in sorted(steps):
        running += steps[day]
        if (running >= at_least) is not inside:
            edges.append(day)
            inside = not inside
    if inside:
        edges.append(OPEN)
    return tuple(edges)


def where_count(need: int, members: Sequence[tuple[Run, Run]]) -> Run:
    """Return the days on which min(need, applying) members are met, at least one applying.

    Each member is (applies, met), met within applies.
    """
    steps: dict[int, list[int]] = {}
    for applies, met in members:
        for which, run in ((0, applies), (1, met)):
            for i, day in enumerate(run):
                steps.setdefault(day, [0, 0])[which] += -1 if i & 1 else 1
    edges: list[int] = []
    applying = satisfied = 0
    inside = False
    for day in sorted(steps):
        applying += steps[day][0]
        satisfied += steps[day][1]
        if (applying > 0 and satisfied >= min(need, applying)) is not inside:
            edges.append(day)
            inside = not inside
    if inside:
        edges.append(OPEN)
    return tuple(edges)
