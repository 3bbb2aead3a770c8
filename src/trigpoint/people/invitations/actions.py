"""What can be done with one invitation. Each is one transaction and one event. Many at once: `bulk`."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.urls import reverse

from trigpoint.people.actions import appoint
from trigpoint.people.adapter import mail_is_on
from trigpoint.people.errors import PeopleError
from trigpoint.people.invitations import events, rules
from trigpoint.people.invitations.errors import AnotherAddressError, InvitationError
from trigpoint.people.invitations.models import Invitation
from trigpoint.people.invitations.schools import closed
from trigpoint.people.models import Appointment, Person, canonical
from trigpoint.people.queries import name_of, organisation_row
from trigpoint.people.roles import Role
from trigpoint.platform import mail
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.pages import written
from trigpoint.platform.tokens import digest

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from trigpoint.people.invitations.models import Batch
    from trigpoint.people.rows import AppointmentRow, OrganisationRow

DAYS = 14
LASTS = timedelta(days=DAYS)
"""How long a link works: two weeks bring most people past a half-term."""
SIGNER = Signer(salt="trigpoint.people.invitation")
CUT = "This link is not whole. Open it from the message again, or copy all of it."
GONE = "This link opens nothing. A newer one was sent, or the invitation was taken back. Ask who invited you."
OPEN = Q(taken=None, withdrawn=None)


@dataclass(frozen=True, slots=True)
class Inviter:
    """Who invites: her key, the role that she works as, and where this copy is reached, as `https://senco.example`."""

    key: str
    name: str
    held: AppointmentRow
    site: str


@dataclass(frozen=True, slots=True)
class Made:
    """An invitation that was made. `link` is its address, never kept; `sent` tells whether a message carries it."""

    id: int
    link: str
    sent: bool


def invite(
    *, email: str, name: str, role: Role, organisation: OrganisationRow | None, inviter: Inviter, now: datetime
) -> Made:
    """Invite somebody, and return the link. It works once, for 14 days; the message goes out if mail is on.

    Raises InvitationError where the inviter may not, the school is closed, or the person has the role or an invitation
    already.
    """
    why = rules.refusal(inviter.held, role, organisation) or closed(organisation, day_of(now))
    if why:
        raise InvitationError(why)
    try:
        with transaction.atomic():
            return make(email=email, name=name, role=role, at=organisation, inviter=inviter, batch=None, now=now)
    except IntegrityError:
        raise InvitationError(f"{canonical(email)} has an invitation to this role already.") from None


def make(
    *,
    email: str,
    name: str,
    role: Role,
    at: OrganisationRow | None,
    inviter: Inviter,
    batch: Batch | None,
    now: datetime,
) -> Made:
    """Make one invitation in the transaction that is open; what `invite` checks by rule is checked already."""
    address, where = canonical(email), at.id if at else None
    open_now = Invitation.objects.filter(OPEN, email=address, role=role, organisation=where)
    there = open_now.first()
    if there is not None and now < there.until:
        day = written(there.until.astimezone(ENGLAND).date())
        raise InvitationError(f"{address} has an invitation to this role already, until {day}.")
    if there is not None:
        open_now.update(withdrawn=now)
    if where is not None and holds(day_of(now)).filter(person__email=address, role=role, organisation=where).exists():
        raise InvitationError(f"{address} holds this role already.")
    secret = secrets.token_urlsafe(32)
    row = Invitation.objects.create(
        digest=digest(secret),
        email=address,
        name=name,
        role=role,
        organisation_id=where,
        by=inviter.key,
        given_as_id=inviter.held.id,
        batch=batch,
        made=now,
        until=now + LASTS,
    )
    data = {"invitation": row.pk, "role": role.value, "organisation": where, "until": row.until}
    emit(name=events.MADE, actor=inviter.key, subject=subject(row.pk), at=now, data=data)
    return _linked(row, secret, at, inviter, now)


def link_again(*, invitation: int, inviter: Inviter, at: OrganisationRow | None, now: datetime) -> Made:
    """Replace the link of an open invitation and return the new one; the old one opens nothing from now on.

    The 14 days begin anew. Raises InvitationError where it was taken or taken back.
    """
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        row = Invitation.objects.select_for_update().filter(OPEN, pk=invitation).first()
        if row is None:
            raise InvitationError("This invitation was taken, or taken back. Invite again.")
        row.digest, row.until = digest(secret), now + LASTS
        row.by, row.given_as_id = inviter.key, inviter.held.id
        row.save(update_fields=["digest", "until", "by", "given_as"])
        data = {"invitation": row.pk, "until": row.until}
        emit(name=events.LINKED, actor=inviter.key, subject=subject(row.pk), at=now, data=data)
        return _linked(row, secret, at, inviter, now)


def withdraw(*, invitation: int, actor: str | None, now: datetime) -> None:
    """Take an invitation back. Raises InvitationError where it was taken, or taken back, already."""
    with transaction.atomic():
        if not Invitation.objects.filter(OPEN, pk=invitation).update(withdrawn=now):
            raise InvitationError("This invitation was taken, or taken back, already.")
        emit(name=events.WITHDRAWN, actor=actor, subject=subject(invitation), at=now, data={"invitation": invitation})


def look(token: str) -> Invitation:
    """Return the invitation that a link opens, however it stands. Raises InvitationError. One query."""
    try:
        secret = SIGNER.unsign(token)
    except BadSignature:
        raise InvitationError(CUT) from None
    row = Invitation.objects.select_related("organisation", "given_as").filter(digest=digest(secret)).first()
    if row is None:
        raise InvitationError(GONE)
    return row


def why_not(row: Invitation, now: datetime) -> str:
    """Say why an invitation cannot be taken, and what to do; nothing where it can. Four queries at most."""
    who = "who invited you"
    if row.taken is not None:
        return "This invitation has been taken. Its link works once. If it was not you who took it, tell " + who + "."
    if row.withdrawn is not None:
        return GONE
    if now >= row.until:
        day = written(row.until.astimezone(ENGLAND).date())
        return f"This invitation ran out on {day}. Ask {name_of(row.by)} for a new one: it takes a minute."
    if not holds(day_of(now)).filter(pk=row.given_as_id).exists():
        return "Who invited you no longer holds the role to do so. Ask the organisation for a new invitation."
    return closed(organisation_row(row.organisation) if row.organisation else None, day_of(now))


def take(*, token: str, person: str, with_another_address: bool, now: datetime) -> str:
    """Take an invitation: give the role from today on, and return it in words.

    Raises AnotherAddressError where it was meant for another address and that is not confirmed, InvitationError where
    it cannot be taken.
    """
    with transaction.atomic():
        row = look(token)
        refused = why_not(row, now)
        if refused:
            raise InvitationError(refused)
        who = Person.objects.get(key=person)
        if who.email != row.email and not with_another_address:
            raise AnotherAddressError(
                f"Select that you take it with this account, or sign in with the account of {row.email}"
            )
        if not Invitation.objects.filter(OPEN, pk=row.pk).update(taken=now, taken_by=person):  # of two at once, one
            raise InvitationError(GONE)
        role, at = Role(row.role), organisation_row(row.organisation) if row.organisation else None
        given = _give(who, role, at, actor=row.by, now=now)
        data = {"invitation": row.pk, "appointment": given, "another_address": who.email != row.email}
        emit(name=events.TAKEN, actor=person, subject=subject(row.pk), at=now, data=data)
    return f"{role.label}, {at.name}" if at else str(role.label)


def _give(who: Person, role: Role, at: OrganisationRow | None, *, actor: str, now: datetime) -> int | None:
    """Give the role, unless she holds it already, or needs none: a candidate without an organisation."""
    where = at.id if at else None
    there = holds(day_of(now)).filter(person=who, role=role, organisation=where).values_list("pk", flat=True).first()
    if there is not None or (role is Role.CANDIDATE and at is None):
        return there
    try:
        return appoint(person=who.key, role=role, organisation=where, since=day_of(now), actor=actor, now=now)
    except PeopleError as error:
        raise InvitationError(str(error)) from None


def _linked(row: Invitation, secret: str, at: OrganisationRow | None, inviter: Inviter, now: datetime) -> Made:
    link = inviter.site.rstrip("/") + reverse("people:invitation", args=[SIGNER.sign(secret)])
    sent = mail_is_on()
    if sent:
        role = str(Role(row.role).label)
        what = f"{role}, {at.name}" if at else role
        day = written(row.until.astimezone(ENGLAND).date())
        lines = (
            f"{inviter.name} ({inviter.held.words}) invites you to Trigpoint as: {what}.",
            f"Look at the invitation: {link}",
            f"The link works once, until {day}. Opening it changes nothing: you are asked first.",
            "It is meant for you alone. If you do not know why you were asked, do nothing.",
        )
        mail.send(to=row.email, subject="You are invited to Trigpoint", lines=lines, now=now)
    return Made(row.pk, link, sent)


def subject(invitation: int) -> str:
    """Return how events name an invitation: never by the address of whom it is for."""
    return f"invitation-{invitation}"


def holds(today: date) -> QuerySet[Appointment]:
    """Return the appointments of a day, of people whose account is open."""
    return Appointment.objects.filter(Q(until=None) | Q(until__gt=today), since__lte=today, person__is_active=True)


def day_of(now: datetime) -> date:
    """Return the day in England."""
    return now.astimezone(ENGLAND).date()
