"""Telling people of a change in law: those whose law strand it touches, in the words that two people agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.law.queries import changes
from trigpoint.learning.examination.events import TOLD
from trigpoint.learning.examination.refreshing import COMPLETED, PASSED
from trigpoint.people.queries import name_of
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send
from trigpoint.platform.pages import written
from trigpoint.platform.work import enqueue
from trigpoint.record.queries import people_with

if TYPE_CHECKING:
    from datetime import datetime

TELL = "learning.tell-of-change"
A_TIME = 100
"""People told in one transaction, so that none is long."""


def holders(after: str, most: int) -> tuple[str, ...]:
    """Return the keys of those who passed or refreshed, here or outside, in order, from after a key on. One query."""
    return people_with({PASSED, COMPLETED}, after=after, most=most)


def begin_telling(*, change: str, now: datetime) -> None:
    """Queue that everyone is told of a change, in the transaction that is open."""
    enqueue(TELL, {"change": change, "after": ""}, now=now)


def tell_some(*, change: str, after: str, now: datetime) -> None:
    """Tell the next people of a change and queue the rest, in the transaction that is open."""
    row = next((one for one in changes() if one.key == change), None)
    if row is None or row.decided is None or row.decided.due is None:
        return  # decided otherwise meanwhile
    people = holders(after, A_TIME)
    for person in people:
        lines = [
            f"{name_of(person)},",
            f"the law has changed: {row.citation}, {row.title}.",
            row.decided.note,
            f"Please catch up by {written(row.decided.due)}. A refresher is ready; it takes at most 40 minutes.",
            "What you learned before still counts.",
            "Sign in, open My standing, and take the law refresher.",
        ]
        send(to=person, subject="The law has changed: a short refresher is ready", lines=lines, now=now)
    if people:
        data = {"change": change, "people": len(people)}
        emit(name=TOLD, actor=None, subject=row.provision, at=now, data=data)
    if len(people) == A_TIME:
        enqueue(TELL, {"change": change, "after": people[-1]}, now=now)
