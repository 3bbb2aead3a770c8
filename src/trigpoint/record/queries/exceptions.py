"""Flagged exceptions, for the person herself and for those who answer for the school. Never for a public page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.record.models import FlaggedException, Outcome

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class ExceptionRow:
    """A SENCO post that stands although the law's rule is not met; `limbs` are the requirements that fail.

    `closed_at` and `outcome` are None while it is open.
    """

    key: str
    subject: str
    setting: str
    entry: str
    limbs: tuple[str, ...]
    decided_by: str
    until: date
    doing: str
    opened_at: datetime
    closed_at: datetime | None
    outcome: Outcome | None

    @property
    def is_open(self) -> bool:
        """Whether it still stands."""
        return self.closed_at is None


def exceptions_of(subject: str) -> tuple[ExceptionRow, ...]:
    """Return a person's exceptions, open and closed, the newest first. One query."""
    return _rows(FlaggedException.objects.filter(subject=subject))


def exceptions_at(setting: str) -> tuple[ExceptionRow, ...]:
    """Return the open exceptions at a school, the newest first. One query."""
    return _rows(FlaggedException.objects.filter(setting=setting, closed_at=None))


def exception_of(subject: str, key: str) -> ExceptionRow | None:
    """Return one exception of a person, or None. One query."""
    return next(iter(_rows(FlaggedException.objects.filter(subject=subject, key=key))), None)


def _rows(found: QuerySet[FlaggedException]) -> tuple[ExceptionRow, ...]:
    return tuple(
        ExceptionRow(
            key=row.key,
            subject=row.subject,
            setting=row.setting,
            entry=row.entry,
            limbs=tuple(row.limbs),
            decided_by=row.decided_by,
            until=row.until,
            doing=row.doing,
            opened_at=row.opened_at,
            closed_at=row.closed_at,
            outcome=Outcome(row.outcome) if row.outcome else None,
        )
        for row in found.order_by("-opened_at", "-id")
    )


__all__ = ["ExceptionRow", "Outcome", "exception_of", "exceptions_at", "exceptions_of"]
