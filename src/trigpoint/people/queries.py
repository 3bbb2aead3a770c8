"""What the other rooms and the pages may ask about people. Each function says how many queries it takes."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Q

from trigpoint.people.conflicts import Conflict, ConflictKind, conflicts_between
from trigpoint.people.models import Appointment, Organisation, Person, Relationship, Session, canonical
from trigpoint.people.roles import OrganisationKind, RelationKind, Role
from trigpoint.people.rows import (
    AppointmentRow,
    FoundRow,
    HolderRow,
    OrganisationRow,
    PersonRow,
    RelationshipRow,
    SignInRow,
)
from trigpoint.people.sessions import BEGAN, DEVICE

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from django.db.models import QuerySet

__all__ = ["Conflict", "ConflictKind", "conflicts_between"]
SOMEBODY_WHO_HAS_LEFT = "Somebody who has left"
MOST_FOUND = 50
WHO = """
    SELECT p.*, a.id AS held_id, a.role AS held_role, a.since AS held_since, a.until AS held_until,
        o.id AS held_at, o.kind AS held_kind, o.name AS held_name, o.setting AS held_setting
    FROM people_person p
    LEFT JOIN people_appointment a
        ON a.person_id = p.id AND a.since <= %s AND (a.until IS NULL OR a.until > %s)
    LEFT JOIN people_organisation o ON o.id = a.organisation_id
    WHERE p.id = %s
    ORDER BY a.since, a.id
"""
"""Every page of somebody signed in asks this: plain SQL, since through the ORM it takes several times as long."""


def name_of(key: str) -> str:
    """Return the name of a person, or *Somebody who has left* for a key that is gone. One query."""
    return names_of([key])[key]


def names_of(keys: Iterable[str]) -> dict[str, str]:
    """Return the name for each of these keys. One query."""
    wanted = set(keys)
    found = dict(Person.objects.filter(key__in=wanted).exclude(name="").values_list("key", "name"))
    return {key: found.get(key, SOMEBODY_WHO_HAS_LEFT) for key in wanted}


def person(key: str) -> PersonRow | None:
    """Return somebody by key, or None where nobody has it. One query."""
    return next((person_row(found) for found in Person.objects.filter(key=key)), None)


def person_with_email(email: str) -> PersonRow | None:
    """Return somebody by e-mail address, in any case. One query."""
    return next((person_row(found) for found in Person.objects.filter(email=canonical(email))), None)


def address_of(key: str) -> str | None:
    """Return the e-mail address of a person who can be written to: for mail. One query."""
    return Person.objects.filter(key=key, is_active=True).values_list("email", flat=True).first()


def sign_ins_of(key: str, now: datetime, this: str | None) -> tuple[SignInRow, ...]:
    """Return where somebody is signed in, the newest first. `this` is the session that asks. One query."""
    sessions = Session.objects.filter(person__key=key, expire_date__gt=now)
    rows = (_sign_in_row(found, this) for found in sessions)
    return tuple(sorted(rows, key=lambda row: row.began, reverse=True))


def people_like(words: str, today: date) -> tuple[FoundRow, ...]:
    """Return the people whose name or address has all of these words, with their roles of today. Two queries.

    At most MOST_FOUND, by name; those who were forgotten are not among them.
    """
    matching = Person.objects.exclude(email=None)
    for word in words.split():
        matching = matching.filter(Q(name__icontains=word) | Q(email__icontains=word))
    found = list(matching.order_by("name", "id")[:MOST_FOUND])
    held: dict[int, list[AppointmentRow]] = {}
    for row in _held_on(today).filter(person__in=[each.pk for each in found]).select_related("organisation"):
        held.setdefault(row.person_id, []).append(appointment_row(row))
    return tuple(FoundRow(person_row(each), tuple(held.get(each.pk, ()))) for each in found)


def roles_of(key: str, today: date) -> tuple[AppointmentRow, ...]:
    """Return the roles that somebody holds today, the oldest first. One query."""
    return _rows(_held_on(today).filter(person__key=key))


def history_of(key: str) -> tuple[AppointmentRow, ...]:
    """Return every role that somebody holds, held or will hold, the oldest first. One query."""
    return _rows(Appointment.objects.filter(person__key=key))


def holders_of(role: Role, today: date, *, organisation: int | None = None) -> tuple[str, ...]:
    """Return the keys of those who hold a role today, at one organisation if that is asked. One query."""
    held = _held_on(today).filter(role=role, person__is_active=True)
    if organisation is not None:
        held = held.filter(organisation_id=organisation)
    return tuple(held.order_by("id").values_list("person__key", flat=True))


def holders_at(organisation: int, today: date, *, after: int = 0) -> tuple[HolderRow, ...]:
    """Return who holds a role at an organisation today, in the order in which roles were given. One query.

    One more than MOST_FOUND at most, after an appointment if that is asked.
    """
    held = _held_on(today).filter(organisation=organisation, person__is_active=True, pk__gt=after)
    return tuple(_holder_row(found) for found in held.select_related("person").order_by("id")[: MOST_FOUND + 1])


def holder(organisation: int, appointment: int, today: date) -> HolderRow | None:
    """Return one role that is held at an organisation today and has no last day, or None. One query."""
    held = _held_on(today).filter(pk=appointment, organisation=organisation, until=None)
    return next((_holder_row(found) for found in held.select_related("person")), None)


def relationships_of(key: str, today: date) -> tuple[RelationshipRow, ...]:
    """Return what others are to a person today, and she to others, the oldest first. One query."""
    found = Relationship.objects.filter(Q(person=key) | Q(other=key)).filter(Q(until=None) | Q(until__gt=today))
    return tuple(_relationship_row(row) for row in found.filter(since__lte=today))


def relations_between(one: str, another: str, today: date) -> frozenset[RelationKind]:
    """Return what two people are to each other today, whichever way round. One query."""
    return frozenset(row.kind for row in relationships_of(one, today) if another in {row.person, row.other})


def relationship_history(key: str) -> tuple[RelationshipRow, ...]:
    """Return everything that others are or were to a person, and she to others, the oldest first. One query."""
    return tuple(_relationship_row(row) for row in Relationship.objects.filter(Q(person=key) | Q(other=key)))


def organisation_at(setting: str) -> OrganisationRow | None:
    """Return the school that facts name by this setting, where somebody has entered it. One query."""
    return next((organisation_row(found) for found in Organisation.objects.filter(setting=setting)), None)


def organisation(number: int) -> OrganisationRow | None:
    """Return an organisation, or None. One query."""
    return next((organisation_row(found) for found in Organisation.objects.filter(pk=number)), None)


def organisations() -> tuple[OrganisationRow, ...]:
    """Return every organisation, by name. One query."""
    return tuple(organisation_row(found) for found in Organisation.objects.all())


def somebody(person_id: int, today: date) -> Person | None:
    """Return a person with the roles that she holds today. For this room's backend. One query."""
    day = connection.ops.adapt_datefield_value(today)
    rows: list[Any] = list(Person.objects.raw(WHO, [day, day, person_id]))
    if not rows:
        return None
    found: Person = rows[0]
    found.appointments = tuple(_held(row) for row in rows if row.held_id is not None)
    return found


