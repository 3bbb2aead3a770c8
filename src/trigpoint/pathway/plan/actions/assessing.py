"""Saying how sure one is of outcomes, and the yearly review."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.pathway.events import PLAN_ASSESSED, PLAN_REVIEWED
from trigpoint.pathway.plan.models import Review, SelfAssessment
from trigpoint.pathway.plan.queries import latest_of, year_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trigpoint.pathway.plan.words import Sure


def assess(*, person: str, said: Mapping[str, Sure], now: datetime) -> int:
    """Note how sure somebody is of outcomes, and return of how many that is new. What she said earlier stays.

    It is her own view: no fact of the record comes of it. A second answer on one day replaces the first.
    """
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        before = latest_of(person)
        new = {rule: sure for rule, sure in said.items() if rule not in before or before[rule][0] is not sure}
        for rule, sure in new.items():
            SelfAssessment.objects.update_or_create(person=person, rule=rule, on=today, defaults={"sure": sure})
        if new:
            emit(name=PLAN_ASSESSED, actor=person, subject=person, at=now, data={"rules": sorted(new)})
    return len(new)


def review(*, person: str, done: str, ahead: str, now: datetime) -> str:
    """Keep a yearly review with what the plan and the record come to today, and return its key.

    A second one on the same day replaces the first; those of other days stay.
    """
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        year = year_of(person, today)
        row, _ = Review.objects.update_or_create(
            person=person,
            on=today,
            defaults={
                "since": year.since,
                "done": done,
                "ahead": ahead,
                "goals_done": len(year.goals),
                "met": year.met,
                "of": year.of,
            },
            create_defaults={
                "key": f"w_{secrets.token_hex(16)}",
                "since": year.since,
                "done": done,
                "ahead": ahead,
                "goals_done": len(year.goals),
                "met": year.met,
                "of": year.of,
            },
        )
        data = {"review": row.key, "goals": len(year.goals)}
        emit(name=PLAN_REVIEWED, actor=person, subject=person, at=now, data=data)
    return str(row.key)
