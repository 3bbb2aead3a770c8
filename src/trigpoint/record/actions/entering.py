"""Entering facts and correcting them: the only two ways in which the ledger grows."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q

from trigpoint.platform.events import emit
from trigpoint.record.chain import FIRST, SALT_BYTES, Written, commitment, link
from trigpoint.record.checking import checked, public_codes, withdrawal
from trigpoint.record.errors import NotCorrectableError, SentBeforeError, UnknownEntryError
from trigpoint.record.events import CORRECTED, ENTERED
from trigpoint.record.keys import ledger_key
from trigpoint.record.models import Entry, Erasure, Payload, Receipt
from trigpoint.record.subjects import new_entry_id

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime

    from trigpoint.kernel import Fact

T = TypeVar("T")
TRIES = 50
"""How often a writer steps behind another that took the same place in the chain, before it gives up."""


class Chained(NamedTuple):
    """Entries that were chained, and the place of the first."""

    ids: tuple[str, ...]
    first_seq: int


def enter(
    *, actor: str, subject: str, facts: Iterable[Fact], now: datetime, note: str = "", form: str = ""
) -> tuple[str, ...]:
    """Enter facts about a person, or about the world under a scheme, and return the ids of their entries.

    All are entered or none. A fact's `source` says what it was made from (an attempt, a file); in what `facts_of`
    returns, `source` is the entry. A private code takes dates alone, from the person herself. `form` names the form
    that was sent (`queries.form_key`): the same form sent again returns the entries it made the first time.
    Raises FactsRefusedError, SentBeforeError, RecordError and RecordKeyError.
    """
    written = checked(tuple(facts), actor=actor, subject=subject, now=now, note=note)
    if not written:
        return ()

    def work() -> tuple[str, ...]:
        if form and (earlier := entered_before(subject, form, written)):
            return earlier
        chained = append(subject, written, head_of(subject))
        receive(subject, form, chained)
        data = {"entries": chained.ids, "codes": public_codes([one.code for one in written])}
        emit(name=ENTERED, actor=actor, subject=subject, at=now, data=data)
        return chained.ids

    return in_turn(work)


def correct(
    *, actor: str, subject: str, entry: str, fact: Fact | None, now: datetime, note: str = "", form: str = ""
) -> str:
    """Enter what should have stood in an entry, or with None that nothing should; return the new entry's id.

    The old entry stays and can be read; what counts is the new one. Raises UnknownEntryError, NotCorrectableError
    (corrected already, erased) and all that `enter` raises.
    """
    if fact is None:
        written = [withdrawal(actor=actor, subject=subject, now=now, note=note, corrects=entry)]
    else:
        written = checked([fact], actor=actor, subject=subject, now=now, note=note, corrects=entry)

    def work() -> str:
        if form and (earlier := entered_before(subject, form, written)):
            return earlier[0]
        # The head is read first: a correction made meanwhile is then either seen by the check or takes our place.
        head = head_of(subject)
        refuse_if_not_correctable(subject, entry)
        chained = append(subject, written, head)
        receive(subject, form, chained)
        data = {"entry": chained.ids[0], "corrects": entry, "codes": public_codes([written[0].code])}
        emit(name=CORRECTED, actor=actor, subject=subject, at=now, data=data)
        return chained.ids[0]

    return in_turn(work)


def head_of(subject: str) -> tuple[int, bytes]:
    """Return the place and the hash of the newest entry of the subject."""
    head = Entry.objects.filter(subject=subject).order_by("-seq").values_list("seq", "hash").first()
    return (head[0], bytes(head[1])) if head else (0, FIRST)


def append(subject: str, written: Sequence[Written], head: tuple[int, bytes]) -> Chained:
    """Chain entries after the head of the subject. Raises IntegrityError where another writer was there first."""
    key = ledger_key()
    first_seq, previous = head[0] + 1, head[1]
    entries, payloads = [], []
    for seq, said in enumerate(written, first_seq):
        entry_id, salt = new_entry_id(), secrets.token_bytes(SALT_BYTES)
        committed = commitment(entry_id, salt, said)
        found = link(key, previous, subject, seq, committed)
        entry = Entry(id=entry_id, subject=subject, seq=seq, commitment=committed, previous=previous, hash=found)
        entries.append(entry)
        payloads.append(Payload(entry=entry, salt=salt, **said._asdict()))
        previous = found
    Entry.objects.bulk_create(entries)
    for payload, entry in zip(payloads, entries, strict=True):
        payload.entry_id = entry.position
    Payload.objects.bulk_create(payloads)
    return Chained(tuple(entry.id for entry in entries), first_seq)


def in_turn(work: Callable[[], T]) -> T:
    """Do the work in a transaction; where another writer took the same place in the chain first, do it again."""
    for _ in range(TRIES - 1):
        try:
            with transaction.atomic():
                return work()
        except IntegrityError:
            continue
    with transaction.atomic():
        return work()


def receive(subject: str, form: str, chained: Chained) -> None:
    """Keep that the form was taken in, where it has a key."""
    if form:
        Receipt.objects.create(subject=subject, form=form, first_seq=chained.first_seq, entries=len(chained.ids))


def entered_before(subject: str, form: str, written: Sequence[Written]) -> tuple[str, ...]:
    """Return the entries that this form made before, or none. Raises SentBeforeError where it said something else."""
    receipt = Receipt.objects.filter(subject=subject, form=form).first()
    if receipt is None:
        return ()
    seqs = range(receipt.first_seq, receipt.first_seq + receipt.entries)
    fields = [f"payload__{name}" for name in Written._fields]
    rows = Entry.objects.filter(subject=subject, seq__in=seqs).order_by("seq").values_list("id", "payload", *fields)
    earlier = [(entry, Written._make(said) if said_at else None) for entry, said_at, *said in rows]
    same = [
        # What was erased can no longer be compared; the form was sent all the same.
        said is None or said._replace(entered_at=new.entered_at, actor=new.actor) == new
        for (_, said), new in zip(earlier, written, strict=False)
    ]
    if len(earlier) != len(written) or not all(same):
        raise SentBeforeError
    return tuple(entry for entry, _ in earlier)


def refuse_if_not_correctable(subject: str, entry: str) -> None:
    """Raise UnknownEntryError or NotCorrectableError for an entry that cannot be corrected."""
    if not Entry.objects.filter(subject=subject, id=entry).exists():
        raise UnknownEntryError(entry)
    if Erasure.objects.filter(entry__id=entry).exists():
        raise NotCorrectableError("What this entry said has been erased. Enter the fact anew.")
    corrected = Q(payload__corrects=entry) | Q(erasure__corrects=entry)
    newer = Entry.objects.filter(corrected, subject=subject).values_list("id", flat=True).first()
    if newer is not None:
        raise NotCorrectableError(f"This entry has been corrected already. Correct the newer one: {newer}.", newer)
