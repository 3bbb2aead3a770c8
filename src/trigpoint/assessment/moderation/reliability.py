"""How well assessors agree: for each criterion and each assessor, of all that two judged without seeing each other.

The third judgement is left out: it is asked for only where two differ, so it would tell of the hardest alone.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from trigpoint.assessment.queries import decisions_between
from trigpoint.assessment.words import Slot, Verdict
from trigpoint.measurement.agreement import Agreement, Pair, Severity, agreement, severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from trigpoint.assessment.rows import DecisionRow

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Double:
    """A criterion that two judged, neither seeing the other's verdict."""

    first: DecisionRow
    second: DecisionRow


@dataclass(frozen=True, slots=True)
class CriterionAgreement:
    """How well assessors agree on a criterion."""

    criterion: str
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class AssessorAgreement:
    """How well an assessor agrees with those who judged the same, and how severe she is beside them."""

    assessor: str
    agreement: Agreement
    severity: Severity


def decisions_of_a_year(now: datetime) -> Iterator[DecisionRow]:
    """Yield the decisions of the last 365 days."""
    return decisions_between(now - YEAR, now + timedelta(seconds=1))


def pairs_of(decisions: Iterable[DecisionRow]) -> tuple[Double, ...]:
    """Return the criteria that two judged, of decisions that count."""
    found: dict[tuple[str, str], dict[Slot, DecisionRow]] = defaultdict(dict)
    for one in decisions:
        if one.counts and one.slot is not Slot.THIRD:
            found[one.submission, one.criterion][one.slot] = one
    return tuple(
        Double(both[Slot.FIRST], both[Slot.SECOND])
        for both in found.values()
        if Slot.FIRST in both and Slot.SECOND in both
    )


def overall(doubles: Iterable[Double]) -> Agreement:
    """Return how well assessors agree altogether."""
    return agreement(_pair(one.first, one.second) for one in doubles)


def by_criterion(doubles: Sequence[Double]) -> tuple[CriterionAgreement, ...]:
    """Return how well assessors agree on each criterion, by its reference."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for one in doubles:
        found[one.first.criterion].append(_pair(one.first, one.second))
    return tuple(CriterionAgreement(name, agreement(found[name])) for name in sorted(found))


def by_assessor(doubles: Sequence[Double]) -> tuple[AssessorAgreement, ...]:
    """Return how well each assessor agrees with the others, and how severe she is, by key."""
    found: dict[str, list[Pair]] = defaultdict(list)
    for one in doubles:
        found[one.first.assessor].append(_pair(one.first, one.second))
        found[one.second.assessor].append(_pair(one.second, one.first))
    return tuple(
        AssessorAgreement(name, agreement(found[name]), severity(found[name], Verdict.SHOWN)) for name in sorted(found)
    )


def _pair(one: DecisionRow, other: DecisionRow) -> Pair:
    return Pair(one.submission, one.verdict, other.verdict)
