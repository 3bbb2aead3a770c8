"""Somebody signed in, for tests of pages that need it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trigpoint.people.models import Appointment, Person
from trigpoint.people.roles import Role

if TYPE_CHECKING:
    from django.test import Client

EMAILS = iter(f"person{number}@school.example" for number in range(1_000))


def signed_in(client: Client, *roles: Role) -> Person:
    """Sign a new person in, who holds these roles."""
    person = Person.objects.create(name="Made Up", email=next(EMAILS))
    for role in roles:
        Appointment.objects.create(person=person, role=role, since=date(2026, 1, 1))
    client.force_login(person)
    return person


ADMINISTRATOR = Role.ADMINISTRATOR
