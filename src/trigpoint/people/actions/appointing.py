"""What can be done with roles and organisations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.people import events
from trigpoint.people.errors import PeopleError
from trigpoint.people.models import Appointment, Organisation, Person
from trigpoint.people.roles import PLACES, OrganisationKind, Role
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import date, datetime


def enter_organisation(
    *, kind: OrganisationKind, name: str, setting: str = "", actor: str | None, now: datetime
) -> int:
    """Enter an organisation and return its number. `setting` is a school's, as `schools.queries.setting_of` gives it.

    Raises PeopleError where it is there already, or where a setting is given for what is no school.
    """
    if setting and kind is not OrganisationKind.SCHOOL:
        raise PeopleError("Only a school has a number in the register of schools. Leave it out, or choose School.")
    with transaction.atomic():
        there = (
            Organisation.objects.filter(setting=setting)
            if setting
            else Organisation.objects.filter(kind=kind, name=name, setting="")
        )
        if there.exists():
            raise PeopleError(f"{name} is in the list of organisations already.")
        entered = Organisation.objects.create(kind=kind, name=name, setting=setting)
        data = {"organisation": entered.pk, "kind": kind.value, "setting": setting or None}
        emit(name=events.ORGANISATION_ENTERED, actor=actor, subject="people", at=now, data=data)
    return int(entered.pk)


def appoint(
    *, person: str, role: Role, organisation: int | None = None, since: date, actor: str | None, now: datetime
) -> int:
    """Give somebody a role from a day on, and return the number of the appointment.

    Raises PeopleError where nobody has the key, the role is held already, or it needs an organisation of another kind.
    """
    with transaction.atomic():
        who = Person.objects.select_for_update().filter(key=person, is_active=True).first()
        if who is None:
            raise PeopleError("Nobody with an open account has this key.")
        where = Organisation.objects.filter(pk=organisation).first() if organisation is not None else None
        _check_place(role, where, asked=organisation is not None)
        if Appointment.objects.filter(person=who, role=role, organisation=where, until=None).exists():
            raise PeopleError(f"{who.name} holds this role already. End it first to give it from another day.")
        given = Appointment.objects.create(person=who, role=role, organisation=where, since=since)
        data = {"appointment": given.pk, "role": role.value, "organisation": organisation, "since": since}
        emit(name=events.APPOINTED, actor=actor, subject=who.key, at=now, data=data)
    return int(given.pk)


def end_appointment(*, appointment: int, until: date, actor: str | None, now: datetime) -> None:
    """End a role: `until` is the first day on which it is no longer held.

    Raises PeopleError where it has ended already, or would end before it began.
    """
    with transaction.atomic():
        given = (
            Appointment.objects.select_for_update(of=("self",))
            .select_related("person")
            .filter(pk=appointment, until=None)
            .first()
        )
        if given is None:
            raise PeopleError("This role has ended already.")
        if until < given.since:
            raise PeopleError("A role cannot end before it began. Choose a later day.")
        given.until = until
        given.save(update_fields=["until"])
        data = {"appointment": appointment, "role": given.role, "until": until}
        emit(name=events.ENDED, actor=actor, subject=given.person.key, at=now, data=data)


def _check_place(role: Role, where: Organisation | None, *, asked: bool) -> None:
    if where is None and asked:
        raise PeopleError("There is no such organisation. Choose one from the list.")
    kinds = PLACES.get(role)
    if kinds is not None and (where is None or where.kind not in kinds):
        names = " or ".join(sorted(kind.label.lower() for kind in kinds))
        raise PeopleError(f"{role.label} is a role at an organisation. Choose a {names}.")
