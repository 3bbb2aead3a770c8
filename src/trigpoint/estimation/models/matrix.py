"""From a formula and a frame to arrays: the complete rows, the design matrix, the groups.

Text and categorical columns become indicator columns by R's rule: the first level is the reference where the
term's margin is in the model, otherwise every level gets a column. Rows without a value in any variable of the
model are left out, counted, and never imputed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.errors import DataError, EmptyDomainError, EstimationError, listed
from trigpoint.estimation.formula import Formula, Part, Term, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.estimation.data import BoolArray, Factor, FloatArray, Frame, IntArray

FELT = 1e-6  # a part this small in a combination is rounding
ALIASED = 1e-9  # a column this close to a combination of the ones before it, relative to its length

SPARSE = 5_000_000  # beyond this many possible combinations, those that occur are found by sorting


class SingularDesignError(EstimationError):
    """Explanatory terms that determine one another, or a factor that does not vary."""


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of one random intercept among the complete rows: codes 0 .. len(levels)-1, none empty.

    A grouping such as region:la has the parts (region, la) of each group in `parts`.
    """

    name: str
    codes: IntArray
    parts: tuple[tuple[str, ...], ...]

    @property
    def levels(self) -> tuple[str, ...]:
        """The groups' names, such as "London:Camden"."""
        return tuple(map(":".join, self.parts))


@dataclass(frozen=True, slots=True)
class ModelData:
    """The arrays of one model.

    `rows` are the positions, in the frame, of the rows in the model; `x` is (len(rows), p) with one name and
    one term per column; `missing` counts the rows of the domain left out for want of a value.
    """

    formula: Formula
    rows: IntArray
    x: FloatArray
    names: tuple[str, ...]
    terms: tuple[str, ...]
    groups: tuple[Groups, ...]
    missing: int


def build(frame: Frame, formula: Formula, active: BoolArray | None = None) -> ModelData:
    """Make the arrays of a model from the rows of the domain that have every value it needs.

    Raises `DataError` for an absent column, `EmptyDomainError` if no row is complete and
    `SingularDesignError`, naming columns and levels, if the terms cannot be told apart.
    """
    inside = np.ones(len(frame), dtype=bool) if active is None else active
    complete = inside.copy()
    for name in formula.variables:
        complete &= ~frame.missing(name)
    rows = np.flatnonzero(complete)
    if not rows.size:
        holes = listed(f"{name!r} ({int(frame.missing(name)[inside].sum()):,} missing)" for name in formula.variables)
        raise EmptyDomainError(
            f"No row of the {int(inside.sum()):,} in the domain has every value that {formula.text!r} needs: "
            f"{holes}. Take out the variable that is most often missing, or impute it."
        )
    columns, names, terms = _columns(frame, formula, rows)
    x = np.column_stack(columns) if columns else np.empty((rows.size, 0))
    _check_rank(x, names, rows.size)
    groups = tuple(_groups(frame, term, rows) for term in formula.random)
    dropped = int(inside.sum()) - rows.size
    return ModelData(formula, rows, x, tuple(names), tuple(terms), groups, dropped)


def response_numbers(frame: Frame, data: ModelData) -> FloatArray:
    """Return the response of the rows in the model as numbers, transformed as the formula says."""
    return _number(frame, data.formula.response, data.rows)


def _columns(frame: Frame, formula: Formula, rows: IntArray) -> tuple[list[FloatArray], list[str], list[str]]:
    columns: list[FloatArray] = []
    names: list[str] = []
    terms: list[str] = []
    if formula.intercept:
        columns.append(np.ones(rows.size))
        names.append("(intercept)")
        terms.append("(intercept)")
    present = {frozenset(term) for term in formula.terms}
    full = {frozenset[Part]()} if formula.intercept else set[frozenset[Part]]()
    # Without an intercept the first factor takes its place, level by level.
    for term in formula.terms:
        block = [(np.ones(rows.size), "")]
        for part in term:
            margin = frozenset(term) - {part}
            coded = _coded(frame, part, rows, contrast=margin in present | full)
            block = [(a * b, f"{m}:{n}" if m else n) for b, n in coded for a, m in block]
            if not formula.intercept and len(term) == 1 and _is_category(frame, part):
                full.add(frozenset())
        columns.extend(values for values, _ in block)
        names.extend(name for _, name in block)
        terms.extend(label(term) for _ in block)
    return columns, names, terms


