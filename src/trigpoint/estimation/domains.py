"""Domains: which row belongs to which group, worked out once for a design and used by every statistic."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.stages import compress, pair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import Array, BoolArray, FloatArray, Frame, IntArray


@dataclass(frozen=True, slots=True)
class Pairs:
    """The pairs of a domain and another code (a stratum, a cluster) that occur among the grouped rows."""

    of_row: IntArray
    domain: IntArray
    other: IntArray

    def sums(self, values: FloatArray | BoolArray) -> FloatArray:
        """Sum the grouped rows' values over each pair."""
        return np.asarray(np.bincount(self.of_row, values, minlength=len(self.domain)), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Grouping:
    """Rows sorted into `size` domains.

    `rows` lists the rows in any domain, domain by domain; `starts[d]:starts[d + 1]` are those of domain d;
    `domain` is the domain of each listed row. `labels` holds each by-variable's value in each domain, as
    text.
    """

    by: tuple[str, ...]
    labels: tuple[Array, ...]
    size: int
    rows: IntArray
    domain: IntArray
    starts: IntArray
    whole: bool
    _pairs: dict[int, Pairs] = field(default_factory=dict, repr=False)

    def take(self, values: Array) -> Array:
        """Return the values of the grouped rows, domain by domain."""
        return values if self.whole else values[self.rows]

    def sums(self, values: FloatArray | BoolArray) -> FloatArray:
        """Sum the grouped rows' values over each domain."""
        return np.asarray(np.bincount(self.domain, values, minlength=self.size), dtype=np.float64)

    def pairs(self, codes: IntArray) -> Pairs:
        """Pair each grouped row's domain with its code; remembered for as long as the array of codes lives."""
        key = id(codes)
        if key not in self._pairs:
            self._pairs[key] = Pairs(*pair(self.domain, self.take(codes)))
        return self._pairs[key]


def group(frame: Frame, by: Sequence[str], active: BoolArray) -> Grouping:
    """Sort the active rows into the crossed levels of the by-variables; rows that lack one are in no domain.

    Every level of a single by-variable has a domain, even one that no row has; of several variables, the
    combinations that occur.
    """
    factors = [frame.factor(name) for name in by]
    kept = active.copy()
    for factor in factors:
        kept &= ~factor.missing
    if not factors:
        return _of_codes((), (), 1, np.where(kept, 0, -1))
    if len(factors) == 1:
        (factor,) = factors
        names = np.array([str(level) for level in factor.levels], dtype=str)
        return _of_codes((factor.name,), (names,), len(factor.levels), np.where(kept, factor.codes, -1))
    rows = np.flatnonzero(kept)
    codes = np.zeros(len(rows), dtype=np.int64)
    width = 1
    for factor in factors:
        codes = codes * len(factor.levels) + factor.codes[rows]
        width *= len(factor.levels)
    codes, used = compress(codes, width)
    labels: list[Array] = []
    for factor in reversed(factors):
        names = np.array([str(level) for level in factor.levels], dtype=str)
        labels.insert(0, names[used % len(factor.levels)])
        used = used // len(factor.levels)
    everywhere = np.full(len(frame), -1, dtype=np.int64)
    everywhere[rows] = codes
    return _of_codes(tuple(by), tuple(labels), int(codes.max(initial=-1)) + 1, everywhere)


def _of_codes(by: tuple[str, ...], labels: tuple[Array, ...], size: int, codes: IntArray) -> Grouping:
    whole = size == 1 and not np.any(codes < 0)
    if size == 1:
        rows = np.flatnonzero(codes >= 0)
    else:
        order = np.argsort(codes, kind="stable")
        rows = order[np.count_nonzero(codes < 0) :]
    domain = codes[rows]
    starts = np.concatenate([[0], np.cumsum(np.bincount(domain, minlength=size))]).astype(np.int64)
    return Grouping(by, labels, size, rows, domain, starts, whole)
