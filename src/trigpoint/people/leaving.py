"""Leaving an organisation: roles there end, what was shown there stops, and nothing of the record changes hands.

The account is the person's, not the employer's. So leaving takes nothing from her.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q

from trigpoint.people import events
from trigpoint.people.actions import end_appointment
from trigpoint.people.data.actions import withdraw
from trigpoint.people.data.models import Consent
from trigpoint.people.errors import PeopleError
from trigpoint.people.models import Appointment, Organisation
from trigpoint.people.queries import organisation_row
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from trigpoint.people.rows import OrganisationRow


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """An organisation that somebody can leave: her roles there, and how much she shows the people there."""

    organisation: OrganisationRow
    roles: tuple[str, ...]
    shown: int


def places_of(person: str, today: date) -> tuple[PlaceRow, ...]:
    """Return where somebody holds a role, or shows something to whoever holds one, by name. Two queries."""
    roles: dict[Organisation, list[str]] = {}
    for row in _open(today).filter(person__key=person, organisation__isnull=False).select_related("organisation"):
        if row.organisation is not None:
            roles.setdefault(row.organisation, []).append(str(row.get_role_display()))
    shown: dict[Organisation, int] = {}
    for consent in Consent.objects.filter(subject=person, withdrawn_at=None).select_related("to_organisation"):
        if consent.to_organisation is not None:
            shown[consent.to_organisation] = shown.get(consent.to_organisation, 0) + 1
    places = sorted({*roles, *shown}, key=lambda place: (place.name, place.pk))
    return tuple(
        PlaceRow(organisation_row(place), tuple(roles.get(place, ())), shown.get(place, 0)) for place in places
    )


def leave(*, person: str, organisation: int, now: datetime) -> None:
    """End every role of somebody at an organisation from today, and everything that she shows there.

    Raises PeopleError where there is nothing to end.
    """
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        held = list(_open(today).filter(person__key=person, organisation=organisation).select_related("person"))
        for row in held:
            _end(row, today, actor=person, now=now)
        if not _stop_showing(person, organisation, now) and not held:
            raise PeopleError("You hold no role there and show nothing there. There is nothing to leave.")


def end_role(*, appointment: int, until: date, actor: str | None, now: datetime) -> None:
    """End one role for somebody else's or one's own account; with the last at a place, what she shows there stops.

    Raises PeopleError where the role has ended already, or would end before it began.
    """
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        end_appointment(appointment=appointment, until=until, actor=actor, now=now)
        row = Appointment.objects.select_related("person").get(pk=appointment)
        if until <= today and row.organisation_id is not None:
            _stop_where_nothing_is_held(row.person.key, row.organisation_id, now)


def stop_showing_after_leaving(now: datetime) -> int:
    """End what people show at a place where the last of their roles has ended since they agreed. Returns how many.

    For roles that were given a last day ahead of it: the daily routine comes when it is over.
    """
    today = now.astimezone(ENGLAND).date()
    stopped = 0
    consents = Consent.objects.filter(withdrawn_at=None, to_organisation__isnull=False)
    for subject, where in sorted(set(consents.values_list("subject", "to_organisation_id"))):
        ended = Appointment.objects.filter(person__key=subject, organisation=where, until__lte=today)
        last = ended.order_by("-until").values_list("until", flat=True).first()
        if last is None or _open(today).filter(person__key=subject, organisation=where).exists():
            continue
        before = consents.filter(subject=subject, to_organisation=where, given_at__date__lt=last)
        for consent in list(before.values_list("pk", flat=True)):
            stopped += withdraw(subject=subject, consent=consent, now=now)
    return stopped


def _end(row: Appointment, today: date, *, actor: str | None, now: datetime) -> None:
    if row.until is None:
        end_appointment(appointment=row.pk, until=max(today, row.since), actor=actor, now=now)
        return
    row.until = max(today, row.since)  # it had a last day ahead, and today comes first
    row.save(update_fields=["until"])
    data = {"appointment": row.pk, "role": row.role, "until": row.until}
    emit(name=events.ENDED, actor=actor, subject=row.person.key, at=now, data=data)


def _stop_where_nothing_is_held(person: str, organisation: int, now: datetime) -> None:
    today = now.astimezone(ENGLAND).date()
    if not _open(today).filter(person__key=person, organisation=organisation).exists():
        _stop_showing(person, organisation, now)


def _stop_showing(person: str, organisation: int, now: datetime) -> int:
    shown = Consent.objects.filter(subject=person, to_organisation=organisation, withdrawn_at=None)
    return sum(withdraw(subject=person, consent=one, now=now) for one in list(shown.values_list("pk", flat=True)))


def _open(today: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(Q(until=None) | Q(until__gt=today))
