"""Who may: who looks after awards, and who speaks for a forum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.people.rules import has_role
from trigpoint.platform.permissions import Rule

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from django.http import HttpRequest

REGISTRAR = has_role(Role.REGISTRAR)


def of_a_forum(request: HttpRequest, _: Mapping[str, Any]) -> bool:
    """Tell whether somebody works as a member of a forum."""
    held = getattr(request.user, "working_as", None)
    at = held.organisation if held else None
    return held is not None and held.role is Role.FORUM_MEMBER and at is not None and at.kind is OrganisationKind.FORUM


FORUM = Rule(
    name="credentials.forum",
    who="Anyone who is working as a forum member, for their own forum.",
    test=of_a_forum,
    refusal=(
        "This page is for people who are working as a forum member. If you are one, choose it under “Working as” in "
        "your account. If you should be, ask the administrator of your forum."
    ),
)
