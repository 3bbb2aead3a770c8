"""What practice hears: somebody has finished a unit, so its questions are hers to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.learning.events import UNIT_FINISHED
from trigpoint.learning.practice.models import Plan
from trigpoint.platform.subscribers import subscribe

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.events import Recorded


def take_up_its_questions(event: Recorded, *, now: datetime) -> None:
    """Add the unit to what she practises. Told twice, it is there once."""
    plan, _ = Plan.objects.select_for_update().get_or_create(person=event.subject, defaults={"changed_at": now})
    unit = str(event.data["unit"])
    if unit not in plan.units:
        plan.units = [*plan.units, unit]
        plan.save(update_fields=["units"])


subscribe(UNIT_FINISHED, take_up_its_questions)
