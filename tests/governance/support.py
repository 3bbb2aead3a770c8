"""A school with a head and SENCOs whose records hold plenty that nobody else may see."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from trigpoint.kernel import Basis, Fact, Period
from trigpoint.people import actions as people
from trigpoint.people.roles import OrganisationKind
from trigpoint.record.actions import enrol, enter

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
HILL, MILL = "urn:100123", "urn:100124"
PRIVATE = {
    "progress": "outcomes met",
    "a score": "71",
    "the day of a pass": "3 March 2026",
    "a day of leave": "2 June 2026",
    "an outcome": "LAW-3",
    "time a week": "245",
    "training of her own": "Autism",
    "a note": "secret-note",
}
"""What stands in a record and must not stand on a head's page: what it is, and the words that would tell it."""


def one_day(day: date) -> Period:
    return Period(day, day + DAY)


def post(since: date = date(2025, 9, 1), until: date | None = None, at: str = HILL, code: str = "served:senco") -> Fact:
    return Fact(code, Period(since, until), 80, at=at)


def teacher_at(*settings: str) -> list[Fact]:
    own = [Fact("holds:qts", Period(date(2012, 7, 1))), Fact("holds:induction-passed", Period(date(2013, 7, 15)))]
    return [*own, *(Fact("working:teacher", Period(date(2018, 9, 1)), at=setting) for setting in settings)]


def passed(on: date = date(2026, 3, 3)) -> Fact:
    return Fact("passed:law-examination", one_day(on), 71, Basis.ASSESSED)


def school(name: str = "Hill Primary School", setting: str = HILL) -> int:
    return people.enter_organisation(kind=OrganisationKind.SCHOOL, name=name, setting=setting, actor=None, now=NOON)


def facts_for(key: str, *facts: Fact, note: str = "") -> None:
    """Enter facts as they would be: what is judged by an assessor, the rest by herself."""
    judged = [fact for fact in facts if fact.basis is Basis.ASSESSED]
    told = [fact for fact in facts if fact.basis is not Basis.ASSESSED]
    if told:
        enter(actor=key, subject=key, facts=told, now=NOON, note=note)
    if judged:
        enter(actor="p_assessor_of_hers", subject=key, facts=judged, now=NOON)


def full_record(key: str, at: str = HILL) -> None:
    """Enter a SENCO's record with much that is private in it."""
    enrol(actor=key, subject=key, scheme_id="senco-award", route="T", now=NOON)
    facts_for(key, *teacher_at(at), post(at=at), note="secret-note")
    facts_for(key, passed(), Fact("achieved:LAW-3", Period(date(2026, 4, 1)), basis=Basis.ASSESSED))
    facts_for(key, Fact("did:cpd", one_day(date(2026, 5, 5)), 245), note="Autism: a long day")
    facts_for(key, Fact("on:leave", Period(date(2026, 6, 2), date(2026, 7, 1))))
