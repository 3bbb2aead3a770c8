"""Drawing a sample: what it is drawn from, with which risks; what is not drawn is released."""

from __future__ import annotations

import secrets
from collections import defaultdict
from dataclasses import asdict, dataclass
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.moderation.events import PLAN_DRAWN
from trigpoint.assessment.moderation.models import Look, PlanItem, SamplingPlan
from trigpoint.assessment.moderation.reliability import by_assessor, decisions_of_a_year, pairs_of
from trigpoint.assessment.queries import judged_by, stages_of, submissions_in
from trigpoint.assessment.states import progress
from trigpoint.assessment.words import StageKind, State
from trigpoint.content.moderating import moderation_rules
from trigpoint.measurement.sampling import Judged, Risk, number_of, plan
from trigpoint.platform.events import emit
from trigpoint.platform.work import enqueue

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from trigpoint.assessment.rows import DecisionRow, StageRow, SubmissionRow
    from trigpoint.measurement.sampling import Draw, Plan, Rules

RELEASE = "moderation.release"
DECIDED = (State.AGREED, State.REFERRED, State.DECLINED)
MOST_AT_ONCE = 1_000
"""Submissions of one plan, so that the database is never held for long. What is left waits for the next draw."""
JUST = "just"
"""The coded reason of a criterion that is shown, and only just."""
IN_STEPS = 200


