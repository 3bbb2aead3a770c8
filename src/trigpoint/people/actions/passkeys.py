"""What can be done with passkeys: allauth's rows, our event."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db import transaction

from trigpoint.people import events
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

Done = TypeVar("Done")


def add_passkey(*, person: str, add: Callable[[], Done], now: datetime) -> Done:
    """Add a passkey, by what `add` does to allauth's rows; return what it gives."""
    return _done(events.PASSKEY_ADDED, person, add, now)


def rename_passkey(*, person: str, rename: Callable[[], Done], now: datetime) -> Done:
    """Give a passkey another name, likewise."""
    return _done(events.PASSKEY_RENAMED, person, rename, now)


def remove_passkey(*, person: str, remove: Callable[[], Done], now: datetime) -> Done:
    """Remove a passkey, likewise. With the last one, and no app, the spare codes go too."""
    return _done(events.PASSKEY_REMOVED, person, remove, now)


def _done(name: str, person: str, act: Callable[[], Done], now: datetime) -> Done:
    with transaction.atomic():
        given = act()
        emit(name=name, actor=person, subject=person, at=now, data={})
    return given
