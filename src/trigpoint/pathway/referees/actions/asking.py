"""Asking somebody to confirm entries, and making a new link."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from trigpoint.content.library import installed_library
from trigpoint.pathway.events import REFERENCE_ASKED, REFERENCE_LINKED
from trigpoint.pathway.referees.actions.ending import expire_due
from trigpoint.pathway.referees.claims import claims_of
from trigpoint.pathway.referees.errors import LimitReachedError, NoLongerOpenError, ReferenceRefusedError
from trigpoint.pathway.referees.models import Reference, ReferenceClaim
from trigpoint.pathway.referees.queries import places_left, waiting_at
from trigpoint.pathway.referees.rows import same_name
from trigpoint.pathway.referees.times import when_to_ask, when_to_remind
from trigpoint.pathway.referees.tokens import token_of
from trigpoint.pathway.referees.words import MOST_CLAIMS, OPEN_FOR, Relation, State
from trigpoint.people.queries import person
from trigpoint.platform.events import emit
from trigpoint.platform.tokens import digest
from trigpoint.platform.work import enqueue
from trigpoint.record.queries import entries_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trigpoint.pathway.referees.claims import Claim

MAIL, REMIND = "pathway.mail-referee", "pathway.remind-referee"
"""The tasks that send the two mails."""


def ask(
    *,
    subject: str,
    name: str,
    email: str,
    relation: Relation,
    claims: Mapping[str, str],
    site: str,
    now: datetime,
    by_mail: bool,
) -> str:
    """Ask somebody to confirm claims of a person's timeline, and return the key of the request.

    `claims` gives for the leading entry of each claim the digest of what the page showed, so that nobody is asked
    about words that the person did not see. `site` is where the link leads, such as `https://trigpoint.example`.
    Raises ReferenceRefusedError, LimitReachedError.
    """
    address = canonical(email)
    refuse_herself(subject, name, address)
    key = f"r_{secrets.token_hex(16)}"
    ends = (now + OPEN_FOR).replace(microsecond=0)
    expire_due(now, subject)  # so that the address of a request that ran out can be asked again
    with transaction.atomic():
        if not places_left(subject, now):
            raise LimitReachedError(LIMIT)
        if waiting_at(subject, address, now):
            raise ReferenceRefusedError(f"{name} has a request from you already. Wait for it, or withdraw it first.")
        chosen = _chosen(subject, claims)
        due = when_to_ask(now) if by_mail else None
        row = Reference.objects.create(
            key=key,
            subject=subject,
            name=name,
            email=address,
            relation=relation,
            token=digest(token_of(key, 1, ends)),
            asked_at=now,
            ends=ends,
            mail_due=due,
        )
        ReferenceClaim.objects.bulk_create(
            ReferenceClaim(reference=row, place=place, entries=list(claim.entries), digest=claim.digest)
            for place, claim in enumerate(chosen, 1)
        )
        if due is not None:
            payload = {"reference": key, "site": site}
            enqueue(MAIL, payload, now=now, due=due, key=f"{key} ask")
            if remind := when_to_remind(due, ends):
                enqueue(REMIND, payload, now=now, due=remind, key=f"{key} remind")
        data = {
            "reference": key,
            "relation": relation.value,
            "entries": [entry for claim in chosen for entry in claim.entries],
            "ends": ends,
        }
        emit(name=REFERENCE_ASKED, actor=subject, subject=subject, at=now, data=data)
    return key


def new_link(*, subject: str, key: str, now: datetime) -> None:
    """Replace the link of an open request: the old one opens nothing any more. Raises NoLongerOpenError."""
    with transaction.atomic():
        row = Reference.objects.select_for_update().filter(subject=subject, key=key).first()
        if row is None or row.state != State.WAITING or row.ends <= now:
            raise NoLongerOpenError("This request is no longer open. Ask again to get a new link.")
        token = token_of(key, row.turn + 1, row.ends)
        Reference.objects.filter(pk=row.pk).update(turn=F("turn") + 1, token=digest(token))
        data = {"reference": key, "turn": row.turn + 1}
        emit(name=REFERENCE_LINKED, actor=subject, subject=subject, at=now, data=data)


LIMIT = (
    "You have asked as many people as we let anyone ask at once. Wait for an answer, withdraw a request, or come back "
    "tomorrow."
)


def canonical(email: str) -> str:
    """Return the one spelling in which an address is kept."""
    return email.strip().lower()


def mailbox(email: str) -> str:
    """Return the mailbox behind an address: what stands after a plus sign names no other one.

    >>> mailbox("Asha+work@School.example")
    'asha@school.example'
    """
    local, _, domain = canonical(email).rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def refuse_herself(subject: str, name: str, email: str) -> None:
    """Raise ReferenceRefusedError where the person names herself as the referee. One query."""
    herself = person(subject)
    if herself is None:
        raise ReferenceRefusedError("Sign in again to ask somebody.")
    if herself.email and mailbox(email) == mailbox(herself.email):
        raise ReferenceRefusedError("That is your own address. Enter the work address of somebody else.")
    if same_name(name) == same_name(herself.name):
        raise ReferenceRefusedError("That is your own name. Enter the name of somebody else who knows.")


def _chosen(subject: str, claims: Mapping[str, str]) -> tuple[Claim, ...]:
    if not 1 <= len(claims) <= MOST_CLAIMS:
        raise ReferenceRefusedError(f"Choose between 1 and {MOST_CLAIMS} entries to ask about.")
    now = {claim.entries[0]: claim for claim in claims_of(entries_of(subject), installed_library().vocabulary)}
    if any(now[entry].digest != digest if entry in now else True for entry, digest in claims.items()):
        raise ReferenceRefusedError("An entry changed while this page was open. Look at what it says now, then send.")
    return tuple(claim for entry, claim in now.items() if entry in claims)
