"""What a candidate sends: a draft of it, throwing it away, sending it, and what she does with it afterwards."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.assessment.actions.staging import append, opened
from trigpoint.assessment.actions.telling import tell
from trigpoint.assessment.checks import lacks
from trigpoint.assessment.errors import AssessmentError, ChangedError, GoneError
from trigpoint.assessment.events import DISCARDED, DRAFTED
from trigpoint.assessment.models import Held, Submission
from trigpoint.assessment.prior_learning import claim_with, lacks_of_claim
from trigpoint.assessment.queries import stages
from trigpoint.assessment.states import progress
from trigpoint.assessment.words import OPEN, Actor, StageKind, State, Via
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import AWARD, UnknownOutcomeError, outcome, outcomes
from trigpoint.evidence.queries import pieces as pieces_by_key
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.record.queries import enrolment_of, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from trigpoint.assessment.actions.staging import Opened
    from trigpoint.assessment.rows import Signature, StageRow

ENROL = "Enrol on the award first: open My standing and choose your route. Then come back."
OPEN_ALREADY = "You have this outcome open already. Go on with that."
AGREED_ALREADY = "This outcome is agreed already. There is nothing to send."
NOT_HERE = "The award has no such outcome. Choose one from the list."
NOT_YOURS = "Choose pieces of your own portfolio."
CHANGED = "A piece has changed since you looked at it. Look once more, then send. Nothing was sent."
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Signs of the code that stands for a name; none looks like another."""
SIGNS = 4
MOST_PIECES = 30


def draft(*, candidate: str, outcome_id: str, via: Via, now: datetime) -> str:
    """Begin a submission and return its key. Raises AssessmentError with the reason where it cannot be begun."""
    try:
        row = outcome(outcome_id)
    except UnknownOutcomeError:
        raise AssessmentError(NOT_HERE) from None
    if outcome_id not in outcomes():
        raise AssessmentError(NOT_HERE)
    enrolled = enrolment_of(candidate, AWARD)
    if enrolled is None:
        raise AssessmentError(ENROL)
    key = f"s_{secrets.token_hex(16)}"
    try:
        with transaction.atomic():
            earlier = list(
                Submission.objects.select_for_update().filter(candidate=candidate, outcome=outcome_id).order_by("id")
            )
            _refuse(earlier)
            if is_achieved(candidate, outcome_id):
                raise AssessmentError(AGREED_ALREADY)
            follows, carried = _carried(earlier, now.astimezone(ENGLAND).date())
            Submission.objects.create(
                key=key, candidate=candidate, outcome=outcome_id, strand=row.strand, via=via.value,
                rules_hash=enrolled.rules_hash, code=code_of(key), follows=follows, carried=list(carried),
                draft={"pieces": []}, changed_at=now,
            )  # fmt: skip
            data = {"submission": key, "outcome": outcome_id}
            emit(name=DRAFTED, actor=candidate, subject=candidate, at=now, data=data)
    except IntegrityError:
        raise AssessmentError(OPEN_ALREADY) from None
    return key


def _refuse(earlier: Iterable[Submission]) -> None:
    states = {State(one.state) for one in earlier}
    if states & OPEN:
        raise AssessmentError(OPEN_ALREADY)
    if states & {State.AGREED, State.MODERATED, State.RATIFIED}:
        raise AssessmentError(AGREED_ALREADY)


def is_achieved(candidate: str, outcome_id: str) -> bool:
    """Tell whether the record has an outcome as achieved, however it came there. One query."""
    return f"achieved:{outcome_id}" in {fact.code for fact in facts_of(candidate)}


def _carried(earlier: Sequence[Submission], today: date) -> tuple[str, tuple[str, ...]]:
    """Return the submission that was referred before, with the criteria shown there, while they still count."""
    last = next((one for one in reversed(earlier) if one.state != State.WITHDRAWN), None)
    if last is None or last.state != State.REFERRED:
        return "", ()
    told = stages(last.key)
    result = progress(told).result
    if result is None or (today - result.at.astimezone(ENGLAND).date()).days > rules().carry_days:
        return last.key, ()
    return last.key, shown_in(told)


def shown_in(told: Iterable[StageRow]) -> tuple[str, ...]:
    """Return the criteria that the newest result of these stages has as shown."""
    said = [stage.said["shown"] for stage in told if "shown" in stage.said]
    return tuple(said[-1]) if said else ()


def code_of(key: str) -> str:
    """Return the code by which blind assessors know a submission: *4F2K*. It says nothing of the person."""
    number = int.from_bytes(hashlib.sha256(key.encode()).digest()[:8])
    signs = []
    for _ in range(SIGNS):
        number, place = divmod(number, len(LETTERS))
        signs.append(LETTERS[place])
    return "".join(signs)


def choose(*, key: str, candidate: str, pieces: Sequence[str], via: Via | None = None, now: datetime) -> None:
    """Keep which pieces a draft holds, or an answer to a question for more. Raises GoneError and AssessmentError."""
    with transaction.atomic():
        found = _own(key, candidate)
        if found.progress.state not in {State.DRAFT, State.MORE_ASKED}:
            raise AssessmentError("It has been sent. What was sent stays as it was.")
        chosen = list(dict.fromkeys(pieces))
        known = pieces_by_key(chosen)
        if len(chosen) > MOST_PIECES:
            raise AssessmentError(f"Choose {MOST_PIECES} pieces at most. One good piece is often enough.")
        if any(one not in known or known[one].owner != candidate for one in chosen):
            raise AssessmentError(NOT_YOURS)
        found.row.draft = {**found.row.draft, "pieces": chosen}
        if via is not None and found.progress.state is State.DRAFT:
            found.row.via = via.value
        found.row.changed_at = now
        found.row.save()
        data = {"submission": key, "pieces": len(chosen)}
        emit(name=DRAFTED, actor=candidate, subject=candidate, at=now, data=data)


