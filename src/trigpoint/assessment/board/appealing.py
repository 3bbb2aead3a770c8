"""Appeals: making one, giving it to a reviewer who is free of it, deciding it by a stage that supersedes the result."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.assessment import conflicts
from trigpoint.assessment.actions import release
from trigpoint.assessment.actions.releasing import bring_fact_up, forget_slots
from trigpoint.assessment.actions.staging import append, opened
from trigpoint.assessment.board.events import APPEAL_DECIDED, APPEAL_GIVEN, APPEAL_GIVEN_BACK, APPEAL_MADE
from trigpoint.assessment.board.models import Appeal, AppealStep
from trigpoint.assessment.board.words import STEP_WORDS, Outcome, Step
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.queries import stages, submission
from trigpoint.assessment.states import progress
from trigpoint.assessment.words import Actor, Result, StageKind, State
from trigpoint.content.assessment import rules
from trigpoint.content.moderating import board_rules
from trigpoint.people.queries import holders_of, names_of
from trigpoint.people.roles import Role
from trigpoint.platform import humane
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from django.db.models import QuerySet

    from trigpoint.assessment.rows import Signature, StageRow

REFUSED = frozenset({State.REFERRED, State.DECLINED})
RESULT_OF = {Outcome.UPHELD: Result.AGREED, Outcome.PARTLY: Result.JUDGE_AGAIN}
TOO_LATE = "The time to appeal ended on {day}. If something kept you from it, write to the awarding body."
NOTHING = "There is no decision here that you can appeal."
ONCE = "You have appealed against this decision already."


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of an appeal. `words` are those of the reviewer, or of the candidate."""

    title: str
    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class AppealRow:
    """An appeal with all its steps. `grounds` are sentences."""

    key: str
    submission: str
    stage: str
    candidate: str
    grounds: tuple[str, ...]
    words: str
    made_at: datetime
    due: date
    reviewer: str
    decided_at: datetime | None
    outcome: Outcome | None
    steps: tuple[StepRow, ...]

    @property
    def is_open(self) -> bool:
        """Whether it waits to be decided."""
        return self.decided_at is None


def last_day(told: tuple[StageRow, ...]) -> date | None:
    """Return the last day on which the result that stands can be appealed; None where there is no such result."""
    found = progress(told)
    if found.state not in REFUSED or found.result is None:
        return None
    return found.result.at.astimezone(ENGLAND).date() + timedelta(days=rules().appeal_within_days)


def make(*, key: str, candidate: str, grounds: Collection[str], words: str, now: datetime) -> str:
    """Appeal against the result that stands, and return the key of the appeal. Raises GoneError and AssessmentError."""
    if not grounds or set(grounds) - {one.id for one in board_rules().grounds}:
        raise AssessmentError("Select what your appeal rests on.")
    appeal = f"a_{secrets.token_hex(16)}"
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        found = opened(key)
        if found.row.candidate != candidate:
            raise GoneError(key)
        until = last_day(tuple(found.stages))
        if until is None or found.progress.result is None:
            raise AssessmentError(NOTHING)
        if today > until:
            raise AssessmentError(TOO_LATE.format(day=f"{until.day}\u00a0{until:%B}\u00a0{until.year}"))
        stage = found.progress.result.key
        if Appeal.objects.filter(stage=stage).exists() or found.progress.result.kind is StageKind.APPEAL_DECIDED:
            raise AssessmentError(ONCE)
        append(found, StageKind.APPEALED, actor=Actor.CANDIDATE, person=candidate, now=now, codes=sorted(grounds))
        Appeal.objects.create(
            key=appeal, submission=key, stage=stage, candidate=candidate, grounds=sorted(grounds), words=words,
            made_at=now, due=today + timedelta(days=board_rules().decide_within_days),
        )  # fmt: skip
        AppealStep(appeal=appeal, kind=Step.MADE.value, person=candidate, at=now).save()
        emit(name=APPEAL_MADE, actor=candidate, subject=candidate, at=now, data={"appeal": appeal, "submission": key})
    return appeal


