"""How far a national figure would move if those who did not reply are different.

A margin of error covers the luck of who was sampled. It does not cover a difference between those who replied
and those who did not, and no weighting can, where the answer itself decides who replies. This panel says in numbers
what such a difference would do: figure = r x respondents + (1 - r) x non-respondents, for a response share r
(Cochran 1977, Sampling Techniques, section 13.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from trigpoint.estimation import intervals
from trigpoint.estimation.errors import DataError, EmptyDomainError, EstimationError
from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import BoolArray, DesignView, FloatArray

ASSUMED = (0.25, 0.5, 0.75)
DEPARTURES = (-0.5, -0.25, -0.1, 0.1, 0.25, 0.5)
NOT_KNOWN = "response rate assumed, not known: give response_rate="
BOUNDED = "limited to what an answer can be"
PAIR = 2  # one answer has no spread, and its mean no error
Unit = Literal["sd", "raw"]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The panel of one variable.

    `shares` are the response shares looked at (unit response times item response), `tipping` for each the departure,
    in the units of the variable, that would carry the figure to the edge of its own confidence interval: a smaller
    one is smaller than the margin of error already shown.
    """

    variable: str
    estimate: float
    se: float
    spread: float
    shares: tuple[float, ...]
    tipping: tuple[float, ...]
    known: bool
    panel: ResultTable

    def table(self) -> ResultTable:
        """Return the panel: one row per departure, then the tipping points, then early and late respondents."""
        return self.panel.with_story(self.plain())

    def plain(self) -> str:
        """Explain the panel for a reader who is not a statistician."""
        share, tip = self.shares[len(self.shares) // 2], self.tipping[len(self.tipping) // 2]
        assumed = "" if self.known else " (assumed, as the response rate was not given)"
        return (
            f"The figure for {self.variable} is {self.estimate:.4g} among those who replied. About {share:.0%} of "
            f"those asked replied{assumed}; what the others would have said is not known. If their average differs "
            f"from that of the repliers by more than {tip:.2g}, the true figure lies outside the margin of error "
            f"shown. For scale, one person's answer typically differs from the average by {self.spread:.2g}. "
            "Weighting cannot settle this; only more replies, or a follow-up of some who did not reply, can."
        )


def sensitivity(
    design: DesignView,
    variable: str,
    *,
    response_rate: float | None = None,
    departures: Sequence[float] = DEPARTURES,
    unit: Unit = "sd",
    effort: str | None = None,
    late_from: float | None = None,
    level: float = 0.95,
) -> Sensitivity:
    """Return how far the mean of a variable moves if non-respondents differ by stated amounts.

    `response_rate` is the unit response rate; without it the panel is drawn for 25%, 50% and 75% and flagged.
    `departures` are differences between the means of non-respondents and respondents, in standard deviations of
    the variable ("sd") or its own units ("raw"). `effort` names a column that counts contacts before the reply (or
    the day of it): those with `late_from` or more are the late responders, compared with the early ones, and stand in
    for non-respondents in one more row (the continuum of resistance of Lin and Schaeffer 1995, Public Opinion Quarterly
    59).
    """
    if response_rate is not None and not 0.0 < response_rate <= 1.0:
        raise EstimationError(f"A response rate lies above 0 and is at most 1; this is {response_rate}.")
    if unit not in ("sd", "raw"):
        raise EstimationError(f"unit={unit!r} is not known. Use 'sd' or 'raw'.")
    y = design.frame.number(variable)
    absent = design.frame.missing(variable)
    rows = design.active & ~absent
    if int(rows.sum()) < PAIR:  # one answer has no spread
        raise EmptyDomainError(f"{variable!r} has fewer than two answers in the domain, so it has no spread.")
    mean = _Mean(design, y, rows, level)
    estimate, se, _ = mean.of(rows)
    w = design.weights[rows]
    spread = float(np.sqrt(w @ np.square(y[rows] - estimate) / w.sum()))
    answered = float(w.sum() / design.weights[design.active].sum())
    shares = tuple(r * answered for r in ((response_rate,) if response_rate else ASSUMED))
    base = Row(
        variable=variable,
        statistic="mean of respondents",
        estimate=estimate,
        se=se,
        lo=estimate - mean.reach * se,
        hi=estimate + mean.reach * se,
        n=int(rows.sum()),
        missing=int((design.active & absent).sum()),
        method="weighted, linearised",
    )
    scale = _Scale(unit, spread if unit == "sd" else 1.0, binary=bool(np.isin(y[rows], (0.0, 1.0)).all()))
    panel = [base]
    tipping = []
    for share in shares:
        panel += [_departed(base, share, step, scale) for step in departures]
        tip = mean.reach * se / (1.0 - share) if share < 1.0 else float("inf")
        tipping.append(tip)
        panel.append(_tipping(base, share, tip))
    if response_rate is None:
        panel = [base, *(_flagged(row) for row in panel[1:])]
    if effort is not None:
        panel += _effort(mean, base, effort, late_from, shares, known=response_rate is not None)
    known = response_rate is not None
    return Sensitivity(variable, estimate, se, spread, shares, tuple(tipping), known, ResultTable.of(panel))


@dataclass(frozen=True, slots=True)
class _Scale:
    """The unit of a departure, its size in units of the variable, and whether the variable is a yes or no."""

    unit: Unit
    size: float
    binary: bool


class _Mean:
    """Weighted means of parts of the respondents and of combinations of them, with design-based errors."""

    def __init__(self, design: DesignView, y: FloatArray, rows: BoolArray, level: float) -> None:
        self.design, self.y, self.rows = design, y, rows
        degrees = np.array(max(design.degrees, 1.0))
        self.reach = float(intervals.t_quantile(degrees, level))

    def of(self, part: BoolArray) -> tuple[float, float, FloatArray]:
        """Return the mean of a part, its standard error and its scores."""
        w = self.design.weights[part]
        mean = float(w @ self.y[part] / w.sum())
        scores = np.zeros(len(self.y))
        scores[part] = (self.y[part] - mean) / w.sum()
        return mean, self.error(scores), scores

    def error(self, scores: FloatArray) -> float:
        """Return the standard error of the statistic with these scores."""
        return float(np.sqrt(self.design.covariance(scores[:, None])[0, 0]))


def _departed(base: Row, share: float, step: float, scale: _Scale) -> Row:  # internal
    other = base.estimate + step * scale.size
    limited = float(np.clip(other, 0.0, 1.0)) if scale.binary else other
    shift = (1.0 - share) * (limited - base.estimate)
    words = f"{step:+g} SD" if scale.unit == "sd" else f"{step:+g}"
    return Row(
        variable=base.variable,
        level=f"non-respondents differ by {words}, {share:.0%} responded",
        statistic="mean if non-respondents differ",
        estimate=base.estimate + shift,
        se=base.se,
        lo=base.lo + shift,
        hi=base.hi + shift,
        n=base.n,
        missing=base.missing,
        method=base.method,
        flag=BOUNDED if limited != other else "",
    )


def _tipping(base: Row, share: float, tip: float) -> Row:
    return Row(
        variable=base.variable,
        level=f"{share:.0%} responded",
        statistic="departure that equals the margin of error",
        estimate=tip,
        n=base.n,
        missing=base.missing,
        method=base.method,
    )


def _flagged(row: Row) -> Row:
    flag = "; ".join(filter(None, (row.flag, NOT_KNOWN)))
    values = {name: getattr(row, name) for name in Row.__dataclass_fields__}
    return Row(**{**values, "flag": flag})


def _effort(  # the parts of one comparison
    mean: _Mean, base: Row, effort: str, late_from: float | None, shares: tuple[float, ...], *, known: bool
) -> list[Row]:
    """Compare late with early responders, and let the late stand in for non-respondents."""
    tries = mean.design.frame.number(effort)
    if late_from is None:
        raise EstimationError(f"Say from which {effort!r} on a reply is late, with late_from=.")
    lost = np.flatnonzero(mean.rows & np.isnan(tries))
    if lost.size:
        raise DataError(
            f"{effort!r} is missing in {lost.size:,} rows with an answer, such as row {lost[0]}. Fill it in."
        )
    late, early = mean.rows & (tries >= late_from), mean.rows & (tries < late_from)
    if min(late.sum(), early.sum()) < PAIR:  # a mean of one has no error
        raise EmptyDomainError(
            f"{int(early.sum())} early and {int(late.sum())} late responders: both need at least two. Move late_from."
        )
    early_mean, early_se, early_scores = mean.of(early)
    late_mean, late_se, late_scores = mean.of(late)
    gap = late_scores - early_scores
    _, _, all_scores = mean.of(mean.rows)
    found = [
        ("mean of early responders", "", early_mean, early_se, int(early.sum()), ""),
        ("mean of late responders", "", late_mean, late_se, int(late.sum()), ""),
        ("late minus early", "", late_mean - early_mean, mean.error(gap), base.n, ""),
    ]
    for share in shares:
        value = share * base.estimate + (1.0 - share) * late_mean
        se = mean.error(share * all_scores + (1.0 - share) * late_scores)
        words = f"{share:.0%} responded"
        flag = "" if known else NOT_KNOWN
        found.append(("mean if non-respondents are like late responders", words, value, se, base.n, flag))
    return [
        Row(
            variable=base.variable,
            level=of,
            statistic=statistic,
            estimate=value,
            se=se,
            lo=value - mean.reach * se,
            hi=value + mean.reach * se,
            n=n,
            method=base.method,
            flag=flag,
        )
        for statistic, of, value, se, n, flag in found
    ]
