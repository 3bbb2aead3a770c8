"""What people tell of themselves for figures: hers to give, change and take back, counted among ten or more alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.assessment.board.events import TOLD
from trigpoint.assessment.board.models import Told
from trigpoint.assessment.board.words import CHARACTERISTICS
from trigpoint.assessment.errors import AssessmentError
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


def told_by(person: str) -> dict[str, str]:
    """Return what somebody told of herself, by characteristic; nothing where she told nothing. One query."""
    row = Told.objects.filter(person=person).first()
    return {name: getattr(row, name) for name in CHARACTERISTICS} if row else {}


def tell(*, person: str, said: Mapping[str, str], now: datetime) -> None:
    """Keep what somebody tells, in place of what she told before. Raises AssessmentError for an unknown answer."""
    for name, value in said.items():
        if name not in CHARACTERISTICS or (value and value not in CHARACTERISTICS[name][1]):
            raise AssessmentError("Select one of the answers.")
    with transaction.atomic():
        Told.objects.update_or_create(person=person, defaults={**said, "consented_at": now})
        emit(name=TOLD, actor=person, subject=person, at=now, data={"told": True})


def take_back(*, person: str, now: datetime) -> None:
    """Forget what somebody told. Done twice it does no harm."""
    with transaction.atomic():
        if Told.objects.filter(person=person).delete()[0]:
            emit(name=TOLD, actor=person, subject=person, at=now, data={"told": False})
