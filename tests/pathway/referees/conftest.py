"""Somebody with a timeline, and somebody who knows her."""

from __future__ import annotations

from datetime import date

import pytest
from tests.pathway.referees.support import NOW, Asha

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.timeline.posts import Said, facts_of
from trigpoint.pathway.timeline.roles import Role, Standing
from trigpoint.record.actions import enter


@pytest.fixture
def asha(a_person):
    """Return somebody with a post as SENCO at 0.8 of full time, QTS, and a post as a teaching assistant."""
    person = a_person("Asha Rahman")
    senco = Said(Role.SENCO, "urn:100000", date(2025, 9, 1), hundredths=80, standing=Standing.TEACHER)
    assistant = Said(Role.SUPPORT, "urn:100001", date(2016, 9, 1), date(2025, 8, 31), 60, title="Early years")
    enter(actor=person.key, subject=person.key, facts=facts_of(senco, "one"), now=NOW)
    enter(actor=person.key, subject=person.key, facts=facts_of(assistant, "two"), now=NOW, note="Early years")
    qts = Fact("holds:qts", Period(date(2018, 7, 31)))
    enter(actor=person.key, subject=person.key, facts=[qts], now=NOW)
    leave = Fact("on:leave", Period(date(2020, 1, 1), date(2020, 6, 1)))
    enter(actor=person.key, subject=person.key, facts=[leave], now=NOW)
    return Asha(person)
