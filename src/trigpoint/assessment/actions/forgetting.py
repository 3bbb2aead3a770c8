"""Forgetting somebody: words about and by her are emptied; codes, hashes and days stay under a random key."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from trigpoint.assessment.actions.drafting import withdraw
from trigpoint.assessment.events import FORGOTTEN
from trigpoint.assessment.models import (
    Allocation,
    AssessorChoice,
    Comment,
    DeclaredConflict,
    JudgementDraft,
    Submission,
)
from trigpoint.assessment.states import AFTER
from trigpoint.assessment.words import StageKind, State
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime

EMPTY_STAGES = "UPDATE assessment_stage SET words = '' WHERE submission = %s AND words <> ''"
EMPTY_DECISIONS = "UPDATE assessment_decision SET words = '' WHERE submission = %s AND words <> ''"


def forget_candidate(*, subject: str, actor: str | None, now: datetime) -> None:
    """Withdraw what is open of a candidate, throw drafts away, and empty every word about her. Twice does no harm."""
    with transaction.atomic():
        rows = list(Submission.objects.filter(candidate=subject))
        if not rows:
            return
        keys = [row.key for row in rows]
        for row in rows:
            if row.state == State.DRAFT:
                row.delete()
            elif State(row.state) in AFTER[StageKind.WITHDRAWN][0]:
                withdraw(key=row.key, candidate=subject, now=now)
        emptied = 0
        # Not through the models, which refuse every change: the triggers let words be emptied, and nothing else.
        with connection.cursor() as cursor:
            for statement in (EMPTY_STAGES, EMPTY_DECISIONS):
                for key in keys:
                    cursor.execute(statement, [key])
                    emptied += cursor.rowcount
        emptied += JudgementDraft.objects.filter(submission__candidate=subject).delete()[0]
        emptied += DeclaredConflict.objects.filter(other=subject).delete()[0]
        if emptied:
            emit(name=FORGOTTEN, actor=actor, subject=subject, at=now, data={"texts": emptied})


def forget_assessor(*, subject: str, actor: str | None, now: datetime) -> None:
    """Forget what an assessor kept for herself and had not signed. What she signed stays, under a random key."""
    with transaction.atomic():
        gone = [
            model.objects.filter(assessor=subject).delete()[0]
            for model in (Comment, JudgementDraft, AssessorChoice, DeclaredConflict)
        ]
        open_ones = Allocation.objects.filter(assessor=subject, state__in=["open", "stands"])
        gone.append(open_ones.update(due=now.date()))  # late from now on, so that an allocator gives it to another
        if any(gone):
            emit(name=FORGOTTEN, actor=actor, subject=subject, at=now, data={"kept": sum(gone)})
