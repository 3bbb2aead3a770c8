"""Weights made to agree with population totals: post-stratification, raking, linear and bounded calibration.

A calibration is a step that can be applied to any weights: the sample's own, or each replicate's. It also
leaves the auxiliaries behind, for the residuals from which variances are taken.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

import numpy as np
from scipy.sparse import csr_array

from trigpoint.estimation.errors import CalibrationError, MarginError, ZeroPopulationError, listed
from trigpoint.estimation.linearise import Layer
from trigpoint.estimation.margins import Margin, Margins, Targets, read_margin, read_margins
from trigpoint.estimation.solvers import TOLERANCE, Distance, Exponential, Linear, Logit, rake, solve
from trigpoint.estimation.stages import pair

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.estimation.data import FloatArray, Frame, IntArray

Method: TypeAlias = Literal["linear", "raking", "logit"]
Residuals: TypeAlias = Literal["weighted", "r-rake"]


class Step(Protocol):
    """Something done to weights, repeated on every replicate."""

    def apply(self, weights: FloatArray) -> FloatArray:
        """Return new weights; rows by samples in, rows by samples out."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """A calibration over the sample's distinct cells.

    `cells` is each row's cell, `x` the auxiliaries of each cell (indicators of margin levels, or values),
    `totals` what they must sum to and `names` what they are. With `margins` the fit is by raking in turn,
    otherwise by Newton's method on `distance`.
    """

    cells: IntArray
    x: FloatArray
    totals: FloatArray
    names: tuple[str, ...]
    distance: Distance
    margins: tuple[tuple[IntArray, FloatArray], ...] = ()
    row_margins: tuple[IntArray, ...] = ()
    tolerance: float = TOLERANCE

    def factors(self, weights: FloatArray) -> FloatArray:
        """Return the factor on each cell for each sample of weights (rows by samples)."""
        rows = len(self.cells)
        shape = (rows, len(self.x))
        spread = csr_array((np.ones(rows), self.cells, np.arange(rows + 1)), shape=shape)
        mass = np.asarray(spread.T @ weights)
        if not self.margins:
            return solve(mass, self.x, self.totals, self.names, self.distance, tolerance=self.tolerance)
        ends = np.cumsum([0, *(len(target) for _, target in self.margins)]).tolist()
        names = [self.names[a:b] for a, b in pairwise(ends)]
        return rake(mass, self.margins, names, tolerance=self.tolerance)

    def apply(self, weights: FloatArray) -> FloatArray:
        """Return calibrated weights, rows by samples."""
        return weights * self.factors(weights)[self.cells]

    def refuse_not_positive(self, weights: FloatArray) -> None:
        """Refuse a sample's calibrated weights if any is zero or less; a replicate's may be."""
        rows = np.flatnonzero(~(weights > 0))
        if rows.size:
            raise CalibrationError(
                f"Linear calibration gives {len(rows):,} rows a weight of zero or less (row {listed(rows.tolist())}; "
                "rows count from 0). Use method='logit' with bounds, or raking, which cannot."
            )

    def layer(self, weights: FloatArray, residuals: Residuals = "weighted") -> Layer:
        """Return what the variance needs, given the weights before this step."""
        return Layer(self.cells, self.x, weights, self.row_margins if residuals == "r-rake" else ())

    def misses(self, weights: FloatArray) -> tuple[float, str]:
        """Return the largest relative miss of any total by these weights, and which total it is."""
        mass = np.bincount(self.cells, weights, minlength=len(self.x))
        off = np.abs(self.x.T @ mass - self.totals) / np.maximum(np.abs(self.totals), np.finfo(np.float64).tiny)
        k = int(np.argmax(off))
        return float(off[k]), self.names[k]


def raking(frame: Frame, margins: Margins, *, tolerance: float = TOLERANCE) -> Calibration:
    """Read margins into a calibration that fits them in turn; one margin alone is post-stratification."""
    return _of_margins(read_margins(frame, margins), Exponential(), in_turn=True, tolerance=tolerance)


def calibration(
    frame: Frame,
    totals: Mapping[Any, float | Targets],
    *,
    method: Method,
    bounds: tuple[float, float] | None,
    population: float | None,
    tolerance: float = TOLERANCE,
) -> Calibration:
    """Read totals of numbers and margins of categories into a calibration by Newton's method.

    `totals` maps a number's column to its population total, or a category's column (or several crossed) to
    the totals of its levels. `population` is the number of units; margins give it already.
    """
    distance = _distance(method, bounds)
    if not (totals or population):
        raise MarginError("Give totals as {column: population total} or {column: {level: population total}}.")
    grouped = {key: value for key, value in totals.items() if hasattr(value, "items")}
    margins = read_margins(frame, grouped) if grouped else ()  # type: ignore[arg-type]  # kept only mappings
    numbers = {key: value for key, value in totals.items() if key not in grouped}
    if population is not None and not population > 0:
        raise ZeroPopulationError(f"The population is {population!r}. Give the number of units, above zero.")
    if not numbers and population is None:
        return _of_margins(margins, distance, in_turn=False, tolerance=tolerance)
    columns: list[FloatArray] = []
    wanted: list[float] = []
    names: list[str] = []
    if population is not None:
        columns.append(np.ones(len(frame)))
        wanted.append(float(population))
        names.append("the number of units")
    for name, total in numbers.items():
        columns.append(_auxiliary(frame, str(name)))
        wanted.append(_total(str(name), total))
        names.append(str(name))
    for margin in margins:
        columns.extend(np.equal(margin.codes, code).astype(np.float64) for code in range(len(margin.levels)))
        wanted.extend(margin.targets.tolist())
        names.extend(margin.cell(code) for code in range(len(margin.levels)))
    cells = np.arange(len(frame), dtype=np.int64)
    return _scaled(
        cells,
        np.column_stack(columns),
        totals=np.array(wanted),
        names=tuple(names),
        distance=distance,
        tolerance=tolerance,
    )


def _of_margins(margins: tuple[Margin, ...], distance: Distance, *, in_turn: bool, tolerance: float) -> Calibration:
    cells = margins[0].codes
    for margin in margins[1:]:
        cells, _, _ = pair(cells, margin.codes)
    rows = np.empty(int(cells.max()) + 1, dtype=np.int64)
    rows[cells] = np.arange(len(cells))
    fits = tuple((margin.codes[rows], margin.targets) for margin in margins)
    x = np.hstack([np.eye(len(target))[codes] for codes, target in fits])
    names = tuple(margin.cell(code) for margin in margins for code in range(len(margin.levels)))
    return Calibration(
        cells,
        x,
        np.concatenate([target for _, target in fits]),
        names,
        distance,
        margins=fits if in_turn else (),
        row_margins=tuple(margin.codes for margin in margins),
        tolerance=tolerance,
    )


def _scaled(
    cells: IntArray,
    x: FloatArray,
    *,
    totals: FloatArray,
    names: tuple[str, ...],
    distance: Distance,
    tolerance: float,
) -> Calibration:
    """Bring auxiliaries to one size, so that pupils in thousands and indicators can be solved together."""
    size = np.abs(x).max(axis=0)
    flat = np.flatnonzero(size == 0)
    if flat.size:
        raise CalibrationError(
            f"{names[int(flat[0])]!r} is zero in every row, so no weights can reach its total. Leave it out."
        )
    return Calibration(cells, x / size, totals / size, names, distance, tolerance=tolerance)


def _distance(method: Method, bounds: tuple[float, float] | None) -> Distance:
    if method == "logit":
        lower, upper = bounds if bounds is not None else (np.nan, np.nan)
        if not 0 <= lower < 1 < upper < np.inf:
            raise CalibrationError(
                "method='logit' needs bounds on the factors with 0 <= lower < 1 < upper; these are "
                f"{bounds}. Give, for example, bounds=(0.4, 3)."
            )
        return Logit(float(lower), float(upper))
    if bounds is not None:
        raise CalibrationError(f"Bounds need method='logit'; method={method!r} has none.")
    if method not in ("linear", "raking"):
        raise CalibrationError(f"method={method!r} is not known. Use 'linear', 'raking' or 'logit'.")
    return Linear() if method == "linear" else Exponential()


def _auxiliary(frame: Frame, name: str) -> FloatArray:
    values = frame.number(name)
    rows = np.flatnonzero(np.isnan(values))
    if rows.size:
        raise CalibrationError(
            f"Calibration variable {name!r} is missing in row {listed(rows.tolist())} (rows count from 0). "
            "Fill it from the sampling frame, or impute it first."
        )
    return values


def _total(name: str, total: object) -> float:
    try:
        value = float(str(total)) if isinstance(total, str) else float(total)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        value = np.nan
    if not np.isfinite(value):
        raise MarginError(f"The population total of {name!r} is {total!r}. Give a number.")
    return value


def post_stratification(frame: Frame, variables: str | tuple[str, ...], totals: Mapping[object, float]) -> Calibration:
    """Read one margin, of one variable or several crossed, into a calibration that meets it exactly."""
    margin = read_margin(frame, variables, totals)
    return _of_margins((margin,), Exponential(), in_turn=True, tolerance=TOLERANCE)
