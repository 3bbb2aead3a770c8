"""Revoking, suspending, reinstating: with a reason, after notice and a right of reply; and what the record says."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.credentials import events
from trigpoint.credentials.errors import CredentialError, NoAwardError
from trigpoint.credentials.models import Credential, Notice, StatusChange
from trigpoint.credentials.standing import holder
from trigpoint.credentials.tasks_named import publish_soon
from trigpoint.credentials.words import REPLY_DAYS, Change, Kind, Purpose, Reason
from trigpoint.platform import mail
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.pages import NO_BREAK, written

if TYPE_CHECKING:
    from datetime import datetime

WITHOUT_NOTICE = frozenset({Reason.HOLDER_ASKS})
"""The reasons for which an award is revoked at once: nobody has to be heard against herself."""
UNHEARD = (
    "The holder has until {day} to reply. Revoke the award after that day, or once she has replied. "
    "If it must not be relied on meanwhile, suspend it."
)
NO_NOTICE = "Give notice first, so that the holder can reply. Only she herself can ask to have it revoked at once."


def give_notice(*, credential: str, reason: Reason, words: str, actor: str, now: datetime) -> str:
    """Tell a holder that her award may be revoked, why, and until when she can reply; return the notice's key."""
    if reason in WITHOUT_NOTICE:
        raise CredentialError("No notice is needed when the holder asks. Choose the reason that she is to answer.")
    until = now.astimezone(ENGLAND).date() + timedelta(days=REPLY_DAYS)
    try:
        with transaction.atomic():
            row = _held(credential)
            if row.revoked_at:
                raise CredentialError("This award is revoked already.")
            notice = Notice.objects.create(
                credential=credential, reason=reason, words=words, given_by=actor, given_at=now, reply_until=until
            )
            _note(row, Change.NOTICE, reason, words, (actor, now))
            data = {"credential": credential, "reason": reason.value, "until": until}
            emit(name=events.NOTICE_GIVEN, actor=actor, subject=row.owner, at=now, data=data)
            mail.send(
                to=row.owner,
                subject=f"Your award: please reply by {written(until).replace(NO_BREAK, ' ')}",
                lines=[
                    "The awarding body has given notice that it may revoke your award.",
                    "Sign in and open “My award”. It says why, and you can reply there.",
                    f"Nothing is revoked before {written(until)} unless you have replied.",
                ],
                now=now,
            )
    except IntegrityError:
        raise CredentialError("A notice is open already. Wait for the reply, or drop it first.") from None
    return notice.key


def reply(*, notice: str, owner: str, words: str, now: datetime) -> None:
    """Keep what a holder says to a notice. Raises CredentialError once it was decided."""
    with transaction.atomic():
        row, found = _open_notice(notice)
        if row.owner != owner:
            raise CredentialError("There is no such notice to you.")
        found.reply, found.replied_at = words, now
        found.save(update_fields=["reply", "replied_at"])
        _note(row, Change.REPLIED, "", "", (owner, now))
        emit(name=events.REPLIED, actor=owner, subject=owner, at=now, data={"credential": row.key})


def drop_notice(*, notice: str, actor: str, now: datetime) -> None:
    """Drop a notice: the award stays."""
    with transaction.atomic():
        row, found = _open_notice(notice)
        found.decided_at = now
        found.save(update_fields=["decided_at"])
        _note(row, Change.DROPPED, "", "", (actor, now))
        emit(name=events.NOTICE_DROPPED, actor=actor, subject=row.owner, at=now, data={"credential": row.key})


def revoke(*, credential: str, reason: Reason, words: str, actor: str, now: datetime) -> None:
    """Revoke an award for good, after notice, or at once where its holder asks. Raises CredentialError."""
    with transaction.atomic():
        row = _held(credential)
        if row.revoked_at:
            return
        if not (reason in WITHOUT_NOTICE and actor == row.owner):
            _heard(row, now)
        for one in _all_of(row):
            Credential.objects.filter(pk=one.pk).update(revoked_at=now, suspended_at=None)
            _note(one, Change.REVOKED, reason, words, (actor, now))
            publish_soon([(one.list, Purpose.REVOCATION), (one.list, Purpose.SUSPENSION)], now=now)
        data = {"credential": credential, "reason": reason.value}
        emit(name=events.REVOKED, actor=actor, subject=row.owner, at=now, data=data)
        if actor != row.owner:
            _tell(row, "Your award was revoked", "“My award” says why, and how to appeal or complain.", now)


