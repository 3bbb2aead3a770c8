"""Exceptions: somebody is the SENCO of a school although the law's rule is not met there. Said, and never hidden."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.platform.events import emit
from trigpoint.record.errors import ExceptionRefusedError
from trigpoint.record.events import EXCEPTION_CHANGED, EXCEPTION_CLOSED, FLAGGED
from trigpoint.record.models import FlaggedException, Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

LONGEST_WHO, LONGEST_WHAT = 200, 1_000
"""Characters."""


def flag_exception(
    *,
    actor: str,
    subject: str,
    setting: str,
    entry: str,
    limbs: Sequence[str],
    decided_by: str,
    until: date,
    doing: str,
    now: datetime,
) -> str:
    """Save that a SENCO post stands although the law's rule is not met; return the key of the exception.

    `limbs` are the requirements of the statutory scheme that fail. Where one is open for this person and setting, it
    is changed to what is said now, so that a form sent twice flags nothing twice. Raises ExceptionRefusedError.
    """
    said = _said(decided_by, doing)
    if not limbs:
        raise ExceptionRefusedError("Nothing of the rule fails, so there is no exception. Save the post as it is.")
    values = {"entry": entry, "limbs": list(limbs), "until": until, **said}
    try:
        with transaction.atomic():
            found = _open(subject, setting)
            if found is not None:
                return _changed(found, values, actor, now)
            row = FlaggedException(
                key=f"x_{secrets.token_hex(16)}", subject=subject, setting=setting, opened_at=now, opened_by=actor,
                **values,
            )  # fmt: skip
            row.save(force_insert=True)
            data = {"exception": row.key, "entry": entry, "setting": setting, "limbs": list(limbs), "until": until}
            emit(name=FLAGGED, actor=actor, subject=subject, at=now, data=data, words=_words(said))
            return row.key
    except IntegrityError:
        raise ExceptionRefusedError("This exception was flagged a moment ago. Open your timeline to see it.") from None


def change_exception(
    *, actor: str, subject: str, exception: str, decided_by: str, until: date, doing: str, now: datetime
) -> None:
    """Change who decided, until when or what is being done. Raises ExceptionRefusedError where it is not open."""
    said = _said(decided_by, doing)
    with transaction.atomic():
        _changed(_found(subject, exception), {"until": until, **said}, actor, now)


def close_exception(*, actor: str, subject: str, exception: str, outcome: Outcome, now: datetime) -> None:
    """End an exception: put right, the post over, or a mistake. Raises ExceptionRefusedError where it is not open."""
    with transaction.atomic():
        row = _found(subject, exception)
        row.closed_at, row.closed_by, row.outcome = now, actor, outcome
        row.save(update_fields=["closed_at", "closed_by", "outcome"])
        data = {"exception": row.key, "outcome": outcome.value}
        emit(name=EXCEPTION_CLOSED, actor=actor, subject=subject, at=now, data=data)


def _open(subject: str, setting: str) -> FlaggedException | None:
    rows = FlaggedException.objects.select_for_update()
    return rows.filter(subject=subject, setting=setting, closed_at=None).first()


def _found(subject: str, exception: str) -> FlaggedException:
    row = FlaggedException.objects.select_for_update().filter(subject=subject, key=exception, closed_at=None).first()
    if row is None:
        raise ExceptionRefusedError("This exception is closed already. Open your timeline to see what stands.")
    return row


def _changed(row: FlaggedException, values: dict[str, object], actor: str, now: datetime) -> str:
    differs = {name: value for name, value in values.items() if getattr(row, name) != value}
    if differs:
        for name, value in differs.items():
            setattr(row, name, value)
        row.save(update_fields=list(differs))
        data = {"exception": row.key, "entry": row.entry, "limbs": row.limbs, "until": row.until}
        words = _words({"decided_by": row.decided_by, "doing": row.doing})
        emit(name=EXCEPTION_CHANGED, actor=actor, subject=row.subject, at=now, data=data, words=words)
    return row.key


def _said(decided_by: str, doing: str) -> dict[str, str]:
    """Return the two texts, trimmed. Raises ExceptionRefusedError."""
    who, what = decided_by.strip(), doing.strip()
    if not who or not what:
        raise ExceptionRefusedError("Say who decided, and what is being done.")
    if len(who) > LONGEST_WHO or len(what) > LONGEST_WHAT:
        raise ExceptionRefusedError(
            f"Who decided takes {LONGEST_WHO} characters, and what is being done {LONGEST_WHAT:,}. Make it shorter."
        )
    return {"decided_by": who, "doing": what}


def _words(said: dict[str, str]) -> str:
    return f"{said['decided_by']}\n{said['doing']}"
