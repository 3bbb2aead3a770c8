"""Tests of association and of fit that allow for the design (Rao and Scott 1981, 1984)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.stats import chi2, f

from trigpoint.estimation.errors import EmptyCellError, EstimationError, MarginError
from trigpoint.estimation.estimates import Answers, Basis

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.estimation.data import FloatArray, IntArray
    from trigpoint.estimation.domains import Grouping

NOTHING_LEFT = 1e-9
"""Design effects that sum to less than this are rounding: the shares have no variance."""


@dataclass(frozen=True, slots=True)
class TestResult:
    """A test of a hypothesis: `statistic` against F with `df` and `df_error` degrees of freedom.

    `pearson` is Pearson's X² of the weighted shares, as if the sample were simple; `design_effect` is what it
    is divided by. `chi2_p` is the first-order p-value. `n` respondents answered; `missing` did not.
    """

    __test__ = False  # not a test for pytest to collect

    hypothesis: str
    statistic: float
    df: float
    df_error: float
    p: float
    pearson: float
    design_effect: float
    chi2_p: float
    n: int
    missing: int
    method: str

    def __str__(self) -> str:
        return (
            f"{self.hypothesis}: F({self.df:.3g}, {self.df_error:.4g}) = {self.statistic:.4g}, p = "
            f"{self.p:.3g} ({self.method}; {self.n:,} respondents, {self.missing:,} missing)"
        )


def independence(basis: Basis, rows: str, columns: str, group: Grouping) -> TestResult:
    """Test whether two categories are independent, by Pearson's X² with Rao and Scott's second-order correction."""
    first, second = basis.frame.factor(rows), basis.frame.factor(columns)
    answers = Answers.of(basis, group, first.missing | second.missing)
    kept = answers.present
    a = np.unique(group.take(first.codes)[kept], return_inverse=True)
    b = np.unique(group.take(second.codes)[kept], return_inverse=True)
    shape = (len(a[0]), len(b[0]))
    if min(shape) < 2:  # noqa: PLR2004  # one level leaves nothing to compare
        raise EmptyCellError(
            f"{rows!r} has {shape[0]} and {columns!r} has {shape[1]} levels with answers; a test of "
            "independence needs two of each. Check the domain and the missing values."
        )
    cells = np.full(len(kept), -1, dtype=np.int64)
    cells[kept] = a[1] * shape[1] + b[1]
    shares, covariance = _shares(answers, cells, shape[0] * shape[1])
    table = shares.reshape(shape)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = float(answers.n[0] * np.sum((table - expected) ** 2 / expected))
    contrasts = _interactions(shape)
    return _second_order(
        answers,
        f"{rows} and {columns} are independent",
        pearson=pearson,
        shares=shares,
        covariance=covariance,
        contrasts=contrasts,
    )


def goodness_of_fit(basis: Basis, variable: str, expected: Mapping[Any, float], group: Grouping) -> TestResult:
    """Test whether a category's shares are those given (which must sum to 1)."""
    factor = basis.frame.factor(variable)
    answers = Answers.of(basis, group, factor.missing)
    texts = {str(level): share for level, share in expected.items()}
    names = [str(level) for level in factor.levels]
    if sorted(texts) != sorted(names):
        raise MarginError(
            f"{variable!r} has the levels {names}; shares are given for {sorted(texts)}. Give one for each."
        )
    given = np.array([float(texts[name]) for name in names])
    if not (np.all(given > 0) and abs(given.sum() - 1) < 1e-9):  # noqa: PLR2004  # rounding in a sum of shares
        raise MarginError(f"The shares for {variable!r} are {given.tolist()}. Give positive shares that sum to 1.")
    shares, covariance = _shares(answers, group.take(factor.codes), len(names))
    pearson = float(answers.n[0] * np.sum((shares - given) ** 2 / given))
    contrasts = np.eye(len(names))[:, 1:] - 1 / len(names)
    return _second_order(
        answers,
        f"{variable} has the shares given",
        pearson=pearson,
        shares=given,
        covariance=covariance,
        contrasts=contrasts,
    )


def _shares(answers: Answers, cells: IntArray, count: int) -> tuple[FloatArray, FloatArray]:
    """Return the weighted share of each cell and the shares' design covariance, replicate or linearised."""
    rows = len(answers.basis.frame)
    indicator = np.equal(cells[:, None], np.arange(count)) & answers.present[:, None]
    shares = answers.weights @ indicator / answers.mass[0]
    replicates = answers.basis.replicates
    if replicates is not None:
        sums = np.column_stack([answers.replicated(indicator[:, k].astype(np.float64))[0] for k in range(count)])
        return shares, replicates.covariance(sums / sums.sum(axis=1, keepdims=True), shares)
    scores = np.zeros((rows, count))
    scores[answers.group.rows] = np.where(answers.present[:, None], (indicator - shares) / answers.mass[0], 0.0)
    return shares, answers.basis.linear.covariance(scores)


def _interactions(shape: tuple[int, int]) -> FloatArray:
    """Return contrasts for the interaction, free of both main effects: cells by (rows - 1)(columns - 1)."""
    a = np.eye(shape[0])[:, 1:] - 1 / shape[0]
    b = np.eye(shape[1])[:, 1:] - 1 / shape[1]
    return np.asarray(np.kron(a, b), dtype=np.float64)


def _second_order(
    answers: Answers,
    hypothesis: str,
    *,
    pearson: float,
    shares: FloatArray,
    covariance: FloatArray,
    contrasts: FloatArray,
) -> TestResult:
    """Divide Pearson's X² by the sum of the generalised design effects and refer it to F.

    The effects are the eigenvalues of D = (C'P⁻¹C / n)⁻¹ C'P⁻¹ V P⁻¹C, with P the shares on a diagonal;
    degrees of freedom are tr(D)² / tr(D²) (Thomas and Rao 1987).
    """
    inverse = np.where(shares > 0, 1 / np.where(shares > 0, shares, 1.0), 0.0)
    scaled = inverse[:, None] * contrasts
    n = float(answers.n[0])
    effects = np.linalg.solve(contrasts.T @ scaled / n, scaled.T @ covariance @ scaled)
    trace = float(np.trace(effects))
    if not trace > NOTHING_LEFT:
        raise EstimationError(
            f"The design leaves no variance in the shares, so it cannot be tested whether {hypothesis}: "
            "calibration fixes them, or the sample is a census."
        )
    df = trace**2 / float(np.trace(effects @ effects))
    stage = answers.basis.linear.stages[0]
    held = answers.group.rows[answers.present]
    units = len(np.unique(stage.units[held])) - len(np.unique(stage.row_strata[held]))
    statistic = pearson / trace
    width = contrasts.shape[1]
    return TestResult(
        hypothesis=hypothesis,
        statistic=statistic,
        df=df,
        df_error=df * units,
        p=float(f.sf(statistic, df, df * units)),
        pearson=pearson,
        design_effect=trace / width,
        chi2_p=float(chi2.sf(pearson * width / trace, width)),
        n=int(n),
        missing=int(answers.missing[0]),
        method=f"Rao–Scott second-order correction; {answers.basis.method}",
    )
