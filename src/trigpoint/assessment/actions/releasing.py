"""What comes after the judgements: moderation, release from the sample, the fact in the record, and setting aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.assessment.actions.staging import Opened, append, opened
from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.models import Allocation
from trigpoint.assessment.words import Actor, Result, StageKind, State, Via
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.kernel import Via as FactVia
from trigpoint.platform.clock import ENGLAND
from trigpoint.record.actions import correct, enter
from trigpoint.record.queries import entries_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from trigpoint.assessment.rows import Signature, StageRow

VIAS = {Via.TAUGHT: FactVia.TAUGHT, Via.PRIOR_LEARNING: FactVia.PRIOR_LEARNING}


def release(*, key: str, person: str, now: datetime, codes: Iterable[str] = ("released",)) -> StageRow:
    """Let an agreed outcome count: it was not drawn for moderation. The fact is entered. Raises what `moderate` raises.

    `person` is who released it, such as the moderator whose plan left it out. Nothing is signed: nobody looked at it.
    """
    with transaction.atomic():
        found = opened(key)
        if found.progress.state is not State.AGREED:
            raise AssessmentError("Only an outcome that is agreed, and that nobody has looked at since, is released.")
        return _moderated(found, Result.AGREED, person=person, now=now, codes=codes)


def moderate(
    *,
    key: str,
    person: str,
    result: Result,
    now: datetime,
    signature: Signature,
    codes: Iterable[str] = (),
    words: str = "",
) -> StageRow:
    """Confirm what was decided, or put another decision in its place, as a moderator; return the stage.

    With AGREED the fact `achieved:` is entered; with anything else a fact that was entered is taken back.
    Raises GoneError and AssessmentError, for one's own judgement or submission too.
    """
    with transaction.atomic():
        found = opened(key)
        if person in {found.row.candidate, *found.progress.ever}:
            raise AssessmentError("You judged this, or it is yours. Somebody else must look at it.")
        return _moderated(found, result, person=person, now=now, codes=codes, words=words, signature=signature)


def _moderated(
    found: Opened,
    result: Result,
    *,
    person: str,
    now: datetime,
    codes: Iterable[str],
    words: str = "",
    signature: Signature | None = None,
) -> StageRow:
    before = found.progress.result
    stage = append(
        found,
        StageKind.MODERATED,
        actor=Actor.MODERATOR,
        person=person,
        now=now,
        codes=codes,
        words=words,
        said={"result": result.value},
        supersedes=before.key if before else "",
        signature=signature,
    )
    if result is Result.JUDGE_AGAIN:
        forget_slots(found, now)
    bring_fact_up(found, person, now)
    return stage


def forget_slots(found: Opened, now: datetime) -> None:
    """Let every allocation of a submission end, since it is judged again by others."""
    Allocation.objects.filter(submission=found.row).exclude(state="gone").update(state="gone", ended_at=now)


def set_aside(
    *, key: str, stage: str, actor: Actor, person: str, code: str, now: datetime, words: str = ""
) -> StageRow:
    """Set a judgement aside, with the reason: its slot waits for somebody else, and a fact that rested on it goes.

    The judgement itself stays to be read. Raises GoneError, and AssessmentError where it counts no more.
    """
    with transaction.atomic():
        found = opened(key)
        slot = next((slot for slot, judged in found.progress.judged.items() if judged == stage), None)
        if slot is None:
            raise AssessmentError("This judgement counts no more. There is nothing to set aside.")
        written = append(
            found,
            StageKind.SET_ASIDE,
            actor=actor,
            person=person,
            now=now,
            slot=slot,
            codes=[code],
            words=words,
            supersedes=stage,
        )
        Allocation.objects.filter(submission=found.row, slot=slot.value).exclude(state="gone").update(
            state="gone", ended_at=now
        )
        bring_fact_up(found, person, now)
        return written


def bring_fact_up(found: Opened, person: str, now: datetime) -> None:
    """Enter the fact where the outcome is agreed and moderated, and take it back where it is so no more.

    The fact's source in the record is the submission. Done twice it does no harm.
    """
    row = found.row
    source = f"submission:{row.key}"
    standing = [entry for entry in entries_of(row.candidate) if entry.made_from == source and entry.counts]
    counts = found.progress.state in {State.MODERATED, State.RATIFIED}
    if counts and not standing:
        fact = Fact(
            code=f"achieved:{row.outcome}",
            valid=Period(now.astimezone(ENGLAND).date(), None),
            basis=Basis.ASSESSED,
            via=VIAS[Via(row.via)],
            source=source,
        )
        enter(actor=person, subject=row.candidate, facts=[fact], now=now)
    for entry in standing if not counts else ():
        correct(actor=person, subject=row.candidate, entry=entry.id, fact=None, now=now)
