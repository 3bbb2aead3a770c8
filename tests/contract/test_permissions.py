"""Every address says who may open it, and the reference lists them all."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from tests.web.people import signed_in

from trigpoint.people.invitations.rules import INVITES
from trigpoint.people.models import Appointment, Organisation
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.platform.clock import today
from trigpoint.platform.permissions import PUBLIC
from trigpoint.web.addresses import every_address, table

ROOT = Path(__file__).parents[2]
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
ONE_ROLE = re.compile(r"Anyone who is working as: ([^.]+?)(?: of this copy)?\.")
"""What the reference says of an address that is for one role. The tests take the reference at its word."""
OF_THIS_COPY = "Anyone who is working as: Administrator of this copy."
INVITING = {Role.ADMINISTRATOR, Role.HEAD, Role.GOVERNOR}


def closed():
    return [one for one in every_address() if one.rule is not PUBLIC and not one.demonstration]


def an_address(pattern):
    """Return an address of this pattern, of a thing that does not exist."""
    return re.sub(r"<[^>]+>", "x", re.sub(r"<int:[^>]+>", "1", pattern))


@pytest.fixture(autouse=True)
def _no_limit(settings):
    settings.POSTS_PER_MINUTE = 100_000


@pytest.mark.parametrize("address", every_address(), ids=lambda address: address.pattern)
def test_every_address_says_who_may_open_it(address):
    assert address.rule is not None, f"Put @permission(RULE) or @public on {address.view.__qualname__}, outermost."
    assert address.who.endswith(".")
    assert address.rule.name == "public" or address.rule.refusal or "&" in address.rule.name or "|" in address.rule.name


@pytest.mark.parametrize("method", METHODS)
def test_a_visitor_opens_no_closed_address_by_any_method(client, method):
    wrong = []
    for address in closed():
        response = client.generic(method, an_address(address.pattern))
        if response.status_code != 302 or "next=" not in response["Location"]:
            wrong.append((address.pattern, response.status_code))

    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "no role")
def test_an_address_for_one_role_refuses_everybody_else_by_any_method(client, role):
    signed_in(client, *([role] if role else []))
    wrong = []
    for address in closed():
        only = ONE_ROLE.fullmatch(address.who)
        if only and (role is None or only[1] != role.label):
            answers = {
                client.generic(way, an_address(address.pattern)).status_code for way in ("GET", "POST", "DELETE")
            }
            wrong += [(address.pattern, answers)] if answers != {403} else []

    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.HEAD], ids=lambda role: role.value)
def test_somebody_whose_role_has_ended_is_refused_like_anybody_else(client, role):
    person = signed_in(client, role)
    addresses = [
        an_address(one.pattern)
        for one in closed()
        if one.who in {f"Anyone who is working as: {role.label}.", OF_THIS_COPY, INVITES.who}
    ]
    Appointment.objects.filter(person=person).update(until=today() - timedelta(days=1))

    assert {client.get(address).status_code for address in addresses} <= {403}


@pytest.mark.django_db
@pytest.mark.parametrize("kind", OrganisationKind, ids=lambda kind: kind.value)
def test_an_administrator_of_an_organisation_is_none_of_this_copy(client, kind):
    where = Organisation.objects.create(kind=kind, name="An organisation")
    person = signed_in(client)
    Appointment.objects.create(person=person, role=Role.ADMINISTRATOR, organisation=where, since=date(2026, 1, 1))
    addresses = [an_address(one.pattern) for one in closed() if one.who == OF_THIS_COPY]

    assert len(addresses) > 10
    for method in ("GET", "POST", "DELETE"):
        assert {client.generic(method, address).status_code for address in addresses} == {403}


@pytest.mark.django_db
@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role.value if role else "no role")
def test_only_who_may_invite_opens_the_pages_of_inviting(client, role):
    where = Organisation.objects.create(kind=OrganisationKind.SCHOOL, name="A school", setting="urn:112717")
    person = signed_in(client)
    if role:
        Appointment.objects.create(person=person, role=role, organisation=where, since=date(2026, 1, 1))
    addresses = [an_address(one.pattern) for one in closed() if one.who == INVITES.who]
    answers = {
        client.generic(method, address).status_code for address in addresses for method in ("GET", "POST", "DELETE")
    }

    assert len(addresses) > 5
    assert (403 in answers) is (role not in INVITING)
    assert answers <= ({200, 404, 405} if role in INVITING else {403})


@pytest.mark.django_db
def test_somebody_whose_account_is_closed_is_a_visitor_again(client):
    person = signed_in(client, Role.ADMINISTRATOR)
    person.is_active = False
    person.save()

    assert {client.get(an_address(one.pattern)).status_code for one in closed()} == {302}


def test_no_two_rules_have_one_name():
    rules = {address.rule for address in every_address() if address.rule is not None}

    assert len({rule.name for rule in rules if not rule.name.startswith("(")}) == len(
        {rule for rule in rules if not rule.name.startswith("(")}
    )


def test_the_reference_is_what_the_command_prints():
    written = (ROOT / "docs" / "reference" / "permissions.md").read_text(encoding="utf-8")

    assert written == table(), "Run: trigpoint permissions > docs/reference/permissions.md"
