"""An assessor at work: her draft, asking for more, and the judgement that she signs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction

from trigpoint.assessment.actions.settling import settle_now
from trigpoint.assessment.actions.staging import append, opened
from trigpoint.assessment.actions.telling import remind_of_question, tell
from trigpoint.assessment.errors import AssessmentError, ChangedError, GoneError
from trigpoint.assessment.models import Allocation, Comment, Decision, JudgementDraft
from trigpoint.assessment.queries import held, stages, submission
from trigpoint.assessment.signing import CHANGED, digest_of
from trigpoint.assessment.states import kind_of, refusal
from trigpoint.assessment.words import MOST_WORDS, Actor, Slot, StageKind, Verdict
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import outcome
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from trigpoint.assessment.actions.staging import Opened
    from trigpoint.assessment.rows import Signature

LONGEST_SITTING = timedelta(minutes=10)
"""More than this between two saves is taken as a break."""
MOST_COMMENTS = 200
ASK_FIRST = (
    "You say that a criterion is not shown, and the candidate was not asked for more yet. Ask first: nobody is refused "
    "without one chance to add something. What you wrote here is kept."
)


@dataclass(frozen=True, slots=True)
class Saved:
    """That a draft was saved. `clashed`: another window had saved meanwhile, and both versions are kept."""

    version: int
    clashed: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of signing. `why_not` says why it does not count, where it came too late: it was kept aside."""

    stage: str
    why_not: str = ""


def save_draft(*, key: str, assessor: str, version: int, data: Mapping[str, Any], now: datetime) -> Saved:
    """Save what an assessor has said so far. `version` is that of the draft which her page showed.

    Where another window saved meanwhile, both are kept, to be compared. It is saved even where the submission was
    withdrawn or given to somebody else: nothing written is lost. Raises GoneError where it was never hers.
    """
    with transaction.atomic():
        found = opened(key)
        if assessor not in found.progress.ever:
            raise GoneError(key)
        row = _draft(found, assessor, now)
        row.seconds += min(now - row.saved_at, LONGEST_SITTING).seconds
        row.saved_at = now
        if row.version != version and row.data != data:
            row.other = dict(data)
            row.save()
            return Saved(row.version, clashed=True)
        row.data, row.version = dict(data), row.version + 1
        row.save()
        return Saved(row.version, clashed=False)


def begin(*, key: str, assessor: str, now: datetime) -> None:
    """Note that an assessor opened a submission, from when her time counts. Done twice it does no harm."""
    with transaction.atomic():
        _draft(opened(key), assessor, now)


def _draft(found: Opened, assessor: str, now: datetime) -> JudgementDraft:
    made = {"opened_at": now, "saved_at": now}
    row, _ = JudgementDraft.objects.get_or_create(submission=found.row, assessor=assessor, defaults=made)
    return row


def keep_one(*, key: str, assessor: str, data: Mapping[str, Any], now: datetime) -> None:
    """Keep one text of two that clashed, as the assessor put it together. Raises GoneError."""
    with transaction.atomic():
        row = JudgementDraft.objects.select_for_update().filter(submission__key=key, assessor=assessor).first()
        if row is None:
            raise GoneError(key)
        row.data, row.other, row.version, row.saved_at = dict(data), None, row.version + 1, now
        row.save()


def to_sign(key: str, assessor: str) -> tuple[dict[str, Any], str]:
    """Return what a signature is bound to, and its hash: the outcome, its criteria, the pieces, and what she says.

    Six queries. Raises GoneError.
    """
    row = submission(key)
    draft = JudgementDraft.objects.filter(submission__key=key, assessor=assessor).first()
    if row is None or draft is None:
        raise GoneError(key)
    shown = {
        "submission": key,
        "assessor": assessor,
        "criteria": [[one.reference, one.words] for one in outcome(row.outcome).rows],
        "pieces": [[one.piece, one.sha256, one.round] for one in held(key)],
        "claim": [str(one.said["claim"]) for one in stages(key) if "claim" in one.said],
        "judgement": draft.data,
    }
    return shown, digest_of(shown)


