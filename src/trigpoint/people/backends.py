"""How somebody is known again: allauth's ways to sign in, and a quick look-up of who that was."""

from __future__ import annotations

from allauth.account.auth_backends import AuthenticationBackend

from trigpoint.people.models import Person

WHO = "SELECT * FROM people_person WHERE id = %s"
"""Every page of somebody signed in asks this: through the query builder it takes three times as long."""


class PersonBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth carries no types
    """What AUTHENTICATION_BACKENDS names, and every session."""

    def get_user(self, user_id: int) -> Person | None:
        """Return who a session is of; None where the account is closed or gone. One query."""
        person = next(iter(Person.objects.raw(WHO, [user_id])), None)
        return person if person is not None and self.user_can_authenticate(person) else None
