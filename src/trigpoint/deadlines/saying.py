"""Dates and counts in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


def say(day: date) -> str:
    """Return "Monday 16 February 2026"."""
    return f"{day:%A} {brief(day)}"


def brief(day: date) -> str:
    """Return "16 February 2026"."""
    return f"{day.day} {day:%B} {day.year}"


def many(count: int, word: str) -> str:
    """Return "1 week" or "6 weeks": the word is given in the plural."""
    return f"{count} {word[:-1] if count == 1 else word}"
