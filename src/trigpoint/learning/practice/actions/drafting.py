"""Drafting: questions that somebody brings in from a file of her own, for herself alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.events import DISCARDED, IMPORTED
from trigpoint.learning.practice.models import MOST_NAME, Draft, new_key
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trigpoint.learning.practice.files.items import Item

MOST_DRAFTS = 2_000


def keep_drafts(*, person: str, items: Sequence[Item], source: str, now: datetime) -> int:
    """Keep the questions of a file as drafts; those that are there in the same words are not kept twice.

    Returns how many are new. Raises PracticeError where there would be too many.
    """
    with transaction.atomic():
        there = {str(one) for one in Draft.objects.filter(person=person).values_list("content__mark", flat=True)}
        new = list({one.mark: one for one in items if one.mark not in there}.values())
        if len(there) + len(new) > MOST_DRAFTS:
            raise PracticeError(
                f"That would be {len(there) + len(new):,} drafts; {MOST_DRAFTS:,} are kept. Remove some first", "file"
            )
        name = source[:MOST_NAME]
        Draft.objects.bulk_create(
            Draft(key=new_key(), person=person, content=one.as_json(), place=place, source=name, made_at=now)
            for place, one in enumerate(new)
        )
        emit(
            name=IMPORTED, actor=person, subject=person, at=now, data={"new": len(new), "there": len(items) - len(new)}
        )
    return len(new)


def discard_drafts(*, person: str, keys: Sequence[str], now: datetime) -> int:
    """Remove drafts of one's own; those of others are left alone. Returns how many there were."""
    with transaction.atomic():
        gone, _ = Draft.objects.filter(person=person, key__in=keys).delete()
        if gone:
            emit(name=DISCARDED, actor=person, subject=person, at=now, data={"gone": gone})
    return gone
