"""People for tests: making somebody with an account and roles, and signing her in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

from trigpoint.people import actions, demo
from trigpoint.people.models import Person
from trigpoint.platform import clock

if TYPE_CHECKING:
    from django.test import Client

    from trigpoint.people.roles import Role

SINCE = date(2025, 9, 1)


class APerson(Protocol):
    """What the fixture `a_person` gives."""

    def __call__(
        self, name: str = ..., *roles: Role, email: str = ..., organisation: int | None = ..., since: date = ...
    ) -> Person:
        """Make somebody with an account and these roles."""


class SignIn(Protocol):
    """What the fixture `sign_in` gives."""

    def __call__(self, client: Client, who: Person | str) -> Person:
        """Sign somebody in to a browser: a person, or the slug of one of the demonstration."""


def a_person_like(
    name: str = "Somebody Invented",
    *roles: Role,
    email: str = "",
    organisation: int | None = None,
    since: date = SINCE,
) -> Person:
    """Make somebody; the address is made from the name unless one is given."""
    address = email or f"{name.lower().replace(' ', '.')}@school.example"
    key = actions.open_account(email=address, name=name, actor=None, now=clock.now())
    for role in roles:
        actions.appoint(person=key, role=role, organisation=organisation, since=since, actor=None, now=clock.now())
    return Person.objects.get(key=key)


def signed_in(client: Client, who: Person | str) -> Person:
    """Sign somebody in; a slug brings the people of the demonstration in first."""
    if isinstance(who, str):
        demo.fill(clock.now())
        person = Person.objects.get(key=demo.key_of(who))
    else:
        person = who
    client.force_login(person)
    return person
