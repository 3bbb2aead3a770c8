"""What can be done with an account."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction

from trigpoint.people import events
from trigpoint.people.errors import PeopleError
from trigpoint.people.letters import letter
from trigpoint.people.models import Person, SignInLink, canonical
from trigpoint.people.sessions import Session
from trigpoint.platform import mail
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from django.db.models import QuerySet

Turned = TypeVar("Turned")


def open_account(*, email: str, name: str, actor: str | None, now: datetime) -> str:
    """Open an account without a password and return its key. Whoever does this vouches for the address.

    Raises PeopleError where the address has an account already.
    """
    with transaction.atomic():
        if Person.objects.filter(email=canonical(email)).exists():
            raise PeopleError("Somebody has an account with this e-mail address. Search for it in the list of people.")
        person = _opened(email, name, None, verified=True, now=now)
        emit(name=events.OPENED, actor=actor, subject=person.key, at=now, data={})
    return person.key


def sign_up(*, email: str, name: str, password: str, now: datetime) -> Person:
    """Open an account for whoever filled in the form; the address is theirs only once they confirm it."""
    with transaction.atomic():
        person = _opened(email, name, password, verified=False, now=now)
        emit(name=events.OPENED, actor=person.key, subject=person.key, at=now, data={})
    return person


def _opened(email: str, name: str, password: str | None, *, verified: bool, now: datetime) -> Person:
    person = Person.objects.create_user(email=email, name=name, password=password, joined_at=now)
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=verified)
    return person


def rename(*, person: str, name: str, now: datetime) -> None:
    """Give somebody the name that she wants to be shown. Raises PeopleError where nobody has the key."""
    with transaction.atomic():
        found = _locked(person)
        found.name = name
        found.save(update_fields=["name"])
        emit(name=events.RENAMED, actor=person, subject=person, at=now, data={})


def change_password(*, person: str, password: str, now: datetime) -> Person:
    """Give somebody a new password. Every other session of hers ends, and every link that was sent."""
    with transaction.atomic():
        found = _locked(person)
        found.set_password(password)
        found.save(update_fields=["password"])
        SignInLink.objects.filter(person=found).delete()
        emit(name=events.PASSWORD_CHANGED, actor=person, subject=person, at=now, data={})
    return found


def confirm_email(*, person: str, email: str, confirm: Callable[[], bool], now: datetime) -> bool:
    """Take an address as hers, by what `confirm` does to allauth's rows. Says no where somebody else has it."""
    with transaction.atomic():
        if Person.objects.filter(email=canonical(email)).exclude(key=person).exists() or not confirm():
            return False
        SignInLink.objects.filter(person__key=person).delete()
        emit(name=events.EMAIL_CONFIRMED, actor=person, subject=person, at=now, data={})
    return True


def turn_second_step(*, person: str, on: bool, turn: Callable[[], Turned], now: datetime) -> Turned:
    """Turn the second step of signing in on or off, by what `turn` does to allauth's rows; return what it gives."""
    with transaction.atomic():
        turned = turn()
        name = events.SECOND_STEP_ON if on else events.SECOND_STEP_OFF
        emit(name=name, actor=person, subject=person, at=now, data={})
    return turned


def take_second_step_off(*, person: str, actor: str | None, reason: str = "", now: datetime) -> None:
    """Turn it off for somebody who lost phone, passkeys and spare codes; tell her by mail.

    Raises PeopleError where it is not on.
    """
    with transaction.atomic():
        count, _ = Authenticator.objects.filter(user=_locked(person)).delete()
        if not count:
            raise PeopleError("The second step is not on for this account.")
        emit(name=events.SECOND_STEP_OFF, actor=actor, subject=person, at=now, data={}, words=reason)
        told = letter("second_step_off", {"reason": reason or "none was written down"})
        mail.send(to=person, subject=told.subject, lines=told.lines, now=now)


def end_session(*, person: str, session: str, now: datetime) -> bool:
    """End one of somebody's sessions. Says whether there was one."""
    return _ended(person, Session.objects.filter(person__key=person, session_key=session), now)


def end_sessions(*, person: str, keep: str | None = None, now: datetime) -> bool:
    """End all of somebody's sessions, but the one to keep. Says whether there were any."""
    return _ended(person, Session.objects.filter(person__key=person).exclude(session_key=keep), now)


def suspend(*, person: str, actor: str | None, now: datetime) -> None:
    """Close an account for the time being: nobody can sign in to it. Raises PeopleError where nobody has the key."""
    with transaction.atomic():
        found = _locked(person)
        found.is_active = False
        found.save(update_fields=["is_active"])
        Session.objects.filter(person=found).delete()
        SignInLink.objects.filter(person=found).delete()
        emit(name=events.SUSPENDED, actor=actor, subject=person, at=now, data={})


def restore(*, person: str, actor: str | None, now: datetime) -> None:
    """Open an account that was closed. Raises PeopleError where nobody has the key, or she was forgotten."""
    with transaction.atomic():
        found = Person.objects.select_for_update().filter(key=person, email__isnull=False).first()
        if found is None:
            raise PeopleError("Nobody has this key, or their details were erased. They can open a new account.")
        found.is_active = True
        found.save(update_fields=["is_active"])
        emit(name=events.RESTORED, actor=actor, subject=person, at=now, data={})


def forget(*, person: str, actor: str | None, now: datetime) -> None:
    """Remove name, address, sign-in data and sessions of somebody. The key stays, and so do the roles she held.

    The rooms that keep more about her erase it themselves. Raises PeopleError where nobody has the key.
    """
    with transaction.atomic():
        found = Person.objects.select_for_update().filter(key=person).first()
        if found is None:
            raise PeopleError("Nobody has this key.")
        EmailAddress.objects.filter(user=found).delete()
        SignInLink.objects.filter(person=found).delete()
        Session.objects.filter(person=found).delete()
        Authenticator.objects.filter(user=found).delete()
        SocialAccount.objects.filter(user=found).delete()
        found.email, found.name, found.is_active, found.last_login = None, "", False, None
        found.set_unusable_password()
        found.save()
        emit(name=events.FORGOTTEN, actor=actor, subject=person, at=now, data={})


def _locked(key: str) -> Person:
    found = Person.objects.select_for_update().filter(key=key, is_active=True).first()
    if found is None:
        raise PeopleError("Nobody with an open account has this key.")
    return found


def _ended(person: str, sessions: QuerySet[Session], now: datetime) -> bool:
    with transaction.atomic():
        count, _ = sessions.delete()
        if count:
            emit(name=events.SESSIONS_ENDED, actor=person, subject=person, at=now, data={"sessions": count})
    return bool(count)
