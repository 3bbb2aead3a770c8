"""The days on which a school is closed to pupils, as somebody types them: "26 to 30 October 2026, 4 January 2027".

Weekends and bank holidays need not be typed. What is typed turns into terms, in which school days are counted.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from trigpoint.deadlines import Term, Terms
from trigpoint.platform.fields import MONTHS
from trigpoint.platform.pages import NO_BREAK, written

MOST_TYPED = 600
LONGEST_CLOSURE_DAYS = 100
REACH = timedelta(days=900)
"""How far past the event school days may be counted: 50 of them are never further away."""
DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?(?:\s+|/|-|\.)?([A-Za-z]+|\d{1,2})?(?:\s+|/|-|\.)?(\d{4})?")
NOT_READ = "Write “{}” as a day or a run of days, like 26 to 30 October 2026"
PIECES = re.compile(r"[,;\n]+|\band\b")
TO = re.compile(r"\s+(?:to|until|till)\s+|\s*[\N{EN DASH}\N{EM DASH}]\s*|\s+-\s+")


class ClosureError(ValueError):
    """Something typed that is no day or run of days; the message says which piece, and how to write it."""


def closed_days(typed: str) -> frozenset[date]:
    """Return the days that were typed.

    >>> sorted(closed_days("23 to 24 October 2026, 4/1/2027"))
    [datetime.date(2026, 10, 23), datetime.date(2026, 10, 24), datetime.date(2027, 1, 4)]
    """
    pieces = (piece.strip() for piece in PIECES.split(typed.replace(NO_BREAK, " ")))
    return frozenset(day for piece in pieces if piece for day in _run(piece))


def runs_of(typed: str) -> tuple[tuple[date, date], ...]:
    """Return the runs of days that were typed, first and last day each, the earliest first.

    >>> runs_of("3 September to 23 October 2026")
    ((datetime.date(2026, 9, 3), datetime.date(2026, 10, 23)),)
    """
    pieces = (piece.strip() for piece in PIECES.split(typed.replace(NO_BREAK, " ")))
    days = (_run(piece) for piece in pieces if piece)
    return tuple(sorted((run[0], run[-1]) for run in days))


def day_of(typed: str) -> date:
    """Return one day, as people or as spreadsheets write it. Raises ClosureError.

    >>> day_of("2026-09-03"), day_of("3/9/2026")
    (datetime.date(2026, 9, 3), datetime.date(2026, 9, 3))
    """
    text = typed.strip()
    try:
        return date.fromisoformat(text)
    except ValueError:
        return _day(text, text, None)


def terms_around(event: date, closed: frozenset[date]) -> Terms:
    """Return terms in which the school is open on every weekday but those closed, so far as any deadline reaches."""
    start = event - timedelta(days=1)
    return Terms(
        (Term("the school's own days", start, event + REACH),),
        closed,
        source="days when the school is closed, as entered",
    )


def _run(piece: str) -> list[date]:
    ends = TO.split(piece)
    if len(ends) > 2:  # noqa: PLR2004 - from and to
        raise ClosureError(f"Write “{piece}” as one run, like 26 to 30 October 2026")
    last = _day(ends[-1], piece, None)
    first = _day(ends[0], piece, last) if len(ends) > 1 else last
    length = (last - first).days
    if length < 0:
        raise ClosureError(
            f"In “{piece}” the last day, {written(last)}, is before the first. Write the earlier day first"
        )
    if length > LONGEST_CLOSURE_DAYS:
        raise ClosureError(f"“{piece}” is {length + 1} days long. Check the years")
    return [first + timedelta(days=number) for number in range(length + 1)]


def _day(text: str, piece: str, other: date | None) -> date:
    """Return a day; what the first day of a run leaves out, its last day says."""
    found = DAY.fullmatch(text.strip())
    if found is None:
        raise ClosureError(NOT_READ.format(piece))
    number, month, year = found.groups()
    try:
        day = date(int(year) if year else other.year if other else 0, _month(month, other), int(number))
    except ValueError:
        raise ClosureError(NOT_READ.format(piece)) from None
    if other and month and not year and day > other:
        day = day.replace(year=other.year - 1)  # "21 December to 1 January 2027"
    return day


def _month(text: str | None, other: date | None) -> int:
    if text is None:
        return other.month if other else 0
    return int(text) if text.isdigit() else MONTHS.get(text.lower().rstrip("."), 0)