def _coded(frame: Frame, part: Part, rows: IntArray, *, contrast: bool) -> list[tuple[FloatArray, str]]:
    """Return the columns of one part of a term with their names."""
    if not _is_category(frame, part):
        return [(_number(frame, part, rows), str(part))]
    factor = frame.factor(part.name)
    codes = factor.codes[rows]
    counts = np.bincount(codes, minlength=len(factor.levels))
    used = np.flatnonzero(counts).tolist()
    if len(used) == 1:
        raise SingularDesignError(
            f"Every one of the {rows.size:,} rows in the model has {part.name!r} = {factor.levels[used[0]]!r}. "
            "A factor needs at least two levels; take it out of the formula or widen the domain."
        )
    return [
        ((codes == code).astype(np.float64), f"{part.name}[{factor.levels[code]}]")
        for code in used[1 if contrast else 0 :]
    ]


def _is_category(frame: Frame, part: Part) -> bool:
    return part.transform == "C" or (not part.transform and frame.column(part.name).levels is not None)


def _number(frame: Frame, part: Part, rows: IntArray) -> FloatArray:
    values = frame.number(part.name)[rows]
    if part.transform in ("log", "sqrt"):
        bad = np.flatnonzero(values <= 0.0 if part.transform == "log" else values < 0.0)
        if bad.size:
            shown = listed(f"{values[i]:g} in row {rows[i]}" for i in bad.tolist()[:3])
            raise DataError(
                f"{part} does not exist where {part.name!r} is zero or negative: {shown}; {bad.size:,} rows in "
                "all (rows count from 0). Leave those rows out, or use the column untransformed."
            )
        return np.log(values) if part.transform == "log" else np.sqrt(values)
    return values


def _check_rank(x: FloatArray, names: Sequence[str], n: int) -> None:
    """Refuse a design matrix in which a column is a combination of the columns before it."""
    if n <= len(names):
        raise SingularDesignError(
            f"{n} complete rows cannot support {len(names)} coefficients ({listed(names)}). Take out terms, or "
            "merge rare levels."
        )
    if not names:
        return
    empty = [name for name, column in zip(names, x.T, strict=True) if not column.any()]
    if empty:
        raise SingularDesignError(
            f"No row in the model has {listed(empty)}: the column is zero throughout. Merge levels, or take "
            "the interaction out."
        )
    length = np.linalg.norm(x, axis=0)
    scaled = x / length
    r = np.linalg.qr(scaled, mode="r")
    dependent = np.flatnonzero(np.abs(np.diag(r)) < ALIASED)
    if dependent.size:
        at = int(dependent[0])
        weights = np.linalg.lstsq(scaled[:, :at], scaled[:, at], rcond=None)[0]
        makers = [names[i] for i in np.flatnonzero(np.abs(weights) > FELT).tolist()]
        raise SingularDesignError(
            f"The column {names[at]!r} is determined by {listed(makers)}, so their coefficients cannot be told "
            "apart. Take one of them out of the formula."
        )


def _groups(frame: Frame, term: Term, rows: IntArray) -> Groups:
    """Code the combinations of a grouping that occur, in the order of their levels."""
    codes = np.zeros(rows.size, dtype=np.int64)
    size = 1
    factors = [frame.factor(part.name) for part in term]
    for factor in factors:
        codes = codes * len(factor.levels) + factor.codes[rows]
        size *= len(factor.levels)
    if size > SPARSE:
        used, place = np.unique(codes, return_inverse=True)
    else:
        used = np.flatnonzero(np.bincount(codes, minlength=size))
        place = _positions(used, size)[codes]
    parts = [_parts(code, factors) for code in used.tolist()]
    _check_groups(label(term), parts, rows.size)
    return Groups(label(term), place, tuple(parts))


def _parts(code: int, factors: list[Factor]) -> tuple[str, ...]:
    names: list[str] = []
    for factor in reversed(factors):
        code, at = divmod(code, len(factor.levels))
        names.append(str(factor.levels[at]))
    return tuple(reversed(names))


def _check_groups(name: str, parts: list[tuple[str, ...]], rows: int) -> None:
    if len(parts) == 1:
        raise SingularDesignError(
            f"The grouping {name!r} has one group only ({':'.join(parts[0])!r}), so variation between groups "
            "cannot be estimated. Take it out of the formula."
        )
    if len(parts) >= rows:
        raise SingularDesignError(
            f"The grouping {name!r} has {len(parts):,} groups for {rows:,} rows, one row in each, so variation "
            "between groups cannot be told from variation between rows. Use a coarser grouping."
        )


def _positions(used: IntArray, size: int) -> IntArray:
    positions = np.zeros(size, dtype=np.int64)
    positions[used] = np.arange(used.size)
    return positions
