"""What pages and other rooms may ask of invitations. Each says how many queries it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from trigpoint.people import queries as people
from trigpoint.people.invitations.models import Batch, BatchRow, Invitation
from trigpoint.people.invitations.rows import InvitationRow, State
from trigpoint.people.queries import organisation_row
from trigpoint.people.roles import Role

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import QuerySet

    from trigpoint.people.rows import AppointmentRow

ON_A_PAGE = 50


def invitations(
    held: AppointmentRow, now: datetime, *, before: int | None = None, only_open: bool = False
) -> tuple[InvitationRow, ...]:
    """Return the invitations that somebody may see in a role, the newest first: one more than a page. Two queries.

    Without an organisation, all of them; else those to her organisation.
    """
    found = visible(held)
    if before is not None:
        found = found.filter(pk__lt=before)
    if only_open:
        found = found.filter(taken=None, withdrawn=None, until__gt=now)
    return _rows(found.order_by("-id")[: ON_A_PAGE + 1], now)


def invitation(held: AppointmentRow, number: int, now: datetime) -> InvitationRow | None:
    """Return an invitation that somebody may see in a role, or None. Two queries."""
    return next(iter(_rows(visible(held).filter(pk=number), now)), None)


def open_count(held: AppointmentRow, now: datetime) -> int:
    """Return how many invitations wait for an answer. One query."""
    return visible(held).filter(taken=None, withdrawn=None, until__gt=now).count()


def visible(held: AppointmentRow) -> QuerySet[Invitation]:
    """Return the invitations that somebody may see in a role."""
    return Invitation.objects.filter(_where(held))


def batches(held: AppointmentRow) -> tuple[Batch, ...]:
    """Return the newest files of a role's organisation, ten at most. One query."""
    return tuple(Batch.objects.filter(_where(held)).select_related("organisation").order_by("-id")[:10])


def batch(held: AppointmentRow, number: int) -> Batch | None:
    """Return a file that somebody may see in a role, or None. One query."""
    return Batch.objects.filter(_where(held), pk=number).select_related("organisation").first()


def rows_of(number: int, *outcomes: str, most: int | None = None) -> tuple[BatchRow, ...]:
    """Return the rows of a file, in its order, those of some outcomes alone if that is asked. One query."""
    found = BatchRow.objects.filter(batch=number).select_related("organisation", "invitation").order_by("number")
    if outcomes:
        found = found.filter(outcome__in=outcomes)
    return tuple(found[:most])


def _where(held: AppointmentRow) -> Q:
    return Q() if held.organisation is None else Q(organisation=held.organisation.id)


def _rows(found: QuerySet[Invitation], now: datetime) -> tuple[InvitationRow, ...]:
    rows = list(found.select_related("organisation"))
    names = people.names_of({key for row in rows for key in (row.by, row.taken_by) if key}) if rows else {}
    return tuple(row_of(row, names, now) for row in rows)


def row_of(found: Invitation, names: dict[str, str], now: datetime) -> InvitationRow:
    """Return an invitation as a row, with the names of who invited and who took it."""
    return InvitationRow(
        id=found.pk,
        email=found.email,
        name=found.name,
        role=Role(found.role),
        organisation=organisation_row(found.organisation) if found.organisation else None,
        by=found.by,
        by_name=names.get(found.by, ""),
        made=found.made,
        until=found.until,
        taken=found.taken,
        taken_by=found.taken_by,
        taken_by_name=names.get(found.taken_by, ""),
        withdrawn=found.withdrawn,
        state=state_of(found, now),
    )


def state_of(found: Invitation, now: datetime) -> State:
    """Return how an invitation stands at a moment."""
    if found.taken is not None:
        return State.TAKEN
    if found.withdrawn is not None:
        return State.WITHDRAWN
    return State.EXPIRED if now >= found.until else State.OPEN