def reviewers(row: AppealRow, today: date) -> tuple[tuple[str, str, str], ...]:
    """Return key, name and refusal of each member of the board: who may look at an appeal comes first, by name."""
    members = tuple(dict.fromkeys(holders_of(Role.BOARD_MEMBER, today)))
    names = names_of(members) if members else {}
    found = [(key, names[key], why_not(row.submission, row.candidate, key, today)) for key in members]
    return tuple(sorted(found, key=lambda one: (bool(one[2]), one[1])))


def why_not(submission_key: str, candidate: str, person: str, today: date) -> str:
    """Return why somebody may not review an appeal, a sentence; empty where she may."""
    touched = {one.person for one in stages(submission_key)} | progress(stages(submission_key)).ever
    if person in touched - {candidate}:
        return "Judged, moderated or allocated it."
    return conflicts.refusal(candidate, person, today)


def give(*, appeal: str, reviewer: str, actor: str, now: datetime) -> None:
    """Give an appeal to a reviewer who has had nothing to do with it. Raises GoneError and AssessmentError."""
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        found = _open(appeal)
        if reviewer not in holders_of(Role.BOARD_MEMBER, today):
            raise AssessmentError("Choose somebody who is a member of the board today.")
        refusal = why_not(found.submission, found.candidate, reviewer, today)
        if refusal:
            raise AssessmentError(f"This member cannot review it. {refusal}")
        found.reviewer, found.given_at = reviewer, now
        found.save()
        AppealStep(appeal=appeal, kind=Step.GIVEN.value, person=actor, at=now).save()
        emit(name=APPEAL_GIVEN, actor=actor, subject=found.candidate, at=now, data={"appeal": appeal, "to": reviewer})


def give_back(*, appeal: str, reviewer: str, now: datetime) -> None:
    """Give an appeal back as its reviewer, because of a conflict of interest. Raises GoneError."""
    with transaction.atomic():
        found = _open(appeal)
        if found.reviewer != reviewer:
            raise GoneError(appeal)
        found.reviewer, found.given_at = "", None
        found.save()
        AppealStep(appeal=appeal, kind=Step.GIVEN_BACK.value, person=reviewer, at=now).save()
        emit(name=APPEAL_GIVEN_BACK, actor=reviewer, subject=found.candidate, at=now, data={"appeal": appeal})


def decide(
    *, appeal: str, reviewer: str, outcome: Outcome, words: str, signature: Signature, now: datetime
) -> StageRow:
    """Decide an appeal. The decision is a stage beside the one appealed against, which stays to be read.

    Raises GoneError where it is not hers, and AssessmentError where a conflict came to light or words are missing.
    """
    if not words:
        raise AssessmentError("Say why. The candidate reads it.")
    with transaction.atomic():
        found = _open(appeal)
        if found.reviewer != reviewer:
            raise GoneError(appeal)
        refusal = why_not(found.submission, found.candidate, reviewer, now.astimezone(ENGLAND).date())
        if refusal:
            raise AssessmentError(f"You cannot decide it: {refusal} Give it back, and somebody else will.")
        held = opened(found.submission)
        stands = held.progress.result_is
        assert stands is not None  # an appeal is against a result
        result = RESULT_OF.get(outcome, Result(stands.value))
        stage = append(
            held, StageKind.APPEAL_DECIDED, actor=Actor.BOARD, person=reviewer, now=now, codes=[outcome.value],
            words=words, said={"result": result.value}, supersedes=found.stage, signature=signature,
        )  # fmt: skip
        if result is Result.JUDGE_AGAIN:
            forget_slots(held, now)
        bring_fact_up(held, reviewer, now)
        if result is Result.AGREED:
            release(key=found.submission, person=reviewer, now=now, codes=("upheld",))
        found.decided_at, found.outcome = now, outcome.value
        found.save()
        AppealStep(
            appeal=appeal, kind=Step.DECIDED.value, person=reviewer, at=now, words=words, digest=signature.digest,
            proved_at=signature.proved_at,
        ).save()  # fmt: skip
        data = {"appeal": appeal, "outcome": outcome.value, "stage": stage.key}
        emit(name=APPEAL_DECIDED, actor=reviewer, subject=found.candidate, at=now, data=data)
        lines = ["Your appeal is decided.", "Sign in to Trigpoint and open My submissions to read it."]
        send(to=found.candidate, subject="Trigpoint: your appeal is decided", lines=lines, now=humane.in_term(now))
    return stage


