"""One column of a caller's table, kept in numpy: numbers as they are, text as codes and levels.

Data frames are recognised by what they can do, never by importing their library.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np

from trigpoint.estimation.errors import DataError, listed

if TYPE_CHECKING:
    from numpy.typing import NDArray


class TableLike(Protocol):
    """Anything whose columns are reached by name: a mapping, a data frame, an Arrow table."""

    def __getitem__(self, name: str, /) -> Any:  # noqa: ANN401  # whatever the library calls a column
        """Return the column of this name."""


Source: TypeAlias = Mapping[str, Any] | TableLike
NUMERIC = "biuf"
"""numpy kinds that are numbers: truth values, integers, floats."""


@dataclass(frozen=True, slots=True)
class Column:
    """Values of one column: either `values` (numbers) or `values` as codes with `levels` (categories)."""

    name: str
    values: NDArray[Any]
    levels: tuple[Hashable, ...] | None = None

    def __len__(self) -> int:
        return len(self.values)

    @property
    def is_text(self) -> bool:
        """Whether any category is not a number."""
        return self.levels is not None and any(isinstance(level, str) for level in self.levels)

    def missing(self) -> NDArray[np.bool_]:
        """Mark the rows without a value."""
        if self.levels is not None:
            return np.asarray(self.values < 0, dtype=np.bool_)
        if self.values.dtype.kind == "f":
            return np.asarray(np.isnan(self.values), dtype=np.bool_)
        return np.zeros(len(self.values), dtype=np.bool_)

    def to_float(self) -> NDArray[np.float64]:
        """Return floats, NaN where missing; raise `DataError` naming rows that are not finite numbers."""
        if self.levels is None:
            numbers = self.values.astype(np.float64)
        else:
            self._refuse_text()
            lookup = np.array([*(float(str(level)) for level in self.levels), np.nan])
            numbers = lookup[self.values]
        infinite = np.flatnonzero(np.isinf(numbers))
        if infinite.size:
            raise DataError(
                f"Column {self.name!r} is infinite in row {listed(infinite.tolist())} (rows count from 0). "
                "Give a number, or leave the value missing."
            )
        return numbers

    def _refuse_text(self) -> None:
        levels = self.levels or ()
        words = [code for code, level in enumerate(levels) if isinstance(level, str)]
        if not words:
            return
        rows = np.flatnonzero(np.isin(self.values, words))
        shown = listed(f"{levels[int(self.values[row])]!r} in row {row}" for row in rows[:3].tolist())
        raise DataError(
            f"Column {self.name!r} holds text where a number belongs: {shown} ({len(rows):,} in all; rows "
            "count from 0). Use proportion() for categories, or give numbers."
        )

    def to_codes(self) -> tuple[NDArray[np.int64], tuple[Hashable, ...]]:
        """Return codes (-1 where missing) and levels."""
        if self.levels is not None:
            return self.values.astype(np.int64), self.levels
        present = ~self.missing()
        kept = self.values if present.all() else self.values[present]
        distinct, inverse = np.unique(kept, return_inverse=True)
        codes = np.full(len(self.values), -1, dtype=np.int64)
        codes[present] = inverse
        return codes, _plain(distinct)

    def to_raw(self) -> NDArray[Any]:
        """Return the values as they would be shown."""
        if self.levels is None:
            return self.values
        lookup = np.empty(len(self.levels) + 1, dtype=object)
        lookup[:-1] = self.levels
        lookup[-1] = None
        shown: NDArray[Any] = lookup[self.values]
        return shown

    def take(self, rows: NDArray[np.int64]) -> Column:
        """Return the values at these positions."""
        return Column(self.name, self.values[rows], self.levels)


def column_of(name: str, values: Any) -> Column:  # noqa: ANN401  # a column of any library
    """Read one column, whichever library made it."""
    if isinstance(values, Column):
        return Column(name, values.values, values.levels)
    if hasattr(values, "dictionary_encode"):
        return _from_arrow(name, values)
    if hasattr(values, "cat") and hasattr(values, "to_physical"):
        return _from_polars(name, values)
    if hasattr(values, "factorize") and hasattr(values, "to_numpy"):
        return _from_pandas(name, values)
    return _from_sequence(name, values)


def _from_arrow(name: str, values: Any) -> Column:  # noqa: ANN401  # a pyarrow array
    chunk = values.combine_chunks() if hasattr(values, "combine_chunks") else values
    kind = str(chunk.type)
    if kind.startswith(("int", "uint", "float", "double", "halffloat", "bool")):
        numbers = np.asarray(chunk.to_numpy(zero_copy_only=False))
        return Column(name, numbers if numbers.dtype.kind in NUMERIC else _floats(numbers))
    declared = kind.startswith("dictionary")
    coded = chunk if declared else chunk.dictionary_encode()
    codes = np.asarray(coded.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int64)
    return _categories(name, codes, coded.dictionary.to_pylist(), declared=declared)


def _from_polars(name: str, values: Any) -> Column:  # noqa: ANN401  # a polars series
    kind = str(values.dtype)
    if kind.startswith(("Int", "UInt", "Float", "Boolean", "Decimal")):
        numbers = values.to_numpy()
        return Column(name, numbers if numbers.dtype.kind in NUMERIC else _floats(numbers))
    if kind.startswith("Enum"):
        codes = values.to_physical().cast(int).fill_null(-1).to_numpy()
        return _categories(name, codes, values.dtype.categories.to_list(), declared=True)
    if kind.startswith("Categorical"):
        values = values.cast(str)
    distinct = values.drop_nulls().unique().sort().to_list()
    codes = values.rank("dense").cast(int).fill_null(0).to_numpy() - 1
    return _categories(name, codes, distinct, declared=True)


def _from_pandas(name: str, values: Any) -> Column:  # noqa: ANN401  # a pandas series
    if hasattr(values.dtype, "categories"):
        return _categories(name, values.cat.codes.to_numpy(), list(values.dtype.categories), declared=True)
    plain = values.to_numpy()
    if plain.dtype.kind in NUMERIC:
        return Column(name, plain)
    return _from_sequence(name, plain)


def _from_sequence(name: str, values: Any) -> Column:  # noqa: ANN401  # a list, tuple or numpy array
    if isinstance(values, str) or not isinstance(values, (Sequence, np.ndarray, Iterable)):
        raise DataError(f"Column {name!r} is {values!r}, not a sequence. Give one value per row.")
    if isinstance(values, np.ma.MaskedArray):
        return Column(name, np.where(np.ma.getmaskarray(values), np.nan, np.ma.getdata(values)))
    array = values if isinstance(values, np.ndarray) else _array_of(list(values))
    if array.ndim != 1:
        raise DataError(f"Column {name!r} has {array.ndim} dimensions. Give one value per row.")
    if array.dtype.kind in NUMERIC:
        return Column(name, array)
    items: list[Any] = array.tolist()
    distinct = list(dict.fromkeys(items))
    if all(_is_missing(item) or isinstance(item, (bool, int, float)) for item in distinct):
        return Column(name, _floats(array))
    position = {item: code for code, item in enumerate(distinct)}
    codes = np.fromiter(map(position.__getitem__, items), dtype=np.int64, count=len(items))
    return _categories(name, codes, distinct, declared=False)


def _array_of(items: list[Any]) -> NDArray[Any]:
    """Make an array of a list without turning numbers that stand beside words into words."""
    kinds = set(map(type, items))
    if kinds and all(issubclass(kind, (bool, int, float, np.generic)) for kind in kinds):
        return np.array(items)
    array = np.empty(len(items), dtype=object)
    array[:] = items
    return array


def _categories(name: str, codes: NDArray[Any], levels: Sequence[Any], *, declared: bool) -> Column:
    """Drop missing levels, sort the others unless the source declared an order, and recode."""
    keep = [code for code, level in enumerate(levels) if not _is_missing(level)]
    if not declared:
        keep.sort(key=lambda code: _sort_key(levels[code]))
    recode = np.full(len(levels) + 1, -1, dtype=np.int64)
    recode[keep] = np.arange(len(keep))
    return Column(name, recode[np.asarray(codes, dtype=np.int64)], tuple(levels[code] for code in keep))


def _sort_key(level: object) -> tuple[bool, float, str]:
    """Numbers in their order, then words in theirs."""
    if isinstance(level, (bool, int, float)):
        return (False, float(level), "")
    return (True, 0.0, str(level))


def _is_missing(value: object) -> bool:
    # NaN, NaT and pandas.NA are not equal to themselves, or refuse to say.
    if value is None or (isinstance(value, str) and not value):
        return True
    try:
        return bool(value != value)  # noqa: PLR0124  # the test for NaN that needs no library
    except TypeError:
        return True


def _floats(values: NDArray[Any]) -> NDArray[np.float64]:
    return np.array([np.nan if _is_missing(value) else float(value) for value in values.tolist()], dtype=np.float64)


def _plain(distinct: NDArray[Any]) -> tuple[Hashable, ...]:
    """Levels as Python values; whole floats as whole numbers, because a missing value made them floats."""
    if distinct.dtype.kind == "f" and np.all(distinct == np.floor(distinct)):
        return tuple(int(value) for value in distinct.tolist())
    return tuple(distinct.tolist())
