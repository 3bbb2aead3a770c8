"""What every request of somebody signed in asks about her."""

from __future__ import annotations

from datetime import date

import pytest

from trigpoint.people import queries
from trigpoint.people.models import Appointment, Organisation, Person
from trigpoint.people.roles import OrganisationKind, Role

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def test_the_roles_that_a_request_reads_are_those_that_somebody_holds_today(django_assert_num_queries):
    person = Person.objects.create_user(email="ada@trigpoint.example", name="Ada")
    hill = Organisation.objects.create(kind=OrganisationKind.SCHOOL, name="Hill Primary", setting="urn:100123")
    for role, since, until, where in (
        (Role.MENTOR, date(2025, 1, 1), None, None),
        (Role.HEAD, date(2024, 9, 1), None, hill),
        (Role.ASSESSOR, date(2024, 9, 1), TODAY, None),
        (Role.GOVERNOR, date(2026, 11, 24), None, hill),
        (Role.JUDGE, date(2026, 11, 23), date(2026, 11, 24), None),
    ):
        Appointment.objects.create(person=person, role=role, since=since, until=until, organisation=where)

    with django_assert_num_queries(1):
        found = queries.somebody(person.pk, TODAY)

    assert found is not None
    held = found.appointments

    assert held == queries.roles_of(person.key, TODAY)
    assert [(row.role, row.organisation.name if row.organisation else "") for row in held] == [
        (Role.HEAD, "Hill Primary"),
        (Role.MENTOR, ""),
        (Role.JUDGE, ""),
    ]
