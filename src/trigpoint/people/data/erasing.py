"""Erasing everything about a person: asked for in one moment, done by a worker step by step, and never undone.

First the key goes into the file outside the database, then each room removes what it holds, the account last. Every
step is a transaction of its own and may be done twice, so a worker that is stopped anywhere goes on where it was.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.people import actions as people
from trigpoint.people import queries
from trigpoint.people.data import erased_keys, events
from trigpoint.people.data.errors import ErasureRefusedError
from trigpoint.people.data.models import ErasureRequest, How
from trigpoint.people.errors import PeopleError
from trigpoint.platform import mail
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.holdings import holdings, in_order_of_erasure, waiting_for
from trigpoint.platform.work import enqueue

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

ERASE = "people.erase"
"""The task that does it."""
LETTER = (
    "You asked us to erase everything that we hold about you. We have closed your account and begun. It takes minutes.",
    (
        "What stays is a random code instead of your name, with dates and check numbers that tell nothing about you. "
        "They are needed to show that the records of others are whole."
    ),
    "This cannot be undone. If it was not you who asked, write to the people who run this site today.",
)


def ask(*, person: str, withdraw: bool, how: How = How.PERSON, now: datetime) -> None:
    """Close an account and have everything about its person erased. `withdraw`: take back what waits for her first.

    Raises ErasureRefusedError, with what waits, where something has to be settled or withdrawn; nothing is changed.
    """
    actor = person if how is How.PERSON else None
    with transaction.atomic():
        found = queries.person(person)
        if found is None or not found.email:
            raise ErasureRefusedError("Nobody has this key, or everything about them was erased already.")
        waiting = waiting_for(person, now.astimezone(ENGLAND).date())
        if any(one.withdraw is None for one in waiting):
            raise ErasureRefusedError("Settle what only you can settle, then erase.", waiting)
        if waiting and not withdraw:
            raise ErasureRefusedError("Say whether to withdraw what waits, or keep your account for now.", waiting)
        for one in waiting:
            if one.withdraw is not None:
                one.withdraw(now)
        if found.is_active:
            people.suspend(person=person, actor=actor, now=now)
        _, is_new = ErasureRequest.objects.get_or_create(subject=person, defaults={"how": how, "asked_at": now})
        if is_new:
            mail.send(to=found.email, subject="We are erasing what we hold about you", lines=LETTER, now=now)
            enqueue(ERASE, {"person": person}, now=now, key=f"{ERASE} {person}")
            emit(name=events.ERASURE_ASKED, actor=actor, subject=person, at=now, data={"how": how.value})


def erase(person: str, *, now: datetime, keep: Callable[[], None] = lambda: None) -> bool:
    """Do what was asked, from where it stopped; say whether anything was left to do. `keep` is called before each step.

    Raises ErasedKeysError before anything is removed, where the key cannot be written down.
    """
    request = ErasureRequest.objects.get(subject=person)
    if request.finished_at is not None:
        return False
    erased_keys.add(person, now)
    actor = person if request.how == How.PERSON else None
    for holding in in_order_of_erasure():
        if holding.name in request.done:
            continue
        more = True
        while more:
            with transaction.atomic():
                keep()
                more = bool(holding.forget(person, actor=actor, now=now))
                if not more:
                    request.done = [*request.done, holding.name]
                    request.save(update_fields=["done"])
    with transaction.atomic():
        request.finished_at = now
        request.save(update_fields=["finished_at"])
        data = {"holdings": [holding.name for holding in holdings()], "how": request.how}
        emit(name=events.ERASED, actor=actor, subject=person, at=now, data=data)
    return True


def erase_again(now: datetime) -> tuple[str, ...]:
    """Erase those whom an older backup brought back, and finish what was begun; return their keys.

    Two queries while there is nothing to do. Raises ErasedKeysError.
    """
    requests = dict(ErasureRequest.objects.values_list("subject", "finished_at"))
    unfinished = [subject for subject, finished in requests.items() if finished is None]
    restored = [key for key in erased_keys.read() if key not in requests]
    for key in restored:
        with suppress(PeopleError):  # not there at all: the backup is older than the account
            people.suspend(person=key, actor=None, now=now)
        ErasureRequest.objects.create(subject=key, how=How.RESTORED, asked_at=now)
    return tuple(key for key in (*unfinished, *restored) if erase(key, now=now))
