"""Events: what happened, written in the transaction of the action that did it.

News travels upwards by event only. A room declares its events once, in its own `events.py`:

    ENTERED = declare("record.fact.entered", "Facts were entered about somebody.")

and its actions call `emit`. The names are listed in docs/reference/events.md, which a test keeps complete.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from django.db import connection

from trigpoint.platform.models import Event
from trigpoint.platform.subscribers import queue_deliveries

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAME = re.compile(r"[a-z]+(?:-[a-z]+)*(?:\.[a-z]+(?:-[a-z]+)*){2}")
WORDLIKE = re.compile(r"\S{1,200}")
"""Ids, codes and dates have no spaces; prose does."""
_declared: dict[str, str] = {}


class UndeclaredEventError(LookupError):
    """An event whose name no room has declared."""


class EventError(ValueError):
    """An event that cannot be written as it is."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as it was written. `data` holds dates as ISO text."""

    id: str
    name: str
    actor: str | None
    subject: str
    at: datetime
    data: Mapping[str, Any]


def declare(name: str, meaning: str) -> str:
    """Declare an event and return its name: room, thing, what was done to it, as in `record.fact.entered`.

    Raises ValueError for a name of another form, or one declared with another meaning.
    """
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not an event's name. Write three parts: room.thing.done.")
    if _declared.setdefault(name, meaning) != meaning:
        raise ValueError(f"{name} is declared twice, with two meanings. Choose another name for one of them.")
    return name


def declared() -> dict[str, str]:
    """Return every declared event with its meaning, by name."""
    return dict(sorted(_declared.items()))


def emit(  # one event is one row: everything about it is said here
    *, name: str, actor: str | None, subject: str, at: datetime, data: Mapping[str, Any], words: str = ""
) -> str:
    """Write an event in the transaction that is open, and return its id.

    `actor` is who did it (None: nobody, such as a nightly task), `subject` whom or what it is about, `at` an aware
    moment, `data` ids, codes, numbers, dates and lists of these. Free text goes into `words`, which erasure empties.
    Raises UndeclaredEventError, and EventError outside a transaction or for data that is prose.
    """
    if name not in _declared:
        near = get_close_matches(name, _declared, n=1, cutoff=0.5)
        hint = f"Did you mean {near[0]}?" if near else "Declare it in the room's events.py."
        raise UndeclaredEventError(f"No room declares the event {name}. {hint}")
    if not connection.in_atomic_block:
        raise EventError(f"{name} was emitted outside a transaction. Emit it in the one that makes it true.")
    if at.tzinfo is None:
        raise EventError(f"{name} has a moment without a time zone. Use trigpoint.platform.clock.now().")
    event_id = f"v_{secrets.token_hex(16)}"
    plain = {key: _plain(name, key, value) for key, value in data.items()}
    Event.objects.create(id=event_id, name=name, actor=actor, subject=subject, at=at, data=plain, words=words)
    queue_deliveries(event_id=event_id, event_name=name, subject=subject, at=at)
    return event_id


def by_id(event_id: str) -> Recorded:
    """Return an event. Raises LookupError when there is none of that id. One query."""
    found = _recorded(Event.objects.filter(id=event_id))
    if not found:
        raise LookupError(f"There is no event {event_id}.")
    return found[0]


def latest(name: str) -> Recorded | None:
    """Return the newest event of this name. One query."""
    return next(iter(_recorded(Event.objects.filter(name=name).order_by("-position")[:1])), None)


def of_subject(subject: str) -> tuple[Recorded, ...]:
    """Return every event about a subject, the oldest first. One query."""
    return _recorded(Event.objects.filter(subject=subject).order_by("position"))


def with_data(name: str, **data: str) -> tuple[Recorded, ...]:
    """Return the events of this name whose data hold these values, the oldest first. One query."""
    found = {f"data__{key}": value for key, value in data.items()}
    return _recorded(Event.objects.filter(name=name, **found).order_by("position"))


def empty_words(subject: str) -> None:
    """Erase the free text of every event about a subject; ids, codes and dates stay. Part of erasing a person."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE platform_event SET words = '' WHERE subject = %s AND words <> ''", [subject])


def _recorded(rows: Any) -> tuple[Recorded, ...]:  # noqa: ANN401 - a query set of Event
    return tuple(Recorded(*row) for row in rows.values_list("id", "name", "actor", "subject", "at", "data"))


def _plain(name: str, key: str, value: object) -> str | int | Sequence[Any] | None:
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if value is None or isinstance(value, (bool, int)) or (isinstance(value, str) and WORDLIKE.fullmatch(value)):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(name, key, item) for item in value]
    raise EventError(
        f"{name}: {key} holds {type(value).__name__} that is no id, code, number or date. Free text goes into `words`."
    )
