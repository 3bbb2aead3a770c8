"""Looking again: what waits for moderators, and confirming or changing what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from trigpoint.assessment import conflicts
from trigpoint.assessment.actions import moderate
from trigpoint.assessment.errors import AssessmentError, ChangedError, GoneError
from trigpoint.assessment.moderation.drawing import DECIDED, result_of
from trigpoint.assessment.moderation.events import LOOKED
from trigpoint.assessment.moderation.models import Look, PlanItem, SamplingPlan
from trigpoint.assessment.moderation.words import DRAW_WORDS
from trigpoint.assessment.queries import progress_of, stages, stages_of, submission, submissions
from trigpoint.assessment.states import progress
from trigpoint.content.moderating import moderation_rules
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from trigpoint.assessment.rows import Signature, StageRow, SubmissionRow
    from trigpoint.assessment.words import Result

A_PAGE = 20
NOT_HERE = "It is not in the sample any more: it was decided anew, or somebody has looked at it."


@dataclass(frozen=True, slots=True)
class LookRow:
    """A drawn submission that waits. `barred`: the moderator judged it, or there is a conflict of interest."""

    row: SubmissionRow
    reasons: tuple[str, ...]
    drawn_at: datetime
    plan: str
    barred: str = ""


@dataclass(frozen=True, slots=True)
class DoneRow:
    """A drawn submission that was looked at."""

    row: SubmissionRow
    moderator: str
    confirmed: bool
    done_at: datetime
    stage: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan, as it was drawn; `waits` of what it drew have not been looked at."""

    key: str
    seed: str
    digest: str
    rules: Mapping[str, Any]
    of: int
    drawn: int
    drawn_by: str
    at: datetime
    waits: int


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What a plan drew, with the reasons in words."""

    submission: str
    strand: str
    route: str
    number: float
    reasons: tuple[str, ...]


def waiting(moderator: str, now: datetime, most: int = A_PAGE) -> tuple[LookRow, ...]:
    """Return what waits to be looked at, the oldest first, at most `most`; what moved on meanwhile is left out.

    Three queries, and about eight for each row, for conflicts of interest.
    """
    found = list(Look.objects.filter(done_at=None).order_by("sent_at", "id")[: 3 * most])
    rows = submissions(one.submission for one in found)
    told = stages_of([one.submission for one in found])
    today = now.astimezone(ENGLAND).date()
    waits = []
    for one in found:
        row = rows.get(one.submission)
        if row is None or row.state not in DECIDED or result_of(told[one.submission]) != one.stage:
            continue
        ever = progress(told[one.submission]).ever
        barred = barred_from(row, ever, moderator, today)
        waits.append(LookRow(row, in_words(one.reasons), one.drawn_at, one.plan, barred))
        if len(waits) == most:
            break
    return tuple(waits)


def count_waiting() -> int:
    """Return how many drawn submissions wait, those that moved on among them. One query."""
    return Look.objects.filter(done_at=None).count()


def look_of(key: str) -> LookRow | None:
    """Return a drawn submission that waits, or None. Three queries."""
    row, told = submission(key), stages(key)
    result = result_of(told) if row and row.state in DECIDED else ""
    found = Look.objects.filter(submission=key, stage=result, done_at=None).first() if result else None
    return LookRow(row, in_words(found.reasons), found.drawn_at, found.plan) if row and found else None


def barred_from(row: SubmissionRow, ever: Iterable[str], moderator: str, today: date) -> str:
    """Return why a moderator may not look at a submission; empty where she may. Seven queries at most."""
    if moderator in ever:
        return "You were given it as an assessor. Somebody else must look at it."
    return conflicts.refusal(row.candidate, moderator, today)


def done_by(moderator: str, most: int = 50) -> tuple[DoneRow, ...]:
    """Return what a moderator has looked at, the newest first. Two queries."""
    found = list(Look.objects.filter(moderator=moderator).order_by("-done_at", "-id")[:most])
    rows = submissions(one.submission for one in found)
    return tuple(
        DoneRow(rows[one.submission], one.moderator, bool(one.confirmed), one.done_at, one.done)
        for one in found
        if one.submission in rows and one.done_at is not None
    )


def look_again(
    *,
    key: str,
    moderator: str,
    result: Result,
    now: datetime,
    signature: Signature,
    codes: Iterable[str] = (),
    words: str = "",
) -> StageRow:
    """Confirm what was decided (the same result), or put another in its place with a coded reason; return the stage.

    Raises GoneError, ChangedError where it is no longer what was drawn, and AssessmentError where she may not.
    """
    codes = tuple(codes)
    with transaction.atomic():
        row = submission(key)
        if row is None:
            raise GoneError(key)
        found = progress_of(key)
        stage = found.result.key if found.result else ""
        look = Look.objects.select_for_update().filter(submission=key, stage=stage, done_at=None).first()
        if look is None:
            raise ChangedError(NOT_HERE)
        barred = barred_from(row, found.ever, moderator, now.astimezone(ENGLAND).date())
        if barred:
            raise AssessmentError(barred)
        confirmed = found.result_is is not None and result.value == found.result_is.value
        if not confirmed and (not codes or not words):
            raise AssessmentError("Say why you change it: select a reason, and write what the assessors and she read.")
        known = {one.id for one in moderation_rules().reasons}
        if set(codes) - known:
            raise AssessmentError("Select a reason from the list.")
        written = moderate(
            key=key, person=moderator, result=result, now=now, signature=signature, codes=codes, words=words
        )
        look.done, look.moderator, look.confirmed, look.done_at = written.key, moderator, confirmed, now
        look.save()
        data = {"submission": key, "stage": written.key, "confirmed": confirmed, "plan": look.plan}
        emit(name=LOOKED, actor=moderator, subject=row.candidate, at=now, data=data)
    return written


def plans(most: int = 20) -> tuple[PlanRow, ...]:
    """Return the newest plans. Two queries."""
    found = list(SamplingPlan.objects.order_by("-position")[:most])
    waits: dict[str, int] = {}
    for key in Look.objects.filter(plan__in=[one.key for one in found], done_at=None).values_list("plan", flat=True):
        waits[key] = waits.get(key, 0) + 1
    return tuple(_plan(one, waits.get(one.key, 0)) for one in found)


def plan_of(key: str) -> tuple[PlanRow, tuple[ItemRow, ...]] | None:
    """Return a plan and what it drew, by number; None where there is no such plan. Three queries."""
    found = SamplingPlan.objects.filter(key=key).first()
    if found is None:
        return None
    items = [
        ItemRow(one.submission, one.strand, one.route, one.number, in_words(one.reasons))
        for one in PlanItem.objects.filter(plan=key).order_by("number", "submission")
        if one.reasons
    ]
    return _plan(found, Look.objects.filter(plan=key, done_at=None).count()), tuple(items)


def in_words(reasons: Iterable[Mapping[str, str]]) -> tuple[str, ...]:
    """Return reasons of a draw as sentences, each once."""
    return tuple(dict.fromkeys(DRAW_WORDS.get(one["code"], one["code"]) for one in reasons))


def _plan(one: SamplingPlan, waits: int) -> PlanRow:
    return PlanRow(one.key, one.seed, one.digest, one.rules, one.of, one.drawn, one.drawn_by, one.at, waits)
