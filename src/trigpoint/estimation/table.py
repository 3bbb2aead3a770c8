"""The tidy result: one row per estimate, frozen, numpy inside.

Every function of the estimation package that gives numbers gives them in a `ResultTable`. An estimate never
travels without its standard error, interval, number of respondents and flag, so that no later step (a page,
a file, a chart) can show it without its uncertainty.

A domain column holds the value of a by-variable. An empty string there means that the row is not split by
that variable: it is the margin over all its values. Not-a-number in a figure means that there is none, and
the flag says why. The counts `n` and `missing` are floats for that reason: a public table may hide them.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from trigpoint.estimation.errors import EstimationError

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

type_of_column: Mapping[str, type] = MappingProxyType(
    {
        "variable": str,
        "level": str,
        "statistic": str,
        "estimate": float,
        "se": float,
        "lo": float,
        "hi": float,
        "n": float,
        "n_eff": float,
        "deff": float,
        "missing": float,
        "method": str,
        "flag": str,
    }
)
KEYS = ("variable", "level")
FIGURES = tuple(name for name in type_of_column if name not in KEYS)
MARGIN = ""
ROWS_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One estimate.

    `domain` maps each by-variable to its value in this row. `n` counts the respondents behind the figure,
    `missing` those of the domain who gave no answer, `n_eff` is the effective sample size, `deff` the design
    effect (Kish 1965). `flag` is empty, or words for a reader.
    """

    variable: str
    statistic: str
    estimate: float
    level: str = ""
    domain: Mapping[str, str] = field(default_factory=dict)
    se: float = math.nan
    lo: float = math.nan
    hi: float = math.nan
    n: float = 0
    n_eff: float = math.nan
    deff: float = math.nan
    missing: float = 0
    method: str = ""
    flag: str = ""


class ResultTable:
    """A frozen table of estimates: columns are read-only numpy arrays of equal length.

    The columns are `variable, level`, one for each name in `by`, then `statistic, estimate, se, lo, hi, n,
    n_eff, deff, missing, method, flag`. `story` is the methods paragraph that belongs to the figures.
    """

    __slots__ = ("by", "columns", "story")

    by: tuple[str, ...]
    columns: Mapping[str, NDArray[Any]]
    story: str

    def __init__(self, columns: Mapping[str, ArrayLike], by: Sequence[str] = (), story: str = "") -> None:
        by = tuple(by)
        _check_by(by)
        names = (*KEYS, *by, *FIGURES)
        _check_names(columns, names)
        frozen = {name: _frozen(name, columns[name]) for name in names}
        lengths = {name: array.size for name, array in frozen.items()}
        if len(set(lengths.values())) > 1:
            raise EstimationError(f"A result table needs columns of one length; these are {lengths}.")
        object.__setattr__(self, "by", by)
        object.__setattr__(self, "columns", MappingProxyType(frozen))
        object.__setattr__(self, "story", story)

    @classmethod
    def of(cls, rows: Sequence[Row], by: Sequence[str] = (), story: str = "") -> ResultTable:
        """Build a table from rows; a by-variable that a row's domain does not name is a margin there."""
        by = tuple(by)
        for number, row in enumerate(rows):
            strangers = sorted(set(row.domain) - set(by))
            if strangers:
                raise EstimationError(
                    f"Row {number} has the domain {strangers}, which is not among by={by}. Add it to by."
                )
        columns: dict[str, ArrayLike] = {
            name: np.array([getattr(row, name) for row in rows], dtype=kind) for name, kind in type_of_column.items()
        }
        for name in by:
            columns[name] = np.array([row.domain.get(name, MARGIN) for row in rows], dtype=str)
        return cls(columns, by, story)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"A result table is frozen: {name} cannot be set. Use with_columns().")

    def __len__(self) -> int:
        return int(self.columns["variable"].size)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows())

    def __eq__(self, other: object) -> bool:
        """Tell whether cells, by-variables and story are the same; not-a-number equals itself."""
        if not isinstance(other, ResultTable):
            return NotImplemented
        return (self.by, self.story, len(self)) == (other.by, other.story, len(other)) and all(
            np.array_equal(mine, other.columns[name], equal_nan=mine.dtype.kind == "f")
            for name, mine in self.columns.items()
        )

    __hash__ = None  # type: ignore[assignment]

    def __add__(self, other: ResultTable) -> ResultTable:
        """Put the rows of `other` under these; a by-variable that one of them lacks is a margin there."""
        by = (*self.by, *(name for name in other.by if name not in self.by))
        columns = {
            name: np.concatenate([_column_or_margin(self, name), _column_or_margin(other, name)])
            for name in (*KEYS, *by, *FIGURES)
        }
        stories = dict.fromkeys(story for story in (self.story, other.story) if story)
        return ResultTable(columns, by, "\n\n".join(stories))

    def __repr__(self) -> str:
        return _as_text(self)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(self.columns)

    def column(self, name: str) -> NDArray[Any]:
        """Return one column, read-only."""
        try:
            return self.columns[name]
        except KeyError:
            raise EstimationError(f"There is no column {name!r}. Columns: {', '.join(self.names)}.") from None

    def rows(self) -> tuple[Row, ...]:
        """Return every row as a `Row`."""
        plain = {name: array.tolist() for name, array in self.columns.items()}
        return tuple(
            Row(
                domain={name: plain[name][i] for name in self.by},
                **{name: plain[name][i] for name in type_of_column},
            )
            for i in range(len(self))
        )

    def mask(self, **where: object) -> NDArray[np.bool_]:
        """Tell which rows have the wanted values; a list, tuple or set means any of its values."""
        chosen = np.ones(len(self), dtype=bool)
        for name, wanted in where.items():
            column = self.column(name)
            several = isinstance(wanted, Collection) and not isinstance(wanted, str)
            values: list[Any] = list(wanted) if several else [wanted]  # type: ignore[call-overload]
            if column.dtype.kind == "U":
                values = [str(value) for value in values]
            chosen &= np.isin(column, values)
        return chosen

    def select(self, **where: object) -> ResultTable:
        """Return the rows with the wanted values, such as `select(statistic="mean", phase=["Primary"])`."""
        return self.take(self.mask(**where))

    def take(self, index: NDArray[np.bool_] | NDArray[np.intp]) -> ResultTable:
        """Return the rows that a mask or an array of positions names, in that order."""
        return ResultTable({name: array[index] for name, array in self.columns.items()}, self.by, self.story)

    def row(self, **where: object) -> Row:
        """Return the only row with the wanted values; none or several is an error."""
        found = self.select(**where)
        if len(found) != 1:
            raise EstimationError(
                f"{len(found)} rows have {where}; row() needs exactly one. Name more columns, or use select()."
            )
        return found.rows()[0]

    def with_columns(self, **changed: ArrayLike) -> ResultTable:
        """Return a table in which some columns are replaced."""
        return ResultTable({**self.columns, **changed}, self.by, self.story)

    def with_story(self, story: str) -> ResultTable:
        """Return the same figures with another methods paragraph."""
        return ResultTable(self.columns, self.by, story)

    def domain_of(self, index: int) -> dict[str, str]:
        """Return the domain of one row without its margins."""
        values = {name: str(self.columns[name][index]) for name in self.by}
        return {name: value for name, value in values.items() if value != MARGIN}

    def label_of(self, index: int) -> str:
        """Name one row for a message: variable, level, domain, statistic."""
        columns = self.columns
        level = f" = {columns['level'][index]}" if columns["level"][index] else ""
        where = ", ".join(f"{name} {value}" for name, value in self.domain_of(index).items())
        of = f" for {where}" if where else ""
        return f"{columns['statistic'][index]} of {columns['variable'][index]}{level}{of}"


