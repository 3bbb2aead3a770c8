"""What a holder asks of others: her award under another name, and the word of a parent carer forum."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from trigpoint.credentials import building, events, issuer
from trigpoint.credentials.actions.issuing import Ready, newest, reissue, reserve, sealed, write
from trigpoint.credentials.errors import CredentialError
from trigpoint.credentials.lists import us
from trigpoint.credentials.models import EndorsementAsk, NameAsk, credential_key
from trigpoint.credentials.standing import holder
from trigpoint.credentials.words import Answer, Kind
from trigpoint.people import queries as people
from trigpoint.people.roles import OrganisationKind
from trigpoint.platform import mail
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime

ANSWERED = "This request was answered already."


def ask_name(*, owner: str, name: str, now: datetime) -> str:
    """Ask for an award under another name; return the key of the request. Raises CredentialError."""
    row = newest(owner)
    if name == row.name:
        raise CredentialError("Your award carries this name already.")
    try:
        with transaction.atomic():
            asked = NameAsk.objects.create(owner=owner, name=name, asked_at=now)
            emit(name=events.NAME_ASKED, actor=owner, subject=owner, at=now, data={"request": asked.key})
    except IntegrityError:
        raise CredentialError("You have asked already. The registrar has not answered yet.") from None
    return asked.key


def decide_name(*, request: str, agreed: bool, actor: str, now: datetime) -> None:
    """Agree to another name, once what shows the change was seen, and issue the award under it; or not."""
    asked = NameAsk.objects.filter(key=request, state=Answer.WAITING).first()
    if asked is None:
        raise CredentialError(ANSWERED)
    if asked.owner == actor:
        raise CredentialError("Somebody else has to look at your own name.")
    if agreed:
        reissue(owner=asked.owner, name=asked.name, actor=actor, now=now)
    with transaction.atomic():
        state = Answer.YES if agreed else Answer.NO
        found = NameAsk.objects.filter(key=request, state=Answer.WAITING)
        if not found.update(state=state, decided_by=actor, decided_at=now):
            raise CredentialError(ANSWERED)
        data = {"request": request, "agreed": agreed}
        emit(name=events.NAME_DECIDED, actor=actor, subject=asked.owner, at=now, data=data)
        said = "Your award now carries the name you asked for." if agreed else "The registrar could not agree the name."
        mail.send(to=asked.owner, subject="The name on your award", lines=[said, "See “My award”."], now=now)


def ask_forum(*, owner: str, forum: int, now: datetime) -> str:
    """Ask a parent carer forum for its word on an award; return the key of the request. Raises CredentialError."""
    newest(owner)
    found = people.organisation(forum)
    if found is None or found.kind is not OrganisationKind.FORUM:
        raise CredentialError("Choose a forum from the list.")
    try:
        with transaction.atomic():
            asked = EndorsementAsk.objects.create(owner=owner, forum=forum, asked_at=now)
            data = {"request": asked.key, "forum": forum}
            emit(name=events.ENDORSEMENT_ASKED, actor=owner, subject=owner, at=now, data=data)
    except IntegrityError:
        raise CredentialError("You have asked this forum already.") from None
    return asked.key


def answer_forum(*, request: str, words: str, agreed: bool, actor: str, forum: int, now: datetime) -> str:
    """Give a forum's word on an award as a credential of the forum's own, and return its key; or decline.

    Raises CredentialError. The forum's key is kept here for it, and the credential names the forum as its issuer.
    """
    asked = EndorsementAsk.objects.filter(key=request, forum=forum, state=Answer.WAITING).first()
    if asked is None:
        raise CredentialError(ANSWERED)
    if asked.owner == actor:
        raise CredentialError("Somebody else of your forum has to speak for your own award.")
    ready = endorsement(asked, words, now) if agreed else None
    with transaction.atomic():
        found = EndorsementAsk.objects.filter(key=request, state=Answer.WAITING)
        said = {"words": words, "decided_by": actor, "decided_at": now}
        state = Answer.YES if agreed else Answer.NO
        if not found.update(state=state, credential=ready.row.key if ready else "", **said):
            raise CredentialError(ANSWERED)
        if ready:
            write([ready], now=now, actor=actor)
        data = {"request": request, "agreed": agreed}
        emit(name=events.ENDORSEMENT_ANSWERED, actor=actor, subject=asked.owner, at=now, data=data)
        mail.send(to=asked.owner, subject="A forum has answered", lines=["See “My award”."], now=now)
    return ready.row.key if ready else ""


def endorsement(asked: EndorsementAsk, words: str, now: datetime) -> Ready:
    """Sign what a forum says of an award."""
    award, forum = newest(asked.owner), people.organisation(asked.forum)
    if forum is None or award.revoked_at or award.suspended_at:
        raise CredentialError("The award is suspended or revoked, so nothing is said of it now.")
    theirs = building.Issuer(issuer.forum_did(forum.id), forum.name, settings.ISSUER_URL)
    key, place = credential_key(), reserve(1)[0]
    urn = building.urn("credential", award.key)
    document = building.endorsement_document(key, urn, words, forum=theirs, host=us(), place=place, valid_from=now)
    signer = issuer.key_to_sign(now)
    signer = signer.named(f"{theirs.id}#{signer.method.rpartition('#')[2]}")
    found = holder(asked.owner, now.astimezone(ENGLAND).date())
    row = sealed(
        document,
        Kind.ENDORSEMENT,
        found,
        award.name,
        place,
        key=key,
        once=f"{asked.key} endorsed",
        now=now,
        signer=signer,
    )
    return Ready(row)
