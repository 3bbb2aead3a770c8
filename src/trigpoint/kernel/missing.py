"""What is missing: an and/or tree of wanted facts that mirrors the unmet part of a rule."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from trigpoint.kernel.facts import Basis, Via

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
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
    key: str = field(default="", init=False, repr=False, compare=False)
    """What tells wants apart, as text: they are gathered by the thousand, and text is quick to look up."""
    possible: ClassVar[bool] = True
    """A want can be filled."""

    def __post_init__(self) -> None:
        """Make the key."""
        told = (self.code, self.basis.value, self.via and self.via.value, self.at, self.amount, self.hundredths)
        object.__setattr__(self, "key", f"{told}{self.measure}{self.before}{self.within}{self.began_before}")

    def __hash__(self) -> int:
        return hash(self.key)

    @property
    def months(self) -> float | None:
        """The service still needed, in months of 365 / 12 days."""
        return None if self.hundredths is None else self.hundredths * 12 / 36_500


class Impossible(NamedTuple):
    """A branch that no fact can fill any more, and why."""

    rule: str
    reason: str

    @property
    def possible(self) -> bool:
        """It cannot be filled."""
        return False


class Need(NamedTuple):
    """At least `least` of these are needed; `possible` says whether that many still can be filled."""

    rule: str
    least: int
    of: tuple[Missing, ...]
    possible: bool


Missing = Want | Impossible | Need


def is_possible(missing: Missing) -> bool:
    """Return whether facts could still fill it."""
    return missing.possible


def reasons(missing: Missing) -> tuple[str, ...]:
    """Return why its impossible branches are impossible, each reason once."""
    if isinstance(missing, Need):
        return tuple(dict.fromkeys(reason for branch in missing.of for reason in reasons(branch)))
    return (missing.reason,) if isinstance(missing, Impossible) else ()


def cheapest(missing: Missing) -> tuple[Want, ...] | None:
    """Return one way to fill it: fewest wants, then least minutes, then the order in the scheme; None if impossible."""
    if isinstance(missing, Want):
        return (missing,)
    if isinstance(missing, Impossible) or not missing.possible:
        return None
    ways = [way for branch in missing.of if (way := cheapest(branch)) is not None]
    if len(ways) > missing.least:
        ways.sort(key=_cost)
    return tuple(dict.fromkeys(want for way in ways[: missing.least] for want in way))


def _cost(way: tuple[Want, ...]) -> tuple[int, int]:
    return len(way), sum(want.minutes or 0 for want in way)


def wants(missing: Missing) -> list[Want]:
    """Return every want of the possible branches, in the order of the scheme; the same want may come twice."""
    if type(missing) is Want:
        return [missing]
    found: list[Want] = []
    if type(missing) is Need and missing.possible:
        for branch in missing.of:
            if type(branch) is Want:
                found.append(branch)
            else:
                found += wants(branch)
    return found


def alone(missing: Missing) -> Collection[Want]:
    """Return the wants each of which would fill it alone."""
    if type(missing) is Want:
        return (missing,)
    if type(missing) is not Need or not missing.possible:
        return ()
    if missing.least == len(missing.of):
        return _shared(missing.of)
    found: dict[str, list[Want]] = {}
    for branch in missing.of:
        for want in alone(branch):
            found.setdefault(want.key, []).append(want)
    return [same[0] for same in found.values() if len(same) >= missing.least]


def _shared(branches: Sequence[Missing]) -> Collection[Want]:
    """Return the wants that fill every branch; mostly none, so it stops as soon as that is plain."""
    shared = alone(branches[0])
    for branch in branches[1:]:
        if not shared:
            break
        also = {want.key for want in alone(branch)}
        shared = [want for want in shared if want.key in also]
    return shared
