"""Columns in, numpy arrays out: the only place that looks at a caller's table."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from trigpoint.estimation.columns import Column, Source, column_of
from trigpoint.estimation.errors import DataError, listed

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]
BoolArray: TypeAlias = NDArray[np.bool_]
Array: TypeAlias = NDArray[Any]
Level: TypeAlias = Hashable
"""A category as the caller wrote it: a string, a whole number, a truth value."""


@dataclass(frozen=True, slots=True)
class Factor:
    """A column as categories.

    `codes` has one entry per row, an index into `levels`, or -1 where the value is missing. Levels are in the
    order the source declared (a categorical type), otherwise sorted.
    """

    name: str
    codes: IntArray
    levels: tuple[Level, ...]

    @property
    def missing(self) -> BoolArray:
        """Mark the rows that have no value."""
        return self.codes < 0


class Frame:
    """An immutable table of named columns.

    Build one with `Frame.of(source)`, where the source is a mapping of names to sequences, a pandas or polars
    data frame, a pyarrow table, or a `Frame` (returned as it is). Nothing is copied that need not be, and a
    column is coded only when it is first asked for, so ten million rows cost what their columns cost.

    Missing means None, NaN, a masked value, or an empty string.
    """

    __slots__ = ("_columns", "_factors", "_numbers", "_rows")

    def __init__(self, columns: Mapping[str, Column]) -> None:
        lengths = {name: len(column) for name, column in columns.items()}
        if len(set(lengths.values())) > 1:
            listing = listed(f"{name!r} has {rows}" for name, rows in lengths.items())
            raise DataError(f"Columns differ in length: {listing}. Give every column one value per row.")
        self._columns = dict(columns)
        self._rows = next(iter(lengths.values()), 0)
        self._factors: dict[str, Factor] = {}
        self._numbers: dict[str, FloatArray] = {}

    @classmethod
    def of(cls, source: Source | Frame) -> Frame:
        """Read a mapping, a pandas or polars data frame, a pyarrow table or a frame."""
        if isinstance(source, Frame):
            return source
        names = getattr(source, "column_names", None)
        if names is None:
            names = getattr(source, "columns", None)
        if names is None and isinstance(source, Mapping):
            names = list(source)
        if names is None or callable(names):
            raise DataError(
                f"Cannot read columns from {type(source).__name__}. Give a mapping of names to sequences, "
                "a pandas or polars data frame, or a pyarrow table."
            )
        return cls({str(name): column_of(str(name), source[name]) for name in names})

    def __len__(self) -> int:
        return self._rows

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __repr__(self) -> str:
        return f"Frame({self._rows:,} rows: {', '.join(self.names)})"

    @property
    def names(self) -> tuple[str, ...]:
        """The column names, in the source's order."""
        return tuple(self._columns)

    def column(self, name: str) -> Column:
        """Return a stored column.

        Raises `DataError` naming the columns there are if this one is absent.
        """
        try:
            return self._columns[name]
        except KeyError:
            raise DataError(f"There is no column {name!r}. The columns are: {listed(self.names, shown=12)}.") from None

    def is_text(self, name: str) -> bool:
        """Whether a column holds categories written as text rather than numbers."""
        return self.column(name).is_text

    def number(self, name: str) -> FloatArray:
        """Return a column as floats, NaN where missing.

        Raises `DataError` naming rows where the column holds text or an infinite value.
        """
        if name not in self._numbers:
            self._numbers[name] = _read_only(self.column(name).to_float())
        return self._numbers[name]

    def factor(self, name: str) -> Factor:
        """Return a column as categories, whatever it holds."""
        if name not in self._factors:
            codes, levels = self.column(name).to_codes()
            self._factors[name] = Factor(name, _read_only(codes), levels)
        return self._factors[name]

    def missing(self, name: str) -> BoolArray:
        """Mark the rows that have no value in this column."""
        return self.column(name).missing()

    def raw(self, name: str) -> Array:
        """Return the values as they would be shown, None or NaN where missing."""
        return self.column(name).to_raw()

    def take(self, rows: IntArray | BoolArray) -> Frame:
        """Return the rows at these positions, or where this mask is true, in a new frame."""
        where = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows.astype(np.int64)
        return Frame({name: column.take(where) for name, column in self._columns.items()})

    def select(self, *names: str) -> Frame:
        """Return only these columns, in this order."""
        return Frame({name: self.column(name) for name in names})

    def with_columns(self, **columns: object) -> Frame:
        """Return a new frame with these columns added or replaced."""
        added = {name: column_of(name, values) for name, values in columns.items()}
        return Frame({**self._columns, **added})


class ReplicateView(Protocol):
    """Replicate weights: each column of `weights` stands for another sample that might have been drawn.

    A statistic's covariance is the sum over replicates r of `scales[r]` times the outer product of its
    departure from the full-sample value.
    """

    @property
    def weights(self) -> FloatArray:
        """Rows by replicates, each column calibrated as the full sample was."""

    @property
    def scales(self) -> FloatArray:
        """One factor per replicate."""

    def covariance(self, estimates: FloatArray, full: FloatArray) -> FloatArray:
        """Covariance (k by k) of k statistics from their replicates by k matrix and full-sample values."""


class DesignView(Protocol):
    """What a model needs to know of a design: `Design` is one, and so is any object with these members."""

    @property
    def frame(self) -> Frame:
        """The respondents' columns."""

    @property
    def weights(self) -> FloatArray:
        """One positive weight per row: base weight, calibrated if the design was."""

    @property
    def base_weights(self) -> FloatArray:
        """The weights before calibration."""

    @property
    def active(self) -> BoolArray:
        """True for the rows in the domain chosen by `Design.where`; all true otherwise."""

    @property
    def strata(self) -> IntArray:
        """First-stage stratum of each row, coded from 0."""

    @property
    def clusters(self) -> IntArray:
        """First-stage cluster of each row, coded from 0 and distinct across strata."""

    @property
    def fpc(self) -> FloatArray:
        """First-stage clusters in the population of the row's stratum; infinite where none was given."""

    @property
    def replicates(self) -> ReplicateView | None:
        """Replicate weights, if `bootstrap` or `jackknife` was asked for."""

    @property
    def degrees(self) -> float:
        """Design degrees of freedom: clusters less strata, in the active rows."""

    def covariance(self, scores: FloatArray) -> FloatArray:
        """Design covariance (k by k) of the weighted totals of n by k scores; inactive rows count as zero."""


Statistic: TypeAlias = Callable[[FloatArray], FloatArray]
"""A function of a weight vector that returns k numbers: what replicates re-estimate."""


def _read_only(values: NDArray[Any]) -> NDArray[Any]:
    values.flags.writeable = False
    return values