def discard(*, key: str, candidate: str, now: datetime) -> None:
    """Throw a draft away. Raises GoneError, and AssessmentError for one that was sent."""
    with transaction.atomic():
        found = _own(key, candidate)
        if found.progress.state is not State.DRAFT:
            raise AssessmentError("It has been sent, so it stays. You can withdraw it.")
        outcome_id = found.row.outcome
        found.row.delete()
        emit(name=DISCARDED, actor=candidate, subject=candidate, at=now, data={"outcome": outcome_id})


def send(*, key: str, candidate: str, signature: Signature, fixed: Sequence[tuple[str, str]], now: datetime) -> None:
    """Send a draft to be judged, with its pieces as they are now.

    `fixed` are the pieces and their hashes as the candidate was shown them. Raises GoneError, ChangedError where one
    has changed, and AssessmentError with what is missing.
    """
    with transaction.atomic():
        found = _own(key, candidate)
        chosen = found.row.draft.get("pieces", [])
        rows = pieces_by_key(chosen)
        if [(one, rows[one].sha256) for one in chosen if one in rows] != list(fixed):
            raise ChangedError(CHANGED)
        via, today = Via(found.row.via), now.astimezone(ENGLAND).date()
        claim = claim_with(candidate, found.row.outcome, via, today)
        shown = [rows[one] for one in chosen]
        missing = (*lacks(outcome(found.row.outcome), shown, found.row.carried), *lacks_of_claim(claim, via))
        if missing:
            raise AssessmentError(missing[0].words)
        of_claim = {"claim": claim.sha256} if claim else {}
        found.row.sent_at = now
        _hold(found, fixed, 1)
        found.row.draft = {}
        append(
            found, StageKind.SUBMITTED, actor=Actor.CANDIDATE, person=candidate, now=now, signature=signature,
            said={"via": via.value, "pieces": [one for one, _ in fixed], "rules": found.row.rules_hash, **of_claim},
        )  # fmt: skip


def give_more(
    *, key: str, candidate: str, words: str, fixed: Sequence[tuple[str, str]], signature: Signature, now: datetime
) -> None:
    """Answer a question for more, with pieces, words or both; the clock goes on. Raises what `send` raises."""
    with transaction.atomic():
        found = _own(key, candidate)
        chosen = found.row.draft.get("pieces", [])
        rows = pieces_by_key(chosen)
        if [(one, rows[one].sha256) for one in chosen if one in rows] != list(fixed):
            raise ChangedError(CHANGED)
        unfinished = [one for one in rows.values() if not one.is_ready]
        if unfinished:
            raise AssessmentError(f"“{unfinished[0].name}” is not finished. Open it and say that it is ready.")
        if not fixed and not words.strip():
            raise AssessmentError("Choose a piece, or write what you want to say. Or both.")
        _hold(found, fixed, found.progress.rounds + 1)
        found.row.draft = {}
        append(
            found, StageKind.MORE_GIVEN, actor=Actor.CANDIDATE, person=candidate, now=now, words=words.strip(),
            said={"pieces": [one for one, _ in fixed]}, signature=signature,
        )  # fmt: skip


def _hold(found: Opened, fixed: Sequence[tuple[str, str]], number: int) -> None:
    for piece, digest in fixed:
        Held(submission=found.row.key, round=number, piece=piece, sha256=digest).save()


def withdraw(*, key: str, candidate: str, now: datetime) -> None:
    """Withdraw a submission: nobody judges it any more, and nothing of it is held against anybody."""
    _step(key, candidate, StageKind.WITHDRAWN, now)


def defer(*, key: str, candidate: str, until: date, now: datetime) -> None:
    """Put a submission off until about a day. No reason is asked. Raises AssessmentError for a day of no use."""
    today = now.astimezone(ENGLAND).date()
    if not today < until <= today + timedelta(days=rules().deferral_most_days):
        raise AssessmentError(
            f"Choose a day after today and within {rules().deferral_most_days} days. You can come back sooner or later."
        )
    _step(key, candidate, StageKind.DEFERRED, now, said={"until": until.isoformat()})


def come_back(*, key: str, candidate: str, now: datetime) -> None:
    """Take a deferred submission up again: the clock goes on, and days of grace are added."""
    _step(key, candidate, StageKind.RETURNED, now, said={"grace": rules().grace_days})


def _step(key: str, candidate: str, kind: StageKind, now: datetime, said: dict[str, object] | None = None) -> None:
    with transaction.atomic():
        found = _own(key, candidate)
        append(found, kind, actor=Actor.CANDIDATE, person=candidate, now=now, said=said)


def _own(key: str, candidate: str) -> Opened:
    found = opened(key)
    if found.row.candidate != candidate:
        raise GoneError(key)
    return found


def end_waiting(now: datetime) -> int:
    """Go on with what is there where a question for more ran out without an answer. Returns how many."""
    today, ended = now.astimezone(ENGLAND).date(), 0
    for key in list(Submission.objects.filter(state=State.MORE_ASKED.value).values_list("key", flat=True)):
        with transaction.atomic():
            found = opened(key)
            asked = found.progress.asked
            if found.progress.state is not State.MORE_ASKED or asked is None:
                continue
            if date.fromisoformat(str(asked.said["until"])) >= today:
                continue
            append(found, StageKind.MORE_GIVEN, actor=Actor.RULES, person="", now=now, codes=["time-over"])
            tell(found.row.candidate, "time-over", found.row.key, now)
            ended += 1
    return ended
