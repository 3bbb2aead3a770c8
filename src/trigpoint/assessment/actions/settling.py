"""What judgements come to, once the last of them is signed: the rules settle it, and the stage says which rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.assessment.actions.staging import Opened, append
from trigpoint.assessment.actions.telling import tell
from trigpoint.assessment.agreement import Judgement, Settled, settle
from trigpoint.assessment.models import Decision
from trigpoint.assessment.words import Actor, Slot, StageKind, Verdict
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import outcome

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.assessment.rows import Signature


def settle_now(found: Opened, person: str, now: datetime, signature: Signature) -> Settled:
    """Write what the judgements that count come to, in the transaction of the last of them.

    `person` signed that last one: her signature closes it, and the rule decides it.
    """
    settled = settle(
        outcome(found.row.outcome).references,
        found.row.carried,
        judgements_of(found),
        needs_second=bool(found.progress.second_for),
        rules=rules(),
    )
    if settled.kind is None:
        return settled
    judgements = [found.progress.judged[slot] for slot in Slot if slot in found.progress.judged]
    said: dict[str, object] = {"judgements": judgements}
    if settled.kind is StageKind.DISAGREED:
        said["differ"] = list(settled.differ)
    else:
        said |= {"shown": list(settled.shown), "not_shown": list(settled.not_shown)}
        said["rule"] = "majority" if Slot.THIRD in found.progress.judged else "every-criterion"
    append(
        found,
        settled.kind,
        actor=Actor.RULES,
        person=person,
        now=now,
        codes=settled.codes,
        said=said,
        signature=signature,
    )
    if settled.kind is not StageKind.DISAGREED:
        tell(found.row.candidate, settled.kind.value, found.row.key, now)
    return settled


def judgements_of(found: Opened) -> dict[Slot, Judgement]:
    """Return the judgements that count, by slot. One query."""
    by_stage = {key: slot for slot, key in found.progress.judged.items()}
    judged: dict[Slot, Judgement] = {slot: {} for slot in by_stage.values()}
    for row in Decision.objects.filter(stage__in=list(by_stage)):
        judged[by_stage[row.stage]][row.criterion] = (Verdict(row.verdict), tuple(row.codes))
    return judged
