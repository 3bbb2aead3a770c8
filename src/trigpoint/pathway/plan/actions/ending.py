"""Forgetting a person's plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.pathway.events import PLAN_FORGOTTEN
from trigpoint.pathway.plan.models import (
    Goal,
    Plan,
    Reflection,
    ReflectionShown,
    Review,
    SelfAssessment,
)
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime

OWN = (Goal, SelfAssessment, Review, Reflection, Plan)


def forget_person(*, subject: str, actor: str | None, now: datetime) -> None:
    """Remove everything of a person's plan, and what others showed her. Done twice it does no harm."""
    with transaction.atomic():
        gone = sum(model.objects.filter(person=subject).delete()[0] for model in OWN)
        ReflectionShown.objects.filter(to=subject).delete()
        if gone:
            emit(name=PLAN_FORGOTTEN, actor=actor, subject=subject, at=now, data={})
