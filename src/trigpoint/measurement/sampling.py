"""Which judgements are looked at again: a draw that anyone can repeat, with a reason for each.

Everything judged gets a number between 0 and 1 from the seed and its own key alone (SHA-256). It is drawn where its
number is below the share that a rule asks for: at random, and for each risk. Then, where an assessor, a strand or a
route has too few, those with the lowest numbers are added until it has enough. So the same seed gives the same draw
on any machine and in whatever order things came, a larger share never takes out what a smaller one drew, and what is
added later moves nobody's number.

The numbers are the *permanent random numbers* of survey sampling: E. Ohlsson, in Cox and others (editors), Business
Survey Methods (Wiley, 1995), chapter 9.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from enum import Enum
from hashlib import sha256
from math import ceil
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping


class Risk(Enum):
    """What makes it worth a second look. The value is what is stored."""

    NEW_ASSESSOR = "new-assessor"
    LOW_AGREEMENT = "low-agreement"
    BORDERLINE = "borderline"
    FAST = "fast"


class Dimension(Enum):
    """What must have a minimum of it looked at again."""

    ASSESSOR = "assessor"
    STRAND = "strand"
    ROUTE = "route"


AT_RANDOM = "at-random"


@dataclass(frozen=True, slots=True)
class Judged:
    """One judged thing: its key, who judged it, of what strand, by what route, and the risks that it carries."""

    key: str
    assessors: tuple[str, ...]
    strand: str
    route: str
    risks: frozenset[Risk] = frozenset()


@dataclass(frozen=True, slots=True)
class Least:
    """The least to draw of a group: a number, and a share of it; whichever is more, and never more than there are."""

    number: int = 0
    share: float = 0.0

    def of(self, count: int) -> int:
        """Return how many of a group of `count` must be drawn.

        >>> Least(2, 0.1).of(50), Least(2, 0.1).of(1)
        (5, 1)
        """
        return min(count, max(self.number, ceil(round(self.share * count, 9))))


@dataclass(frozen=True, slots=True)
class Rules:
    """How much is drawn. Shares are between 0 and 1."""

    at_random: float = 0.0
    risks: Mapping[Risk, float] = field(default_factory=lambda: MappingProxyType({}))
    least: Mapping[Dimension, Least] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        shares = [self.at_random, *self.risks.values(), *(least.share for least in self.least.values())]
        if any(not 0 <= share <= 1 for share in shares) or any(least.number < 0 for least in self.least.values()):
            raise ValueError("A share of a sample is between 0 and 1, and a least number is not below 0.")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something was drawn: a risk, at random, or so that a group has enough. `group` is whose minimum it fills."""

    code: str
    group: str = ""


@dataclass(frozen=True, slots=True)
class Draw:
    """One that was drawn, its number, and every reason."""

    key: str
    number: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What was drawn, by number, of how many; `digest` is of everything the draw was made from, rules and seed too."""

    seed: str
    digest: str
    of: int
    draws: tuple[Draw, ...]


def number_of(seed: str, key: str) -> float:
    """Return the number of one thing under a seed: at least 0, below 1.

    >>> round(number_of("autumn", "s_1"), 6) == round(number_of("autumn", "s_1"), 6)
    True
    """
    whole = sha256(f"{len(seed)}:{seed}{key}".encode()).digest()[:8]
    return (int.from_bytes(whole) >> 11) / 2**53


def plan(judged: Collection[Judged], rules: Rules, seed: str) -> Plan:
    """Draw a sample. Raises ValueError where two things have one key.

    The order in which things are given makes no difference.
    """
    numbers = {one.key: number_of(seed, one.key) for one in judged}
    if len(numbers) != len(judged):
        raise ValueError("Two of those to draw from have the same key. Give each once.")
    reasons: dict[str, list[Reason]] = defaultdict(list)
    ordered = sorted(judged, key=lambda one: (numbers[one.key], one.key))
    for one in ordered:
        if numbers[one.key] < rules.at_random:
            reasons[one.key].append(Reason(AT_RANDOM))
        for risk in sorted(one.risks, key=lambda risk: risk.value):
            if numbers[one.key] < rules.risks.get(risk, 0.0):
                reasons[one.key].append(Reason(risk.value))
    for dimension in Dimension:
        if dimension in rules.least:
            _fill(dimension, rules.least[dimension], ordered, reasons)
    draws = tuple(Draw(one.key, numbers[one.key], tuple(reasons[one.key])) for one in ordered if reasons[one.key])
    return Plan(seed, digest_of(ordered, rules, seed), len(ordered), draws)


def digest_of(judged: Iterable[Judged], rules: Rules, seed: str) -> str:
    """Return the SHA-256, in hexadecimal, of all that a draw depends on."""
    lines = [f"seed {seed}", f"at random {rules.at_random!r}"]
    lines += sorted(f"risk {risk.value} {share!r}" for risk, share in rules.risks.items())
    lines += sorted(f"least {name.value} {least.number} {least.share!r}" for name, least in rules.least.items())
    lines += sorted(
        "\t".join(
            (one.key, ",".join(one.assessors), one.strand, one.route, ",".join(sorted(r.value for r in one.risks)))
        )
        for one in judged
    )
    return sha256("\n".join(lines).encode()).hexdigest()


def groups_of(one: Judged, dimension: Dimension) -> tuple[str, ...]:
    """Return the groups of a dimension that something belongs to: each of its assessors, its strand, its route."""
    if dimension is Dimension.ASSESSOR:
        return tuple(dict.fromkeys(one.assessors))
    return (one.strand if dimension is Dimension.STRAND else one.route,)


def _fill(dimension: Dimension, least: Least, ordered: Iterable[Judged], reasons: dict[str, list[Reason]]) -> None:
    """Add those with the lowest numbers to each group that has too few."""
    members: dict[str, list[str]] = defaultdict(list)
    for one in ordered:
        for group in groups_of(one, dimension):
            members[group].append(one.key)
    for group in sorted(members):
        missing = least.of(len(members[group])) - sum(1 for key in members[group] if reasons.get(key))
        for key in members[group]:
            if missing <= 0:
                break
            if not reasons.get(key):
                reasons[key].append(Reason(dimension.value, group))
                missing -= 1
