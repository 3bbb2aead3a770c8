"""Asking a witness or a family for their words, by a link without an account; and what they do with it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from trigpoint.evidence import events, mails
from trigpoint.evidence.actions.hiding import EMPTY
from trigpoint.evidence.actions.pieces import new_key
from trigpoint.evidence.errors import EvidenceError, GoneError
from trigpoint.evidence.models import Asking, Piece, Showing
from trigpoint.evidence.queries import row_of
from trigpoint.evidence.tokens import opened, token_of
from trigpoint.evidence.words import (
    ADDRESS_KEPT,
    LEAST_LEFT,
    MOST_ASKED,
    OPEN_FOR,
    REMIND_AFTER,
    SEEN,
    Asked,
    Kind,
    State,
)
from trigpoint.people.queries import name_of, person
from trigpoint.platform import humane
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send
from trigpoint.platform.tokens import digest
from trigpoint.platform.work import enqueue

if TYPE_CHECKING:
    import collections.abc
    from datetime import datetime

REQUEST, REMIND = "evidence.ask", "evidence.remind"
"""The tasks that mail a request, and its one reminder."""
OVER = "This link is no longer open."
NOTHING = "There is nothing of yours here any more."


def ask(
    *,
    owner: str,
    kind: Kind,
    name: str,
    email: str,
    about: str,
    easy_read: bool,
    site: str,
    now: datetime,
    at_once: bool = False,
) -> str:
    """Ask somebody for a statement or feedback, and return the key of the request. The link goes by mail alone.

    So whoever asks never holds it, and cannot answer it. The mail goes out at once within the hours of a working day,
    else on the next; one reminder follows after ten days, in term. `at_once` is for a demonstration, whose
    mail reaches nobody: it does not wait for the morning. Raises EvidenceError.
    """
    herself = person(owner)
    if herself is not None and herself.email and herself.email.lower() == email.strip().lower():
        raise EvidenceError("That is your own address. Enter the address of somebody else who saw your work.")
    with transaction.atomic():
        waiting = Asking.objects.filter(owner=owner, state=Asked.WAITING)
        if waiting.count() >= MOST_ASKED:
            raise EvidenceError(f"{MOST_ASKED} people have not answered you yet. Wait, or take a request back first.")
        if waiting.filter(kind=kind, email=email.lower()).exists():
            raise EvidenceError(f"{name} has a request from you already. Wait for it, or take it back first.")
        key = f"w_{secrets.token_hex(16)}"
        row = Asking.objects.create(
            key=key,
            owner=owner,
            kind=kind,
            name=name,
            email=email.lower(),
            about=about,
            easy_read=easy_read,
            token=digest(token_of(key)),
            ends=now + OPEN_FOR,
            asked_at=now,
        )
        due = now if at_once else humane.on_a_working_day(now)
        payload = {"asking": key, "site": site}
        if due == now:
            send_request(key=key, site=site, now=now)
        else:
            enqueue(REQUEST, payload, now=now, due=due, key=f"{key} ask")
        remind = humane.in_term(due + REMIND_AFTER)
        if remind <= row.ends - LEAST_LEFT:
            enqueue(REMIND, payload, now=now, due=remind, key=f"{key} remind")
        emit(name=events.ASKED, actor=owner, subject=owner, at=now, data={"asking": key, "kind": kind.value})
    return key


def send_request(*, key: str, site: str, now: datetime) -> bool:
    """Mail the link of a request; return whether it was still open. No event: `asked` tells of it."""
    with transaction.atomic():
        row = _waiting(key, now)
        if row is None:
            return False
        lines = mails.asking(
            kind=Kind(row.kind),
            asker=name_of(row.owner),
            about=row.about,
            link=_link(row, site),
            last=row.ends.astimezone(ENGLAND).date(),
        )
        send(to=row.email, subject=mails.ASKED[Kind(row.kind)], lines=lines, now=now)
    return True


def send_reminder(*, key: str, site: str, now: datetime) -> bool:
    """Remind somebody of an open request; return whether a reminder went out. Its task is done once.

    Where the worker comes late it waits for no other hour: what would come at night, or on the last days, is left out.
    """
    with transaction.atomic():
        row = _waiting(key, now)
        if row is None or humane.in_term(now) != now or now > row.ends - LEAST_LEFT:
            return False
        lines = mails.reminding(
            asker=name_of(row.owner), link=_link(row, site), last=row.ends.astimezone(ENGLAND).date()
        )
        send(to=row.email, subject=mails.REMINDED, lines=lines, now=now)
        emit(name=events.REMINDED, actor=None, subject=row.owner, at=now, data={"asking": key})
    return True


def answer(
    *, token: str, visitor: str, name: str, post: str, answers: collections.abc.Mapping[str, str], now: datetime
) -> str:
    """Keep what a witness or a family wrote, who agreed to its use; return the piece's key. Raises EvidenceError."""
    with transaction.atomic():
        row = _open(token, now)
        if visitor and visitor == row.owner:
            raise EvidenceError("This link is for somebody else: you cannot be your own witness.")
        said = {part: words for part, words in answers.items() if words}
        if not said:
            raise EvidenceError("Write something in at least one box.")
        title = "What a family said" if row.kind == Kind.FAMILY else "What a witness said"
        piece = Piece.objects.create(
            key=new_key(),
            owner=row.owner,
            kind=row.kind,
            title=title,
            structured=said,
            made_on=now.astimezone(ENGLAND).date(),
            created_at=now,
            changed_at=now,
        )
        row.state, row.ended_at, row.piece = Asked.ANSWERED, now, piece
        row.said_name, row.said_post = name, post
        row.save()
        data = {"asking": row.key, "piece": piece.key}
        emit(name=events.ANSWERED, actor=None, subject=row.owner, at=now, data=data)
        send(to=row.owner, subject=mails.CAME, lines=mails.came(Kind(row.kind)), now=now)
    return str(piece.key)


