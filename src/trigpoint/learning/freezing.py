"""What may not be relied on now: items of learning whose law changed, and those whose texts were read before it did.

An item is frozen while a change in a provision that it cites waits for its judgement, or matters and our register was
not read in the newer text; no examination may rest on it then. It is stale where such a change came after its own
sources were read. Items are questions, units and scenarios, each by its id.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, TypeVar

from trigpoint.content.questions import questions
from trigpoint.content.scenarios import scenarios
from trigpoint.content.units import units
from trigpoint.law.queries import frozen, stale_since

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.content.questions import Question
    from trigpoint.content.scenarios import Scenario
    from trigpoint.content.units import Unit

Row = TypeVar("Row", "Question", "Unit", "Scenario")


def frozen_items() -> frozenset[str]:
    """Return every item that is frozen. Three queries at most, one while no change was ever noticed."""
    changed = frozen()
    return frozenset(
        one.id
        for rows in (questions().values(), units().values(), scenarios().values())
        for one in rows
        if not changed.isdisjoint(one.provisions)
    )


def frozen_questions() -> frozenset[str]:
    """Return the questions that are frozen. Three queries at most."""
    return _resting_on(questions().values(), frozen())


def frozen_units() -> frozenset[str]:
    """Return the units that are frozen. Three queries at most."""
    return _resting_on(units().values(), frozen())


def frozen_scenarios() -> frozenset[str]:
    """Return the scenarios that are frozen. Three queries at most."""
    return _resting_on(scenarios().values(), frozen())


def stale_questions() -> frozenset[str]:
    """Return the questions whose law changed after they were checked. Three queries for each day of checking."""
    return _stale((one.id, one.provisions, one.checked_on) for one in questions().values())


def stale_units() -> frozenset[str]:
    """Return the units whose law changed after the day to which their sources reach. Three queries for each day."""
    return _stale((one.id, one.provisions, one.checked_to) for one in units().values())


def stale_scenarios() -> frozenset[str]:
    """Return the scenarios whose law changed after the day to which their sources reach. Three queries for each day."""
    return _stale((one.id, one.provisions, one.checked_to) for one in scenarios().values())


def changed_provisions(item: Question | Unit | Scenario) -> tuple[str, ...]:
    """Return the provisions for which an item is frozen, in its own order. Three queries at most."""
    changed = frozen()
    return tuple(one for one in item.provisions if one in changed)


def _resting_on(rows: Iterable[Row], changed: frozenset[str]) -> frozenset[str]:
    return frozenset(one.id for one in rows if not changed.isdisjoint(one.provisions))


def _stale(rows: Iterable[tuple[str, tuple[str, ...], date]]) -> frozenset[str]:
    by_day: dict[date, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
    for id_, provisions, day in rows:
        by_day[day].append((id_, provisions))
    found: set[str] = set()
    for day, items in by_day.items():
        changed = stale_since({one: day for _, provisions in items for one in provisions})
        found.update(id_ for id_, provisions in items if not changed.isdisjoint(provisions))
    return frozenset(found)
