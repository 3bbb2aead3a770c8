"""A school, its head, and somebody to invite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from trigpoint.people import actions, queries
from trigpoint.people.invitations.actions import Inviter
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.platform import clock

if TYPE_CHECKING:
    from django.test import Client

    from trigpoint.people.models import Person
    from trigpoint.people.rows import OrganisationRow

SITE = "https://senco.example/"


def words(answer) -> str:
    """Return what a page says, in one line."""
    main = answer.content.decode()
    main = main[main.index("<main") : main.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main)).replace("\xa0", " ").strip()


def an_organisation(
    name: str = "Hill Top Primary", kind: OrganisationKind = OrganisationKind.SCHOOL
) -> OrganisationRow:
    """Enter an organisation; a school without a number of the register."""
    number = actions.enter_organisation(kind=kind, name=name, actor=None, now=clock.now())
    return next(row for row in queries.organisations() if row.id == number)


def as_inviter(person: Person) -> Inviter:
    """Return somebody as who invites, in the only role she holds."""
    (held,) = queries.roles_of(person.key, clock.today())
    return Inviter(person.key, person.name, held, SITE)


def path_of(link: str) -> str:
    """Return the path of a link."""
    return link.removeprefix(SITE.rstrip("/"))


@pytest.fixture
def school(db) -> OrganisationRow:
    return an_organisation()


@pytest.fixture
def hugo(a_person, school):
    """The head teacher of the school."""
    return a_person("Hugo Vale", Role.HEAD, organisation=school.id)


@pytest.fixture
def ada(a_person):
    """The administrator of this copy."""
    return a_person("Ada North", Role.ADMINISTRATOR)


@pytest.fixture
def at_the_head(client: Client, hugo, sign_in) -> Client:
    """A browser in which the head teacher is signed in."""
    sign_in(client, hugo)
    return client
