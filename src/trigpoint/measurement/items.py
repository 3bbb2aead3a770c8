"""How single questions do: how many got each right, whether those who know more got it right more often, and flags.

Everything here is honest at small numbers: below a stated number of answers there is no figure, and a flag is raised
only where the whole interval lies beyond the limit, so that chance alone rarely raises one.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import Enum
from math import atanh, sqrt, tanh
from statistics import fmean
from typing import TYPE_CHECKING

from trigpoint.measurement.distributions import Z

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

LEVEL = 0.95
LEAST_FOR_FACILITY = 10
LEAST_FOR_DISCRIMINATION = 30
"""Answers below which a figure is left out. With 30 the interval of a correlation of 0.3 still reaches below 0."""
TOO_EASY, TOO_HARD = 0.95, 0.3
LEAST_TO_MISS = 80
"""With 80 answers of which none chose an option, Wilson's interval leaves out 5%."""
LEAST_BEST = 10
BEST_SHARE = 3
"""The best are the upper third."""


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true figure most likely lies, at a level of 95% unless another was asked."""

    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Tell whether a value lies in it."""
        return self.low <= value <= self.high


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with its interval and the number of answers behind it. `value` is None where those are too few."""

    value: float | None
    interval: Interval | None
    n: int
    least: int

    @property
    def too_few(self) -> bool:
        """Tell whether too few answered."""
        return self.n < self.least


class Flag(Enum):
    """Why somebody should look at a question. The value is said on pages."""

    EASY = "Nearly everybody gets it right"
    HARD = "Few get it right"
    NEGATIVE = "Those who know more get it right less often"
    NEVER_CHOSEN = "Nobody chooses this wrong option"
    BEST_CHOOSE = "The best choose this wrong option more often than the right one"


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag, and the option that it is about, if any."""

    flag: Flag
    option: str = ""


@dataclass(frozen=True, slots=True)
class Response:
    """One person's answer to one question.

    `rest` is her share right, from 0 to 1, of the other questions of her paper; `chosen` are the options she chose.
    """

    right: bool
    rest: float
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemFigures:
    """What the answers to one question show."""

    facility: Figure
    discrimination: Figure
    chosen: tuple[tuple[str, int], ...]
    """How many chose each option, in the order of the question."""
    flags: tuple[Raised, ...]


def wilson(successes: int, n: int, level: float = LEVEL) -> Interval:
    """Return Wilson's score interval of a proportion. Raises ValueError for numbers that no count can be.

    Source: Wilson, E. B. (1927), Journal of the American Statistical Association 22, 209-212. Chosen over the plain
    interval since it holds its level with few answers and near 0 and 1 (Brown, Cai and DasGupta 2001).
    """
    if not 0 <= successes <= n or n == 0:
        raise ValueError(f"{successes} of {n} is no proportion.")
    z = Z((1 + level) / 2)
    share, weight = successes / n, z * z / n
    middle = (share + weight / 2) / (1 + weight)
    reach = z * sqrt(share * (1 - share) / n + weight / (4 * n)) / (1 + weight)
    # At the ends the formula gives 0 and 1 but for rounding.
    low = 0.0 if successes == 0 else max(0.0, middle - reach)
    return Interval(low, 1.0 if successes == n else min(1.0, middle + reach))


def facility(successes: int, n: int, *, least: int = LEAST_FOR_FACILITY) -> Figure:
    """Return the share that got a question right, with Wilson's interval; no share below `least` answers."""
    if n < least:
        return Figure(None, None, n, least)
    return Figure(successes / n, wilson(successes, n), n, least)


def correlation(pairs: Sequence[tuple[float, float]]) -> float | None:
    """Return Pearson's correlation; None where one of the two does not vary."""
    if len(pairs) < 2:  # noqa: PLR2004 - a correlation needs two
        return None
    mean_x, mean_y = fmean(x for x, _ in pairs), fmean(y for _, y in pairs)
    xx = sum((x - mean_x) ** 2 for x, _ in pairs)
    yy = sum((y - mean_y) ** 2 for _, y in pairs)
    xy = sum((x - mean_x) * (y - mean_y) for x, y in pairs)
    below = sqrt(xx) * sqrt(yy)
    return max(-1.0, min(1.0, xy / below)) if below else None


def fisher(r: float, n: int, level: float = LEVEL) -> Interval:
    """Return the interval of a correlation from n pairs, by Fisher's z. Raises ValueError below four pairs.

    Source: Fisher, R. A. (1921), Metron 1, 3-32. For a correlation with a yes or no it is an approximation, which is
    why `discrimination` asks for 30 answers and more.
    """
    if n <= 3 or not -1 <= r <= 1:  # noqa: PLR2004 - the variance of z is 1 / (n - 3)
        raise ValueError(f"There is no interval for a correlation of {r} from {n} pairs.")
    if abs(r) == 1:
        return Interval(r, r)
    reach = Z((1 + level) / 2) / sqrt(n - 3)
    return Interval(tanh(atanh(r) - reach), tanh(atanh(r) + reach))


def discrimination(responses: Sequence[Response], *, least: int = LEAST_FOR_DISCRIMINATION) -> Figure:
    """Return the point-biserial correlation of a right answer with the rest of the paper, the question itself left out.

    Source for leaving it out: Henrysson, S. (1963), Psychometrika 28, 211-218. No figure below `least` answers, or
    where all answered alike.
    """
    n = len(responses)
    r = None if n < least else correlation([(float(one.right), one.rest) for one in responses])
    return Figure(r, None if r is None else fisher(r, n), n, least)


def item_figures(responses: Iterable[Response], options: Sequence[str] = (), key: Iterable[str] = ()) -> ItemFigures:
    """Return what the answers to a question show. `options` are all that could be chosen, `key` the right ones."""
    rows = tuple(responses)
    share = facility(sum(one.right for one in rows), len(rows))
    strength = discrimination(rows)
    chosen = Counter(option for one in rows for option in one.chosen)
    counted = tuple((option, chosen[option]) for option in options)
    raised = (*_flags_of(share, strength), *_flags_of_options(rows, counted, frozenset(key)))
    return ItemFigures(share, strength, counted, raised)


def _flags_of(share: Figure, strength: Figure) -> tuple[Raised, ...]:
    found = []
    if share.interval and share.interval.low > TOO_EASY:
        found.append(Raised(Flag.EASY))
    if share.interval and share.interval.high < TOO_HARD:
        found.append(Raised(Flag.HARD))
    if strength.interval and strength.interval.high < 0:
        found.append(Raised(Flag.NEGATIVE))
    return tuple(found)


def _flags_of_options(
    rows: tuple[Response, ...], counted: tuple[tuple[str, int], ...], key: frozenset[str]
) -> tuple[Raised, ...]:
    if not key:
        return ()
    best = sorted(rows, key=lambda one: one.rest, reverse=True)[: len(rows) // BEST_SHARE]
    of_best = Counter(option for one in best for option in one.chosen)
    least_right = min(of_best[option] for option in key)
    found = []
    for option, times in counted:
        if option in key:
            continue
        if times == 0 and len(rows) >= LEAST_TO_MISS:
            found.append(Raised(Flag.NEVER_CHOSEN, option))
        if len(best) >= LEAST_BEST and of_best[option] > least_right:
            found.append(Raised(Flag.BEST_CHOOSE, option))
    return tuple(found)
