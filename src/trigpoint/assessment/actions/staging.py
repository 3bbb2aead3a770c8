"""Writing stages: the only way in which a submission goes on. Others call `append` inside their transaction."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.events import EVENT_OF
from trigpoint.assessment.models import Allocation, Stage, Submission
from trigpoint.assessment.queries import stage_row
from trigpoint.assessment.states import Progress, after, progress, refusal
from trigpoint.assessment.words import Actor, Slot, StageKind, State
from trigpoint.content.assessment import rules
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from trigpoint.assessment.rows import Signature, StageRow

STANDING_STILL = frozenset({State.MORE_ASKED, State.DEFERRED})
PAUSES = frozenset({StageKind.ASKED_FOR_MORE, StageKind.DEFERRED})
GOES_ON = frozenset({StageKind.MORE_GIVEN, StageKind.RETURNED})
OVER = frozenset({State.WITHDRAWN, State.AGREED, State.REFERRED, State.DECLINED, State.MODERATED, State.RATIFIED})


@dataclass(slots=True)
class Opened:
    """A submission that nobody else changes until this transaction ends, with its stages and what they come to."""

    row: Submission
    stages: list[StageRow]
    progress: Progress


def opened(key: str) -> Opened:
    """Take hold of a submission inside a transaction. Raises GoneError."""
    assert connection.in_atomic_block, "A submission is opened in the transaction that changes it."
    row = Submission.objects.select_for_update().filter(key=key).first()
    if row is None:
        raise GoneError(key)
    stages = [stage_row(stage) for stage in Stage.objects.filter(submission=key).order_by("seq")]
    return Opened(row, stages, progress(stages))


def append(  # everything that a stage says comes through here
    found: Opened,
    kind: StageKind,
    *,
    actor: Actor,
    person: str,
    now: datetime,
    slot: Slot | None = None,
    codes: Iterable[str] = (),
    words: str = "",
    said: Mapping[str, Any] | None = None,
    supersedes: str = "",
    signature: Signature | None = None,
) -> StageRow:
    """Write a stage after the others, with its event, and bring state and queues up to it; return it.

    `said` holds codes, keys, numbers and days as ISO text, no free text. Raises AssessmentError with the reason where
    the stage may not follow.
    """
    why_not = refusal(found.progress, kind, actor, person=person, slot=slot, rounds=rules().rounds)
    if why_not:
        raise AssessmentError(why_not)
    row = Stage(
        key=f"g_{secrets.token_hex(16)}",
        submission=found.row.key,
        seq=len(found.stages) + 1,
        kind=kind.value,
        slot=slot.value if slot else "",
        actor=actor.value,
        person=person,
        at=now,
        codes=list(codes),
        words=words,
        said=dict(said or {}),
        supersedes=supersedes,
        digest=signature.digest if signature else "",
        proved_at=signature.proved_at if signature else None,
    )
    row.save()
    stage = stage_row(row)
    before = found.progress
    found.stages.append(stage)
    found.progress = after(before, stage)
    _bring_up(found, now)
    data = {"submission": found.row.key, "stage": row.key, "outcome": found.row.outcome, "codes": list(codes)}
    emit(name=EVENT_OF[kind], actor=person or None, subject=found.row.candidate, at=now, data=data, words=words)
    return stage


def _bring_up(found: Opened, now: datetime) -> None:
    """Bring what the queues go by up to the stages: the state, the slot that waits, and the allocations."""
    row, state = found.row, found.progress.state
    needs = found.progress.needs
    row.state, row.needs, row.changed_at = state.value, needs.value if needs else "", now
    row.save()
    allocations = Allocation.objects.filter(submission=row, state__in=["open", "stands"])
    if state in OVER:
        allocations.update(state="gone", ended_at=now)
    elif state in STANDING_STILL:
        allocations.filter(state="open").update(state="stands")
    else:
        grace = int(found.stages[-1].said.get("grace", 0))
        for one in allocations.filter(state="stands"):
            one.state = "open"
            one.due += timedelta(days=grace + stood_still(found.stages, one.given_at.date().toordinal(), now))
            one.save()


def stood_still(stages: Iterable[StageRow], since: int, now: datetime) -> int:
    """Return for how many days the clock stood still in the pause that has just ended, counted from a day's ordinal.

    A pause begins with the first question or deferral after which nothing went on.
    """
    began: int | None = None
    found = 0
    for stage in stages:
        if stage.kind in PAUSES and began is None:
            began = stage.at.date().toordinal()
        elif stage.kind in GOES_ON and began is not None:
            found, began = max(0, now.date().toordinal() - max(began, since)), None
    return found
