"""Where judges set a pass mark: the mean of what each expects of somebody just qualified, its spread and its error.

Source of the method: Angoff, W. H. (1971), Scales, norms, and equivalent scores, in Thorndike (ed.), Educational
measurement, p. 515; in two rounds with a discussion between them as in Cizek, G. J. and Bunch, M. B. (2007), Standard
setting, chapter 6.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import fmean, stdev
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    Ratings = Mapping[str, Mapping[str, float]]
    """By judge, then by question: of 100 people just qualified, how many would get it right."""


class RatingsError(ValueError):
    """Ratings of which no standard can be worked out; the message says why."""


@dataclass(frozen=True, slots=True)
class ItemRatings:
    """What the judges said of one question: their mean, their standard deviation, the lowest and the highest."""

    item: str
    mean: float
    spread: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Standard:
    """A pass mark as the judges set it, in per cent.

    `spread` is the standard deviation of the judges' own pass marks. `error` is the standard error of the mean where
    other judges might have sat; `error_with_items` where other questions of the kind might have been judged too. Both
    are None with a single judge, who shows no spread.
    """

    mean: float
    spread: float | None
    error: float | None
    error_with_items: float | None
    judges: tuple[tuple[str, float], ...]
    """Each judge's own pass mark."""
    items: tuple[ItemRatings, ...]


def standard(ratings: Ratings, weights: Mapping[str, float] | None = None) -> Standard:
    """Return what the judges set. `weights` says how much each question counts; alike, unless it is given.

    Every judge must have rated every question, from 0 to 100: else the mean of a question would hang on who left it
    out. The error over judges is the standard deviation over the root of their number; with questions as well, that of
    a crossed design of judges by questions (Brennan, R. L. and Lockwood, R. E. 1980, Applied Psychological Measurement
    4, 219-240), which takes questions as alike in weight. Raises RatingsError.
    """
    items = _items(ratings)
    shares = _shares(items, weights)
    judges = tuple((judge, sum(shares[item] * rated[item] for item in items)) for judge, rated in ratings.items())
    of_items = tuple(_of_item(item, [rated[item] for rated in ratings.values()]) for item in items)
    mean = fmean(own for _, own in judges)
    if len(judges) == 1:
        return Standard(mean, None, None, None, judges, of_items)
    spread = stdev(own for _, own in judges)
    return Standard(mean, spread, spread / sqrt(len(judges)), _crossed_error(ratings, items), judges, of_items)


def _items(ratings: Ratings) -> tuple[str, ...]:
    if not ratings:
        raise RatingsError("No judge has rated anything.")
    items = tuple(next(iter(ratings.values())))
    if not items:
        raise RatingsError("There is no question to judge.")
    for judge, rated in ratings.items():
        if set(rated) != set(items):
            raise RatingsError(f"{judge} has not rated the same questions as the others.")
        if any(not 0 <= value <= 100 for value in rated.values()):  # noqa: PLR2004 - of 100 people
            raise RatingsError(f"{judge} has rated a question outside 0 to 100.")
    return items


def _shares(items: tuple[str, ...], weights: Mapping[str, float] | None) -> dict[str, float]:
    given = {item: 1.0 if weights is None else weights.get(item, 0.0) for item in items}
    whole = sum(given.values())
    if whole <= 0 or min(given.values()) < 0:
        raise RatingsError("The weights of the questions must be 0 or more, and not all 0.")
    return {item: weight / whole for item, weight in given.items()}


def _of_item(item: str, values: list[float]) -> ItemRatings:
    return ItemRatings(item, fmean(values), stdev(values) if len(values) > 1 else 0.0, min(values), max(values))


def _crossed_error(ratings: Ratings, items: tuple[str, ...]) -> float | None:
    """Return the standard error with judges and questions both as samples; None for a single question."""
    judges, n = len(ratings), len(items)
    if n == 1:
        return None
    rows = {judge: fmean(rated[item] for item in items) for judge, rated in ratings.items()}
    columns = {item: fmean(rated[item] for rated in ratings.values()) for item in items}
    grand = fmean(rows.values())
    of_judges = n * sum((value - grand) ** 2 for value in rows.values()) / (judges - 1)
    of_items = judges * sum((value - grand) ** 2 for value in columns.values()) / (n - 1)
    residual = sum(
        (rated[item] - rows[judge] - columns[item] + grand) ** 2 for judge, rated in ratings.items() for item in items
    ) / ((judges - 1) * (n - 1))
    # A component that comes out below 0 is taken as 0, as Brennan does.
    judge_part = max(0.0, (of_judges - residual) / n) / judges
    item_part = max(0.0, (of_items - residual) / judges) / n
    return sqrt(judge_part + item_part + residual / (judges * n))