def take_back(*, candidate: str, now: datetime) -> None:
    """Take back what somebody has appealed and is not decided, as she leaves. Done twice it does no harm."""
    with transaction.atomic():
        for found in Appeal.objects.select_for_update().filter(candidate=candidate, decided_at=None):
            found.decided_at, found.outcome = now, Outcome.WITHDRAWN.value
            found.save()
            AppealStep(appeal=found.key, kind=Step.WITHDRAWN.value, person=candidate, at=now).save()
            data = {"appeal": found.key, "outcome": Outcome.WITHDRAWN.value, "stage": found.stage}
            emit(name=APPEAL_DECIDED, actor=candidate, subject=candidate, at=now, data=data)


def appeal_of(key: str) -> AppealRow | None:
    """Return an appeal, or None. Who may see it is for the caller to say. Two queries."""
    return next(iter(_rows(Appeal.objects.filter(key=key))), None)


def appeals_of(candidate: str) -> tuple[AppealRow, ...]:
    """Return the appeals of a candidate, the oldest first. Two queries."""
    return _rows(Appeal.objects.filter(candidate=candidate))


def appeal_on(key: str) -> AppealRow | None:
    """Return the newest appeal on a submission, or None. Two queries."""
    return next(iter(_rows(Appeal.objects.filter(submission=key).order_by("-made_at", "-id")[:1])), None)


def open_appeals() -> tuple[AppealRow, ...]:
    """Return the appeals that are not decided, the oldest first. Two queries."""
    return _rows(Appeal.objects.filter(decided_at=None))


def with_reviewer(reviewer: str) -> tuple[AppealRow, ...]:
    """Return the appeals that wait for a reviewer, the oldest first. Two queries."""
    return _rows(Appeal.objects.filter(reviewer=reviewer, decided_at=None))


def may_see_as_reviewer(person: str, submissions: Collection[str]) -> bool:
    """Tell whether one of these submissions is under an appeal that somebody reviews. One query."""
    return Appeal.objects.filter(reviewer=person, decided_at=None, submission__in=submissions).exists()


def blind_name(row: AppealRow) -> str:
    """Return what those see who are not to know the candidate. One query."""
    found = submission(row.submission)
    return f"{found.outcome} · {found.blind_name}" if found else "Erased"


def _open(appeal: str) -> Appeal:
    found = Appeal.objects.select_for_update().filter(key=appeal, decided_at=None).first()
    if found is None:
        raise GoneError(appeal)
    return found


def _rows(found: QuerySet[Appeal]) -> tuple[AppealRow, ...]:
    rows = list(found)
    grounds = {one.id: one.words for one in board_rules().grounds}
    steps: dict[str, list[StepRow]] = {one.key: [] for one in rows}
    for one in AppealStep.objects.filter(appeal__in=list(steps)) if rows else ():
        steps[one.appeal].append(StepRow(STEP_WORDS[Step(one.kind)], one.at, one.words))
    return tuple(
        AppealRow(
            one.key,
            one.submission,
            one.stage,
            one.candidate,
            tuple(grounds.get(code, code) for code in one.grounds),
            one.words,
            one.made_at,
            one.due,
            one.reviewer,
            one.decided_at,
            Outcome(one.outcome) if one.outcome else None,
            tuple(steps[one.key]),
        )
        for one in rows
    )
