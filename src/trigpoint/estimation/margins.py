"""Population totals, matched to the sample's categories and checked before any weight is moved."""

from __future__ import annotations

import math
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from trigpoint.estimation.errors import (
    CalibrationError,
    EmptyCellError,
    MarginError,
    ZeroPopulationError,
    listed,
)
from trigpoint.estimation.stages import compress

if TYPE_CHECKING:
    from trigpoint.estimation.data import FloatArray, Frame, IntArray

Variables: TypeAlias = str | tuple[str, ...]
# Keys are Any because Mapping is invariant in its keys: a dict with str keys is not a Mapping[Hashable, ...].
Targets: TypeAlias = Mapping[Any, float]
Margins: TypeAlias = Mapping[Any, Targets]
"""{"region": {"North": 7300, ...}, ("phase", "type"): {("primary", "academy"): 6100, ...}}"""
SAME_SUM = 1e-6
"""How far, relatively, the sums of two margins may differ: published counts are rounded."""


@dataclass(frozen=True, slots=True)
class Margin:
    """One margin: each row's level, the levels' names and the population total of each."""

    variables: tuple[str, ...]
    codes: IntArray
    levels: tuple[str, ...]
    targets: FloatArray

    @property
    def name(self) -> str:
        """The variables, as a reader would write them."""
        return " × ".join(self.variables)

    def cell(self, code: int) -> str:
        """Name one level with its variables."""
        return f"{self.name} = {self.levels[code]}"


def read_margins(frame: Frame, margins: Margins) -> tuple[Margin, ...]:
    """Match every margin with the sample and check that all describe one population.

    Raises `MarginError` for a level without a total or sums that differ, `EmptyCellError` for a level of the
    population that the sample lacks, `ZeroPopulationError` for a total that is not positive although the
    sample has the level.
    """
    if not margins:
        raise MarginError("Give margins as {variable: {level: population total}}, with at least one variable.")
    found = tuple(read_margin(frame, variables, targets) for variables, targets in margins.items())
    sums = [math.fsum(margin.targets) for margin in found]
    if max(sums) - min(sums) > SAME_SUM * max(sums):
        shown = listed(f"{m.name} sums to {total:,.6g}" for m, total in zip(found, sums, strict=True))
        raise MarginError(
            f"The margins are of different populations: {shown}. Take all from one source and date, or scale "
            "them to one total, before weighting."
        )
    return found


def read_margin(frame: Frame, variables: Variables, targets: Targets) -> Margin:
    """Match one margin, of one variable or several crossed, with the sample."""
    names = (variables,) if isinstance(variables, str) else tuple(variables)
    given = _as_mapping(names, targets)
    codes, found = _levels(frame, names)
    rows = np.bincount(codes, minlength=len(found))
    values = np.full(len(found), np.nan)
    unknown: list[Hashable] = []
    place = {level: code for code, level in enumerate(found)}
    place |= {_text(level): code for code, level in enumerate(found)}
    for level, target in given.items():
        code = place.get(level, place.get(_text(level)))
        if code is None:
            unknown.append(level)
        else:
            values[code] = target
    name = " × ".join(names)
    absent = [level for level in unknown if given[level] > 0 or given[level] != given[level]]
    if absent:
        raise EmptyCellError(
            f"The population has {name} = {listed(map(_text, absent))}, but no row of the sample does. Join "
            "the level to a neighbour in both, or leave it out of the population that the results speak of."
        )
    lacking = [f"{_text(found[c])} ({rows[c]:,} rows)" for c in _where(np.isnan(values) & ~_given(given, found))]
    if lacking:
        raise MarginError(
            f"There is no population total for {name} = {listed(lacking)}. Totals are given for "
            f"{listed(map(_text, given))}: add the missing ones or correct the spelling."
        )
    bad = [f"{_text(found[c])} ({values[c]:g}; {rows[c]:,} rows)" for c in _where(~(values > 0) | np.isinf(values))]
    if bad:
        raise ZeroPopulationError(
            f"The population total is not a positive number for {name} = {listed(bad)}, although the sample "
            "has it. Correct the total, or recode those rows."
        )
    return Margin(names, codes, tuple(map(_text, found)), values)


def _as_mapping(names: tuple[str, ...], targets: Targets) -> dict[Hashable, float]:
    items = targets.items() if hasattr(targets, "items") else None
    if items is None:
        raise MarginError(f"The totals of {' × '.join(names)} are {targets!r}. Give a mapping of level to total.")
    out: dict[Hashable, float] = {}
    for level, total in items:
        try:
            out[level] = float(total)
        except (TypeError, ValueError):
            raise MarginError(
                f"The total of {' × '.join(names)} = {_text(level)} is {total!r}. Give a number."
            ) from None
    return out


def _levels(frame: Frame, names: tuple[str, ...]) -> tuple[IntArray, list[Hashable]]:
    """Return each row's level and the levels that occur."""
    factors = [frame.factor(name) for name in names]
    codes = np.zeros(len(frame), dtype=np.int64)
    width = 1
    for factor in factors:
        if factor.codes.min(initial=0) < 0:
            rows = np.flatnonzero(factor.missing)
            raise CalibrationError(
                f"{factor.name!r} is missing in row {listed(rows.tolist())} (rows count from 0), so those "
                "rows belong to no level of the margin. Fill them from the sampling frame or impute them "
                "first."
            )
        codes = factor.codes if width == 1 else codes * len(factor.levels) + factor.codes
        width *= len(factor.levels)
    codes, used = compress(codes, width)
    parts: list[list[Hashable]] = []
    for factor in reversed(factors):
        parts.insert(0, [factor.levels[code] for code in (used % len(factor.levels)).tolist()])
        used = used // len(factor.levels)
    return codes, parts[0] if len(parts) == 1 else list(zip(*parts, strict=True))


def _given(given: Mapping[Hashable, float], found: Sequence[Hashable]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    texts = {_text(level) for level in given}
    return np.array([_text(level) in texts for level in found], dtype=np.bool_)


def _where(mask: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> list[int]:
    return [int(code) for code in np.flatnonzero(mask)]


def _text(level: Hashable) -> str:
    return " × ".join(map(str, level)) if isinstance(level, tuple) else str(level)
