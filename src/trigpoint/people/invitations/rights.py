"""What this part of the room holds about people: who invited whom, to what, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from trigpoint.people.invitations.actions import OPEN
from trigpoint.people.invitations.models import Batch, BatchRow, Invitation
from trigpoint.people.models import Person
from trigpoint.people.roles import Role
from trigpoint.platform.holdings import Holding, Json, hold
from trigpoint.platform.retention import sweep

if TYPE_CHECKING:
    from datetime import datetime


def addressed_to(key: str) -> Q:
    """Return what is addressed to somebody: to the address of her account, or taken by her."""
    email = Person.objects.filter(key=key).exclude(email=None).values_list("email", flat=True).first()
    return Q(taken_by=key) | (Q(email=email) if email else Q(pk=None))


def invitations(key: str) -> Json:
    """Return the invitations to her, and those that she made without saying to whom."""
    to_her = Invitation.objects.filter(addressed_to(key)).select_related("organisation").order_by("made")
    by_her = Invitation.objects.filter(by=key).order_by("made").values_list("role", "made")
    own = [
        {
            "you were invited as": str(Role(row.role).label),
            "at": row.organisation.name if row.organisation else "",
            "made": row.made.isoformat(),
            "taken": row.taken.isoformat() if row.taken else "",
        }
        for row in to_her
    ]
    return own + [{"you invited somebody as": str(Role(role).label), "made": made.isoformat()} for role, made in by_her]


def forget_invitations(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove her address and name from every invitation and file; take back what she asked others and is open."""
    to_her = Invitation.objects.filter(addressed_to(key))
    numbers = list(to_her.values_list("pk", flat=True))
    emails = set(to_her.exclude(email="").values_list("email", flat=True))
    BatchRow.objects.filter(Q(invitation__in=numbers) | Q(email__in=emails)).update(email="", name="")
    Invitation.objects.filter(OPEN).filter(Q(pk__in=numbers) | Q(by=key)).update(withdrawn=now)
    Invitation.objects.filter(pk__in=numbers).update(email="", name="")


@sweep("people.invitations")
def old_invitations(before: datetime, *, dry: bool) -> int:
    """Count or remove invitations that ran out before a moment, with the files that they came in."""
    found = Invitation.objects.filter(until__lt=before)
    files = Batch.objects.filter(made__lt=before)
    if dry:
        return found.count() + files.count()
    files.delete()
    return found.delete()[0]


hold(
    Holding(
        name="people.invitations",
        title="Invitations",
        what="Who invited you, to which role, where and when, with the address and name they gave, and the answer.",
        why="So that a role goes to the person it was meant for, and who gave it can be seen.",
        seen_by="You, and those who invite people at the same organisation. An administrator of this copy.",
        goes="Your address and name. Invitations that you made and that nobody took are taken back.",
        stays="That somebody was invited to a role, when, and the random code of who took it, until it is a year old.",
        columns=(
            "people_invitations.Invitation.email",
            "people_invitations.Invitation.by",
            "people_invitations.Invitation.taken_by",
            "people_invitations.Batch.by",
            "people_invitations.BatchRow.email",
        ),
        held_about=invitations,
        forget=forget_invitations,
    )
)
