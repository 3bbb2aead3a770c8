"""Service: how much had been served by a day, and on which days it was enough. In day-hundredths of full time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import OPEN, START, service_hundredths
from trigpoint.kernel.facts import FULL_TIME
from trigpoint.kernel.matching import posts_at
from trigpoint.kernel.periods import NEVER, covers, difference, intersection, union, union_all
from trigpoint.kernel.rules import THIS_POST, Served

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trigpoint.kernel.facts import Fact, Index
    from trigpoint.kernel.matching import Matcher
    from trigpoint.kernel.periods import Run


def service_steps(spells: Iterable[Fact], measure: str) -> list[tuple[int, int]]:
    """Return (day, hundredths of full time served from that day on), sorted, for the spells together."""
    steps: dict[int, int] = {}
    for spell in spells:
        start, end = spell.run
        rate = FULL_TIME if measure == "calendar" or spell.amount is None else spell.amount
        steps[start] = steps.get(start, 0) + rate
        steps[end] = steps.get(end, 0) - rate
    running, rates = 0, []
    for day in sorted(steps):
        running += steps[day]
        rates.append((day, min(running, FULL_TIME)))
    return rates


def served_by(rates: Sequence[tuple[int, int]], day: int) -> int:
    """Return the day-hundredths served on days before `day`."""
    total = 0
    for i, (start, rate) in enumerate(rates):
        end = rates[i + 1][0] if i + 1 < len(rates) else OPEN
        if start >= day:
            break
        total += rate * (min(end, day) - start)
    return total


def first_day_with(rates: Sequence[tuple[int, int]], need: int) -> int:
    """Return the first day by whose start `need` day-hundredths had been served; an open end if never."""
    total = 0
    for i, (start, rate) in enumerate(rates):
        end = rates[i + 1][0] if i + 1 < len(rates) else OPEN
        if rate and total + rate * (end - start) >= need:
            return start + -(-(need - total) // rate)
        total += rate * (end - start)
    return OPEN


def look_back(within: int) -> int:
    """Return the days that a service window of n months reaches back: n x 365 / 12, rounded down."""
    return within * 365 // 12


def where_served_within(rates: Sequence[tuple[int, int]], need: int, days: int) -> Run:
    """Return the days by whose start `need` had been served in the `days` before.

    What was served in the window changes in straight lines between the edges of spells and those edges moved on
    by the window, so each stretch is solved exactly.
    """
    edges = sorted({day for day, _ in rates if day < OPEN} | {day + days for day, _ in rates if day + days < OPEN})
    found: list[Run] = []
    for i, start in enumerate(edges):
        end = edges[i + 1] if i + 1 < len(edges) else OPEN
        value = served_by(rates, start) - served_by(rates, start - days)
        slope = served_by(rates, start + 1) - served_by(rates, start + 1 - days) - value
        if value >= need:
            last = end if slope >= 0 else min(end, start + (value - need) // -slope + 1)
            found.append((start, last))
        elif slope > 0 and (reached := start + -(-(need - value) // slope)) < end:
            found.append((reached, end))
    return union_all(found)


def where_served(rule: Served, matcher: Matcher, index: Index, at: str | None) -> Run:
    """Return the days on which enough service had accumulated."""
    spells = matcher.facts(index, at)
    if not spells:
        return NEVER
    need = service_hundredths(rule.months) + rule.more_than
    rates = service_steps(spells, rule.measure)
    if rule.within:
        enough = where_served_within(rates, need, look_back(rule.within))
    else:
        enough = _from(first_day_with(rates, need))
    if isinstance(rule.before, date):
        return frozen_at(enough, rule.before.toordinal())
    if rule.before == THIS_POST:
        posts = posts_at(index, matcher.code, at)
        kept = [posts[i : i + 2] for i in range(0, len(posts), 2) if covers(enough, posts[i])]
        return union(difference(enough, posts), union_all(kept))
    return enough


def frozen_at(run: Run, day: int) -> Run:
    """Return the run as it is up to a day, and from then on as it is on that day."""
    return union(intersection(run, (START, day)), (day, OPEN) if covers(run, day) else NEVER)


def _from(day: int) -> Run:
    return NEVER if day >= OPEN else (day, OPEN)
