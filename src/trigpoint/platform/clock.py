"""The one place where pages learn what day it is; everything below a view gets the day as an argument."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import timezone

if TYPE_CHECKING:
    from datetime import date, datetime

ENGLAND = ZoneInfo("Europe/London")


def now() -> datetime:
    """Return the present moment, aware, in England's time."""
    return timezone.localtime(timezone=ENGLAND)


def today() -> date:
    """Return the present day in England, whose law and terms the pages are about."""
    return now().date()
