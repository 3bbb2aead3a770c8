"""Small words for tests of the record."""

from __future__ import annotations

import secrets
from datetime import UTC, date, datetime, timedelta

from trigpoint.kernel import Basis, Fact, Period

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
BADGES = ["holds:qts", "holds:senco-award", "working:teacher"]


def somebody() -> str:
    """Return the key of somebody new."""
    return f"p_{secrets.token_hex(16)}"


def holds(code: str = "holds:qts", start: date = date(2020, 9, 1), end: date | None = None, **more: object) -> Fact:
    """Return a fact of a state that holds from a day on."""
    return Fact(code, Period(start, end), **more)  # type: ignore[arg-type]


def event(code: str = "passed:law-examination", on: date = date(2026, 3, 3), amount: int | None = None) -> Fact:
    """Return a fact of one day."""
    return Fact(code, Period(on, on + timedelta(days=1)), amount, Basis.ASSESSED)


def codes(facts: tuple[Fact, ...]) -> list[str]:
    """Return the codes of facts in their order."""
    return [fact.code for fact in facts]
