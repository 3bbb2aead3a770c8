"""Reviewing: a reviewer says of a question, in the text that she read, whether it can be used as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.content.questions import questions
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.events import REVIEWED
from trigpoint.learning.practice.models import MOST_WORDS, Review, Verdict
from trigpoint.people.queries import roles_of
from trigpoint.people.roles import Role
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from datetime import datetime


def review(
    *,
    reviewer: str,
    question: str,
    text_hash: str,
    verdict: str,
    note: str,
    own: bool,
    now: datetime,
    demonstration: bool,
) -> None:
    """Write what a reviewer said of a question. Raises PracticeError where it cannot count.

    text_hash: of the text that she read; where it changed meanwhile, she is asked to read again. own: she wrote the
    question or helped to, and so somebody else has to review it.
    """
    found = questions().get(question)
    if found is None:
        raise PracticeError("This question is no longer here. Go back to the list")
    if Role.REVIEWER not in {one.role for one in roles_of(reviewer, now.astimezone(ENGLAND).date())}:
        raise PracticeError("Only reviewers review questions. Ask the administrator of this site")
    if own:
        raise PracticeError("A question is reviewed by somebody who did not write it. Ask another reviewer", "own")
    if found.text_hash != text_hash:
        raise PracticeError("The question was changed while you read it. Read it again; what you wrote is kept below")
    if verdict not in Verdict.values:
        raise PracticeError("Select whether it can be used as it stands", "verdict")
    words = note.strip()
    if verdict == Verdict.CHANGE and not words:
        raise PracticeError("Enter what has to be changed, so that its author can do it", "note")
    if len(words) > MOST_WORDS:
        raise PracticeError(f"The note must be {MOST_WORDS:,} characters or fewer. Yours has {len(words):,}", "note")
    with transaction.atomic():
        Review(
            question=question,
            text_hash=text_hash,
            reviewer=reviewer,
            verdict=verdict,
            note=words,
            demonstration=demonstration,
            at=now,
        ).save()
        data = {"question": question, "text": text_hash, "verdict": verdict, "demonstration": demonstration}
        emit(name=REVIEWED, actor=reviewer, subject=f"question:{question}", at=now, data=data, words=words)
