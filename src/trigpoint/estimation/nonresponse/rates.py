"""Response, cooperation, refusal and contact rates as the AAPOR defines them.

Source: American Association for Public Opinion Research, *Standard Definitions: Final Dispositions of Case Codes and
Outcome Rates for Surveys*, 9th edition, 2016; formulas checked against the transcription in the documentation of
the R package `outcomerate` 1.0.1. Later editions have not been checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from trigpoint.estimation import domains, intervals
from trigpoint.estimation.domain_ratios import ratios
from trigpoint.estimation.errors import DataError, EmptyDomainError, EstimationError, listed
from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.estimation.data import BoolArray, DesignView, FloatArray
    from trigpoint.estimation.domains import Grouping

DISPOSITIONS: Mapping[str, str] = MappingProxyType(
    {
        "I": "complete interview",
        "P": "partial interview",
        "R": "refusal or break-off",
        "NC": "non-contact",
        "O": "other, eligible",
        "UH": "unknown whether eligible",
        "UO": "unknown, other",
        "NE": "not eligible",
    }
)
_KNOWN = ("I", "P", "R", "NC", "O")
_UNKNOWN = ("UH", "UO")
_CONTACTED = ("I", "P", "R", "O")
_WILLING = ("I", "P", "R")

# Each rate: what it is, the cases on top, the known cases below, and whether unknown cases count below:
# in full ("all"), by the estimated share that is eligible ("e"), or not at all ("").
RATES: Mapping[str, tuple[str, tuple[str, ...], tuple[str, ...], str]] = MappingProxyType(
    {
        "RR1": ("response rate", ("I",), _KNOWN, "all"),
        "RR2": ("response rate", ("I", "P"), _KNOWN, "all"),
        "RR3": ("response rate", ("I",), _KNOWN, "e"),
        "RR4": ("response rate", ("I", "P"), _KNOWN, "e"),
        "RR5": ("response rate", ("I",), _KNOWN, ""),
        "RR6": ("response rate", ("I", "P"), _KNOWN, ""),
        "COOP1": ("cooperation rate", ("I",), _CONTACTED, ""),
        "COOP2": ("cooperation rate", ("I", "P"), _CONTACTED, ""),
        "COOP3": ("cooperation rate", ("I",), _WILLING, ""),
        "COOP4": ("cooperation rate", ("I", "P"), _WILLING, ""),
        "REF1": ("refusal rate", ("R",), _KNOWN, "all"),
        "REF2": ("refusal rate", ("R",), _KNOWN, "e"),
        "REF3": ("refusal rate", ("R",), _KNOWN, ""),
        "CON1": ("contact rate", _CONTACTED, _KNOWN, "all"),
        "CON2": ("contact rate", _CONTACTED, _KNOWN, "e"),
        "CON3": ("contact rate", _CONTACTED, _KNOWN, ""),
    }
)


def response_rates(
    design: DesignView,
    disposition: str = "disposition",
    *,
    by: str | Sequence[str] = (),
    meaning: Mapping[Any, str] | None = None,
    eligible: float | None = None,
    weighted: bool = False,
    level: float = 0.95,
) -> ResultTable:
    """Return every AAPOR outcome rate, overall or by domain, for a design that holds the whole sample.

    `disposition` names the column of final outcomes; `meaning` maps its values to the codes of `DISPOSITIONS`
    where they differ. `eligible` is the share e of unknown cases taken to be eligible; without it, the share among
    cases whose eligibility is known (proportional allocation), and the method says which. Unweighted rates
    describe the fieldwork; weighted ones estimate how the population would respond, with standard errors.
    """
    coded = _codes(design, disposition, meaning)
    e = _eligibility(design, coded, weighted=weighted) if eligible is None else eligible
    if not 0.0 <= e <= 1.0:
        raise EstimationError(f"The eligible share of unknown cases lies between 0 and 1; this is {e}.")
    names = (by,) if isinstance(by, str) else tuple(by)
    group = domains.group(design.frame, names, design.active)
    how = "given" if eligible is not None else "proportional allocation"
    note = f"AAPOR 2016, {'weighted' if weighted else 'unweighted'}"
    rows: list[Row] = []
    for rate, (kind, top, known, unknown) in RATES.items():
        above = _any_of(coded, top).astype(np.float64)
        below = _any_of(coded, known).astype(np.float64)
        if unknown:
            below += _any_of(coded, _UNKNOWN) * (e if unknown == "e" else 1.0)
        method = f"{note}, e = {e:.4g} ({how})" if unknown == "e" else note
        what = _Rate(disposition, rate, kind, method, above, below)
        rows += _rows(design, what, group, weighted=weighted, level=level)
    return ResultTable.of(rows, by=names)


def _eligibility(design: DesignView, coded: Mapping[str, BoolArray], *, weighted: bool) -> float:
    """Return the share of cases of known eligibility that are eligible: AAPOR's e by proportional allocation."""
    w = np.where(design.active, design.weights if weighted else 1.0, 0.0)
    eligible = float(w[_any_of(coded, _KNOWN)].sum())
    known = eligible + float(w[coded["NE"]].sum())
    if known == 0.0:
        raise EmptyDomainError(
            "No case has a known eligibility, so the eligible share of the others cannot be estimated. Give eligible=."
        )
    return eligible / known