def suspend(*, credential: str, reason: Reason, words: str, actor: str | None, now: datetime) -> None:
    """Suspend an award until what it rests on is settled. Raises CredentialError for one that is revoked."""
    with transaction.atomic():
        row = _held(credential)
        if row.revoked_at:
            raise CredentialError("This award is revoked already.")
        if row.suspended_at:
            return
        for one in _all_of(row):
            Credential.objects.filter(pk=one.pk).update(suspended_at=now)
            _note(one, Change.SUSPENDED, reason, words, (actor, now))
            publish_soon([(one.list, Purpose.SUSPENSION)], now=now)
        data = {"credential": credential, "reason": reason.value}
        emit(name=events.SUSPENDED, actor=actor, subject=row.owner, at=now, data=data)
        _tell(row, "Your award is suspended", "“My award” says why, and what happens next.", now)


def reinstate(*, credential: str, words: str, actor: str, now: datetime) -> None:
    """Let a suspended award count again. Raises CredentialError for one that is not suspended."""
    with transaction.atomic():
        row = _held(credential)
        if not row.suspended_at:
            raise CredentialError("This award is not suspended.")
        for one in _all_of(row):
            Credential.objects.filter(pk=one.pk).update(suspended_at=None)
            _note(one, Change.REINSTATED, Reason.RESOLVED, words, (actor, now))
            publish_soon([(one.list, Purpose.SUSPENSION)], now=now)
        data = {"credential": credential}
        emit(name=events.REINSTATED, actor=actor, subject=row.owner, at=now, data=data)
        _tell(row, "Your award counts again", "It is no longer suspended.", now)


def look_again(*, owner: str, now: datetime) -> None:
    """Set or clear *due for refresh* by the record as it stands; suspend an award that the record no longer holds."""
    row = Credential.objects.filter(owner=owner, kind=Kind.AWARD, replaced_by="", revoked_at=None).first()
    if row is None:
        return
    today = now.astimezone(ENGLAND).date()
    try:
        found = holder(owner, today)
    except NoAwardError:
        suspend(credential=row.key, reason=Reason.RECORD_CORRECTED, words="", actor=None, now=now)
        return
    is_due = found.is_due(row.issued_at.astimezone(ENGLAND).date(), today)
    if is_due is (row.due_at is not None):
        return
    with transaction.atomic():
        Credential.objects.filter(pk=row.pk).update(due_at=now if is_due else None)
        _note(row, Change.DUE if is_due else Change.REFRESHED, "", "", (None, now))
        publish_soon([(row.list, Purpose.REFRESH)], now=now)
        name = events.DUE if is_due else events.REFRESHED
        emit(name=name, actor=None, subject=owner, at=now, data={"credential": row.key})
        if is_due:
            _tell(
                row, "Your award is due for refresh", "“My award” and “My standing” say what to do. You keep it.", now
            )


def _held(credential: str) -> Credential:
    row = Credential.objects.select_for_update().filter(key=credential).first()
    if row is None:
        raise CredentialError("There is no such credential.")
    return row


def _all_of(row: Credential) -> list[Credential]:
    """Return a credential with everything that rests on the same award: records, endorsements, earlier ones."""
    return list(Credential.objects.select_for_update().filter(owner=row.owner, entry=row.entry, revoked_at=None))


def _open_notice(notice: str) -> tuple[Credential, Notice]:
    found = Notice.objects.select_for_update().filter(key=notice, decided_at=None).first()
    if found is None:
        raise CredentialError("This notice was decided already.")
    return _held(found.credential), found


def _heard(row: Credential, now: datetime) -> None:
    """Raise CredentialError unless the holder was heard, or let the time go by; then close the notice."""
    found = Notice.objects.filter(credential=row.key, decided_at=None).first()
    if found is None:
        raise CredentialError(NO_NOTICE)
    if found.replied_at is None and now.astimezone(ENGLAND).date() <= found.reply_until:
        raise CredentialError(UNHEARD.format(day=written(found.reply_until)))
    found.decided_at = now
    found.save(update_fields=["decided_at"])


def _note(row: Credential, kind: Change, reason: str, words: str, by: tuple[str | None, datetime]) -> None:
    actor, now = by
    StatusChange.objects.create(credential=row.key, kind=kind, reason=reason, words=words, by=actor or "", at=now)


def _tell(row: Credential, subject: str, line: str, now: datetime) -> None:
    mail.send(to=row.owner, subject=subject, lines=[f"{subject}.", line], now=now)
