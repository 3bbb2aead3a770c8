"""Ordered answers, such as agreement on five points: a proportional-odds model and cumulative proportions.

Estimates solve the weighted score equations; covariances are design-based, as for `fit_glm`. Checked against
R's `svyolr`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation import domains, intervals
from trigpoint.estimation.domain_ratios import ratios
from trigpoint.estimation.errors import ConvergenceError, DataError, EstimationError, listed
from trigpoint.estimation.formula import parse
from trigpoint.estimation.models import cumulative, matrix
from trigpoint.estimation.models.results import Coefficients
from trigpoint.estimation.table import ResultTable, Row
from trigpoint.estimation.weights import kish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import DesignView, FloatArray, Frame, IntArray
    from trigpoint.estimation.models.results import WaldTest

LONELY = "one respondent: no standard error"
FAR = 30.0  # a slope that moves the log odds this far over its column's range has no finite estimate


@dataclass(frozen=True, slots=True)
class OrdinalFit:
    """A fitted proportional-odds model: slopes and thresholds, with their joint covariance.

    `slopes` are differences in log odds of a *higher* answer; `thresholds` are where one answer gives way to
    the next for a respondent in all reference categories. `covariance` has thresholds first, then slopes.
    `criterion` is minus twice the log-likelihood under weights scaled to a mean of one.
    """

    formula: str
    levels: tuple[str, ...]
    slopes: Coefficients
    thresholds: Coefficients
    covariance: FloatArray
    criterion: float
    steps: int

    def table(self, level: float = 0.95) -> ResultTable:
        """Return slopes, then thresholds, with intervals."""
        both = self.slopes.table(level) + self.thresholds.table(level, statistic="threshold")
        return both.with_story(self.plain())

    def odds_ratios(self, level: float = 0.95) -> ResultTable:
        """Return exponentiated slopes with intervals; no standard errors."""
        table = self.slopes.table(level, statistic="odds ratio")
        changed = {name: np.exp(table.column(name)) for name in ("estimate", "lo", "hi")}
        return table.with_columns(**changed, se=np.full(len(table), np.nan))

    def wald(self, *terms: str) -> WaldTest:
        """Test that all slopes of these terms are zero."""
        return self.slopes.wald(*terms)

    def predict(self, x: FloatArray) -> FloatArray:
        """Return the chance of each level for rows of explanatory values, (n, p) in the order of `slopes`."""
        parameters = np.concatenate([self.thresholds.estimates, self.slopes.estimates])
        return cumulative.probabilities(x, len(self.levels), parameters)

    def plain(self) -> str:
        """Describe the model for a reader who is not a statistician."""
        c = self.slopes
        left_out = f" {c.missing:,} more were left out because an answer was missing." if c.missing else ""
        return (
            f"This model looks at answers to {c.response}, from {self.levels[0]!r} up to {self.levels[-1]!r}, for "
            f"{c.n:,} respondents.{left_out} A figure above zero means that a group tends to choose answers nearer "
            f"{self.levels[-1]!r}; below zero, nearer {self.levels[0]!r}. The model assumes that the difference is "
            "the same at every step of the scale. Each respondent counts by their survey weight, and margins of "
            f"error come from the way schools were sampled ({c.method})."
        )


def fit_ordinal(design: DesignView, formula: str, *, levels: Sequence[object] | None = None) -> OrdinalFit:
    """Fit a weighted proportional-odds model.

    `levels` gives the answers from lowest to highest; a response in words needs it, as the alphabet does not
    know the order. Uses replicates where the design has them. Raises `FormulaError`, `DataError`,
    `SingularDesignError`, or `ConvergenceError` naming the terms whose estimate is infinite.
    """
    parsed = parse(formula)
    if parsed.random or parsed.response.transform or not parsed.intercept:
        raise EstimationError(
            f"{formula!r} is not an ordinal model: its response is one untransformed column, it has no random "
            "effects, and its thresholds take the place of the intercept, which cannot be left out."
        )
    data = matrix.build(design.frame, parsed, design.active)
    codes, names = ordered_codes(design.frame, parsed.response.name, data.rows, levels)
    x = data.x[:, 1:]
    mean_weight = float(design.weights[design.active].mean())
    weights = design.weights[data.rows] / mean_weight
    solution = cumulative.solve(x, codes, weights, len(names), cumulative.start(codes, weights, len(names), x.shape[1]))
    _check(solution, x, data.names[1:], formula, len(names))
    covariance, method = _covariance(_Fit(design, data.rows, x, codes, len(names), solution), mean_weight)
    cut = len(names) - 1
    degrees = design.degrees + 1 - len(solution.parameters)
    shared = {"response": parsed.response.name, "degrees": degrees, "n": data.rows.size, "method": method}
    thresholds = Coefficients(
        names=tuple(f"{a}|{b}" for a, b in pairwise(names)),
        terms=("threshold",) * cut,
        estimates=solution.parameters[:cut],
        covariance=covariance[:cut, :cut],
        missing=data.missing,
        flags=("",) * cut,
        **shared,  # type: ignore[arg-type]
    )
    slopes = Coefficients(
        names=data.names[1:],
        terms=data.terms[1:],
        estimates=solution.parameters[cut:],
        covariance=covariance[cut:, cut:],
        missing=data.missing,
        flags=("",) * x.shape[1],
        **shared,  # type: ignore[arg-type]
    )
    return OrdinalFit(formula, names, slopes, thresholds, covariance, solution.deviance, solution.steps)


def ordered_codes(
    frame: Frame, name: str, rows: IntArray, levels: Sequence[object] | None
) -> tuple[IntArray, tuple[str, ...]]:
    """Return the position of each row's answer on the scale, and the scale from lowest to highest.

    Raises `DataError` if the order is not known, an answer is not on the scale, or nobody gave an answer that is.
    """
    factor = frame.factor(name)
    if levels is None:
        if frame.is_text(name):
            raise DataError(
                f"{name!r} is in words, whose order is not known: {listed(map(repr, factor.levels))}. Give them "
                "from lowest to highest, as levels=[...]."
            )
        levels = [factor.levels[c] for c in np.unique(factor.codes[rows]).tolist()]
    place = {level: at for at, level in enumerate(levels)}
    lookup = np.array([place.get(level, -1) for level in factor.levels], dtype=np.int64)
    codes = lookup[factor.codes[rows]]
    counts = np.bincount(codes[codes >= 0], minlength=len(levels))
    strangers = np.unique(factor.codes[rows][codes < 0]).tolist()
    empty = [repr(level) for level, count in zip(levels, counts.tolist(), strict=True) if not count]
    if strangers or empty:
        raise DataError(
            f"The scale of {name!r} does not fit its answers: not on the scale: "
            f"{listed(repr(factor.levels[c]) for c in strangers) or 'none'}; on the scale but given by nobody: "
            f"{listed(empty) or 'none'}. Correct levels=[...], or recode the column."
        )
    if len(levels) == 1:
        raise DataError(f"Every answer to {name!r} is {levels[0]!r}; an ordinal model needs at least two levels.")
    return codes, tuple(map(str, levels))


def cumulative_proportions(
    design: DesignView,
    variable: str,
    *,
    levels: Sequence[object] | None = None,
    by: str | Sequence[str] = (),
    level: float = 0.95,
) -> ResultTable:
    """Return the weighted share of answers at or below each step of an ordered scale but the last.

    `levels` gives the scale from lowest to highest, as for `fit_ordinal`. Intervals are Korn and Graubard's, which
    behave at 0 and 1. Rows without an answer are left out and counted in `missing`.
    """
    frame = design.frame
    answered = design.active & ~frame.missing(variable)
    rows = np.flatnonzero(answered)
    codes, scale = ordered_codes(frame, variable, rows, levels)
    names = (by,) if isinstance(by, str) else tuple(by)
    everyone, group = domains.group(frame, names, design.active), domains.group(frame, names, answered)
    if everyone.size != group.size:
        raise DataError(f"{variable!r} has no answer in some crossing of {listed(names)}. Use fewer by-variables.")
    n = np.bincount(group.domain, minlength=group.size)
    missing = np.bincount(everyone.domain, minlength=group.size) - n
    fallback = np.maximum(n / kish(design.weights[rows])[0], 1.0)
    found: list[Row] = []
    for at, step in enumerate(scale[:-1]):
        below = np.zeros(len(frame))
        below[rows] = codes <= at
        share = ratios(design, below, answered.astype(np.float64), group)
        low, high = intervals.beta(share.estimate, share.variance, share.count, fallback, df=share.df, level=level)
        found += [
            Row(
                variable=variable,
                level=step,
                domain={name: str(labels[d]) for name, labels in zip(group.by, group.labels, strict=True)},
                statistic="cumulative proportion",
                estimate=float(share.estimate[d]),
                se=float(np.sqrt(share.variance[d])),
                lo=float(low[d]),
                hi=float(high[d]),
                n=int(n[d]),
                missing=int(missing[d]),
                method="weighted, linearised",
                flag=LONELY if n[d] == 1 else "" if n[d] else "nobody answered",
            )
            for d in range(group.size)
        ]
    return ResultTable.of(found, by=names)


def _check(solution: cumulative.Solution, x: FloatArray, names: tuple[str, ...], formula: str, size: int) -> None:
    reach = np.abs(solution.parameters[size - 1 :]) * np.ptp(x, axis=0)
    far = [name for name, r in zip(names, reach.tolist(), strict=True) if r > FAR]
    if far or not solution.settled:
        raise ConvergenceError(
            f"{formula!r} has no finite estimate for {listed(far) or 'some term'}: respondents there all gave an "
            "extreme answer (separation). Merge levels, or take the term out."
        )


@dataclass(frozen=True, slots=True)
class _Fit:
    """What the covariance needs to know of a solution."""

    design: DesignView
    rows: IntArray
    x: FloatArray
    codes: IntArray
    size: int
    solution: cumulative.Solution


def _covariance(fit: _Fit, mean_weight: float) -> tuple[FloatArray, str]:
    design, parameters = fit.design, fit.solution.parameters
    if design.replicates is None:
        influence = np.zeros((len(design.frame), len(parameters)))
        scores = cumulative.scores(fit.x, fit.codes, fit.size, parameters)
        influence[fit.rows] = scores @ fit.solution.bread / mean_weight
        return design.covariance(influence), "weighted, linearised (sandwich)"
    weights = design.replicates.weights[fit.rows]
    estimates = np.empty((weights.shape[1], len(parameters)))
    for r, column in enumerate(weights.T):
        again = cumulative.solve(fit.x, fit.codes, column / mean_weight, fit.size, parameters)
        if not again.settled:
            raise ConvergenceError(
                f"In replicate {r} of {weights.shape[1]} the model has no finite estimate, because a level is too "
                "rare. Merge rare levels, or fit it on the design without replicates."
            )
        estimates[r] = again.parameters
    return design.replicates.covariance(estimates, parameters), "weighted, replicates"
