"""How well two judges of the same work agree: percentage, Cohen's kappa, Gwet's AC1, severity; each with its interval.

All intervals are at 95%. Variances are of the large-sample kind, taken from what each pair contributes (its influence)
and summed over clusters, since the criteria of one submission are judged by the same two people and are not
independent. With one pair to a cluster that is, but for n / (n - 1), the formula of Fleiss, Cohen and Everitt for kappa
and Gwet's own for AC1. Below FEWEST pairs no coefficient is given: counts say all that is known.

Sources: J. Cohen, Educational and Psychological Measurement 20 (1960), 37-46. J. L. Fleiss, J. Cohen and B. S. Everitt,
Psychological Bulletin 72 (1969), 323-327. K. L. Gwet, British Journal of Mathematical and Statistical Psychology 61
(2008), 29-48. E. B. Wilson, Journal of the American Statistical Association 22 (1927), 209-212. D. G. Bonett and
R. M. Price, Journal of Educational and Behavioral Statistics 37 (2012), 479-488.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping

FEWEST = 20
"""Pairs below which no coefficient is given: an interval over fewer spans nearly everything it could."""
Z = 1.959963984540054
"""The point of the normal distribution that 97.5% lie below."""
CERTAIN = 1e-12
"""A variance below this is nought but for rounding."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two verdicts on one thing. `cluster` names what was judged together, such as a submission."""

    cluster: Hashable
    one: Hashable
    other: Hashable


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95% interval, over `n` pairs. `error` is its standard error.

    `value` is None where there are too few pairs, or nothing to be worked out: `why` says which, in a sentence.
    """

    n: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    error: float | None = None
    why: str = ""

    @property
    def is_known(self) -> bool:
        """Tell whether there is a figure to show."""
        return self.value is not None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well two judges agreed: on `same` of `n` pairs, and the three figures."""

    n: int
    same: int
    share: Estimate
    kappa: Estimate
    ac1: Estimate


@dataclass(frozen=True, slots=True)
class Severity:
    """How one assessor's verdicts lie beside those of others on the same things.

    `own` and `others` count how often each side said *shown*, of `n`. `difference` is own share less that of the
    others, so below nought is more severe.
    """

    n: int
    own: int
    others: int
    difference: Estimate

    @property
    def is_apart(self) -> bool:
        """Tell whether the interval of the difference leaves out nought."""
        low, high = self.difference.low, self.difference.high
        return low is not None and high is not None and not low <= 0 <= high


def agreement(pairs: Iterable[Pair]) -> Agreement:
    """Return how well the two verdicts of each pair agree."""
    known = _Known.of(pairs)
    same = sum(count for (one, other), count in known.cells.items() if one == other)
    if known.n < FEWEST:
        few = Estimate(known.n, why=too_few(known.n))
        return Agreement(known.n, same, few, few, few)
    return Agreement(known.n, same, _share(known), _kappa(known), _ac1(known))


def too_few(n: int) -> str:
    """Return the sentence that says so.

    >>> too_few(1)
    'Too few to say: 1 pair, and 20 are needed.'
    """
    return f"Too few to say: {n} {'pair' if n == 1 else 'pairs'}, and {FEWEST} are needed."


def severity(pairs: Iterable[Pair], shown: Hashable) -> Severity:
    """Return how the first verdict of each pair lies beside the second; `shown` is the verdict that is counted.

    The interval is that of Bonett and Price for two shares of the same things: one more pair of each kind of
    disagreement is counted in, which keeps it honest at small numbers. With clusters it widens by their design effect.
    """
    known = _Known.of(pairs)
    counts = Counter[tuple[bool, bool]]()
    for (one, other), count in known.cells.items():
        counts[one == shown, other == shown] += count
    own, others = counts[True, True] + counts[True, False], counts[True, True] + counts[False, True]
    n = known.n
    if n < FEWEST:
        return Severity(n, own, others, Estimate(n, why=too_few(n)))
    value = (own - others) / n
    scores = {cell: (cell[0] == shown) - (cell[1] == shown) - value for cell in known.cells}
    widen = known.design_effect(scores)
    more, less = (counts[True, False] + 1) / (n + 2), (counts[False, True] + 1) / (n + 2)
    middle = more - less
    error = sqrt(widen * (more + less - middle * middle) / (n + 2))
    low, high = max(-1.0, middle - Z * error), min(1.0, middle + Z * error)
    return Severity(n, own, others, Estimate(n, value, min(low, value), max(high, value), error))


