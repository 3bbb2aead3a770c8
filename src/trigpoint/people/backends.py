"""How somebody is known again: allauth's ways to sign in, and a quick look-up of who that was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.auth_backends import AuthenticationBackend

from trigpoint.people.queries import somebody
from trigpoint.platform import clock

if TYPE_CHECKING:
    from trigpoint.people.models import Person


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """What AUTHENTICATION_BACKENDS names, and every session."""

    def get_user(self, user_id: int) -> Person | None:
        """Return who a session is of, with her roles of today; None where the account is closed or gone. One query."""
        person = somebody(user_id, clock.today())
        return person if person is not None and self.user_can_authenticate(person) else None
