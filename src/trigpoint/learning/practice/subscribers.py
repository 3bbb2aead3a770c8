"""What practice hears: somebody has finished a unit, so its questions are hers to keep; and what a store is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from trigpoint.learning.events import DECIDED, UNIT_FINISHED
from trigpoint.learning.practice.events import ANSWERED, ROUND_SUBMITTED
from trigpoint.learning.practice.models import Plan
from trigpoint.learning.practice.tasks import TELL
from trigpoint.platform.subscribers import subscribe
from trigpoint.platform.work import enqueue

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.events import Recorded

TOLD = (ANSWERED, ROUND_SUBMITTED, UNIT_FINISHED, DECIDED)
"""The events that a store of learning records is told of."""


def take_up_its_questions(event: Recorded, *, now: datetime) -> None:
    """Add the unit to what she practises. Told twice, it is there once."""
    plan, _ = Plan.objects.select_for_update().get_or_create(person=event.subject, defaults={"changed_at": now})
    unit = str(event.data["unit"])
    if unit not in plan.units:
        plan.units = [*plan.units, unit]
        plan.save(update_fields=["units"])


def queue_for_the_store(event: Recorded, *, now: datetime) -> None:
    """Queue an event for the store: sending waits for another machine, and a handler may not."""
    enqueue(TELL, {"event": event.id}, now=now, key=event.id)


subscribe(UNIT_FINISHED, take_up_its_questions)
if settings.LRS_URL:
    for name in TOLD:
        subscribe(name, queue_for_the_store)
