"""What is due each day: `trigpoint tick`, from cron, does what has not been done yet today.

    @each_day("record.seal")                       # in the room's tasks.py
    def seal(now: datetime) -> str: ...            # returns what it did, in a few words

A routine does no harm twice: a machine that stops in the middle of one begins it again with the next tick.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from trigpoint.platform.models import Routine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    Run: TypeAlias = Callable[[datetime], str]

log = logging.getLogger("trigpoint.routines")
_routines: dict[str, Run] = {}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a routine. `words` is what it did; empty when it had been done today."""

    name: str
    words: str
    failed: bool = False


def each_day(name: str) -> Callable[[Run], Run]:
    """Register a daily routine. Raises ValueError for a name with two meanings."""

    def register(run: Run) -> Run:
        if _routines.setdefault(name, run) is not run:
            raise ValueError(f"Two routines are called {name}. Choose another name for one of them.")
        return run

    return register


def routines() -> tuple[str, ...]:
    """Return the names of all routines, in the order of the alphabet, which is that in which they run."""
    return tuple(sorted(_routines))


def tick(now: datetime) -> Iterator[Outcome]:
    """Do what is due today. One routine that fails stops no other."""
    done = dict(Routine.objects.values_list("name", "day"))
    for name in routines():
        if done.get(name) == now.date():
            yield Outcome(name, "")
            continue
        try:
            words = _routines[name](now)
        except Exception:
            log.exception("a routine failed", extra={"fields": {"routine": name}})
            yield Outcome(name, "failed; the log says where", failed=True)
            continue
        Routine.objects.update_or_create(name=name, defaults={"day": now.date()})
        yield Outcome(name, words)