@dataclass(frozen=True, slots=True)
class ToDrawFrom:
    """A decided submission that no plan has drawn from: its result, and what the draw goes by."""

    row: SubmissionRow
    stage: str
    judged: Judged


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a draw came to: the key of the plan, of how many, and how many are looked at."""

    key: str
    of: int
    drawn: int


def to_draw_from(now: datetime) -> tuple[ToDrawFrom, ...]:
    """Return what the next plan draws from, the oldest first, at most MOST_AT_ONCE.

    A few queries for each thousand submissions, and one for each assessor.
    """
    found: list[tuple[SubmissionRow, tuple[StageRow, ...]]] = []
    rows = submissions_in(*DECIDED)
    while len(found) < MOST_AT_ONCE and (lot := list(islice(rows, MOST_AT_ONCE))):
        stages = stages_of([row.key for row in lot])
        results = {row.key: result for row in lot if (result := result_of(stages[row.key]))}
        before = set(PlanItem.objects.filter(stage__in=list(results.values())).values_list("stage", flat=True))
        found += [(row, stages[row.key]) for row in lot if row.key in results and results[row.key] not in before]
    if not found:
        return ()
    decisions = tuple(decisions_of_a_year(now))
    return _with_risks(found[:MOST_AT_ONCE], decisions)


def result_of(stages: Sequence[StageRow]) -> str:
    """Return the key of the stage that holds the result of the assessors; empty where a moderator has decided."""
    result = progress(stages).result
    return result.key if result is not None and result.kind is not StageKind.MODERATED else ""


def draw(*, actor: str, now: datetime, seed: str = "") -> Drawn:
    """Draw a sample of what was decided and not drawn from before. What is not drawn is released by a worker.

    The seed is random unless it is given. Raises AssessmentError where there is nothing to draw from.
    """
    there = to_draw_from(now)
    if not there:
        raise AssessmentError("Nothing was decided since the last draw. There is nothing to draw from.")
    found = plan([one.judged for one in there], moderation_rules().sampling, seed or secrets.token_hex(16))
    key = f"n_{secrets.token_hex(16)}"
    with transaction.atomic():
        _write(key, there, found, actor, now)
        data = {"plan": key, "of": found.of, "drawn": len(found.draws), "digest": found.digest}
        emit(name=PLAN_DRAWN, actor=actor, subject=key, at=now, data=data)
        enqueue(RELEASE, {"plan": key, "person": actor}, now=now)
    return Drawn(key, found.of, len(found.draws))


def _write(key: str, there: Sequence[ToDrawFrom], found: Plan, actor: str, now: datetime) -> None:
    rules = moderation_rules().sampling
    SamplingPlan(
        key=key, seed=found.seed, digest=found.digest, rules=as_said(rules), of=found.of, drawn=len(found.draws),
        drawn_by=actor, at=now,
    ).save()  # fmt: skip
    draws = {one.key: one for one in found.draws}
    PlanItem.objects.bulk_create(
        [
            PlanItem(
                plan=key,
                submission=one.row.key,
                stage=one.stage,
                assessors=list(one.judged.assessors),
                strand=one.judged.strand,
                route=one.judged.route,
                risks=sorted(risk.value for risk in one.judged.risks),
                number=number_of(found.seed, one.row.key),
                reasons=reasons_of(draws.get(one.row.key)),
            )
            for one in there
        ],
        batch_size=IN_STEPS,
    )
    Look.objects.bulk_create(
        [
            Look(
                submission=one.row.key,
                plan=key,
                stage=one.stage,
                reasons=reasons_of(draws[one.row.key]),
                sent_at=one.row.sent_at or now,
                drawn_at=now,
            )
            for one in there
            if one.row.key in draws
        ],
        batch_size=IN_STEPS,
    )


def reasons_of(drawn: Draw | None) -> list[dict[str, str]]:
    """Return the reasons of a draw as they are stored; none for what was not drawn."""
    return [asdict(reason) for reason in drawn.reasons] if drawn else []


def as_said(rules: Rules) -> dict[str, object]:
    """Return rules as plain values, so that a plan can be worked out again when they have changed."""
    return {
        "at_random": rules.at_random,
        "risks": {risk.value: share for risk, share in rules.risks.items()},
        "least": {name.value: [least.number, least.share] for name, least in rules.least.items()},
    }


def _with_risks(
    found: Sequence[tuple[SubmissionRow, tuple[StageRow, ...]]], decisions: Sequence[DecisionRow]
) -> tuple[ToDrawFrom, ...]:
    on: dict[str, list[DecisionRow]] = defaultdict(list)
    wanted = {row.key for row, _ in found}
    for one in decisions:
        if one.submission in wanted and one.counts:
            on[one.submission].append(one)
    risky = _risky_assessors({name for _, stages in found for name in assessors_of(stages)}, decisions)
    rows = []
    for row, stages in found:
        names = assessors_of(stages)
        risks = {risk for name in names for risk in risky[name]} | set(_risks_of(stages, on[row.key]))
        judged = Judged(row.key, names, row.strand, row.via.value, frozenset(risks))
        rows.append(ToDrawFrom(row, result_of(stages), judged))
    return tuple(rows)


def assessors_of(stages: Sequence[StageRow]) -> tuple[str, ...]:
    """Return whose judgements count in a submission."""
    found = progress(stages)
    return tuple(found.assessors[slot] for slot in found.judged if slot in found.assessors)


def _risky_assessors(names: Iterable[str], decisions: Sequence[DecisionRow]) -> dict[str, set[Risk]]:
    rules = moderation_rules()
    agreed = {row.assessor: row.agreement.ac1.value for row in by_assessor(pairs_of(decisions))}
    found: dict[str, set[Risk]] = {}
    for name in names:
        risks = {Risk.NEW_ASSESSOR} if judged_by(name) < rules.new_below_judgements else set()
        value = agreed.get(name)
        found[name] = risks | ({Risk.LOW_AGREEMENT} if value is not None and value < rules.low_below else set())
    return found


def _risks_of(stages: Iterable[StageRow], decisions: Sequence[DecisionRow]) -> Iterable[Risk]:
    if any(stage.kind is StageKind.DISAGREED for stage in stages) or any(JUST in one.codes for one in decisions):
        yield Risk.BORDERLINE
    if decisions and sum(one.seconds for one in decisions) < moderation_rules().fast_seconds * len(decisions):
        yield Risk.FAST
