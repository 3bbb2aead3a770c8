"""Dates as spreadsheets and people write them: the day always before the month. Pure."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from trigpoint.pathway.timeline.forms import AHEAD, LONG_AGO
from trigpoint.platform.fields import MONTHS, month_words

ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})(?:[-/.]([0-9]{1,2}))?(?:[T ].*)?")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2}|[a-z]{3,9})\.?[-/., ]+([0-9]{4}|[0-9]{2})", re.IGNORECASE)
MONTH_ONLY = re.compile(r"([0-9]{1,2}|[a-z]{3,9})\.?[-/., ]+([0-9]{4})", re.IGNORECASE)
ORDINAL = re.compile(r"(?<=[0-9])(st|nd|rd|th)\b", re.IGNORECASE)
SHORT_YEAR = re.compile(r"[0-9]{2}")
EXCEL_NUMBER = re.compile(r"[1-6][0-9]{4}")
EXCEL_BEGAN = date(1899, 12, 30)
CENTURY = 100
LIKE = "Write it like 27/3/2016, 2016-03-27 or Mar 2016"


class DateCellError(ValueError):
    """A cell that is no date; the message says why and what to write."""


def day_in(cell: str, today: date, *, end: bool = False) -> date:
    """Return the day that a cell names. A month alone is its first day, or with `end` its last.

    A year of two digits is taken for the latest that is not more than two years ahead. Raises DateCellError.

    >>> day_in("27/3/2016", date(2026, 11, 23)), day_in("Mar 2016", date(2026, 11, 23), end=True)
    (datetime.date(2016, 3, 27), datetime.date(2016, 3, 31))
    """
    plain = ORDINAL.sub("", " ".join(cell.split()))
    if found := ISO.fullmatch(plain):
        year, month = int(found[1]), int(found[2])
        return _bounded(_real(year, month, found[3], end=end), today)
    if found := DAY_FIRST.fullmatch(plain):
        year = _full_year(found[3], today)
        return _bounded(_real(year, _month(found[2], found[1]), found[1], end=end), today)
    if found := MONTH_ONLY.fullmatch(plain):
        return _bounded(_real(int(found[2]), _month(found[1], ""), None, end=end), today)
    if EXCEL_NUMBER.fullmatch(plain):
        meant = EXCEL_BEGAN + timedelta(days=int(plain))
        raise DateCellError(
            f"“{plain}” is Excel’s own number for a day, perhaps {meant.day}/{meant.month}/{meant.year}. "
            "Give the column the format Date, save, and choose the file again"
        )
    if re.fullmatch(r"[0-9]{4}", plain):
        raise DateCellError(f"“{plain}” is a year alone. Add the month, like Sept {plain}")
    raise DateCellError(f"“{cell[:40]}” is no date. {LIKE}")


def _month(text: str, day: str) -> int:
    found = MONTHS.get(text.casefold())
    if found is not None:
        return found
    if not text.isdigit():
        raise DateCellError(f"“{text}” is no month. {LIKE}")
    month = int(text)
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of the year
        hint = f". The day comes first: write {month}/{day}" if day and month <= 31 else ""  # noqa: PLR2004 - days
        raise DateCellError(f"There is no month {month}{hint}")
    return month


def _real(year: int, month: int, day: str | None, *, end: bool) -> date:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of the year
        raise DateCellError(f"There is no month {month}. {LIKE}")
    last = calendar.monthrange(year, month)[1] if year >= 1 else 0
    number = (last if end else 1) if day is None else int(day)
    try:
        return date(year, month, number)
    except ValueError:
        raise DateCellError(f"There is no such day: {month_words(month, max(year, 1))}") from None


def _full_year(text: str, today: date) -> int:
    if not SHORT_YEAR.fullmatch(text):
        return int(text)
    year = today.year // CENTURY * CENTURY + int(text)
    return year - CENTURY if year > today.year + 2 else year


def _bounded(found: date, today: date) -> date:
    if found < LONG_AGO:
        raise DateCellError(f"{found.year} is too long ago. Check the year")
    if found > today + 2 * AHEAD:
        raise DateCellError(f"{found.year} is too far ahead. Check the year")
    return found
