"""What other rooms and pages may ask about consents, views and erasures. Each says how many queries it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from trigpoint.people import queries as people
from trigpoint.people.data.models import Consent, ErasureRequest, Seen
from trigpoint.people.data.purposes import ITEMS, PURPOSE_OF, SHOWN
from trigpoint.people.models import Appointment, Organisation
from trigpoint.people.queries import organisation_row
from trigpoint.people.roles import OrganisationKind, Role

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from trigpoint.people.rows import OrganisationRow

SHOWN_TO = (OrganisationKind.SCHOOL, OrganisationKind.TRUST, OrganisationKind.PROVIDER)
"""The kinds of organisation whose people may be shown something by consent."""
MOST_FOUND = 15
"""Organisations that a search shows; more are asked to be told apart by a longer name."""


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent as its page shows it. `to` is a name, or a role and where; `title` completes *They see …*."""

    id: int
    item: str
    title: str
    purpose: str
    to: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class SeenRow:
    """That somebody was shown something: *Hugo Vale, Head teacher, Hill Top Primary, saw your progress*."""

    name: str
    role: str
    where: str
    what: str
    day: date


def allowed(*, viewer: str, subject: str, item: str, today: date) -> bool:
    """Tell whether a person lets another see an item of hers today: herself always, others as she agreed. One query."""
    if viewer == subject:
        return True
    return consents_to(viewer, today).filter(subject=subject, item=item).exists()


def items_shown(*, viewer: str, subject: str, today: date) -> frozenset[str]:
    """Return the items that somebody lets one other person see today, by name or by a role she holds. One query."""
    return frozenset(consents_to(viewer, today).filter(subject=subject).values_list("item", flat=True))


def shown_to(*, viewer: str, item: str, today: date) -> tuple[str, ...]:
    """Return the keys of those who let a person see an item today, sorted. One query."""
    return tuple(sorted(set(consents_to(viewer, today).filter(item=item).values_list("subject", flat=True))))


def shared_with(viewer: str, *, role: Role, organisation: int) -> dict[str, tuple[str, ...]]:
    """Return who lets somebody see something, by key, each with the items in their order. One query.

    By name, or by this role at this organisation, which whoever asks has seen to it that the viewer holds today.
    """
    to = Q(to_person=viewer) | Q(to_role=role, to_organisation_id=organisation)
    found: dict[str, set[str]] = {}
    for subject, item in Consent.objects.filter(to, withdrawn_at=None).values_list("subject", "item"):
        found.setdefault(subject, set()).add(item)
    return {subject: tuple(item for item in ITEMS if item in items) for subject, items in sorted(found.items())}


def consents_to(viewer: str, today: date) -> QuerySet[Consent]:
    """Return the consents that hold for a person today: by name, or by a role that she holds where it was given."""
    held = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=today),
        since__lte=today,
        person__key=viewer,
        person__is_active=True,
        role=OuterRef("to_role"),
        organisation=OuterRef("to_organisation"),
    )
    return Consent.objects.filter(Q(to_person=viewer) | Exists(held), withdrawn_at=None)


def consents_of(subject: str) -> tuple[ConsentRow, ...]:
    """Return what somebody agreed to, what still holds first, then the newest. Two queries at most."""
    found = Consent.objects.filter(subject=subject).select_related("to_organisation").order_by("-given_at", "-id")
    rows = sorted(found, key=lambda row: row.withdrawn_at is not None)
    keys = {row.to_person for row in rows if row.to_person}
    names = people.names_of(keys) if keys else {}
    return tuple(
        ConsentRow(
            row.pk,
            row.item,
            SHOWN.get(row.item, row.item),
            PURPOSE_OF[row.item].title if row.item in PURPOSE_OF else row.purpose,
            names.get(row.to_person) or _role_words(row),
            row.given_at,
            row.withdrawn_at,
        )
        for row in rows
    )


def agreed_items(subject: str, *, role: Role, organisation: int) -> frozenset[str]:
    """Return the items that somebody lets the holders of a role at an organisation see. One query."""
    found = Consent.objects.filter(
        subject=subject, to_role=role, to_organisation_id=organisation, withdrawn_at=None
    ).values_list("item", flat=True)
    return frozenset(found)


def views_of(subject: str) -> tuple[SeenRow, ...]:
    """Return who was shown what of somebody, the newest first. Two queries at most."""
    rows = list(Seen.objects.filter(subject=subject).order_by("-day", "-at", "-id"))
    names = people.names_of(row.viewer for row in rows) if rows else {}
    return tuple(
        SeenRow(names[row.viewer], str(Role(row.role).label), row.organisation, SHOWN.get(row.item, row.item), row.day)
        for row in rows
    )


def organisation(organisation_id: int) -> OrganisationRow | None:
    """Return an organisation that something can be shown to, or None. One query."""
    found = Organisation.objects.filter(pk=organisation_id, kind__in=SHOWN_TO).first()
    return None if found is None else organisation_row(found)


def find_organisations(words: str) -> tuple[OrganisationRow, ...]:
    """Return the organisations whose names hold these words, by name: one more than `MOST_FOUND` at most. One query."""
    found = Organisation.objects.filter(kind__in=SHOWN_TO)
    for word in words.split():
        found = found.filter(name__icontains=word)
    return tuple(organisation_row(row) for row in found[: MOST_FOUND + 1])


def is_being_erased(subject: str) -> bool:
    """Tell whether everything about somebody is being, or was, erased. One query."""
    return ErasureRequest.objects.filter(subject=subject).exists()


def _role_words(row: Consent) -> str:
    where = row.to_organisation.name if row.to_organisation else ""
    return f"{Role(row.to_role).label}, {where}"
