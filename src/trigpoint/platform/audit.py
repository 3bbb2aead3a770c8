"""Looking through the events: by name, whom they are about, who did it and when; the newest first, page by page.

Each search goes along one index, so that a page costs the same in a table of any size, however far back it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from trigpoint.platform.events import declared
from trigpoint.platform.models import Event

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

ON_A_PAGE = 50
READ_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for; what is empty is not asked. `since` is counted in, `until` is not."""

    name: str = ""
    subject: str = ""
    actor: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ends: the next begins before it."""

    at: datetime
    position: int


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event as pages show it. `data` is JSON; free text is not shown here."""

    position: int
    name: str
    meaning: str
    actor: str | None
    subject: str
    at: datetime
    data: str

    @property
    def place(self) -> Place:
        """Return where it stands."""
        return Place(self.at, self.position)


def events(search: Search, *, before: Place | None = None, most: int = ON_A_PAGE + 1) -> tuple[EventRow, ...]:
    """Return the events that fit, the newest first; those before a place, if that is asked. One query."""
    found = Event.objects.all()
    for field in ("name", "subject", "actor"):
        if value := getattr(search, field):
            found = found.filter(**{field: value})
    if search.since is not None:
        found = found.filter(at__gte=search.since)
    if search.until is not None:
        found = found.filter(at__lt=search.until)
    if before is not None:  # the first half alone lets the database go along its index
        found = found.filter(at__lte=before.at).filter(Q(at__lt=before.at) | Q(position__lt=before.position))
    meanings = declared()
    columns = ("position", "name", "actor", "subject", "at", "data")
    return tuple(
        EventRow(position, name, meanings.get(name, ""), actor, subject, at, as_text(data))
        for position, name, actor, subject, at, data in found.order_by("-at", "-position").values_list(*columns)[:most]
    )


def every_event(search: Search, *, most: int) -> Iterator[EventRow]:
    """Yield the events that fit, the newest first, at most so many; a thousand for each query."""
    before: Place | None = None
    left = most
    while left > 0:
        rows = events(search, before=before, most=min(READ_AT_ONCE, left))
        yield from rows
        left -= len(rows)
        if len(rows) < READ_AT_ONCE:
            return
        before = rows[-1].place


def as_text(data: object) -> str:
    """Return the data of an event in one line."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True) if data else ""
