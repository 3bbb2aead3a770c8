"""Issuing: what is signed is prepared outside a transaction, since signing takes time, and written in a short one."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from trigpoint.credentials import building, issuer, places, signing
from trigpoint.credentials.errors import CredentialError
from trigpoint.credentials.events import ISSUED
from trigpoint.credentials.lists import us
from trigpoint.credentials.models import Credential, StatusChange, credential_key
from trigpoint.credentials.standing import Holder, holder
from trigpoint.credentials.tasks_named import publish_soon
from trigpoint.credentials.words import MOST_NAME, Change, Kind, Purpose
from trigpoint.people import queries as people
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

NO_NAME = "Your account has no name. Give the name that your award is to carry, and ask again."
HELD = "A credential of this award is suspended or revoked, so no newer one is issued. Ask the registrar."
NOT_YET = (
    "The record does not carry a newer credential yet. My standing says what is missing: the law kept up to date, and "
    "after a year the three yearly records."
)


@dataclass(frozen=True, slots=True)
class Ready:
    """A credential that is signed and not yet written. `replaces` is the key of the one whose place it takes."""

    row: Credential
    replaces: str = ""


def issue(*, owner: str, now: datetime, actor: str | None = None) -> str:
    """Issue the award's credential to somebody of whom the record holds the award, once; return its key.

    Raises NoAwardError, CredentialError, IssuerError and CannotSignError.
    """
    found = holder(owner, now.astimezone(ENGLAND).date())
    once = f"{found.entry} first"
    there = Credential.objects.filter(once=once).first()
    if there is not None:
        return there.key
    reserved = reserve(1)
    row = prepare(found, name_for(owner), reserved[0], once=once, now=now)
    with transaction.atomic():
        write([Ready(row)], now=now, actor=actor)
    return row.key


def reserve(many: int) -> list[building.Place]:
    """Take places in the lists, in a transaction of its own: a place that is never used harms nobody."""
    with transaction.atomic():
        return places.take(many)


def name_for(owner: str) -> str:
    """Return the name that a first credential carries: that of the account. Raises CredentialError."""
    found = people.person(owner)
    if found is None or not found.name:
        raise CredentialError(NO_NAME)
    return found.name[:MOST_NAME]


def prepare(found: Holder, name: str, place: building.Place, *, once: str, now: datetime) -> Credential:
    """Sign the credential of an award, and return it as a row that is not written yet."""
    key = credential_key()
    award = building.Award(
        key=key,
        name=name,
        given_on=found.given_on,
        route=found.route,
        law_covered=found.law_covered,
        valid_from=now,
        valid_until=found.valid_until,
    )
    document = building.award_document(award, found.scheme, us(), place)
    return sealed(document, Kind.AWARD, found, name, place, key=key, once=once, now=now)


def sealed(  # what is signed, and where it belongs
    document: dict[str, Any], kind: Kind, found: Holder, name: str, place: building.Place, *,
    key: str, once: str, now: datetime, signer: signing.SigningKey | None = None,
) -> Credential:  # fmt: skip
    """Sign a document in both forms, and return it as a row that is not written yet."""
    signer = signer or issuer.key_to_sign(now)
    text = json.dumps(signing.sign(document, signer, at=now), ensure_ascii=False)
    return Credential(
        key=key,
        once=once,
        kind=kind,
        owner=found.key,
        entry=found.entry,
        name=name,
        text=text,
        token=signing.sign_jwt(document, signer),
        digest=digest_of(text),
        signed_with=signer.method.rpartition("#")[2],
        list=place.list,
        number=place.number,
        version=found.scheme.version,
        law_to=found.law_covered,
        issued_at=now,
        valid_until=found.valid_until,
    )


def digest_of(text: str) -> str:
    """Return the digest by which a credential is found among those that were issued."""
    return hashlib.sha256(text.encode()).hexdigest()


def write(ready: Iterable[Ready], *, now: datetime, actor: str | None) -> None:
    """Write credentials that were prepared, in the transaction that is open; IntegrityError for one issued already."""
    rows = list(ready)
    Credential.objects.bulk_create([one.row for one in rows])
    StatusChange.objects.bulk_create(
        StatusChange(credential=one.row.key, kind=Change.ISSUED, by=actor or "", at=now) for one in rows
    )
    for one in rows:
        data = {"credential": one.row.key, "kind": one.row.kind, "replaces": one.replaces or None}
        emit(name=ISSUED, actor=actor, subject=one.row.owner, at=now, data=data)
    replace([one for one in rows if one.replaces], now=now)


def replace(rows: Sequence[Ready], *, now: datetime) -> None:
    """Mark the credentials that newer ones take the place of: whoever checks an old one is told of it."""
    for one in rows:
        found = Credential.objects.filter(key=one.replaces, replaced_by="")
        if not found.update(replaced_by=one.row.key):
            raise CredentialError("A newer credential was issued meanwhile. Look at it first.")
        Credential.objects.filter(key=one.replaces, due_at=None).update(due_at=now)
        StatusChange.objects.create(credential=one.replaces, kind=Change.REPLACED, at=now)
        old = Credential.objects.get(key=one.replaces)
        publish_soon([(old.list, Purpose.REFRESH)], now=now)


def newest(owner: str) -> Credential:
    """Return the credential of somebody's award that none has replaced. Raises CredentialError."""
    row = Credential.objects.filter(owner=owner, kind=Kind.AWARD, replaced_by="").first()
    if row is None:
        raise CredentialError("There is no credential of an award in this name yet.")
    return row


