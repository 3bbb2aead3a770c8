"""Who may: signed in, and working as somebody who holds a role."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from trigpoint.people.roles import Role
from trigpoint.platform.permissions import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from django.http import HttpRequest

SIGNED_IN = Rule(
    name="people.signed-in",
    who="Anyone who is signed in.",
    test=lambda _request, _given: True,
    refusal="Sign in to open this page.",
)


@cache
def has_role(role: Role) -> Rule:
    """Return the rule that somebody is working as this role: held today, and picked where several are held."""
    return Rule(
        name=f"people.{role.value}",
        who=f"Anyone who is working as: {role.label}.",
        test=working_as(role),
        refusal=(
            f"This page is for people who are working as: {role.label}. If you hold that role, choose it under "
            "“Working as” in your account. If you should hold it, ask the administrator of this site."
        ),
    )


def working_as(role: Role) -> Callable[[HttpRequest, Mapping[str, Any]], bool]:
    """Return the test of `has_role`."""

    def test(request: HttpRequest, _: Mapping[str, Any]) -> bool:
        held = getattr(request.user, "working_as", None)
        return held is not None and held.role is role

    return test


def of_this_copy(request: HttpRequest, _: Mapping[str, Any]) -> bool:
    """Tell whether somebody works as administrator of this copy, which one of an organisation is not."""
    held = getattr(request.user, "working_as", None)
    return held is not None and held.role is Role.ADMINISTRATOR and held.organisation is None


ADMINISTRATOR = Rule(
    name="people.administrator",
    who="Anyone who is working as: Administrator of this copy.",
    test=of_this_copy,
    refusal=(
        "This page is for people who are working as: Administrator of this copy. If you hold that role, choose it "
        "under “Working as” in your account. If you should hold it, ask the administrator of this site."
    ),
)
