"""Going on from a step of a unit. The last one that was missing finishes the unit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.content.units import units
from trigpoint.kernel import Fact, Period
from trigpoint.learning.errors import LearningError
from trigpoint.learning.events import STEP_READ, UNIT_FINISHED
from trigpoint.learning.models import StepRead, UnitFinished
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.record.actions import enter

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.content.units import Unit


def read_step(*, person: str, unit: str, step: str, now: datetime) -> bool:
    """Note that a person has read a step; tell whether the unit is finished with it. Done twice it does no harm.

    A unit that is finished becomes a fact of her record, once. Raises LearningError for what there is not.
    """
    found = units().get(unit)
    if found is None or found.step(step) is None:
        raise LearningError("This step is no longer part of the unit. Open the unit again; what you have read is kept.")
    try:
        with transaction.atomic():
            return _read(person, found, step, now)
    except IntegrityError:  # another tab noted the same step in this moment
        return UnitFinished.objects.filter(person=person, unit=unit).exists()


def _read(person: str, unit: Unit, step: str, now: datetime) -> bool:
    read = set(StepRead.objects.filter(person=person, unit=unit.id).values_list("step", flat=True))
    if step not in read:
        StepRead.objects.create(person=person, unit=unit.id, step=step, at=now)
    if {one.slug for one in unit.steps} - read - {step}:
        if step not in read:
            emit(name=STEP_READ, actor=person, subject=person, at=now, data={"unit": unit.id, "step": step})
        return False
    if not UnitFinished.objects.filter(person=person, unit=unit.id).exists():
        UnitFinished.objects.create(person=person, unit=unit.id, text_hash=unit.text_hash, at=now)
        day = now.astimezone(ENGLAND).date()
        fact = Fact(code=unit.code, valid=Period(day, day + timedelta(days=1)), source=f"unit {unit.text_hash[:12]}")
        (entry,) = enter(actor=person, subject=person, facts=[fact], now=now)
        data = {"unit": unit.id, "step": step, "entry": entry}
        emit(name=UNIT_FINISHED, actor=person, subject=person, at=now, data=data)
    return True
