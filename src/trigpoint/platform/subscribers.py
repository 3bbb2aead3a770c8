"""Who is told of an event. News travels upwards by event only: the room that hears of it names its handler.

    subscribe(ENTERED, look_at_standing)           # in the room's subscribers.py

    def look_at_standing(event: Recorded, *, now: datetime) -> None: ...

A delivery is queued in the transaction that emits the event, and a worker makes it: at least once, in the order of the
events of one subject, again later when it fails, and parked where somebody sees it when it keeps failing. What is
behind a parked delivery waits, since the order is promised.

A handler runs in the transaction that marks its delivery as done, so the rows that it writes come exactly once for each
event. It is short, since it holds the write lock: long work it queues (`platform.work`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from trigpoint.platform import work
from trigpoint.platform.models import Task

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.events import Recorded

DELIVER = "platform.deliver"
_handlers: dict[str, dict[str, Handler]] = {}


class Handler(Protocol):
    """What is told of an event."""

    def __call__(self, event: Recorded, *, now: datetime) -> None: ...  # noqa: D102 - told by the class


def subscribe(event_name: str, handler: Handler) -> None:
    """Tell the handler of every event of this name from now on. To do it twice does no harm."""
    _handlers.setdefault(event_name, {})[name_of(handler)] = handler


def name_of(handler: Handler) -> str:
    """Return a handler's name, `record.subscribers.look_at_standing`: deliveries carry it, so a new name loses them."""
    where = getattr(handler, "__module__", "").removeprefix("trigpoint.")
    return f"{where}.{getattr(handler, '__qualname__', type(handler).__qualname__)}"


def subscribers_of(event_name: str) -> tuple[str, ...]:
    """Return the names of those who are told of an event, in the order of the alphabet."""
    return tuple(sorted(_handlers.get(event_name, {})))


def subscribed() -> dict[str, tuple[str, ...]]:
    """Return every event that somebody is told of, with their names."""
    return {event_name: subscribers_of(event_name) for event_name in sorted(_handlers)}


def handler_of(event_name: str, handler_name: str) -> Handler | None:
    """Return a handler by its name; None when nobody of that name subscribes to the event any more."""
    return _handlers.get(event_name, {}).get(handler_name)


def queue_deliveries(*, event_id: str, event_name: str, subject: str, at: datetime) -> None:
    """Queue an event for each of its subscribers, in the transaction that emits it. No query when there is none."""
    names = subscribers_of(event_name)
    if not names:
        return
    work.stand_in(*(line_of(subject, name) for name in names))
    Task.objects.bulk_create(
        Task(
            name=DELIVER,
            key=f"{event_id} {name}",
            line=line_of(subject, name),
            payload={"event": event_id, "to": name},
            due=at,
            queued=at,
        )
        for name in names
    )


def line_of(subject: str, handler_name: str) -> str:
    """Return the line in which the deliveries about a subject to one handler stand."""
    return f"{subject} {handler_name}"
