"""Holders of awards for tests: what the record holds of them, and time that is moved by hand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.platform.working import NOON, Clock, run_all

from trigpoint.kernel import Basis, Fact, Period, Via
from trigpoint.record import actions as record

if TYPE_CHECKING:
    from trigpoint.people.models import Person

__all__ = ["NOON", "Clock", "a_holder", "law_changes", "run_all"]
GIVEN = date(2026, 11, 20)
EXAM = date(2026, 11, 10)


def on(day: date) -> Period:
    return Period(day, day + timedelta(days=1))


def a_holder(person: Person, *, now: datetime = NOON, exam: date = EXAM, given: date = GIVEN) -> str:
    """Enter an award, an examination and three outcomes in somebody's record; return her key."""
    facts = [
        Fact("passed:law-examination", on(exam), 71, basis=Basis.ASSESSED),
        Fact("achieved:LAW-1", on(exam), basis=Basis.ASSESSED),
        Fact("achieved:COO-1", on(exam), basis=Basis.ASSESSED, via=Via.PRIOR_LEARNING),
        Fact("holds:senco-award", Period(given), basis=Basis.ASSESSED),
    ]
    record.enter(actor="registrar", subject=person.key, facts=facts, now=now)
    return person.key


def enter(person: str, now: datetime, *facts: Fact) -> tuple[str, ...]:
    return record.enter(actor="registrar", subject=person, facts=facts, now=now)


def yearly(day: date) -> list[Fact]:
    """Return the three yearly records, on a day."""
    return [
        Fact("did:cpd", on(day), 60),
        Fact("used:research", on(day)),
        Fact("used:family-voice", on(day), basis=Basis.VERIFIED),
    ]


def law_changes(day: date, due: date, now: datetime) -> Any:
    """Enter a change in law under the scheme, to be caught up with by a day."""
    fact = Fact("changed:law", on(day), basis=Basis.VERIFIED, due=due)
    return record.enter(actor="registrar", subject="scheme:senco-award", facts=[fact], now=now)
