"""Taking a question out of papers that have no result yet: its law has changed, it was flagged, its text is another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.content.questions import questions, resting_on
from trigpoint.law.queries import frozen
from trigpoint.learning.examination.events import EXCLUDED
from trigpoint.learning.examination.models import Attempt, Drawn, Incident, Kind, State, Why
from trigpoint.learning.examination.pool import flagged_items
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

RUNNING = (State.OPEN, State.HANDED_IN)


def why_not(rows: Iterable[Drawn]) -> dict[int, Why]:
    """Return, by row, why questions of papers do not count any more. Four queries at most."""
    changed, flagged = frozen(), flagged_items()
    found = {}
    for row in rows:
        question = questions().get(row.question)
        if question is None or question.text_hash != row.text_hash:
            found[row.pk] = Why.CHANGED
        elif (row.question, row.text_hash) in flagged:
            found[row.pk] = Why.FLAGGED
        elif changed.intersection(question.provisions):
            found[row.pk] = Why.FROZEN
    return found


def exclude(rows: Iterable[Drawn], why: Mapping[int, Why], now: datetime) -> None:
    """Take questions out of their papers, in the transaction that is open; what is out already stays as it is.

    The incident tells who sees the paper; the event makes it part of the person's history.
    """
    for row in rows:
        if row.pk in why and not row.excluded:
            row.excluded, row.excluded_at = why[row.pk], now
            row.save(update_fields=["excluded", "excluded_at"])
            attempt = row.part.attempt
            Incident.objects.create(attempt=attempt, part=row.part.number, place=row.place, kind=Kind.EXCLUDED, at=now)
            data = {"attempt": attempt.key, "part": row.part.number, "place": row.place, "why": row.excluded}
            emit(name=EXCLUDED, actor=None, subject=attempt.person, at=now, data=data)


def exclude_asked(asked: Iterable[str], now: datetime) -> int:
    """Look again at these questions in every paper without a result; return how many papers were touched."""
    wanted = list(asked)
    rows = Drawn.objects.filter(question__in=wanted, excluded="", part__attempt__state__in=RUNNING)
    touched = Attempt.objects.filter(parts__drawn__in=rows).distinct().values_list("key", flat=True)
    for key in list(touched):
        # One paper at a time, so that no transaction is long.
        with transaction.atomic():
            mine = list(rows.filter(part__attempt=key).select_related("part__attempt"))
            exclude(mine, why_not(mine), now)
    return len(touched)


def exclude_resting_on(*, provision: str, now: datetime) -> int:
    """Take the questions that rest on a provision out of papers, where its law is not settled now."""
    return exclude_asked((one.id for one in resting_on(provision)), now)
