"""Lengths of time in words: weeks of a route, terms of induction, and both together. Pure."""

from __future__ import annotations

WEEKS_IN_A_YEAR = 52
TERMS_IN_A_YEAR = 3
FEW_WEEKS = 26
"""Up to here a length is told in weeks, beyond in months or years."""


def length_words(shortest: int | None, longest: int | None) -> str:
    """Return a length between two numbers of calendar weeks, as a page says it.

    >>> length_words(39, 52), length_words(39, 104), length_words(12, 12)
    ('9 to 12 months', '9 months to 2 years', 'About 12 weeks')
    """
    if shortest is None or longest is None:
        return "No published time"
    if not longest:
        return "No time at all"
    (low, low_unit), (high, high_unit) = _measured(shortest), _measured(longest)
    if shortest == longest:
        return f"About {high} {high_unit}"
    return f"{low} to {high} {high_unit}" if low_unit == high_unit else f"{low} {low_unit} to {high} {high_unit}"


def _measured(weeks: int) -> tuple[int, str]:
    months = round(weeks * 12 / WEEKS_IN_A_YEAR)
    if weeks <= FEW_WEEKS:
        return weeks, "weeks"
    return (months // 12, "years") if months % 12 == 0 and months > 12 else (months, "months")  # noqa: PLR2004 - a year


def terms_of(weeks: int) -> int:
    """Return how many school terms a number of calendar weeks spans at the least; a part of a term is a term."""
    return -(-weeks * TERMS_IN_A_YEAR // WEEKS_IN_A_YEAR)


def terms_words(terms: int) -> str:
    """Return a number of school terms in years and terms.

    >>> terms_words(2), terms_words(7), terms_words(12)
    ('2 terms', '2 years and 1 term', '4 years')
    """
    years, rest = divmod(terms, TERMS_IN_A_YEAR)
    parts = [_counted(years, "year")] if years else []
    parts += [_counted(rest, "term")] if rest or not years else []
    return " and ".join(parts)


def induction_words(shortest: int, usual: int) -> str:
    """Return how long induction lasts: *1 to 6 terms*."""
    if not usual:
        return "None"
    return _counted(usual, "term") if shortest == usual else f"{shortest} to {_counted(usual, 'term')}"


def _counted(number: int, unit: str) -> str:
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
