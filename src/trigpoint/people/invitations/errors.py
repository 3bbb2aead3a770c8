"""What this part of the room may refuse. The words are shown as they stand."""

from __future__ import annotations

from trigpoint.people.errors import PeopleError


class InvitationError(PeopleError):
    """Somebody cannot be invited, or an invitation cannot be taken. Says what to do instead."""


class AnotherAddressError(InvitationError):
    """The invitation was meant for another address than that of the account, and nobody has confirmed it yet."""
