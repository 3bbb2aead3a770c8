"""Who may invite whom, where: one table, read by the pages, the actions and docs/how-to/invite-people.md.

Nobody gives a role above their own. A role on which an award may rest is given by an administrator of the awarding body
alone, at that body.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from trigpoint.people.roles import PLACES, OrganisationKind, Role
from trigpoint.platform.permissions import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.people.rows import AppointmentRow, OrganisationRow

CONFERRING = frozenset(
    {
        Role.ASSESSOR,
        Role.MODERATOR,
        Role.VERIFIER,
        Role.BOARD_MEMBER,
        Role.BOARD_SECRETARY,
        Role.REGISTRAR,
        Role.EXAMINER,
        Role.JUDGE,
        Role.KEY_HOLDER,
    }
)
"""The roles on which an award may rest."""

RANK: Mapping[Role, int] = MappingProxyType({Role.ADMINISTRATOR: 3, Role.HEAD: 2, Role.GOVERNOR: 1})
"""How high a role stands here; every other role is below these."""

SUPPORTED = frozenset({Role.CANDIDATE, Role.MENTOR})
EVERYWHERE: Mapping[Role, frozenset[Role]] = MappingProxyType({Role.ADMINISTRATOR: frozenset(Role) - CONFERRING})
"""What who holds a role without an organisation may give, at any organisation or at none."""

WITHIN: Mapping[tuple[Role, OrganisationKind], frozenset[Role]] = MappingProxyType(
    {
        (Role.ADMINISTRATOR, OrganisationKind.AWARDING_BODY): CONFERRING
        | SUPPORTED
        | {Role.CONTENT_AUTHOR, Role.REVIEWER, Role.ADMINISTRATOR},
        (Role.ADMINISTRATOR, OrganisationKind.SCHOOL): SUPPORTED | {Role.GOVERNOR, Role.HEAD, Role.ADMINISTRATOR},
        (Role.ADMINISTRATOR, OrganisationKind.TRUST): SUPPORTED | {Role.GOVERNOR, Role.ADMINISTRATOR},
        (Role.ADMINISTRATOR, OrganisationKind.AUTHORITY): SUPPORTED | {Role.ADMINISTRATOR},
        (Role.ADMINISTRATOR, OrganisationKind.PROVIDER): SUPPORTED | {Role.ADMINISTRATOR},
        (Role.ADMINISTRATOR, OrganisationKind.FORUM): frozenset({Role.FORUM_MEMBER, Role.ADMINISTRATOR}),
        (Role.HEAD, OrganisationKind.SCHOOL): SUPPORTED | {Role.GOVERNOR, Role.HEAD},
        (Role.GOVERNOR, OrganisationKind.SCHOOL): SUPPORTED | {Role.GOVERNOR},
        (Role.GOVERNOR, OrganisationKind.TRUST): SUPPORTED | {Role.GOVERNOR},
    }
)
"""What who holds a role at an organisation of a kind may give, at that organisation alone."""


def gives(held: AppointmentRow | None) -> tuple[Role, ...]:
    """Return the roles that somebody may give in the role that she works as, in the order of the list of roles."""
    if held is None:
        return ()
    if held.organisation is None:
        may = EVERYWHERE.get(held.role, frozenset())
    else:
        may = WITHIN.get((held.role, held.organisation.kind), frozenset())
    return tuple(role for role in Role if role in may)


def refusal(held: AppointmentRow | None, role: Role, at: OrganisationRow | None) -> str:
    """Return why somebody may not give a role there, with who may; nothing where she may."""
    may = gives(held)
    if held is None or not may:
        return "Work as an administrator, a head teacher or a governor to invite people. Change it under “Working as”."
    if role not in may:
        if role in CONFERRING:
            return f"{role.label} is given by an administrator of the awarding body alone. Ask one."
        return f"As {held.words} you cannot give the role {role.label}. Ask the administrator of this site."
    if held.organisation is not None and (at is None or at.id != held.organisation.id):
        return f"As {held.words} you invite to {held.organisation.name} alone."
    kinds = PLACES.get(role)
    if kinds is not None and (at is None or at.kind not in kinds):
        names = " or ".join(sorted(kind.label.lower() for kind in kinds))
        return f"{role.label} is a role at an organisation. Choose a {names}."
    return ""


def table() -> tuple[tuple[str, str], ...]:
    """Return who invites whom, in words: for the pages and for docs/how-to/invite-people.md."""
    anywhere = [(f"{role.label} of this copy, anywhere", may) for role, may in EVERYWHERE.items()]
    within = [(f"{role.label} at: {kind.label.lower()}", may) for (role, kind), may in WITHIN.items()]
    return tuple(
        (who, ", ".join(str(role.label).lower() for role in Role if role in may)) for who, may in [*anywhere, *within]
    )


INVITES = Rule(
    name="people.invites",
    who="Anyone who is working as an administrator, a head teacher or a governor, for their own organisation.",
    test=lambda request, _: bool(gives(getattr(request.user, "working_as", None))),
    refusal=(
        "This page is for people who are working as an administrator, a head teacher or a governor. If you are one, "
        "choose it under “Working as” in your account. If you should be, ask the administrator of this site."
    ),
)
