"""Differences between two groups of one sample, and changes between two waves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np

from trigpoint.estimation import waves
from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.estimates import Answers, Basis, Figures, interval

if TYPE_CHECKING:
    from collections.abc import Hashable

    from trigpoint.estimation.data import Array, BoolArray, Factor, FloatArray, Frame
    from trigpoint.estimation.domains import Grouping

Change: TypeAlias = Literal["mean", "total"]
CHUNK = 1 << 25


@dataclass(frozen=True, slots=True)
class Contrast:
    """Which two levels of a category are compared: the mean at `first` less the mean at `second`."""

    variable: str
    first: Hashable
    second: Hashable

    def __str__(self) -> str:
        return f"{self.variable}: {self.first} - {self.second}"


def differences(basis: Basis, variable: str, contrast: Contrast, group: Grouping) -> Figures:
    """Return, in every domain, the difference of two levels' means with the covariance between them."""
    factor = basis.frame.factor(contrast.variable)
    codes = [_level(factor.levels, level, contrast.variable) for level in (contrast.first, contrast.second)]
    values = basis.frame.number(variable)
    outside = ~np.isin(factor.codes, codes)
    within = _restricted(group, ~outside)
    answers = Answers.of(basis, within, np.isnan(values))
    y = np.where(answers.present, within.take(values), 0.0)
    side = within.take(factor.codes)
    scores = np.zeros(len(y))
    estimate = np.zeros(within.size)
    replicated = None
    counts = []
    for code, sign in zip(codes, (1.0, -1.0), strict=True):
        part = Answers.of(basis, within, np.isnan(values) | (factor.codes != code))
        mean, own = part.mean(np.where(side == code, y, 0.0))
        estimate += sign * mean
        scores += sign * own
        counts.append(part.n)
        if basis.replicates is not None:
            with np.errstate(invalid="ignore", divide="ignore"):
                there = part.replicated(y) / part.replicated(np.ones_like(y))
            replicated = sign * there if replicated is None else replicated + sign * there
    figures = answers.figures(estimate, scores, replicated, np.full(within.size, np.nan))
    few = np.minimum(*counts)
    few_noted = _noted(figures.flag, few == 1, "one respondent on one side: no standard error")
    flag = _noted(few_noted, (few == 0) & (figures.n > 0), "no respondents on one side")
    return replace(figures, variance=np.where(few < 2, np.nan, figures.variance), flag=flag)  # noqa: PLR2004


def _level(levels: tuple[Hashable, ...], wanted: Hashable, name: str) -> int:
    texts = [str(level) for level in levels]
    if str(wanted) not in texts:
        raise EstimationError(f"{name!r} has no level {wanted!r}. Its levels are {', '.join(texts)}.")
    return texts.index(str(wanted))


def _restricted(group: Grouping, kept: BoolArray) -> Grouping:
    """Keep only some rows of a grouping; domains stay as they are."""
    mask = kept[group.rows]
    domain = group.domain[mask]
    starts = np.concatenate([[0], np.cumsum(np.bincount(domain, minlength=group.size))]).astype(np.int64)
    return replace(
        group, rows=group.rows[mask], domain=domain, starts=starts, whole=group.whole and bool(mask.all()), _pairs={}
    )


def _noted(flag: Array, where: BoolArray, note: str) -> Array:
    joined = np.where(flag == "", note, np.char.add(np.char.add(flag.astype(str), "; "), note))
    return np.where(where, joined, flag).astype(str)


@dataclass(frozen=True, slots=True)
class Wave:
    """One wave's part in a change: its answers, the estimate in every domain and the scores of the grouped rows."""

    answers: Answers
    estimate: FloatArray
    scores: FloatArray
    figures: Figures

    @classmethod
    def of(cls, basis: Basis, values: FloatArray, group: Grouping, statistic: Change) -> Wave:
        """Estimate a mean or a total of `values` (NaN where missing) in one wave."""
        answers = Answers.of(basis, group, np.isnan(values))
        y = np.where(answers.present, group.take(values), 0.0)
        if statistic == "mean":
            estimate, scores = answers.mean(y)
        else:
            estimate = group.sums(answers.weights * y)
            scores = answers.scores(y, np.zeros(group.size), np.ones(group.size))
        spread = np.full(group.size, np.nan)
        return cls(answers, estimate, scores, answers.figures(estimate, scores, None, spread))

    def dense(self, domains: slice) -> FloatArray:
        """Return the scores of some domains as rows by domains, zero elsewhere."""
        group = self.answers.group
        some = slice(group.starts[domains.start], group.starts[domains.stop])
        out = np.zeros((len(self.answers.basis.frame), domains.stop - domains.start))
        out[group.rows[some], group.domain[some] - domains.start] = self.scores[some]
        return out


