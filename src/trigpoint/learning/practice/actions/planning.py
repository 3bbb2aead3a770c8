"""Planning: what to practise, by when, and whose holidays are off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.content.questions import topics as known_topics
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.events import PLANNED
from trigpoint.learning.practice.models import Plan
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

LEAST_A_DAY, MOST_A_DAY = 5, 40


def plan(
    *, person: str, topics: Sequence[str], target: date | None, authority: str, a_day: int, today: date, now: datetime
) -> None:
    """Keep somebody's plan; it replaces the one before. Raises PracticeError for what cannot be planned."""
    unknown = [one for one in topics if one not in known_topics()]
    if unknown:
        raise PracticeError("A topic that you chose is no longer here. Choose again", "topics")
    if target is not None and target <= today:
        raise PracticeError("The day by which you want to be ready must be after today", "target")
    if not LEAST_A_DAY <= a_day <= MOST_A_DAY:
        raise PracticeError(f"Questions a day must be between {LEAST_A_DAY} and {MOST_A_DAY}", "a_day")
    with transaction.atomic():
        Plan.objects.update_or_create(
            person=person,
            defaults={
                "topics": list(topics),
                "target": target,
                "authority": authority,
                "a_day": a_day,
                "changed_at": now,
            },
        )
        emit(name=PLANNED, actor=person, subject=person, at=now, data={"topics": list(topics), "target": target})