def _check_by(by: tuple[str, ...]) -> None:
    taken = sorted(set(by) & set(type_of_column))
    if taken or len(set(by)) < len(by):
        raise EstimationError(
            f"by={by} cannot be used: each by-variable needs a name of its own, and none of "
            f"{', '.join(type_of_column)}. Rename the variable."
        )


def _check_names(columns: Mapping[str, ArrayLike], names: tuple[str, ...]) -> None:
    absent = [name for name in names if name not in columns]
    strangers = [name for name in columns if name not in names]
    if absent or strangers:
        raise EstimationError(f"A result table lacks the columns {absent} and does not know {strangers}.")


def _frozen(name: str, values: ArrayLike) -> NDArray[Any]:
    """Copy a column into its own type and lock it."""
    kind = type_of_column.get(name, str)
    try:
        array: NDArray[Any] = np.array(values, dtype=kind, copy=True)
    except (TypeError, ValueError) as error:
        raise EstimationError(f"Column {name!r} needs values of type {kind.__name__}: {error}.") from error
    if array.ndim != 1:
        raise EstimationError(f"Column {name!r} has {array.ndim} dimensions; it needs one.")
    array.flags.writeable = False
    return array


def _column_or_margin(table: ResultTable, name: str) -> NDArray[Any]:
    if name in table.columns:
        return table.columns[name]
    return np.full(len(table), MARGIN)


def _as_text(table: ResultTable) -> str:
    """Lay the first rows out as aligned text: words to the left, figures to the right."""
    head = table.take(np.arange(min(len(table), ROWS_SHOWN)))
    blocks = []
    for name, array in head.columns.items():
        words = array.dtype.kind == "U"
        cells = [str(value) if words else f"{value:.6g}" for value in array.tolist()]
        width = max(map(len, [name, *cells]))
        blocks.append([cell.ljust(width) if words else cell.rjust(width) for cell in [name, *cells]])
    lines = ["  ".join(cells).rstrip() for cells in zip(*blocks, strict=True)]
    more = len(table) - len(head)
    return "\n".join(lines + ([f"and {more} more rows"] if more else []))