def changes(first: Wave, second: Wave, same: waves.Overlap, level: float) -> tuple[Figures, FloatArray, FloatArray]:
    """Return second less first in every domain, with the covariance that shared schools give, and its interval.

    Both waves' domains must be the same, in the same order. `n` counts the respondents of both waves, and the
    degrees of freedom are the lesser of the two.


    """
    size = first.answers.group.size
    together = np.zeros(size)
    rows = max(len(first.answers.basis.frame), len(second.answers.basis.frame))
    step = max(1, CHUNK // max(rows, 1))
    linear = first.answers.basis.linear, second.answers.basis.linear
    for start in range(0, size, step):
        part = slice(start, min(start + step, size))
        together[part] = waves.covariance(*linear, (first.dense(part), second.dense(part)), same)
    one, two = first.figures, second.figures
    variance = one.variance + two.variance - 2 * together
    flag = np.where(one.flag == "", "", np.char.add("first wave: ", one.flag.astype(str)))
    later = np.where(two.flag == "", "", np.char.add("second wave: ", two.flag.astype(str)))
    between = np.where((flag != "") & (later != ""), "; ", "")
    flag = np.char.add(np.char.add(flag.astype(str), between.astype(str)), later.astype(str))
    flag = _noted(flag, variance < 0, "covariance between waves not estimable here: taken as none")
    variance = np.where(variance < 0, one.variance + two.variance, variance)
    figures = Figures(
        estimate=second.estimate - first.estimate,
        variance=variance,
        df=np.minimum(one.df, two.df),
        n=one.n + two.n,
        missing=one.missing + two.missing,
        simple=np.full(size, np.nan),
        kish_n=np.full(size, np.nan),
        flag=flag,
    )
    return (figures, *interval(figures, level))


def aligned(first: Grouping, second: Grouping) -> tuple[Grouping, Grouping]:
    """Give two waves' groupings the same domains in the same order: those of either."""
    keys: list[list[tuple[str, ...]]] = [
        list(zip(*(labels.tolist() for labels in g.labels), strict=True)) if g.by else [()] for g in (first, second)
    ]
    union = sorted(set(keys[0]) | set(keys[1]), key=lambda key: _place(key, keys))
    labels = tuple(np.array([key[k] for key in union], dtype=str) for k in range(len(first.by)))
    return _renumbered(first, keys[0], union, labels), _renumbered(second, keys[1], union, labels)


def _place(key: tuple[str, ...], keys: list[list[tuple[str, ...]]]) -> tuple[int, int]:
    """Order domains as the first wave has them, then those of the second alone."""
    return (0, keys[0].index(key)) if key in keys[0] else (1, keys[1].index(key))


def _renumbered(
    group: Grouping, keys: list[tuple[str, ...]], union: list[tuple[str, ...]], labels: tuple[Array, ...]
) -> Grouping:
    place = {key: code for code, key in enumerate(union)}
    new = np.array([place[key] for key in keys], dtype=np.int64)
    domain = new[group.domain]
    order = np.argsort(domain, kind="stable")
    starts = np.concatenate([[0], np.cumsum(np.bincount(domain, minlength=len(union)))]).astype(np.int64)
    return replace(
        group, labels=labels, size=len(union), rows=group.rows[order], domain=domain[order], starts=starts, _pairs={}
    )


def comparable(first: Frame, second: Frame, name: str) -> list[tuple[str, FloatArray, FloatArray]]:
    """Return (level, first wave's values, second wave's values): a number once, a category level by level."""
    if not (first.is_text(name) or second.is_text(name)):
        return [("", first.number(name), second.number(name))]
    one, two = first.factor(name), second.factor(name)
    levels = dict.fromkeys([*map(str, one.levels), *map(str, two.levels)])
    return [(level, _indicator(one, level), _indicator(two, level)) for level in levels]


def _indicator(factor: Factor, level: str) -> FloatArray:
    texts = [str(each) for each in factor.levels]
    code = texts.index(level) if level in texts else -2
    return np.where(factor.missing, np.nan, np.equal(factor.codes, code).astype(np.float64))
