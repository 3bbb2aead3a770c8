"""What can be done with claims. Each is one transaction with one event; only the claimant acts."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.evidence.claims import events
from trigpoint.evidence.claims.errors import ChangedError, ClaimError, NotReadyError
from trigpoint.evidence.claims.models import Certificate, Claim
from trigpoint.evidence.claims.queries import agreed, claim_of
from trigpoint.evidence.claims.words import MOST_CERTIFICATES, State
from trigpoint.evidence.outcomes import outcome as outcome_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.record.queries import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

CHANGED = (
    "This claim was changed in another window meanwhile. What is kept stands above; what you typed is still below. Put "
    "the two together, and save again."
)
IN_HAND = "This claim was sent, and somebody has it in hand. Withdraw it there before you change it."
COUNTED = "This outcome is agreed already. Credit is given once, so there is nothing left to claim."


def save(
    *,
    owner: str,
    outcome: str,
    says: Mapping[str, str],
    posts: Iterable[str],
    certificates: Iterable[str],
    version: int,
    now: datetime,
) -> None:
    """Keep what somebody says in a claim, a beginning of it too. It is a draft again until she says that it is ready.

    `version` is the one she read, 0 for none. Raises ChangedError, ClaimError, and UnknownOutcomeError.
    """
    with transaction.atomic():
        row = _held(owner, outcome, version, now)
        row.says = {name: words for name, words in says.items() if words}
        known = {fact.source for fact in facts_of(owner)}
        row.posts = [entry for entry in posts if entry in known]
        _write(row, now)
        row.certificates.set(Certificate.objects.filter(owner=owner, key__in=list(certificates)))
        _emit(events.SAVED, row, now)


def plan_gap(*, owner: str, outcome: str, criterion: str, words: str, by: date | None, now: datetime) -> None:
    """Keep how a gap is to be closed, or with no words that there is no plan. Raises ClaimError."""
    if criterion not in outcome_of(outcome).references:
        raise ClaimError("This outcome has no such criterion. Choose one from the list.")
    with transaction.atomic():
        row = _held(owner, outcome, None, now)
        plan = {reference: said for reference, said in row.plan.items() if reference != criterion}
        if words:
            plan[criterion] = {"words": words, "by": by.isoformat() if by else ""}
        row.plan = plan
        _write(row, now, as_it_stands=True)
        _emit(events.PLANNED, row, now)


def make_ready(*, owner: str, outcome: str, version: int, now: datetime) -> None:
    """Say that a claim is ready to send. Raises NotReadyError with what it lacks, ChangedError and ClaimError."""
    with transaction.atomic():
        row = _held(owner, outcome, version, now)
        lacks = claim_of(owner, outcome, now.astimezone(ENGLAND).date()).lacks
        if lacks:
            raise NotReadyError(lacks)
        row.state, row.ready_at = State.READY, now
        _write(row, now, as_it_stands=True)
        _emit(events.READY, row, now)


def open_again(*, owner: str, outcome: str, now: datetime) -> None:
    """Open a claim that was ready, to change it. Raises ClaimError while somebody has it in hand."""
    with transaction.atomic():
        row = _held(owner, outcome, None, now)
        if row.state == State.READY:
            _write(row, now)
            _emit(events.REOPENED, row, now)


def drop(*, owner: str, outcome: str, now: datetime) -> None:
    """Take a claim off, its words with it. Pieces of evidence stay. Raises ClaimError while somebody has it in hand."""
    with transaction.atomic():
        row = _held(owner, outcome, None, now)
        if row.pk:
            _emit(events.DROPPED, row, now)
            row.delete()


def add_certificate(
    *, owner: str, title: str, issuer: str, number: str, level: int | None, awarded_on: date, piece: str, now: datetime
) -> str:
    """Keep a certificate and return its key. Raises ClaimError where the same one is here already."""
    if Certificate.objects.filter(owner=owner).count() >= MOST_CERTIFICATES:
        raise ClaimError(f"You can tell of {MOST_CERTIFICATES} certificates. Take one off, then add this one.")
    row = Certificate(
        owner=owner,
        title=title,
        issuer=issuer,
        number=number,
        compared=compared(issuer, number),
        level=level,
        awarded_on=awarded_on,
        piece=piece,
        added_at=now,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            emit(name=events.CERTIFICATE, actor=owner, subject=owner, at=now, data={"certificate": row.key})
    except IntegrityError:
        if Certificate.objects.filter(owner=owner, compared=row.compared).exists():
            raise ClaimError("You told of this certificate already. One certificate counts once.") from None
        raise ClaimError(
            "A certificate of this issuer with this number was told of in another account. Look at the number again. "
            "If it is yours, write to the contact of this site."
        ) from None
    return row.key


def remove_certificate(*, owner: str, certificate: str, now: datetime) -> None:
    """Take a certificate off. Raises ClaimError while a claim that was sent rests on it."""
    with transaction.atomic():
        row = Certificate.objects.filter(owner=owner, key=certificate).first()
        if row is None:
            return
        for claim in row.claims.all():
            _refuse_in_hand(owner, claim.outcome, now)
        row.delete()
        emit(name=events.CERTIFICATE_GONE, actor=owner, subject=owner, at=now, data={"certificate": certificate})


def compared(issuer: str, number: str) -> str | None:
    """Return what a certificate is compared by, or None for one without a number.

    Case, spaces and marks make no difference. It is a digest, so that the table is no list of numbers to look up.

    >>> compared("Nasen Ltd.", "AB 12-3") == compared("nasen ltd", "ab123")
    True
    """
    plain = [re.sub(r"\W+", "", text.casefold()) for text in (issuer, number)]
    return hashlib.sha256("|".join(plain).encode()).hexdigest() if plain[1] else None


def _held(owner: str, outcome: str, version: int | None, now: datetime) -> Claim:
    """Return the claim, held for this transaction, or a new one. Raises what the actions raise."""
    outcome_of(outcome)
    if outcome in agreed(facts_of(owner)):
        raise ClaimError(COUNTED)
    _refuse_in_hand(owner, outcome, now)
    row = Claim.objects.select_for_update().filter(owner=owner, outcome=outcome).first()
    if version is not None and (row.version if row else 0) != version:
        raise ChangedError(CHANGED)
    return row or Claim(owner=owner, outcome=outcome, version=0, changed_at=now)


def _refuse_in_hand(owner: str, outcome: str, now: datetime) -> None:
    if claim_of(owner, outcome, now.astimezone(ENGLAND).date()).is_with_others:
        raise ClaimError(IN_HAND)


def _write(row: Claim, now: datetime, *, as_it_stands: bool = False) -> None:
    """Write a claim; any change of what it says makes it a draft again."""
    if not as_it_stands:
        row.state, row.ready_at = State.DRAFT, None
    row.version += 1
    row.changed_at = now
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # two windows began the same claim at once
        raise ChangedError(CHANGED) from None


def _emit(name: str, row: Claim, now: datetime) -> None:
    emit(name=name, actor=row.owner, subject=row.owner, at=now, data={"claim": row.key, "outcome": row.outcome})