def _held(row: Any) -> AppointmentRow:  # noqa: ANN401 - a person with the columns of one role beside hers
    where = (
        OrganisationRow(row.held_at, OrganisationKind(row.held_kind), row.held_name, row.held_setting)
        if row.held_at
        else None
    )
    return AppointmentRow(row.held_id, Role(row.held_role), where, row.held_since, row.held_until)


def _held_on(today: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today)


def _rows(appointments: QuerySet[Appointment]) -> tuple[AppointmentRow, ...]:
    return tuple(appointment_row(found) for found in appointments.select_related("organisation"))


def _sign_in_row(found: Session, this: str | None) -> SignInRow:
    kept = found.get_decoded()
    began = datetime.fromisoformat(kept[BEGAN]) if BEGAN in kept else found.expire_date
    return SignInRow(found.session_key, kept.get(DEVICE, "A browser"), began, found.session_key == this)


def _holder_row(found: Appointment) -> HolderRow:
    return HolderRow(found.pk, found.person.key, found.person.name, Role(found.role), found.since)


def _relationship_row(found: Relationship) -> RelationshipRow:
    return RelationshipRow(found.pk, found.person, found.other, RelationKind(found.kind), found.since, found.until)


def person_row(found: Person) -> PersonRow:
    """Return a person as a row."""
    return PersonRow(found.key, found.name, found.email or "", found.is_active, found.joined_at)


def organisation_row(found: Organisation) -> OrganisationRow:
    """Return an organisation as a row."""
    return OrganisationRow(found.pk, OrganisationKind(found.kind), found.name, found.setting)


def appointment_row(found: Appointment) -> AppointmentRow:
    """Return an appointment that was fetched with its organisation as a row."""
    where = organisation_row(found.organisation) if found.organisation else None
    return AppointmentRow(found.pk, Role(found.role), where, found.since, found.until)
