"""What can be done with relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.people import events
from trigpoint.people.errors import PeopleError
from trigpoint.people.models import Person, Relationship
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.people.roles import RelationKind

TWO = 2


def relate(*, person: str, other: str, kind: RelationKind, since: date, actor: str | None, now: datetime) -> int:
    """Note that somebody is something to a person from a day on; return its number, also where it is noted already.

    Raises PeopleError for one and the same person, and where one of the two has no open account.
    """
    if person == other:
        raise PeopleError("Nobody is a relation of their own. Choose somebody else.")
    with transaction.atomic():
        locked = Person.objects.select_for_update().filter(key__in=[person, other], is_active=True).order_by("id")
        if len(locked) != TWO:
            raise PeopleError("One of the two has no open account any more.")
        there = Relationship.objects.filter(person=person, other=other, kind=kind, until=None).first()
        if there is not None:
            return int(there.pk)
        row = Relationship.objects.create(person=person, other=other, kind=kind, since=since)
        data = {"relationship": row.pk, "kind": kind.value, "since": since}
        emit(name=events.RELATED, actor=actor, subject=person, at=now, data=data)
    return int(row.pk)


def end_relationship(
    *, person: str, other: str, kind: RelationKind, until: date, actor: str | None, now: datetime
) -> bool:
    """End what somebody is to a person: `until` is the first day on which it is no longer so. Say whether it was."""
    with transaction.atomic():
        row = Relationship.objects.select_for_update().filter(person=person, other=other, kind=kind, until=None).first()
        if row is None:
            return False
        row.until = max(until, row.since)
        row.save(update_fields=["until"])
        data = {"relationship": row.pk, "kind": kind.value, "until": row.until}
        emit(name=events.UNRELATED, actor=actor, subject=person, at=now, data=data)
    return True