def problems_of(found_criteria: Sequence[str], data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what a judgement still lacks, by criterion: a verdict, a coded reason, words that are too long."""
    said: Mapping[str, Any] = data.get("criteria", {})
    found = []
    for number, one in enumerate(found_criteria, 1):
        row = said.get(one, {})
        verdict, codes = row.get("verdict"), row.get("codes", [])
        if verdict not in set(Verdict):
            found.append((one, f"Select whether criterion {number} is shown"))
        elif not codes:
            found.append((one, f"Select a reason for criterion {number}"))
        elif verdict == Verdict.NOT_SHOWN and not str(row.get("words", "")).strip():
            found.append((one, f"Write what is missing for criterion {number}. The candidate reads it"))
        if len(str(row.get("words", ""))) > MOST_WORDS:
            found.append((one, f"The comment on criterion {number} must be {MOST_WORDS:,} characters or fewer"))
    return found


def judge(*, key: str, assessor: str, signature: Signature, now: datetime) -> Judged:
    """Sign the judgement that the draft holds, and settle what it comes to with the others.

    One that came too late (withdrawn, given to somebody else) is kept aside with its reason, and counts for nothing.
    Raises GoneError, ChangedError where something else was signed, and AssessmentError for what is missing.
    """
    with transaction.atomic():
        found = opened(key)
        draft = JudgementDraft.objects.filter(submission=found.row, assessor=assessor).first()
        if assessor not in found.progress.ever or draft is None:
            raise GoneError(key)
        if to_sign(key, assessor)[1] != signature.digest:
            raise ChangedError(CHANGED)
        criteria = [one for one in outcome(found.row.outcome).references if one not in found.row.carried]
        missing = problems_of(criteria, draft.data)
        if missing:
            raise AssessmentError(missing[0][1])
        slot = found.progress.slot_of(assessor) or Slot.FIRST
        kind = kind_of(slot)
        why_not = refusal(found.progress, kind, Actor.ASSESSOR, person=assessor)
        if not why_not and _must_ask(found, draft.data):
            raise AssessmentError(ASK_FIRST)
        said = {"second": []} if why_not else {"second": _second_for(draft.data, slot, criteria)}
        stage = append(
            found,
            StageKind.KEPT_ASIDE if why_not else kind,
            actor=Actor.ASSESSOR,
            person=assessor,
            now=now,
            slot=slot,
            words=str(draft.data.get("words", "")).strip(),
            said=said,
            signature=signature,
        )
        _decide(stage.key, found, slot, criteria=criteria, draft=draft, now=now)
        draft.delete()
        if why_not:
            return Judged(stage.key, why_not)
        Allocation.objects.filter(submission=found.row, slot=slot.value, assessor=assessor, state="open").update(
            state="judged", ended_at=now
        )
        settle_now(found, assessor, now, signature)
        return Judged(stage.key)


def _must_ask(found: Opened, data: Mapping[str, Any]) -> bool:
    said = data.get("criteria", {})
    refused = any(row.get("verdict") == Verdict.NOT_SHOWN for row in said.values())
    return refused and rules().ask_before_refusal and found.progress.rounds < rules().rounds


def _second_for(data: Mapping[str, Any], slot: Slot, criteria: Sequence[str]) -> list[str]:
    """Return the code of the rule by which a refusal asks for a second judgement, where this is one."""
    said = data.get("criteria", {})
    refused = any(said[one]["verdict"] == Verdict.NOT_SHOWN for one in criteria)
    return [one.id for one in rules().second if one.when == "refusal" and refused and slot is Slot.FIRST]


def _decide(
    stage: str, found: Opened, slot: Slot, *, criteria: Sequence[str], draft: JudgementDraft, now: datetime
) -> None:
    seconds = draft.seconds + min(now - draft.saved_at, LONGEST_SITTING).seconds
    for one in criteria:
        row = draft.data["criteria"][one]
        Decision(
            stage=stage,
            submission=found.row.key,
            slot=slot.value,
            criterion=one,
            assessor=draft.assessor,
            verdict=row["verdict"],
            codes=list(row["codes"]),
            words=str(row.get("words", "")).strip(),
            at=now,
            seconds=seconds // max(1, len(criteria)),
        ).save()


def ask_for_more(
    *,
    key: str,
    assessor: str,
    codes: Sequence[str],
    criteria: Sequence[str],
    words: str,
    signature: Signature,
    now: datetime,
) -> None:
    """Ask the candidate for more, once; the clock stands still until she answers. Raises GoneError, AssessmentError."""
    if not codes or any(rules().reason("more", code) is None for code in codes):
        raise AssessmentError("Select why you ask.")
    with transaction.atomic():
        found = opened(key)
        slot = found.progress.slot_of(assessor)
        if slot is None:
            raise GoneError(key)
        until = now.astimezone(ENGLAND).date() + timedelta(days=rules().answer_within_days)
        append(
            found,
            StageKind.ASKED_FOR_MORE,
            actor=Actor.ASSESSOR,
            person=assessor,
            now=now,
            slot=slot,
            codes=codes,
            words=words.strip(),
            said={"criteria": list(criteria), "until": until.isoformat()},
            signature=signature,
        )
        tell(found.row.candidate, "asked-for-more", key, now)
        remind_of_question(found.row.candidate, key, until, now)


def keep_comment(*, assessor: str, words: str, now: datetime) -> None:
    """Keep a comment to use again. Raises AssessmentError for one of no use."""
    text = words.strip()
    if not text or len(text) > MOST_WORDS:
        raise AssessmentError(f"Write a comment of at most {MOST_WORDS:,} characters.")
    if Comment.objects.filter(assessor=assessor).count() >= MOST_COMMENTS:
        raise AssessmentError(f"You keep {MOST_COMMENTS} comments. Remove one that you no longer use.")
    if not Comment.objects.filter(assessor=assessor, words=text).exists():
        Comment.objects.create(assessor=assessor, words=text, at=now)


def remove_comment(*, assessor: str, number: int) -> None:
    """Remove a comment of one's own. Raises GoneError."""
    if not Comment.objects.filter(assessor=assessor, pk=number).delete()[0]:
        raise GoneError(str(number))
