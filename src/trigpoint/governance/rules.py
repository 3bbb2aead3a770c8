"""Who may: a head or governor who is working as such at a school, today; answering is the head's alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.roles import Role
from trigpoint.platform.permissions import Rule

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from typing import Any

    from django.http import HttpRequest

ASK = (
    "If you hold that role, choose it under “Working as” in your account. If you should hold it, ask the administrator "
    "of this site. The school has to be one of the register."
)


def at_school(roles: Collection[Role]) -> Callable[[HttpRequest, Mapping[str, Any]], bool]:
    """Return the test that somebody is working as one of these at a school of the register."""

    def test(request: HttpRequest, _: Mapping[str, Any]) -> bool:
        held = getattr(request.user, "working_as", None)
        return (
            held is not None
            and held.role in roles
            and held.organisation is not None
            and bool(held.organisation.setting)
        )

    return test


AT_SCHOOL = Rule(
    name="governance.at-school",
    who="A head teacher or governor who is working as such at a school of the register.",
    test=at_school({Role.HEAD, Role.GOVERNOR}),
    refusal=f"This page is for the head and the governors of a school. {ASK}",
)
HEAD = Rule(
    name="governance.head",
    who="A head teacher who is working as such at a school of the register.",
    test=at_school({Role.HEAD}),
    refusal=f"This page is for the head of a school: governors read, and the head answers. {ASK}",
)
