"""Means, totals, ratios and proportions with their errors, in every domain at once.

Each statistic is an estimate and a score per row; `_figures` does the rest. Every variable is worked out by
itself, so a call for one and a call for many give the same numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

import numpy as np
from scipy.sparse import csr_array

from trigpoint.estimation import intervals
from trigpoint.estimation.errors import EmptyDomainError, EstimationError
from trigpoint.estimation.table import ResultTable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from trigpoint.estimation.data import Array, BoolArray, FloatArray, Frame
    from trigpoint.estimation.domains import Grouping
    from trigpoint.estimation.intervals import ProportionInterval
    from trigpoint.estimation.linearise import Linearised
    from trigpoint.estimation.replicates import ReplicateWeights


class Basis(Protocol):
    """What estimation needs of a design."""

    @property
    def frame(self) -> Frame:
        """The respondents' columns."""

    @property
    def weights(self) -> FloatArray:
        """The final weights."""

    @property
    def active(self) -> BoolArray:
        """The rows in the domain looked at."""

    @property
    def linear(self) -> Linearised:
        """The linearised variance."""

    @property
    def replicates(self) -> ReplicateWeights | None:
        """Replicate weights, if any."""

    @property
    def method(self) -> str:
        """How variances are taken, for the result's method column."""

    def grouping(self, by: Sequence[str]) -> Grouping:
        """Sort the active rows into the crossed levels of these variables."""

    def describe(self) -> str:
        """Write the methods paragraph."""


@dataclass(frozen=True, slots=True)
class Figures:
    """One statistic in every domain; `simple` is the variance that a simple random sample would have had."""

    estimate: FloatArray
    variance: FloatArray
    df: FloatArray
    n: FloatArray
    missing: FloatArray
    simple: FloatArray
    kish_n: FloatArray
    flag: Array

    @property
    def se(self) -> FloatArray:
        """Standard errors."""
        return np.sqrt(self.variance)


