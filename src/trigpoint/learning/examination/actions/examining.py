"""What examiners do: release results, give more minutes, set attempts aside, flag questions; and hear of problems."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.content.blueprints import blueprints
from trigpoint.content.questions import questions
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.learning.examination.actions.ending import mark_row
from trigpoint.learning.examination.actions.excluding import RUNNING, exclude_asked
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.events import EXTENDED, FLAGGED, RELEASED, REPORTED, SET_ASIDE
from trigpoint.learning.examination.models import MOST_WORDS, Attempt, Incident, ItemFlag, Kind, Part, State
from trigpoint.learning.examination.timing import end_of
from trigpoint.people.queries import conflicts_between
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send
from trigpoint.record import actions as record

if TYPE_CHECKING:
    from datetime import datetime

MOST_MINUTES = 60
MOST_REASON = 500


def release(*, actor: str, attempt: str, now: datetime) -> None:
    """Release a result, marked once more over the questions that count today. A pass becomes a fact of that day.

    Once released it stands: nothing marks it again. Raises ExaminationError.
    """
    with transaction.atomic():
        row = Attempt.objects.select_for_update().filter(key=attempt).first()
        if row is None or row.state != State.HANDED_IN:
            raise ExaminationError("This result was released already, or the paper is not handed in. Look at the list.")
        _refuse_own(actor, row.person, now)
        mark_row(row, now)
        if row.mark is None:
            raise ExaminationError(
                "No question of this paper counts any more. Set it aside, so that she can begin again."
            )
        if row.passed:
            day = now.astimezone(ENGLAND).date()
            fact = Fact(
                blueprints()[row.blueprint].fact,
                Period(day, day + timedelta(days=1)),
                amount=row.mark,
                basis=Basis.ASSESSED,
                source=row.key,
            )
            row.entry = record.enter(actor=actor, subject=row.person, facts=[fact], now=now, form=f"exam:{row.key}")[0]
        row.state, row.released_at, row.released_by = State.RELEASED, now, actor
        row.save()
        data = {"attempt": row.key, "mark": row.mark, "passed": bool(row.passed), "entry": row.entry or None}
        emit(name=RELEASED, actor=actor, subject=row.person, at=now, data=data)
        # The mark is hers to open: a mail may be read by others.
        lines = ["The result of your law examination is there.", "Sign in and open Law examination to see it."]
        send(to=row.person, subject="The result of your law examination is there", lines=lines, now=now)


def extend(*, actor: str, attempt: str, number: int, minutes: int, words: str, now: datetime) -> None:
    """Give a part that has begun more minutes, such as after a fire alarm. Raises ExaminationError.

    A part whose time ran out meanwhile runs again; one that she handed in herself does not.
    """
    if not 1 <= minutes <= MOST_MINUTES:
        raise ExaminationError(f"More minutes must be between 1 and {MOST_MINUTES}", "minutes")
    with transaction.atomic():
        row = Attempt.objects.select_for_update().filter(key=attempt).first()
        part = Part.objects.select_for_update().filter(attempt=row, number=number).first() if row else None
        if row is None or part is None or part.ends_at is None or row.state not in RUNNING:
            raise ExaminationError("This part does not run, so it cannot be given more minutes.")
        _refuse_own(actor, row.person, now)
        if part.handed_in_at is not None and not part.ran_out:
            raise ExaminationError("She handed this part in herself, so it cannot run again.")
        # From the end, or from now where the end has passed: the minutes given are minutes she has.
        part.ends_at = end_of(max(part.ends_at, now), minutes)
        part.handed_in_at, part.ran_out = None, False
        part.allowed = (part.allowed or part.minutes) + minutes
        part.save()
        row.state = State.OPEN
        row.save(update_fields=["state"])
        Incident.objects.create(
            attempt=row, part=number, kind=Kind.EXTENDED, minutes=minutes, words=_words(words), at=now, by=actor
        )
        data = {"attempt": row.key, "part": number, "minutes": minutes, "ends": part.ends_at}
        emit(name=EXTENDED, actor=actor, subject=row.person, at=now, data=data)


def set_aside(*, actor: str, attempt: str, words: str, now: datetime) -> None:
    """Set an attempt without a result aside: it counts as none, and she can begin at once. Raises ExaminationError."""
    if not words.strip():
        raise ExaminationError("Enter why the attempt is set aside", "words")
    with transaction.atomic():
        row = Attempt.objects.select_for_update().filter(key=attempt).first()
        if row is None or row.state not in {*RUNNING, State.LAPSED}:
            raise ExaminationError("A result that was released stands, and an attempt is set aside once.")
        _refuse_own(actor, row.person, now)
        row.state = State.SET_ASIDE
        row.save(update_fields=["state"])
        Incident.objects.create(attempt=row, kind=Kind.SET_ASIDE, words=_words(words), at=now, by=actor)
        emit(name=SET_ASIDE, actor=actor, subject=row.person, at=now, data={"attempt": row.key})
        lines = [
            "An examiner has set your last paper of the law examination aside. It counts as no attempt.",
            "You can begin a new one when you like.",
        ]
        send(to=row.person, subject="Your law examination was set aside", lines=lines, now=now)


def report(*, person: str, attempt: str, number: int | None, words: str, now: datetime) -> None:
    """Tell the examiners of a problem. Raises ExaminationError."""
    if not words.strip():
        raise ExaminationError("Enter what happened", "words")
    with transaction.atomic():
        row = Attempt.objects.filter(key=attempt, person=person).first()
        if row is None:
            raise ExaminationError("There is no such paper. Go back to the start page of the examination.")
        Incident.objects.create(attempt=row, part=number, kind=Kind.REPORTED, words=_words(words), at=now, by=person)
        emit(name=REPORTED, actor=person, subject=person, at=now, data={"attempt": row.key, "part": number})


def flag(*, actor: str, question: str, reason: str, now: datetime) -> int:
    """Flag a question: no paper without a result counts it from now on, and none draws it. Raises ExaminationError.

    The flag is of its text: a question that is written anew, reviewed and judged can be drawn again. Returns in how
    many papers it had stood.
    """
    found = questions().get(question)
    if found is None:
        raise ExaminationError("There is no such question. Go back to the list.")
    if not reason.strip():
        raise ExaminationError("Enter what is wrong with the question", "reason")
    if len(reason.strip()) > MOST_REASON:
        raise ExaminationError(f"What is wrong must be {MOST_REASON} characters or fewer", "reason")
    with transaction.atomic():
        ItemFlag(question=question, text_hash=found.text_hash, reason=reason.strip(), by=actor, at=now).save()
        emit(name=FLAGGED, actor=actor, subject=question, at=now, data={"text": found.text_hash}, words=reason.strip())
    return exclude_asked([question], now)


def _refuse_own(actor: str, person: str, now: datetime) -> None:
    if actor == person:
        raise ExaminationError("This paper is your own. Another examiner decides on it.")
    if conflicts_between(actor, person, now.astimezone(ENGLAND).date()):
        raise ExaminationError("You know this candidate in another part. Another examiner decides on this paper.")


def _words(words: str) -> str:
    if len(words.strip()) > MOST_WORDS:
        raise ExaminationError(f"What you write must be {MOST_WORDS:,} characters or fewer", "words")
    return words.strip()
