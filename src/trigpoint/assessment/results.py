"""What a result says to the candidate: the decision, whose it is, each criterion, what would change it, until when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.assessment.queries import decisions_on
from trigpoint.assessment.words import ACTOR_WORDS, Actor, State, Verdict
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import outcome
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trigpoint.assessment.rows import DecisionRow, StageRow, SubmissionRow
    from trigpoint.assessment.states import Progress
    from trigpoint.content.assessment import Coded
    from trigpoint.evidence.outcomes import Criterion

JUDGED_BY = {1: "one assessor", 2: "two assessors, who did not see each other’s judgement", 3: "three assessors"}


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """A criterion, whether it is shown, the coded reasons with what would change it, and the assessors' words."""

    criterion: Criterion
    is_shown: bool
    carried: bool
    reasons: tuple[Coded, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result. `by` says in what part people decided; `send_again_by` until when what is shown stays shown."""

    state: State
    by: str
    on: date
    criteria: tuple[CriterionResult, ...]
    words: tuple[str, ...]
    reasons: tuple[str, ...]
    send_again_by: date | None
    appeal_by: date | None

    @property
    def is_refusal(self) -> bool:
        """Whether something is not shown."""
        return self.state in {State.REFERRED, State.DECLINED}

    @property
    def shown(self) -> int:
        """How many criteria are shown."""
        return sum(one.is_shown for one in self.criteria)


def result_of(row: SubmissionRow, stages: Sequence[StageRow], found: Progress) -> ResultRow | None:
    """Return the result of a submission, or None while there is none. Two queries."""
    if found.result is None or found.result_is is None:
        return None
    decisions = [one for one in decisions_on(row.key) if one.counts]
    said = next((stage.said for stage in reversed(stages) if "shown" in stage.said), {"shown": ()})
    agreed = found.result_is is State.AGREED
    shown = outcome(row.outcome).references if agreed else said["shown"]
    on = found.result.at.astimezone(ENGLAND).date()
    refused = not agreed
    again = on + timedelta(days=rules().carry_days) if found.result_is is State.REFERRED else None
    judged = {stage.key for stage in stages} & {one.stage for one in decisions}
    return ResultRow(
        state=found.state if found.result_is is State.AGREED else found.result_is,
        by=_by(found.result, len(judged)),
        on=on,
        criteria=tuple(_criterion(one, shown, row, decisions) for one in outcome(row.outcome).rows),
        words=tuple(stage.words for stage in stages if stage.key in judged and stage.words)
        + ((found.result.words,) if found.result.words and found.result.key not in judged else ()),
        reasons=tuple(rules().words_of(code) for code in found.result.codes),
        send_again_by=again,
        appeal_by=on + timedelta(days=rules().appeal_within_days) if refused else None,
    )


def _by(result: StageRow, judges: int) -> str:
    if result.actor is Actor.RULES:
        return JUDGED_BY.get(judges, "assessors")
    return ACTOR_WORDS[result.actor]


def _criterion(
    criterion: Criterion, shown: Sequence[str], row: SubmissionRow, decisions: Sequence[DecisionRow]
) -> CriterionResult:
    is_shown = criterion.reference in shown
    wanted = Verdict.SHOWN if is_shown else Verdict.NOT_SHOWN
    mine = [one for one in decisions if one.criterion == criterion.reference and one.verdict is wanted]
    codes = dict.fromkeys(code for one in mine for code in one.codes)
    kind = "shown" if is_shown else "not_shown"
    return CriterionResult(
        criterion,
        is_shown,
        criterion.reference in row.carried,
        tuple(coded for code in codes if (coded := rules().reason(kind, code))),
        tuple(one.words for one in mine if one.words),
    )