def renew(*, owner: str, now: datetime) -> str:
    """Issue a newer credential from the record as it stands today; return its key. Raises CredentialError."""
    today = now.astimezone(ENGLAND).date()
    old, found = newest(owner), holder(owner, today)
    if not found.can_renew(old.issued_at.astimezone(ENGLAND).date(), today):
        raise CredentialError(NOT_YET)
    return _again(old, found, old.name, f"{found.entry} renewed {today}", now=now, actor=owner)


def reissue(*, owner: str, name: str, actor: str | None, now: datetime) -> str:
    """Issue the award's credential again, under another name; return its key. Raises CredentialError."""
    old = newest(owner)
    found = holder(owner, now.astimezone(ENGLAND).date())
    return _again(old, found, name, f"{old.key} again", now=now, actor=actor)


def _again(old: Credential, found: Holder, name: str, once: str, *, now: datetime, actor: str | None) -> str:
    if old.revoked_at or old.suspended_at:
        raise CredentialError(HELD)
    there = Credential.objects.filter(once=once).first()
    if there is not None:
        return there.key
    row = prepare(found, name, reserve(1)[0], once=once, now=now)
    with transaction.atomic():
        write([Ready(row, old.key)], now=now, actor=actor)
    return row.key


def record_for(*, owner: str, now: datetime) -> str:
    """Issue the comprehensive record of what somebody achieved, as it stands today; return its key.

    Takes a signature for each outcome, so a worker does it. Raises CredentialError.
    """
    today = now.astimezone(ENGLAND).date()
    award, found = newest(owner), holder(owner, today)
    if award.revoked_at or award.suspended_at:
        raise CredentialError(HELD)
    if not found.achieved:
        raise CredentialError("The record tells of no outcome that was assessed or verified.")
    once = f"{award.key} record {today}"
    there = Credential.objects.filter(once=once).first()
    if there is not None:
        return there.key
    signer, key, place = issuer.key_to_sign(now), credential_key(), reserve(1)[0]
    members = [
        signing.sign(
            building.outcome_document(key, award.name, one, us(), valid_from=now, version=found.scheme.version),
            signer,
            at=now,
        )
        for one in found.achieved
    ]
    document = building.record_document(
        key,
        members,
        scheme=found.scheme,
        issuer=us(),
        place=place,
        valid_from=now,
        valid_until=found.valid_until,
    )
    row = sealed(document, Kind.RECORD, found, award.name, place, key=key, once=once, now=now)
    with transaction.atomic():
        write([Ready(row)], now=now, actor=owner)
    return row.key
