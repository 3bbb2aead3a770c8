"""What is missing: an and/or tree of wanted facts that mirrors the unmet part of a rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trigpoint.kernel.facts import Basis, Via

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


@dataclass(frozen=True, slots=True)
class Want:
    """One fact that would help: which code, on what basis, learned how, at which setting.

    `amount` is how much is still needed, in the code's unit; `hundredths` how many day-hundredths of service
    (36,500 to a year of full time), by `measure`. `began_before` says when its course must have begun;
    `before` that only service before that date, or before this post, counts. `rule` is the rule it is for and
    `minutes` the typical minutes it takes; neither makes two wants different.
    """

    code: str
    basis: Basis = Basis.DECLARED
    via: Via | None = None
    at: str | None = None
    amount: int | None = None
    hundredths: int | None = None
    measure: str | None = None
    before: date | str | None = None
    within: int | None = None
    began_before: date | None = None
    rule: str = field(default="", compare=False)
    minutes: int | None = field(default=None, compare=False)

    @property
    def months(self) -> float | None:
        """The service still needed, in months of 365 / 12 days."""
        return None if self.hundredths is None else self.hundredths * 12 / 36_500


@dataclass(frozen=True, slots=True)
class Impossible:
    """A branch that no fact can fill any more, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Need:
    """At least `count` of these are needed."""

    rule: str
    count: int
    of: tuple[Missing, ...]


Missing = Want | Impossible | Need


def is_possible(missing: Missing) -> bool:
    """Return whether facts could still fill it."""
    if isinstance(missing, Need):
        return sum(map(is_possible, missing.of)) >= missing.count
    return isinstance(missing, Want)


def reasons(missing: Missing) -> tuple[str, ...]:
    """Return why its impossible branches are impossible, each reason once."""
    if isinstance(missing, Need):
        return tuple(dict.fromkeys(reason for branch in missing.of for reason in reasons(branch)))
    return (missing.reason,) if isinstance(missing, Impossible) else ()


def cheapest(missing: Missing) -> tuple[Want, ...] | None:
    """Return one way to fill it: fewest wants, then least minutes, then the order in the scheme; None if impossible."""
    if isinstance(missing, Want):
        return (missing,)
    if isinstance(missing, Impossible):
        return None
    ways = [way for branch in missing.of if (way := cheapest(branch)) is not None]
    if len(ways) < missing.count:
        return None
    if len(ways) > missing.count:
        ways.sort(key=_cost)
    return tuple(dict.fromkeys(want for way in ways[: missing.count] for want in way))


def _cost(way: tuple[Want, ...]) -> tuple[int, int]:
    return len(way), sum(want.minutes or 0 for want in way)


def wants(missing: Missing) -> Iterator[Want]:
    """Yield every want of the possible branches, in the order of the scheme."""
    if isinstance(missing, Want):
        yield missing
    elif isinstance(missing, Need) and is_possible(missing):
        for branch in missing.of:
            yield from wants(branch)


def alone(missing: Missing) -> frozenset[Want]:
    """Return the wants each of which would fill it alone."""
    if isinstance(missing, Want):
        return frozenset((missing,))
    if isinstance(missing, Impossible):
        return frozenset()
    branches = [alone(branch) for branch in missing.of]
    if missing.count == 1:
        return frozenset().union(*branches)
    candidates = frozenset().union(*branches)
    return frozenset(want for want in candidates if sum(want in branch for branch in branches) >= missing.count)
