"""Entering the rows of a file: all of the good ones, or none."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.pathway.events import TIMELINE_IMPORTED
from trigpoint.pathway.timeline.posts import facts_of, post_key
from trigpoint.platform.events import emit
from trigpoint.record.actions import enter
from trigpoint.record.queries import was_sent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from trigpoint.kernel import Fact
    from trigpoint.pathway.timeline.importing_rows import Row

AT_ONCE = 100
"""Facts in one call to the record."""


def import_rows(*, person: str, rows: Sequence[Row], now: datetime) -> int:
    """Enter what rows say, and return how many were entered: none where the same rows were entered before.

    Raises the errors of the record; then nothing is entered.
    """
    good = [row for row in rows if row.is_good]
    if not good:
        return 0
    form = f"import:{digest_of(good)}"
    by_note: dict[str, list[Fact]] = {}
    for number, row in enumerate(good):
        facts = facts_of(row.said, post_key(person, form, number)) if row.said else (row.fact,)
        by_note.setdefault(row.note, []).extend(fact for fact in facts if fact is not None)
    with transaction.atomic():
        if was_sent(person, f"{form}:0"):
            return 0
        entries: list[str] = []
        parts = [(note, part) for note, facts in by_note.items() for part in _parts(facts)]
        for place, (note, part) in enumerate(parts):
            entries += enter(actor=person, subject=person, facts=part, now=now, note=note, form=f"{form}:{place}")
        data = {"rows": len(good), "entries": entries}
        emit(name=TIMELINE_IMPORTED, actor=person, subject=person, at=now, data=data)
    return len(good)


def digest_of(rows: Sequence[Row]) -> str:
    """Return the digest of what rows say, whatever file they stood in."""
    said = "\n".join(repr((row.said, row.fact, row.note)) for row in rows)
    return hashlib.sha256(said.encode()).hexdigest()


def _parts(facts: Sequence[Fact]) -> list[Sequence[Fact]]:
    return [facts[start : start + AT_ONCE] for start in range(0, len(facts), AT_ONCE)]
