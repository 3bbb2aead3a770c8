"""What can be done with the sign-in of another organisation: it opens an account, is connected to one, or no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from trigpoint.people import events
from trigpoint.people.errors import PeopleError
from trigpoint.people.models import Person, canonical
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime

ANOTHER = "This sign-in opens another account here already. Sign out, sign in with it, and end the connection there."
KNOWN = "There is an account with this e-mail address."


def open_from_outside(*, provider: str, uid: str, email: str, name: str, now: datetime) -> Person:
    """Open an account for somebody whom an organisation vouches for; its sign-in opens it from now on.

    Raises PeopleError where the address has an account: nobody takes one over by an address.
    """
    with transaction.atomic():
        if Person.objects.filter(email=canonical(email)).exists():
            raise PeopleError(KNOWN)
        person = Person.objects.create_user(email=email, name=name, joined_at=now)
        EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
        SocialAccount.objects.create(user=person, provider=provider, uid=uid, extra_data={})
        emit(name=events.OPENED, actor=person.key, subject=person.key, at=now, data={"by": provider})
    return person


def connect_outside(*, person: str, provider: str, uid: str, now: datetime) -> None:
    """Let an organisation's sign-in open somebody's account. Raises PeopleError where it opens another's already."""
    with transaction.atomic():
        found = SocialAccount.objects.filter(provider=provider, uid=uid).select_related("user").first()
        if found is not None and found.user.key != person:
            raise PeopleError(ANOTHER)
        if found is None:
            owner = Person.objects.get(key=person)
            SocialAccount.objects.create(user=owner, provider=provider, uid=uid, extra_data={})
            emit(name=events.CONNECTED, actor=person, subject=person, at=now, data={"by": provider})


def disconnect_outside(*, person: str, connection: int, now: datetime) -> bool:
    """Let it open her account no more. Says whether there was one."""
    with transaction.atomic():
        found = SocialAccount.objects.filter(pk=connection, user__key=person).first()
        if found is None:
            return False
        found.delete()
        emit(name=events.DISCONNECTED, actor=person, subject=person, at=now, data={"by": found.provider})
    return True