def wilson(part: float, n: float) -> tuple[float, float]:
    """Return Wilson's interval for a share of `part` in `n`. Raises ValueError for no pairs at all.

    >>> [round(limit, 4) for limit in wilson(81, 263)]
    [0.2553, 0.3662]
    """
    if n <= 0:
        raise ValueError("A share of nothing has no interval.")
    share, square = part / n, Z * Z
    middle = (share + square / (2 * n)) / (1 + square / n)
    half = Z * sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class _Known:
    """Pairs, counted: how often each two verdicts came together, within each cluster and altogether."""

    n: int
    cells: Mapping[tuple[Hashable, Hashable], int]
    clusters: tuple[Mapping[tuple[Hashable, Hashable], int], ...]

    @classmethod
    def of(cls, pairs: Iterable[Pair]) -> _Known:
        cells = Counter[tuple[object, object]]()
        clusters: dict[object, Counter[tuple[object, object]]] = defaultdict(Counter)
        for pair in pairs:
            cell = (pair.one, pair.other)
            cells[cell] += 1
            clusters[pair.cluster][cell] += 1
        return cls(cells.total(), cells, tuple(clusters.values()))

    @property
    def agreed(self) -> float:
        return sum(count for (one, other), count in self.cells.items() if one == other) / self.n

    def margins(self) -> tuple[dict[Hashable, float], dict[Hashable, float]]:
        """Return the share of each verdict, of the first judge and of the second."""
        rows, columns = Counter[object](), Counter[object]()
        for (one, other), count in self.cells.items():
            rows[one] += count
            columns[other] += count
        named = rows.keys() | columns.keys()
        return {name: rows[name] / self.n for name in named}, {name: columns[name] / self.n for name in named}

    def variance(self, influence: Mapping[tuple[Hashable, Hashable], float]) -> float:
        """Return the variance of a figure from what a pair of each cell contributes to it, over clusters.

        One cluster alone cannot say how clusters differ; then pairs are taken one by one.
        """
        groups = len(self.clusters)
        if groups > 1:
            squares = sum(sum(influence[cell] * count for cell, count in one.items()) ** 2 for one in self.clusters)
            return squares / self.n**2 * groups / (groups - 1)
        return self._simple(influence)

    def _simple(self, influence: Mapping[tuple[Hashable, Hashable], float]) -> float:
        return sum(influence[cell] ** 2 * count for cell, count in self.cells.items()) / self.n / (self.n - 1)

    def design_effect(self, influence: Mapping[tuple[Hashable, Hashable], float]) -> float:
        """Return by how much clusters raise a variance; never below 1, so that they do not promise more than pairs."""
        simple = self._simple(influence)
        return max(1.0, self.variance(influence) / simple) if simple > CERTAIN else _most_alike(self)


def _most_alike(known: _Known) -> float:
    """Return the design effect when all of a cluster are taken to be alike: what to assume where nothing varies."""
    return sum(sum(one.values()) ** 2 for one in known.clusters) / known.n


def _share(known: _Known) -> Estimate:
    """Wilson's interval, over as many pairs as the clusters are worth."""
    value = known.agreed
    influence = {cell: (cell[0] == cell[1]) - value for cell in known.cells}
    worth = known.n / known.design_effect(influence)
    low, high = wilson(value * worth, worth)
    return Estimate(known.n, value, low, high, sqrt(known.variance(influence)))


def _kappa(known: _Known) -> Estimate:
    rows, columns = known.margins()
    chance = sum(rows[name] * columns[name] for name in rows)
    if 1 - chance < CERTAIN:
        words = "Both gave one and the same verdict to everything, so kappa cannot be worked out."
        return Estimate(known.n, why=words)
    value = (known.agreed - chance) / (1 - chance)
    influence = {
        (one, other): (((one == other) - known.agreed) - (1 - value) * (columns[one] + rows[other] - 2 * chance))
        / (1 - chance)
        for one, other in known.cells
    }
    return _coefficient(known, value, chance, influence)


def _ac1(known: _Known) -> Estimate:
    rows, columns = known.margins()
    shares = {name: (rows[name] + columns[name]) / 2 for name in rows}
    kinds = max(2, len(shares))  # where one verdict alone was given, the other was still there to give
    chance = (1 - sum(share * share for share in shares.values())) / (kinds - 1)
    value = (known.agreed - chance) / (1 - chance)
    influence = {}
    for one, other in known.cells:
        own_chance = (1 - (shares[one] + shares[other]) / 2) / (kinds - 1)
        both = (one == other) - known.agreed - 2 * (1 - value) * (own_chance - chance)
        influence[one, other] = both / (1 - chance)
    return _coefficient(known, value, chance, influence)


def _coefficient(
    known: _Known, value: float, chance: float, influence: Mapping[tuple[Hashable, Hashable], float]
) -> Estimate:
    """Return a coefficient with its interval.

    Where all agree, or none, the large-sample variance is nought and would claim to be certain. Then the limit that is
    left is the coefficient at Wilson's limit of the share, with the agreement by chance held as it is.
    """
    variance = known.variance(influence)
    error = sqrt(variance)
    low, high = value - Z * error, value + Z * error
    if known.agreed in {0.0, 1.0} or variance < CERTAIN:
        worth = known.n / _most_alike(known)
        limits = wilson(known.agreed * worth, worth)
        low, high = (min(value, (limits[0] - chance) / (1 - chance)), max(value, (limits[1] - chance) / (1 - chance)))
    return Estimate(known.n, value, max(-1.0, low), min(1.0, high), error)
