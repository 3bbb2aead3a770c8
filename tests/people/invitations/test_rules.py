"""Who may invite whom: nobody above herself, elsewhere than at her own organisation, or into the award."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from trigpoint.people.invitations.rules import CONFERRING, EVERYWHERE, RANK, WITHIN, gives, refusal, table
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.people.rows import AppointmentRow, OrganisationRow

HOW_TO = Path(__file__).parents[3] / "docs" / "how-to" / "invite-people.md"
KINDS = [None, *OrganisationKind]


def at(kind, number=1):
    return None if kind is None else OrganisationRow(number, kind, f"A {kind.label}", "")


def held(role, kind, number=1):
    return AppointmentRow(1, role, at(kind, number), date(2025, 9, 1), None)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", KINDS)
def test_nobody_gives_a_role_above_their_own(role, kind):
    assert all(RANK.get(given, 0) <= RANK.get(role, 0) for given in gives(held(role, kind)))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", KINDS)
def test_a_role_on_which_an_award_rests_is_given_by_the_awarding_body_alone(role, kind):
    given = CONFERRING & set(gives(held(role, kind)))

    assert bool(given) is (role is Role.ADMINISTRATOR and kind is OrganisationKind.AWARDING_BODY)


@pytest.mark.parametrize(("role", "kind"), WITHIN)
def test_whoever_invites_at_one_organisation_invites_nowhere_else(role, kind):
    who = held(role, kind)
    for given in gives(who):
        assert "alone" in refusal(who, given, at(kind, 2))
        assert "alone" in refusal(who, given, None)
        assert refusal(who, given, at(kind)) == ""


def test_an_administrator_of_the_copy_invites_anywhere_but_not_into_the_award():
    ada = held(Role.ADMINISTRATOR, None)

    assert set(gives(ada)) == EVERYWHERE[Role.ADMINISTRATOR]
    assert refusal(ada, Role.MENTOR, None) == ""
    assert refusal(ada, Role.HEAD, at(OrganisationKind.SCHOOL)) == ""
    assert "Choose a school" in refusal(ada, Role.HEAD, at(OrganisationKind.TRUST))
    assert "by an administrator of the awarding body alone" in refusal(ada, Role.REGISTRAR, None)
    assert refusal(ada, Role.ADMINISTRATOR, at(OrganisationKind.AWARDING_BODY)) == ""


def test_who_works_as_herself_is_told_what_to_work_as():
    assert "Work as an administrator" in refusal(None, Role.MENTOR, None)
    assert "Work as an administrator" in refusal(held(Role.MENTOR, OrganisationKind.SCHOOL), Role.MENTOR, None)


def test_the_how_to_says_who_may_invite_whom():
    text = HOW_TO.read_text(encoding="utf-8")

    assert [f"| {who} | {may} |" for who, may in table() if f"| {who} | {may} |" not in text] == []