def decline(*, token: str, now: datetime) -> None:
    """Say that they would rather not. Raises EvidenceError where the link is over."""
    with transaction.atomic():
        row = _open(token, now)
        _end(row, Asked.DECLINED, now)
        emit(name=events.DECLINED, actor=None, subject=row.owner, at=now, data={"asking": row.key})


def take_back(*, token: str, now: datetime) -> None:
    """Take an answer back: the piece goes out of view at once, its words are deleted, and whoever holds it is told."""
    with transaction.atomic():
        key = opened(token)
        row = Asking.objects.select_for_update().filter(key=key, state=Asked.ANSWERED).first()
        if row is None or row.piece_id is None:
            raise EvidenceError(NOTHING)
        piece = Piece.objects.select_for_update().filter(pk=row.piece_id, state__in=SEEN).first()
        if piece is None:
            raise EvidenceError(NOTHING)
        piece.sealed = row_of(piece).sha256
        piece.state, piece.hidden_at, piece.changed_at = State.WITHDRAWN, now, now
        piece.version += 1
        piece.save()
        Showing.objects.filter(piece=piece).delete()
        row.state, row.ended_at = Asked.WITHDRAWN, now
        row.save()
        data = {"piece": piece.key, "sha256": piece.sealed}
        emit(name=events.WITHDRAWN, actor=None, subject=row.owner, at=now, data=data)
        enqueue(EMPTY, {"piece": piece.key}, now=now, key=f"{piece.key} empty")
        send(to=row.owner, subject=mails.TAKEN_BACK, lines=mails.taken_back(), now=now)


def cancel(*, owner: str, key: str, now: datetime) -> None:
    """Take a request back: its link opens nothing any more. Raises GoneError."""
    with transaction.atomic():
        row = Asking.objects.select_for_update().filter(owner=owner, key=key, state=Asked.WAITING).first()
        if row is None:
            raise GoneError(key)
        _end(row, Asked.CANCELLED, now)
        emit(name=events.CANCELLED, actor=owner, subject=owner, at=now, data={"asking": key})


def expire_due(now: datetime) -> int:
    """End the requests that ran out, and return how many."""
    with transaction.atomic():
        rows = list(Asking.objects.select_for_update().filter(state=Asked.WAITING, ends__lte=now))
        for row in rows:
            _end(row, Asked.EXPIRED, now)
            emit(name=events.EXPIRED, actor=None, subject=row.owner, at=now, data={"asking": row.key})
    return len(rows)


def forget_due(now: datetime) -> int:
    """Empty the names and addresses of those who were asked, once their time is over. Returns of how many."""
    ended = Asking.objects.filter(ended_at__lt=now - ADDRESS_KEPT).exclude(name="", email="")
    return ended.update(name="", email="")


def _end(row: Asking, state: Asked, now: datetime) -> None:
    row.state, row.ended_at = state, now
    row.save()


def _link(row: Asking, site: str) -> str:
    view = "evidence:witness-easy" if row.easy_read else "evidence:witness"
    return f"{site}{reverse(view, args=[token_of(row.key)])}"


def _waiting(key: str, now: datetime) -> Asking | None:
    return Asking.objects.select_for_update().filter(key=key, state=Asked.WAITING, ends__gt=now).first()


def _open(token: str, now: datetime) -> Asking:
    row = _waiting(opened(token), now)
    if row is None:
        raise EvidenceError(OVER)
    return row
