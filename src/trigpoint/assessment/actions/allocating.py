"""Who judges what: a proposal with its reasons, an allocator who confirms, and giving something to somebody else."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.assessment import conflicts
from trigpoint.assessment.actions.releasing import set_aside
from trigpoint.assessment.actions.staging import append, opened
from trigpoint.assessment.actions.telling import tell
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.events import ASSESSOR_CHOSE, CONFLICT_DECLARED, CONFLICT_ENDED
from trigpoint.assessment.gates import stopped_by
from trigpoint.assessment.models import Allocation, AssessorChoice, DeclaredConflict
from trigpoint.assessment.queries import judged_by, submission
from trigpoint.assessment.words import Actor, Slot, StageKind, Via
from trigpoint.content.assessment import rules
from trigpoint.people.queries import holders_of, names_of
from trigpoint.people.roles import Role
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.schools.queries import urn_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime

    from trigpoint.assessment.actions.staging import Opened
    from trigpoint.assessment.rows import SubmissionRow
    from trigpoint.assessment.states import Progress

HAS = ("open", "stands")
PERCENT = 100


@dataclass(frozen=True, slots=True)
class Proposed:
    """An assessor who may be given a submission, or not: `refusal` says why. `reasons` say why she comes here."""

    assessor: str
    name: str
    has: int
    most: int
    reasons: tuple[str, ...]
    refusal: str


def propose(row: SubmissionRow, found: Progress, today: date) -> tuple[Proposed, ...]:
    """Return every assessor of today, those who may have it first: her strand, then who has least.

    Four queries, and about seven for each assessor with room.
    """
    holders = tuple(dict.fromkeys(holders_of(Role.ASSESSOR, today)))
    names = names_of(holders) if holders else {}
    has = Counter(Allocation.objects.filter(assessor__in=holders, state__in=HAS).values_list("assessor", flat=True))
    chosen = {one.assessor: one for one in AssessorChoice.objects.filter(assessor__in=holders)}
    rows = []
    for key in holders:
        choice = chosen.get(key) or AssessorChoice(assessor=key)
        most = rules().most_open if choice.most is None else choice.most
        why = _refusal(row, found, choice, has[key], today)
        hers = row.strand in choice.strands
        reasons = (f"Judges {row.strand}." if hers else "Judges every strand.", f"Has {has[key]} of {most}.")
        rows.append(
            (bool(why), not hers, has[key], _lot(row.key, key), Proposed(key, names[key], has[key], most, reasons, why))
        )
    return tuple(one[-1] for one in sorted(rows, key=lambda one: one[:-1]))


def _refusal(row: SubmissionRow, found: Progress, choice: AssessorChoice, has: int, today: date) -> str:
    """Return why an assessor cannot have it. What needs no query is asked first."""
    key, most = choice.assessor, rules().most_open if choice.most is None else choice.most
    if key in found.ever:
        return "Has judged it, or was given it, before."
    if choice.away_until is not None and choice.away_until > today:
        return "Is away."
    if choice.strands and row.strand not in choice.strands:
        return f"Does not judge {row.strand}."
    if has >= most:
        return f"Has no room: {has} of {most}."
    return stopped_by(key, row.strand, today) or conflicts.refusal(row.candidate, key, today)


def _lot(submission: str, assessor: str) -> str:
    """Return what decides between two who are equal: always the same, and by no order of names."""
    return hashlib.sha256(f"{submission} {assessor}".encode()).hexdigest()


def second_for(row: SubmissionRow, assessor: str) -> tuple[str, ...]:
    """Return the codes of the rules by which a second judgement is asked for from the start. One query.

    The lot of the sample is the hash of the submission's key, so that anybody can draw it again.
    """
    found = []
    for one in rules().second:
        holds = {
            "prior-learning": row.via is Via.PRIOR_LEARNING,
            "new-assessor": one.when == "new-assessor" and judged_by(assessor) < one.number,
            "sample": one.when == "sample" and drawn(row.key, one.number),
        }.get(one.when, False)
        if holds:
            found.append(one.id)
    return tuple(found)


def drawn(key: str, percent: int) -> bool:
    """Tell whether the lot falls on a submission, in so many of a hundred."""
    return int.from_bytes(hashlib.sha256(f"second {key}".encode()).digest()[:8]) % PERCENT < percent


def allocate(*, key: str, assessor: str, actor: str, now: datetime) -> Slot:
    """Give a submission to an assessor, in the slot that waits, and return the slot.

    Raises GoneError, and AssessmentError where none waits or she may not have it.
    """
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        found = opened(key)
        slot = found.progress.needs
        if slot is None:
            raise AssessmentError("Nothing of it waits for an assessor now.")
        row = submission(key)
        assert row is not None  # it was opened
        chosen = _may(row, found.progress, assessor, today)
        second = second_for(row, assessor) if slot is Slot.FIRST else ()
        append(
            found, StageKind.ALLOCATED, actor=Actor.ALLOCATOR, person=actor, now=now, slot=slot,
            said={"assessor": assessor, "second": list(second), "because": [str(chosen.has), str(chosen.most)]},
        )  # fmt: skip
        _give(found, slot, assessor, now)
    return slot


def _may(row: SubmissionRow, found: Progress, assessor: str, today: date) -> Proposed:
    chosen = next((one for one in propose(row, found, today) if one.assessor == assessor), None)
    if chosen is None:
        raise AssessmentError("Choose somebody who holds the role of an assessor today.")
    if chosen.refusal:
        raise AssessmentError(f"{chosen.name} cannot have it. {chosen.refusal}")
    return chosen


def _give(found: Opened, slot: Slot, assessor: str, now: datetime) -> None:
    assert found.row.sent_at is not None  # what is not sent is given to nobody
    due = now.astimezone(ENGLAND).date() + timedelta(days=rules().judge_within_days)
    Allocation.objects.create(
        submission=found.row, slot=slot.value, assessor=assessor, sent_at=found.row.sent_at, given_at=now, due=due
    )


def reallocate(*, key: str, slot: Slot, assessor: str, code: str, actor: str, now: datetime) -> None:
    """Take a slot from whoever has it, with the reason, and give it to another; with no assessor, to nobody yet.

    What she has written stays hers. Raises GoneError and AssessmentError.
    """
    if rules().reason("reallocate", code) is None:
        raise AssessmentError("Select why somebody else judges it.")
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        found = opened(key)
        row = submission(key)
        assert row is not None  # it was opened
        if assessor:
            _may(row, found.progress, assessor, today)
        _take(found, slot, assessor, actor=Actor.ALLOCATOR, person=actor, code=code, now=now)
        if assessor:
            _give(found, slot, assessor, now)


def _take(found: Opened, slot: Slot, assessor: str, *, actor: Actor, person: str, code: str, now: datetime) -> None:
    append(
        found, StageKind.REALLOCATED, actor=actor, person=person, now=now, slot=slot, codes=[code],
        said={"assessor": assessor, "from": found.progress.assessors.get(slot, "")},
    )  # fmt: skip
    Allocation.objects.filter(submission=found.row, slot=slot.value, state__in=HAS).update(state="gone", ended_at=now)


def choose(*, assessor: str, strands: Collection[str], most: int, away_until: date | None, now: datetime) -> None:
    """Say what an assessor judges (nothing said: every strand), how many at once, and until when she is away."""
    with transaction.atomic():
        values = {"strands": sorted(strands), "most": most, "away_until": away_until}
        AssessorChoice.objects.update_or_create(assessor=assessor, defaults=values)
        data = {"strands": sorted(strands), "most": most, "away": away_until}
        emit(name=ASSESSOR_CHOSE, actor=assessor, subject=assessor, at=now, data=data)


def declare_on(*, key: str, assessor: str, code: str, now: datetime) -> None:
    """Say as an assessor why one should not judge a submission, without being told whose it is.

    It goes to somebody else; a judgement that was signed is set aside, and stays to be read. Raises GoneError.
    """
    if rules().reason("conflict", code) is None:
        raise AssessmentError("Select what the conflict is.")
    with transaction.atomic():
        found = opened(key)
        slot = found.progress.slot_of(assessor)
        if assessor not in found.progress.ever:
            raise GoneError(key)
        declare(assessor=assessor, other=found.row.candidate, setting="", code=code, by=assessor, now=now)
        if slot is None:
            return
        if slot in found.progress.judged:
            stage = found.progress.judged[slot]
            set_aside(key=key, stage=stage, actor=Actor.ASSESSOR, person=assessor, code="conflict", now=now)
            tell(found.row.candidate, "judged-again", key, now)
        else:
            _take(found, slot, "", actor=Actor.ASSESSOR, person=assessor, code="conflict", now=now)


def set_aside_for_conflict(*, key: str, slot: Slot, code: str, actor: str, now: datetime) -> None:
    """Set a judgement aside as allocator, since a conflict came to light after it, and keep that conflict.

    Raises GoneError, and AssessmentError where that judgement counts no more.
    """
    if rules().reason("conflict", code) is None:
        raise AssessmentError("Select what the conflict is.")
    with transaction.atomic():
        found = opened(key)
        stage, assessor = found.progress.judged.get(slot, ""), found.progress.assessors.get(slot, "")
        set_aside(key=key, stage=stage, actor=Actor.ALLOCATOR, person=actor, code="conflict", now=now)
        declare(assessor=assessor, other=found.row.candidate, setting="", code=code, by=actor, now=now)
        tell(found.row.candidate, "judged-again", key, now)


def declare(*, assessor: str, other: str, setting: str, code: str, by: str, now: datetime) -> None:
    """Keep that an assessor should not judge a candidate, or anybody of a school. Said twice it is kept once."""
    with transaction.atomic():
        told = {"assessor": assessor, "other": other, "setting": setting}
        if DeclaredConflict.objects.filter(**told, ended_at=None).exists():
            return
        DeclaredConflict.objects.create(**told, code=code, by=by, at=now)
        data = {
            "assessor": assessor,
            "code": code,
            "setting": setting if urn_of(setting) else None,
        }  # no names in events
        emit(name=CONFLICT_DECLARED, actor=by, subject=other or assessor, at=now, data=data)


def declare_school(*, assessor: str, setting: str, now: datetime) -> int:
    """Keep as an assessor that one judges nobody of a school or its trust; return how many left one's queue for it.

    No reason is asked for: the school says enough. What one has signed stays for whoever allocates to look at.
    """
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        declare(assessor=assessor, other="", setting=setting, code="same-school", by=assessor, now=now)
        taken = 0
        mine = Allocation.objects.filter(assessor=assessor, state__in=HAS).order_by("id")
        for key, candidate in list(mine.values_list("submission__key", "submission__candidate")):
            if conflicts.refusal(candidate, assessor, today) != conflicts.DECLARED:
                continue
            found = opened(key)
            slot = found.progress.slot_of(assessor)
            if slot is not None and slot not in found.progress.judged:
                _take(found, slot, "", actor=Actor.ASSESSOR, person=assessor, code="conflict", now=now)
                taken += 1
    return taken


def end_conflict(*, number: int, by: str, now: datetime) -> None:
    """Take back a conflict that one declared oneself. Raises GoneError."""
    with transaction.atomic():
        row = DeclaredConflict.objects.select_for_update().filter(pk=number, by=by, ended_at=None).first()
        if row is None:
            raise GoneError(str(number))
        row.ended_at = now
        row.save()
        data = {"assessor": row.assessor, "code": row.code}
        emit(name=CONFLICT_ENDED, actor=by, subject=row.other or row.assessor, at=now, data=data)