@dataclass(frozen=True, slots=True)
class _Rate:
    """One rate: its words, and what each case adds above and below the line."""

    variable: str
    level: str
    statistic: str
    method: str
    above: FloatArray
    below: FloatArray


def _rows(design: DesignView, rate: _Rate, group: Grouping, *, weighted: bool, level: float) -> list[Row]:
    above, below = rate.above, rate.below
    count = group.sums((below > 0.0)[group.rows])
    if weighted:
        found = ratios(design, above, below, group)
        estimate, variance = found.estimate, found.variance
        known = np.maximum(count, 1.0)
        low, high = intervals.beta(estimate, variance, known, known, df=found.df, level=level)
        se = np.sqrt(variance)
    else:
        with np.errstate(invalid="ignore", divide="ignore"):
            estimate = group.sums(above[group.rows]) / group.sums(below[group.rows])
        se = low = high = np.full(group.size, np.nan)
    return [
        Row(
            variable=rate.variable,
            level=rate.level,
            domain={name: str(labels[d]) for name, labels in zip(group.by, group.labels, strict=True)},
            statistic=rate.statistic,
            estimate=float(estimate[d]),
            se=float(se[d]),
            lo=float(low[d]),
            hi=float(high[d]),
            n=int(count[d]),
            method=rate.method,
            flag=_flag(int(count[d]), weighted=weighted),
        )
        for d in range(group.size)
    ]


def _flag(count: int, *, weighted: bool) -> str:
    if count == 0:
        return "no case that the rate counts"
    return "one case: no standard error" if weighted and count == 1 else ""


def _codes(design: DesignView, column: str, meaning: Mapping[Any, str] | None) -> dict[str, BoolArray]:
    """Return, for each code, which rows have it; an active row without a known code is an error."""
    factor = design.frame.factor(column)
    known: dict[Any, str] = dict(meaning) if meaning is not None else {code: code for code in DISPOSITIONS}
    wrong = sorted({code for code in known.values() if code not in DISPOSITIONS})
    strangers = [level for level in factor.levels if level not in known]
    if wrong or strangers:
        raise DataError(
            f"Column {column!r} has outcomes without a meaning: {listed(map(repr, strangers)) or 'none'}; codes that "
            f"do not exist: {listed(wrong) or 'none'}. Map every outcome to one of {', '.join(DISPOSITIONS)} with "
            "meaning={...}."
        )
    absent = np.flatnonzero(design.active & factor.missing)
    if absent.size:
        raise DataError(
            f"Column {column!r} has no outcome in {absent.size:,} rows: {listed(absent.tolist())} (rows count from 0). "
            "A case whose outcome is not known is UH or UO."
        )
    of_level = np.array([*(known[level] for level in factor.levels), ""])
    outcome = of_level[factor.codes]
    return {code: outcome == code for code in DISPOSITIONS}


def _any_of(coded: Mapping[str, BoolArray], codes: Sequence[str]) -> BoolArray:
    return np.asarray(np.logical_or.reduce([coded[code] for code in codes]), dtype=np.bool_)
