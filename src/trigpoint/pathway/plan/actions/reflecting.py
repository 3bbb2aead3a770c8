"""Private reflections, and showing one of them to one person."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.pathway.events import (
    REFLECTION_CHANGED,
    REFLECTION_DELETED,
    REFLECTION_HIDDEN,
    REFLECTION_SHOWN,
    REFLECTION_WRITTEN,
)
from trigpoint.pathway.plan.errors import GoneError, PlanError
from trigpoint.pathway.plan.models import Reflection, ReflectionShown
from trigpoint.pathway.plan.words import MOST_REFLECTIONS
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime


def write_reflection(*, person: str, words: str, now: datetime) -> str:
    """Keep a reflection and return its key. Nobody else reads it. Raises PlanError where there are very many."""
    with transaction.atomic():
        if Reflection.objects.filter(person=person).count() >= MOST_REFLECTIONS:
            raise PlanError(f"You have {MOST_REFLECTIONS} reflections here. Delete one before you write another.")
        row = Reflection.objects.create(key=f"n_{secrets.token_hex(16)}", person=person, words=words, written_at=now)
        emit(name=REFLECTION_WRITTEN, actor=person, subject=person, at=now, data={"reflection": row.key})
    return str(row.key)


def change_reflection(*, person: str, key: str, words: str, now: datetime) -> None:
    """Change the words of a reflection. Whoever it is shown to reads the new ones. Raises GoneError."""
    with transaction.atomic():
        row = _own(person, key)
        row.words, row.changed_at = words, now
        row.save(update_fields=["words", "changed_at"])
        emit(name=REFLECTION_CHANGED, actor=person, subject=person, at=now, data={"reflection": key})


def delete_reflection(*, person: str, key: str, now: datetime) -> None:
    """Delete a reflection for good. Raises GoneError."""
    with transaction.atomic():
        _own(person, key).delete()
        emit(name=REFLECTION_DELETED, actor=person, subject=person, at=now, data={"reflection": key})


def show_reflection(*, person: str, key: str, to: str, now: datetime) -> None:
    """Show just this reflection to one person. Whether `to` may be shown any is for the caller to say.

    Raises GoneError.
    """
    with transaction.atomic():
        row = _own(person, key)
        if ReflectionShown.objects.filter(reflection=row, to=to, until=None).exists():
            return
        ReflectionShown.objects.create(reflection=row, to=to, since=now)
        emit(name=REFLECTION_SHOWN, actor=person, subject=person, at=now, data={"reflection": key, "to": to})


def hide_reflection(*, person: str, key: str, now: datetime) -> None:
    """Show a reflection to nobody any more. Raises GoneError."""
    with transaction.atomic():
        row = _own(person, key)
        if ReflectionShown.objects.filter(reflection=row, until=None).update(until=now):
            emit(name=REFLECTION_HIDDEN, actor=person, subject=person, at=now, data={"reflection": key})


def hide_from(*, person: str, to: str, now: datetime) -> None:
    """Show none of her reflections to somebody any more, in the transaction that is open."""
    shown = ReflectionShown.objects.filter(reflection__person=person, to=to, until=None)
    if shown.update(until=now):
        emit(name=REFLECTION_HIDDEN, actor=person, subject=person, at=now, data={"from": to})


def _own(person: str, key: str) -> Reflection:
    row = Reflection.objects.select_for_update().filter(person=person, key=key).first()
    if row is None:
        raise GoneError(key)
    return row