@dataclass(frozen=True)
class Answers:
    """One variable's values for the grouped rows, zero where missing, with the sums that every statistic shares."""

    basis: Basis
    group: Grouping
    present: BoolArray
    weights: FloatArray
    n: FloatArray
    mass: FloatArray
    missing: FloatArray

    @classmethod
    def of(cls, basis: Basis, group: Grouping, missing: BoolArray) -> Answers:
        """Note which grouped rows have an answer."""
        present = ~group.take(missing)
        weights = np.where(present, group.take(basis.weights), 0.0)
        n = group.sums(present)
        asked = np.diff(group.starts).astype(np.float64)
        return cls(basis, group, present, weights, n, group.sums(weights), asked - n)

    def mean(self, values: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Return weighted means by domain and the scores of the grouped rows."""
        with np.errstate(invalid="ignore", divide="ignore"):
            mean = self.group.sums(self.weights * values) / self.mass
        return mean, self.scores(values, mean, self.mass)

    def scores(self, values: FloatArray, centre: FloatArray, scale: FloatArray) -> FloatArray:
        """Return (value - its domain's centre) / its domain's scale, zero where there is no answer."""
        domain = self.group.domain
        safe = np.where(scale == 0, 1.0, scale)
        return np.where(self.present, (values - centre[domain]) / safe[domain], 0.0)

    def replicated(self, values: FloatArray) -> FloatArray:
        """Return weighted sums by domain in every replicate: domains by replicates."""
        replicates = self.basis.replicates
        if replicates is None:
            raise EstimationError("The design has no replicate weights. Call bootstrap() or jackknife() first.")
        shape = (self.group.size, len(self.basis.frame))
        kept = np.where(self.present, values, 0.0)
        return np.asarray(csr_array((kept, self.group.rows, self.group.starts), shape=shape) @ replicates.weights)

    def figures(
        self,
        estimate: FloatArray,
        scores: FloatArray,
        replicated: FloatArray | None,
        spread: FloatArray,
    ) -> Figures:
        """Put a statistic together from its scores, or from its replicates where the design has them.

        `spread` is the statistic's variance per respondent under simple random sampling.
        """
        notes: list[tuple[BoolArray, str]] = []
        if replicated is None or self.basis.replicates is None:
            variance = self.basis.linear.by_domain(scores, self.group)
        else:
            variance, lost = _replicate_variance(estimate, replicated, self.basis.replicates.scales)
            notes.append((lost, "some replicates have no respondents here and were left out"))
        units, strata = self._units_and_strata
        census = self._census
        one = self.n == 1
        together = (units == 1) & ~one & (self.n > 0)
        notes.extend(
            [
                (self.n == 0, "no respondents"),
                (one & ~census, "one respondent: no standard error"),
                (together & ~census, "one cluster: no standard error"),
                ((self.n > 1) & (spread == 0), "all answers alike: the standard error says nothing"),
            ]
        )
        variance = np.where((self.n == 0) | ((one | together) & ~census), np.nan, np.maximum(variance, 0.0))
        with np.errstate(invalid="ignore", divide="ignore"):
            simple = spread / self.n * self._finite_part()
        return Figures(
            estimate=estimate,
            variance=variance,
            df=np.maximum(units - strata, 1.0),
            n=self.n,
            missing=self.missing,
            simple=np.where((self.n > 1) & (simple > 0), simple, np.nan),
            kish_n=self._kish_n,
            flag=_flags(notes, self.group.size),
        )

    def spread(self, values: FloatArray, mean: FloatArray) -> FloatArray:
        """Return the weighted population variance by domain, n / (n - 1) sum(w (y - mean)²) / sum(w)."""
        away = np.where(self.present, values - mean[self.group.domain], 0.0)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.group.sums(self.weights * away**2) / self.mass * self.n / (self.n - 1))

    def _finite_part(self) -> FloatArray:
        """1 - n/N where the design has population counts and the weights sum to more than n; otherwise 1."""
        if not np.isfinite(self.basis.linear.stages[0].population).any():
            return np.ones(self.group.size)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.where(self.mass > self.n, 1 - self.n / self.mass, 1.0)

    @cached_property
    def _kish_n(self) -> FloatArray:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self.mass**2 / self.group.sums(self.weights**2))

    @cached_property
    def _units_and_strata(self) -> tuple[FloatArray, FloatArray]:
        stage = self.basis.linear.stages[0]
        strata = _occupied(self.group, stage.row_strata, self.present)
        return (self.n if stage.elements else _occupied(self.group, stage.units, self.present)), strata

    @cached_property
    def _census(self) -> BoolArray:
        """Mark domains whose every stratum was sampled whole: there a zero standard error is right."""
        stage = self.basis.linear.stages[0]
        whole = np.isfinite(stage.population) & (stage.a == 0)
        if not whole.any():
            return np.zeros(self.group.size, dtype=np.bool_)
        return ~group_any(self.group, self.present & ~whole[self.group.take(stage.row_strata)])


def group_any(group: Grouping, mask: BoolArray) -> BoolArray:
    """Mark the domains in which any row is marked."""
    return np.asarray(group.sums(mask) > 0, dtype=np.bool_)


def _occupied(group: Grouping, codes: Array, present: BoolArray) -> FloatArray:
    """Count the distinct codes with an answer in each domain."""
    pairs = group.pairs(codes)
    held = pairs.sums(present) > 0
    return np.asarray(np.bincount(pairs.domain, held, minlength=group.size), dtype=np.float64)


def _replicate_variance(
    estimate: FloatArray, replicated: FloatArray, scales: FloatArray
) -> tuple[FloatArray, BoolArray]:
    """Return variances by domain; replicates in which a domain is empty are left out and the others scaled up."""
    away = replicated - estimate[:, None]
    usable = np.isfinite(away)
    squares = np.where(usable, away, 0.0) ** 2 * scales
    share = usable.mean(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return squares.sum(axis=1) / share, (share < 1) & (share > 0)


def _flags(notes: Iterable[tuple[BoolArray, str]], size: int) -> Array:
    words = np.full(size, "", dtype=object)
    for marked, note in notes:
        for d in np.flatnonzero(marked).tolist():
            words[d] = f"{words[d]}; {note}" if words[d] else note
    return words.astype(str)


def means(basis: Basis, variable: str, group: Grouping) -> Figures:
    """Return the weighted mean of a number in every domain."""
    values = basis.frame.number(variable)
    answers = Answers.of(basis, group, np.isnan(values))
    y = np.where(answers.present, group.take(values), 0.0)
    return _mean_figures(answers, y)


def _mean_figures(answers: Answers, y: FloatArray) -> Figures:
    mean, scores = answers.mean(y)
    replicated = None
    if answers.basis.replicates is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            replicated = answers.replicated(y) / answers.replicated(np.ones_like(y))
    return answers.figures(mean, scores, replicated, answers.spread(y, mean))


def totals(basis: Basis, variable: str, group: Grouping) -> Figures:
    """Return the weighted total of a number in every domain."""
    values = basis.frame.number(variable)
    answers = Answers.of(basis, group, np.isnan(values))
    y = np.where(answers.present, group.take(values), 0.0)
    total = group.sums(answers.weights * y)
    zero, one = np.zeros(group.size), np.ones(group.size)
    replicated = answers.replicated(y) if basis.replicates is not None else None
    mean, _ = answers.mean(y)
    spread = answers.spread(y, mean) * answers.mass**2
    return answers.figures(total, answers.scores(y, zero, one), replicated, spread)


def ratios(basis: Basis, numerator: str, denominator: str, group: Grouping) -> Figures:
    """Return the ratio of two totals in every domain, over the rows that have both numbers."""
    top, bottom = basis.frame.number(numerator), basis.frame.number(denominator)
    answers = Answers.of(basis, group, np.isnan(top) | np.isnan(bottom))
    y = np.where(answers.present, group.take(top), 0.0)
    x = np.where(answers.present, group.take(bottom), 0.0)
    below = group.sums(answers.weights * x)
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = group.sums(answers.weights * y) / below
    ratio = np.where(below == 0, np.nan, ratio)
    known = np.where(np.isnan(ratio), 0.0, ratio)
    left = y - known[group.domain] * x
    scores = answers.scores(left, np.zeros(group.size), below)
    replicated = None
    if basis.replicates is not None:
        with np.errstate(invalid="ignore", divide="ignore"):
            replicated = answers.replicated(y) / answers.replicated(x)
    mean, _ = answers.mean(left)
    with np.errstate(invalid="ignore", divide="ignore"):
        spread = answers.spread(left, mean) * (answers.mass / below) ** 2
    return answers.figures(ratio, scores, replicated, spread)


def proportions(basis: Basis, variable: str, group: Grouping) -> list[tuple[str, Figures]]:
    """Return, for each level of a category, its weighted share of the answers in every domain."""
    factor = basis.frame.factor(variable)
    answers = Answers.of(basis, group, factor.missing)
    codes = group.take(factor.codes)
    return [
        (str(level), _mean_figures(answers, np.equal(codes, code).astype(np.float64)))
        for code, level in enumerate(factor.levels)
    ]


def listed_names(variables: Sequence[str | Sequence[str]]) -> list[str]:
    """Flatten `("a", "b")` and `(["a", "b"],)` into the same names."""
    names = [n for v in variables for n in ([v] if isinstance(v, str) else v)]
    if not names:
        raise EstimationError("Name at least one variable.")
    return names


def interval(
    figures: Figures, level: float, proportion: ProportionInterval | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return the interval of a statistic; `proportion` names one for shares."""
    if proportion in (None, "mean"):
        return intervals.symmetric(figures.estimate, figures.se, figures.df, level)
    if proportion == "logit":
        return intervals.logistic(figures.estimate, figures.variance, figures.df, level)
    if proportion != "beta":
        raise EstimationError(f"interval={proportion!r} is not known. Use 'beta', 'logit' or 'mean'.")
    f = figures
    return intervals.beta(f.estimate, f.variance, f.n, f.kish_n, df=f.df, level=level)


def assemble(
    basis: Basis,
    group: Grouping,
    parts: Sequence[tuple[str, str, str, Figures, FloatArray, FloatArray]],
) -> ResultTable:
    """Build the tidy table from (variable, level, statistic, figures, lo, hi) for each statistic, domain by domain."""
    if group.size and not len(group.rows):
        raise EmptyDomainError(
            f"No row is in any domain of {', '.join(group.by) or 'the design'}. Check the filter and the by-variables."
        )
    size = group.size
    figures = [part[3] for part in parts]
    with np.errstate(invalid="ignore", divide="ignore"):
        deff = _joined([f.variance / f.simple for f in figures])
        n = _joined([f.n for f in figures])
        n_eff = np.where(deff > 0, n / deff, np.nan)
    columns = {
        "variable": np.repeat([part[0] for part in parts], size),
        "level": np.repeat([part[1] for part in parts], size),
        **{name: np.tile(labels, len(parts)) for name, labels in zip(group.by, group.labels, strict=True)},
        "statistic": np.repeat([part[2] for part in parts], size),
        "estimate": _joined([f.estimate for f in figures]),
        "se": _joined([f.se for f in figures]),
        "lo": _joined([part[4] for part in parts]),
        "hi": _joined([part[5] for part in parts]),
        "n": n.astype(np.int64),
        "n_eff": n_eff,
        "deff": deff,
        "missing": _joined([f.missing for f in figures]).astype(np.int64),
        "method": np.repeat(basis.method, size * len(parts)),
        "flag": np.concatenate([f.flag for f in figures]) if figures else np.array([], dtype=str),
    }
    return ResultTable(columns, group.by, basis.describe())


def _joined(arrays: Sequence[FloatArray]) -> FloatArray:
    return np.concatenate(arrays) if arrays else np.array([])
