"""Variance of any statistic by Taylor linearisation: one residual projection, one quadratic form.

A statistic is turned into scores u, one per row, so that its error is close to that of the total of w u. If
the weights were calibrated on x, the scores are first replaced by what x cannot explain, u - x'B, with B
fitted by the weights as they were before calibration (Deville and Särndal 1992). For raking and
post-stratification x holds the margins' indicators, so that this takes *weighted* cell means. The quadratic
form of the stages then gives the variance.

For domains the residuals are never written out: the form is expanded into parts that touch only a domain's
own rows, and sums run in an order that does not depend on how many domains are asked for, so that a figure
asked alone or in a group is the same to the last bit.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from scipy.linalg import pinvh
from scipy.sparse import csr_array

from trigpoint.estimation.errors import EstimationError

if TYPE_CHECKING:
    from trigpoint.estimation.data import FloatArray, IntArray
    from trigpoint.estimation.domains import Grouping
    from trigpoint.estimation.stages import Stage

NOTHING_LEFT = 1e-13
"""A variance below this share of the terms it is the difference of is rounding: the calibration explains all."""
CHUNK = 1 << 25
"""Numbers held at once where a dense matrix is worked through in pieces."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One calibration: rows fall into `cells`, whose auxiliaries are the rows of `x`, by the `weights` before it.

    `unweighted_margins` holds each margin's codes per row when the residuals are to follow R's `rake()`,
    which takes unweighted cell means; otherwise it is empty.


    """

    cells: IntArray
    x: FloatArray
    weights: FloatArray
    unweighted_margins: tuple[IntArray, ...] = ()


class Projection:
    """Residuals of scores on the auxiliaries of one calibration or of several in turn."""

    def __init__(self, layers: tuple[Layer, ...]) -> None:
        """Prepare the coefficients' matrix.

        The last calibration is taken out first. With A_k the auxiliaries' weighted cross-products in layer k,
        and C_kl those of layer k with a later layer l, B_k = A_k^- (X_k' D_k u - sum over l > k of C_kl B_l).
        """
        self.layers = layers
        widths = [layer.x.shape[1] for layer in layers]
        ends = np.cumsum([0, *widths])
        self.spans = [slice(int(ends[k]), int(ends[k + 1])) for k in range(len(layers))]
        self.width = int(ends[-1])
        self.solver = np.zeros((self.width, self.width))
        for k in reversed(range(len(layers))):
            block = np.zeros((widths[k], self.width))
            block[:, self.spans[k]] = np.eye(widths[k])
            for later in range(k + 1, len(layers)):
                block -= self._cross(k, later) @ self.solver[self.spans[later]]
            self.solver[self.spans[k]] = _pseudo_inverse(self._cross(k, k)) @ block

    def _cross(self, k: int, other: int) -> FloatArray:
        """Return X_k' D_k X_other."""
        mine, theirs = self.layers[k], self.layers[other]
        if k == other:
            mass = np.bincount(mine.cells, mine.weights, minlength=len(mine.x))
            return np.asarray(mine.x.T @ (mass[:, None] * mine.x))
        return _cross_of(mine.weights, mine, theirs)

    def coefficients(self, scores: FloatArray, group: Grouping) -> FloatArray:
        """Return B for each domain (domains by auxiliaries); scores are those of the grouped rows."""
        sides = np.empty((group.size, self.width))
        for layer, span in zip(self.layers, self.spans, strict=True):
            weighted = group.take(layer.weights) * scores
            sides[:, span] = _by_domain(group, weighted, group.take(layer.cells), len(layer.x)) @ layer.x
        return _rows_times(sides, self.solver.T)

    def residuals(self, scores: FloatArray) -> FloatArray:
        """Return the residuals of n by k scores."""
        left = scores.copy()
        for layer in reversed(self.layers):
            if layer.unweighted_margins:
                left = _as_r_rake(left, layer)
                continue
            cell_sums = _sums_by(layer.cells, layer.weights[:, None] * left, len(layer.x))
            mass = np.bincount(layer.cells, layer.weights, minlength=len(layer.x))
            inverse = _pseudo_inverse(layer.x.T @ (mass[:, None] * layer.x))
            left = left - (layer.x @ (inverse @ (layer.x.T @ cell_sums)))[layer.cells]
        return left


class Linearised:
    """Variances for one design: its stages, its weights and its calibrations."""

    def __init__(self, stages: tuple[Stage, ...], weights: FloatArray, layers: tuple[Layer, ...]) -> None:
        self.stages = stages
        self.weights = weights
        self.layers = layers

    @cached_property
    def projection(self) -> Projection | None:
        """The residual projection, if the design was calibrated."""
        return Projection(self.layers) if self.layers else None

    @cached_property
    def _forms(self) -> list[_Form]:
        return [_Form(stage, self.weights, self.layers) for stage in self.stages]

    def totals(self, scores: FloatArray) -> FloatArray:
        """Return each first-stage unit's weighted total of n by k scores, calibration taken out: units by k."""
        kept = scores if self.projection is None else self.projection.residuals(scores)
        return _unit_totals(self.stages[0], self.weights[:, None] * kept)

    def covariance(self, scores: FloatArray) -> FloatArray:
        """Return the k by k design covariance of the weighted totals of n by k scores."""
        kept = scores if self.projection is None else self.projection.residuals(scores)
        weighted = self.weights[:, None] * kept
        out = np.zeros((scores.shape[1], scores.shape[1]))
        for stage in self.stages:
            totals = _unit_totals(stage, weighted)
            sums = _stratum_sums(stage, totals)
            out += totals.T @ (stage.a[stage.strata][:, None] * totals) - sums.T @ (stage.b[:, None] * sums)
        return (out + out.T) / 2

    def by_domain(self, scores: FloatArray, group: Grouping) -> FloatArray:
        """Return the variance in each domain of the total of w u; `scores` are u for the grouped rows in order."""
        if any(layer.unweighted_margins for layer in self.layers):
            return self._by_domain_dense(scores, group)
        weighted = group.take(self.weights) * scores
        beta = None if self.projection is None else self.projection.coefficients(scores, group)
        out = np.zeros(group.size)
        scale = np.zeros(group.size)
        for form in self._forms:
            own, crossed, explained = form.parts(weighted, group, beta)
            out = out + own - 2 * crossed + explained
            scale = scale + own + explained
        return np.where(out < NOTHING_LEFT * scale, 0.0, out)

    def _by_domain_dense(self, scores: FloatArray, group: Grouping) -> FloatArray:
        out = np.empty(group.size)
        step = max(1, CHUNK // max(len(self.weights), 1))
        for start in range(0, group.size, step):
            stop = min(start + step, group.size)
            some = slice(group.starts[start], group.starts[stop])
            dense = np.zeros((len(self.weights), stop - start))
            dense[group.rows[some], group.domain[some] - start] = scores[some]
            out[start:stop] = np.diagonal(self.covariance(dense))
        return out


class _Form:
    """One stage's quadratic form in U - Z B: the units' totals of scores less those of the auxiliaries times B."""

    def __init__(self, stage: Stage, weights: FloatArray, layers: tuple[Layer, ...]) -> None:
        self.stage = stage
        self.weights = weights
        self.row_strata = stage.row_strata
        self.row_a = stage.a[self.row_strata]
        self.layers = layers
        if not layers:
            return
        blocks = [self._auxiliary_totals(layer) for layer in layers]
        self.stratum_z = np.hstack([self._stratum_totals(layer) for layer in layers])
        self.unit_z = blocks
        self.squared = self._cross_products() - self.stratum_z.T @ (stage.b[:, None] * self.stratum_z)

    def _auxiliary_totals(self, layer: Layer) -> FloatArray:
        """Each unit's weighted totals of x; for element sampling x itself, cell by cell, which is far smaller."""
        if self.stage.elements:
            return layer.x
        units = len(self.stage.strata)
        mass = csr_array((self.weights, (self.stage.units, layer.cells)), shape=(units, len(layer.x)))
        return np.asarray(mass @ layer.x)

    def _stratum_totals(self, layer: Layer) -> FloatArray:
        shape = (len(self.stage.counts), len(layer.x))
        return np.asarray(csr_array((self.weights, (self.row_strata, layer.cells)), shape=shape) @ layer.x)

    def _cross_products(self) -> FloatArray:
        if not self.stage.elements:
            z = np.hstack(self.unit_z)
            return np.asarray(z.T @ (self.stage.a[self.stage.strata][:, None] * z))
        mass = self.row_a * self.weights**2
        return np.block([[_cross_of(mass, mine, theirs) for theirs in self.layers] for mine in self.layers])

    def parts(
        self, weighted: FloatArray, group: Grouping, beta: FloatArray | None
    ) -> tuple[FloatArray, FloatArray, FloatArray]:
        """Return U'QU, B'Z'QU and B'Z'QZB for each domain, Q being the form."""
        stage = self.stage
        strata = group.pairs(self.row_strata)
        sums = strata.sums(weighted)
        if stage.elements:
            own = group.sums(group.take(self.row_a) * weighted**2)
        else:
            units = group.pairs(stage.units)
            squares = stage.a[stage.strata[units.other]] * units.sums(weighted) ** 2
            own = np.asarray(np.bincount(units.domain, squares, minlength=group.size), dtype=np.float64)
        own = own - np.bincount(strata.domain, stage.b[strata.other] * sums**2, minlength=group.size)
        if beta is None:
            nothing = np.zeros(group.size)
            return own, nothing, nothing
        cross = self._cross(weighted, group) - self._centre(strata.domain, strata.other, sums, group.size)
        explained = _row_sums(beta * _rows_times(beta, self.squared))
        return own, _row_sums(beta * cross), explained

    def _cross(self, weighted: FloatArray, group: Grouping) -> FloatArray:
        data = group.take(self.row_a) * weighted
        if not self.stage.elements:
            by_unit = _by_domain(group, data, group.take(self.stage.units), len(self.stage.strata))
            return np.hstack([np.asarray(by_unit @ z) for z in self.unit_z])
        data = data * group.take(self.weights)
        sides = [_by_domain(group, data, group.take(layer.cells), len(layer.x)) for layer in self.layers]
        return np.hstack([np.asarray(side @ layer.x) for side, layer in zip(sides, self.layers, strict=True)])

    def _centre(self, domain: IntArray, strata: IntArray, sums: FloatArray, size: int) -> FloatArray:
        starts = np.searchsorted(domain, np.arange(size + 1))
        shape = (size, len(self.stage.counts))
        return np.asarray(csr_array((self.stage.b[strata] * sums, strata, starts), shape=shape) @ self.stratum_z)


def _by_domain(group: Grouping, data: FloatArray, columns: IntArray, width: int) -> csr_array:
    """Lay the grouped rows' values out as domains by columns, repeats left to be added by the product."""
    return csr_array((data, columns, group.starts), shape=(group.size, width))


def _rows_times(rows: FloatArray, matrix: FloatArray) -> FloatArray:
    """Multiply each row by a matrix, adding in one order however many rows there are (BLAS does not promise that)."""
    count, width = rows.shape
    columns = np.tile(np.arange(width), count)
    sparse = csr_array((rows.ravel(), columns, np.arange(count + 1) * width), shape=(count, width))
    return np.asarray(sparse @ matrix)


def _row_sums(rows: FloatArray) -> FloatArray:
    """Sum each row, in one order however many rows there are."""
    return _rows_times(rows, np.ones((rows.shape[1], 1)))[:, 0]


def _sums_by(codes: IntArray, values: FloatArray, size: int) -> FloatArray:
    """Sum the rows of `values` that share a code: `size` by k."""
    rows = len(codes)
    return np.asarray(csr_array((np.ones(rows), codes, np.arange(rows + 1)), shape=(rows, size)).T @ values)


def _cross_of(mass: FloatArray, mine: Layer, theirs: Layer) -> FloatArray:
    """Return the cross-products of two layers' auxiliaries, each row counting by its mass."""
    joint = csr_array((mass, (mine.cells, theirs.cells)), shape=(len(mine.x), len(theirs.x)))
    return np.asarray(mine.x.T @ np.asarray(joint @ theirs.x), dtype=np.float64)


def _unit_totals(stage: Stage, weighted: FloatArray) -> FloatArray:
    return weighted if stage.elements else _sums_by(stage.units, weighted, len(stage.strata))


def _stratum_sums(stage: Stage, totals: FloatArray) -> FloatArray:
    return _sums_by(stage.strata, totals, len(stage.counts))


def _pseudo_inverse(cross_products: FloatArray) -> FloatArray:
    """Invert what can be inverted: indicators of several margins always depend on each other."""
    inverse = pinvh(cross_products)
    if not np.all(np.isfinite(inverse)):
        raise EstimationError("The auxiliaries overflow when squared. Give calibration variables in larger units.")
    return np.asarray(inverse)


def _as_r_rake(scores: FloatArray, layer: Layer) -> FloatArray:
    """Take margins' unweighted means out in turn, ten times, as R's `rake()` does."""
    left = scores
    for _ in range(10):
        for codes in layer.unweighted_margins:
            size = int(codes.max()) + 1
            means = _sums_by(codes, left, size) / np.bincount(codes, minlength=size)[:, None]
            left = left - means[codes]
    return left
