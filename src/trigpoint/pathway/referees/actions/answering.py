"""Answering: who answers, one answer at a time, then all of them sent."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.kernel import Basis
from trigpoint.pathway.events import REFERENCE_ANSWERED, REFERENCE_BEGUN, REFERENCE_DISPUTED, REFERENCE_SAVED
from trigpoint.pathway.referees import mails
from trigpoint.pathway.referees.actions.mailing import link_of
from trigpoint.pathway.referees.errors import (
    ChangedMeanwhileError,
    LinkError,
    NoLongerOpenError,
    OwnRequestError,
    ReferenceRefusedError,
)
from trigpoint.pathway.referees.models import Reference, ReferenceAnswer
from trigpoint.pathway.referees.queries import by_token, saved_to
from trigpoint.pathway.referees.rows import same_name
from trigpoint.pathway.referees.tokens import opened
from trigpoint.pathway.referees.words import MOST_SAVES, Said, State
from trigpoint.people.queries import name_of
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send as send_mail
from trigpoint.record.actions import amend

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.pathway.referees.queries import Asked
    from trigpoint.pathway.referees.rows import ClaimRow, ReferenceRow

CLOSED = "This link has been used, or its time is over. Open it again to see what became of it."


def begin(*, token: str, visitor: str, name: str, post: str, place: str, now: datetime) -> None:
    """Keep who answers. `visitor` is the key of whoever is signed in, or empty.

    Raises LinkError, NoLongerOpenError, and OwnRequestError for the person whose entries they are.
    """
    with transaction.atomic():
        reference = _open(token, visitor, now).reference
        if same_name(name) == same_name(name_of(reference.subject)):
            raise OwnRequestError
        Reference.objects.filter(key=reference.key).update(
            said_name=name, said_post=post, said_place=place, said_at=now
        )
        data = {"reference": reference.key, "another": same_name(name) != same_name(reference.name)}
        emit(name=REFERENCE_BEGUN, actor=reference.key, subject=reference.subject, at=now, data=data)


def save(*, token: str, visitor: str, place: int, said: Said, words: str, digest: str, now: datetime) -> None:
    """Keep the answer to one claim. The same answer again is kept once.

    `digest` is of the words that the referee read. Raises LinkError, NoLongerOpenError, ChangedMeanwhileError where
    the entry says something else by now, and ReferenceRefusedError.
    """
    with transaction.atomic():
        asked = _open(token, visitor, now)
        reference, claim = asked.reference, asked.at(place)
        if claim is None:
            raise LinkError
        if reference.said_at is None:
            raise ReferenceRefusedError("Say first who you are.")
        if claim.claim is None or claim.claim.digest != digest:
            raise ChangedMeanwhileError((place,))
        if claim.fits is not None and (claim.fits.said, claim.fits.words) == (said, words):
            return
        if saved_to(reference.key) >= MOST_SAVES:
            raise ReferenceRefusedError("These answers were changed too often. Send them as they are, or leave them.")
        ReferenceAnswer(reference=reference.key, place=place, said=said, digest=digest, words=words, at=now).save()
        data = {"reference": reference.key, "claim": place, "said": said.value}
        emit(name=REFERENCE_SAVED, actor=reference.key, subject=reference.subject, at=now, data=data)


def send(*, token: str, visitor: str, site: str, now: datetime, by_mail: bool) -> None:
    """Send all answers: what is confirmed is entered as verified beside what the person declared.

    Each confirmed entry is corrected by one that says the same and is verified, so that hours count once and the old
    entry can still be read. Raises LinkError, NoLongerOpenError, and ChangedMeanwhileError with the claims that have
    no answer to their present words: then nothing is sent.
    """
    with transaction.atomic():
        asked = _open(token, visitor, now)
        reference = asked.reference
        if reference.said_at is None:
            raise ReferenceRefusedError("Say first who you are.")
        still_open = tuple(claim.place for claim in asked.claims if claim.is_open)
        if still_open:
            raise ChangedMeanwhileError(still_open)
        if not asked.to_answer:
            raise NoLongerOpenError("Every entry was taken back meanwhile, so there is nothing left to send.")
        answers = {claim.place: claim.fits for claim in asked.to_answer if claim.fits is not None}
        confirmed = [claim for claim in asked.to_answer if answers[claim.place].said is Said.YES]
        made = [entry for claim in confirmed for entry in _verify(claim, reference.key, reference.subject, now)]
        Reference.objects.filter(key=reference.key).update(state=State.ANSWERED, ended_at=now, confirmed=len(confirmed))
        data = {
            "reference": reference.key,
            "said": [f"{place}:{answer.said.value}" for place, answer in answers.items()],
            "entries": made,
        }
        emit(name=REFERENCE_ANSWERED, actor=reference.key, subject=reference.subject, at=now, data=data)
        if by_mail:
            _tell_who_was_asked(reference.key, site, now)


def dispute(*, token: str, now: datetime) -> None:
    """Take back what an answered link confirmed, for the one who was asked and did not answer.

    What was verified through it is declared again, by a correction. Raises LinkError, NoLongerOpenError.
    """
    with transaction.atomic():
        asked = _locked(token, now)
        reference = asked.reference
        if reference.state is not State.ANSWERED:
            raise NoLongerOpenError("Nothing was answered through this link, so there is nothing to take back.")
        back = [entry for claim in asked.to_answer for entry in _declare_again(claim, reference, now)]
        Reference.objects.filter(key=reference.key).update(state=State.DISPUTED, confirmed=0)
        data = {"reference": reference.key, "entries": back}
        emit(name=REFERENCE_DISPUTED, actor=reference.key, subject=reference.subject, at=now, data=data)


def _locked(token: str, now: datetime) -> Asked:
    """Return the request behind a link, its row locked first, so that what is read of it stays so. Raises LinkError."""
    said = opened(token)
    if said is not None:
        Reference.objects.select_for_update().filter(key=said.key).first()
    asked = by_token(token, now)
    if asked is None:
        raise LinkError
    return asked


def _open(token: str, visitor: str, now: datetime) -> Asked:
    """Return the open request behind a link. Raises LinkError, NoLongerOpenError, OwnRequestError."""
    asked = _locked(token, now)
    if visitor == asked.reference.subject:
        raise OwnRequestError
    if not asked.reference.is_open:
        raise NoLongerOpenError(CLOSED)
    return asked


def _verify(claim: ClaimRow, actor: str, subject: str, now: datetime) -> tuple[str, ...]:
    """Enter what a claim says as verified, in the place of what was declared; nothing where it was verified before."""
    assert claim.claim is not None
    corrections = {
        row.id: replace(row.fact, basis=Basis.VERIFIED, source=row.made_from)
        for row in claim.claim.rows
        if row.fact is not None and row.fact.basis is Basis.DECLARED
    }
    return amend(actor=actor, subject=subject, corrections=corrections, now=now, note=claim.claim.note)


def _declare_again(claim: ClaimRow, reference: ReferenceRow, now: datetime) -> tuple[str, ...]:
    """Enter what was verified through a request as declared, where that still stands."""
    assert claim.claim is not None
    corrections = {
        row.id: replace(row.fact, basis=Basis.DECLARED, source=row.made_from)
        for row in claim.claim.rows
        if row.actor == reference.key and row.fact is not None and row.fact.basis is Basis.VERIFIED
    }
    return amend(
        actor=reference.key, subject=reference.subject, corrections=corrections, now=now, note=claim.claim.note
    )


def _tell_who_was_asked(key: str, site: str, now: datetime) -> None:
    row = Reference.objects.get(key=key)
    by = ", ".join(part for part in (row.said_name, row.said_post, row.said_place) if part)
    lines = mails.receipt(asker=name_of(row.subject), referee=row.name, by=by, link=link_of(row, site))
    send_mail(to=row.email, subject=mails.ANSWERED, lines=lines, now=now)
