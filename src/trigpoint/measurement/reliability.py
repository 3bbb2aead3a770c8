"""How well the marks of a test tell people apart, and how far a mark may be from what somebody would get on average."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import fmean, pvariance, variance
from typing import TYPE_CHECKING

from trigpoint.measurement.distributions import f_quantile
from trigpoint.measurement.items import LEVEL, Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

LEAST_PEOPLE = 30
"""People below whom no reliability is given: with fewer, its interval says next to nothing."""
LEAST_ITEMS = 2


class ReliabilityError(ValueError):
    """Marks of which no reliability can be worked out; the message says why."""


@dataclass(frozen=True, slots=True)
class Reliability:
    """A coefficient of reliability, at most 1. `error` is the standard error of measurement, in marks.

    `interval` is None for a coefficient that has no closed one. A coefficient below 0 means that the marks do not hang
    together at all.
    """

    value: float
    interval: Interval | None
    error: float
    people: int
    items: int

    @property
    def too_few(self) -> bool:
        """Tell whether too few people sat for the coefficient to be shown."""
        return self.people < LEAST_PEOPLE


def alpha(marks: Sequence[Sequence[float]]) -> Reliability:
    """Return Cronbach's alpha of a table of marks, one row a person and one column a question, with Feldt's interval.

    Sources: Cronbach, L. J. (1951), Psychometrika 16, 297-334; Feldt, L. S. (1965), Psychometrika 30, 357-370, whose
    interval rests on (1 - true) / (1 - found) being distributed as F. Raises ReliabilityError.
    """
    people, items = _table(marks)
    total = variance([sum(row) for row in marks])
    if total == 0:
        raise ReliabilityError("Everybody has the same mark, so marks tell nobody apart.")
    parts = sum(variance([row[i] for row in marks]) for i in range(items))
    value = items / (items - 1) * (1 - parts / total)
    return Reliability(value, feldt(value, people, items), standard_error(total, value), people, items)


def kr20(right: Sequence[Sequence[bool]]) -> Reliability:
    """Return Kuder and Richardson's formula 20: alpha for questions that are right or wrong.

    Source: Kuder, G. F. and Richardson, M. W. (1937), Psychometrika 2, 151-160. Where everybody sat the same questions.
    """
    return alpha([[float(one) for one in row] for row in right])


def kr21(scores: Sequence[int], items: int) -> Reliability:
    """Return Kuder and Richardson's formula 21, of the number right of as many questions each.

    It is what holds where each person got questions of her own drawn from one pool: then how hard a paper happens to be
    is a part of the error, and formula 20 cannot be used. Where papers are drawn topic by topic it tends to be a little
    too low. Source: Lord, F. M. (1955), Educational and Psychological Measurement 15, 325-336. No interval.
    Raises ReliabilityError.
    """
    people = len(scores)
    if people < 2 or items < LEAST_ITEMS:  # noqa: PLR2004 - marks of one person do not vary
        raise ReliabilityError("At least two people and two questions are needed.")
    if any(not 0 <= score <= items for score in scores):
        raise ReliabilityError(f"A score lies between 0 and {items}.")
    spread, mean = pvariance(scores), fmean(scores)
    if spread == 0:
        raise ReliabilityError("Everybody has the same mark, so marks tell nobody apart.")
    value = items / (items - 1) * (1 - mean * (items - mean) / (items * spread))
    return Reliability(value, None, standard_error(spread, value), people, items)


def standard_error(spread: float, reliability: float) -> float:
    """Return the standard error of measurement, in marks, of the variance of marks and their reliability.

    Source: Lord, F. M. and Novick, M. R. (1968), Statistical theories of mental test scores, 3.7.
    """
    return sqrt(spread * (1 - min(1.0, reliability)))


def feldt(value: float, people: int, items: int, level: float = LEVEL) -> Interval:
    """Return Feldt's interval of alpha. Raises ReliabilityError below two people or two questions."""
    if people < 2 or items < LEAST_ITEMS:  # noqa: PLR2004 - marks of one person do not vary
        raise ReliabilityError("At least two people and two questions are needed.")
    between, within = people - 1, (people - 1) * (items - 1)
    tail = (1 - level) / 2
    high, low = f_quantile(1 - tail, between, within), f_quantile(tail, between, within)
    return Interval(1 - (1 - value) * high, 1 - (1 - value) * low)


def _table(marks: Sequence[Sequence[float]]) -> tuple[int, int]:
    people = len(marks)
    items = len(marks[0]) if marks else 0
    if people < 2 or items < LEAST_ITEMS:  # noqa: PLR2004 - marks of one person do not vary
        raise ReliabilityError("At least two people and two questions are needed.")
    if any(len(row) != items for row in marks):
        raise ReliabilityError("Everybody must have a mark for each question.")
    return people, items
