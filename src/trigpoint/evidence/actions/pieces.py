"""Writing a piece: begun, saved, mapped, declared, checked, shown, deleted."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.evidence import events
from trigpoint.evidence.actions.common import own, queue_removal, stored_of, touch
from trigpoint.evidence.errors import EvidenceError
from trigpoint.evidence.models import Mapping, Piece, Showing
from trigpoint.evidence.outcomes import criterion
from trigpoint.evidence.words import (
    ASKED_FOR,
    CHECKS,
    MOST_MAPPED,
    MOST_PIECES,
    SEEN,
    STRUCTURED,
    Ai,
    Kind,
    Origin,
    State,
)
from trigpoint.platform import files
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    import collections.abc
    from collections.abc import Iterable
    from datetime import date, datetime

FULL = f"You have {MOST_PIECES:,} pieces, which is the most. Delete one that you no longer need."
NOTHING = "There is nothing in this piece yet. Write something, or add a file or a link."
UNSAID = "Say first whose work it is, and what part AI had in it."
UNCHECKED = "Tick every line once you have looked. If one does not hold, change the piece first."
UNMAPPED = f"One piece shows at most {MOST_MAPPED} criteria. Keep those that it shows best."


@dataclass(frozen=True, slots=True)
class Said:
    """What an author writes in a piece."""

    title: str = ""
    words: str = ""
    made_on: date | None = None
    link: str = ""
    structured: collections.abc.Mapping[str, str] | None = None


def begin(*, owner: str, kind: Kind, now: datetime) -> str:
    """Begin an empty draft, and return its key. Raises EvidenceError where there are too many, or others write it."""
    if kind in ASKED_FOR:
        raise EvidenceError("Somebody else writes this. Ask them for it.")
    with transaction.atomic():
        if Piece.objects.filter(owner=owner, state__in=SEEN).count() >= MOST_PIECES:
            raise EvidenceError(FULL)
        key = new_key()
        Piece.objects.create(key=key, owner=owner, kind=kind, created_at=now, changed_at=now)
        emit(name=events.BEGUN, actor=owner, subject=owner, at=now, data={"piece": key, "kind": kind.value})
    return key


def new_key() -> str:
    """Return a new key of a piece."""
    return f"v_{secrets.token_hex(16)}"


def save(*, owner: str, key: str, version: int, said: Said, now: datetime, by_itself: bool = False) -> int:
    """Save what an author wrote, and return the new version; the same one where nothing changed.

    `by_itself`: the page saved while she typed. That is no news, so no event tells of it. Raises ChangedError where
    the piece is no longer the version that the page showed, StillError, GoneError.
    """
    with transaction.atomic():
        row = own(owner, key, version)
        wanted = {name: str(value) for name, value in (said.structured or {}).items()}
        allowed = STRUCTURED.get(Kind(row.kind), {})
        structured = {name: wanted[name] for name in allowed if wanted.get(name)}
        before = (row.title, row.words, row.made_on, row.link, row.structured)
        if row.kind in ASKED_FOR:  # what others wrote is not hers to change
            after = (said.title, row.words, row.made_on, row.link, row.structured)
        else:
            after = (said.title, said.words, said.made_on, said.link, structured)
        if before == after:
            return row.version
        row.title, row.words, row.made_on, row.link, row.structured = after
        touch(row, now=now)
        if not by_itself:
            emit(name=events.CHANGED, actor=owner, subject=owner, at=now, data={"piece": key})
        return row.version


def map_to(*, owner: str, key: str, why: collections.abc.Mapping[str, str], now: datetime) -> None:
    """Say of criteria why the piece shows them; an empty sentence takes one off. Others stay as they are.

    Raises EvidenceError for too many, UnknownOutcomeError for a criterion that is none.
    """
    for reference in why:
        criterion(reference)
    with transaction.atomic():
        row = own(owner, key)
        there = dict(Mapping.objects.filter(piece=row).values_list("criterion", "why"))
        wanted = {reference: words for reference, words in (there | dict(why)).items() if words}
        if wanted == there:
            return
        if len(wanted) > MOST_MAPPED:
            raise EvidenceError(UNMAPPED)
        Mapping.objects.filter(piece=row).exclude(criterion__in=wanted).delete()
        for reference, words in wanted.items():
            if there.get(reference) != words:
                Mapping.objects.update_or_create(piece=row, criterion=reference, defaults={"why": words})
        touch(row, now=now)
        emit(name=events.CHANGED, actor=owner, subject=owner, at=now, data={"piece": key, "criteria": sorted(wanted)})


def declare(*, owner: str, key: str, origin: Origin, origin_words: str, ai: Ai, ai_words: str, now: datetime) -> None:
    """Say whose work a piece is and what part AI had in it. Raises EvidenceError where words are missing."""
    if origin is Origin.SHARED and not origin_words:
        raise EvidenceError("Say which part is yours.")
    if ai is Ai.DRAFT and not ai_words:
        raise EvidenceError("Say which tool it was, and what you changed.")
    with transaction.atomic():
        row = own(owner, key)
        row.origin, row.origin_words, row.ai, row.ai_words = origin, origin_words, ai, ai_words
        touch(row, now=now)
        data = {"piece": key, "origin": origin.value, "ai": ai.value}
        emit(name=events.CHANGED, actor=owner, subject=owner, at=now, data=data)


def make_ready(*, owner: str, key: str, version: int, checked: Iterable[str], now: datetime) -> None:
    """Make a piece ready to submit, once every line of the checklist is ticked. Raises EvidenceError for what lacks."""
    with transaction.atomic():
        row = own(owner, key, version)
        if not (row.words or row.link or row.structured or row.files.exists()):
            raise EvidenceError(NOTHING)
        if row.kind not in ASKED_FOR and not (row.origin and row.ai):
            raise EvidenceError(UNSAID)
        if set(checked) != set(CHECKS):
            raise EvidenceError(UNCHECKED)
        row.state, row.checked, row.changed_at = State.READY, list(CHECKS), now
        row.version += 1
        row.save()
        emit(name=events.READY, actor=owner, subject=owner, at=now, data={"piece": key})


def reopen(*, owner: str, key: str, now: datetime) -> None:
    """Make a ready piece a draft again."""
    with transaction.atomic():
        row = own(owner, key)
        if row.state == State.READY:
            touch(row, now=now)
            emit(name=events.CHANGED, actor=owner, subject=owner, at=now, data={"piece": key})


def show_to(*, owner: str, key: str, viewers: Iterable[str], choices: Iterable[str], now: datetime) -> None:
    """Let just these of the people she may choose see a piece from now on; those beyond the choices lose sight too."""
    wanted = set(viewers) & set(choices)
    with transaction.atomic():
        row = Piece.objects.select_for_update().filter(key=key, owner=owner, state__in=SEEN).first()
        if row is None:
            raise EvidenceError("This piece is no longer there to be shown.")
        there = set(Showing.objects.filter(piece=row).values_list("viewer", flat=True))
        Showing.objects.filter(piece=row).exclude(viewer__in=wanted).delete()
        Showing.objects.bulk_create(Showing(piece=row, viewer=viewer, at=now) for viewer in sorted(wanted - there))
        if wanted != there:
            data = {"piece": key, "people": len(wanted)}
            emit(name=events.SHOWN, actor=owner, subject=owner, at=now, data=data)


def delete(*, owner: str, key: str, now: datetime) -> None:
    """Delete a piece of one's own with its files. Raises StillError while it is being judged."""
    with transaction.atomic():
        row = own(owner, key)
        queue_removal(stored_of(row), now=now)
        for upload in row.uploads.values_list("key", flat=True):
            transaction.on_commit(lambda name=upload: files.drop(name))  # type: ignore[misc]
        row.delete()
        emit(name=events.DELETED, actor=owner, subject=owner, at=now, data={"piece": key})
