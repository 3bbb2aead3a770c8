"""The refresher: what changed in law since somebody last showed that she knows it, made into something to read and do.

It holds, for each change that two people judged to matter: what they said in plain words, both texts, where the law
stands, the lessons that teach it, and questions that rest on it and can be asked again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.urls import reverse

from trigpoint.content.questions import questions, resting_on
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.law.queries import changes, frozen
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.events import REFRESHED, REFRESHER_BEGUN
from trigpoint.learning.examination.models import Refresher
from trigpoint.learning.marking import mark
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.record import actions as record
from trigpoint.record.queries import facts_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.law.watch.queries import NoticeRow
    from trigpoint.learning.marking import Answer, Marked

COMPLETED, PASSED = "completed:law-refresher", "passed:law-examination"
MOST_MINUTES = 40
MINUTES_A_CHANGE, MINUTES_A_QUESTION = 5, 2
MOST_QUESTIONS_A_CHANGE = 3


@dataclass(frozen=True, slots=True)
class Owed:
    """The changes that somebody has to catch up with, the oldest first, and the first last day for one of them."""

    rows: tuple[NoticeRow, ...]
    due: date | None
    learned: bool
    """Whether there is anything to refresh: she passed once, or refreshed once."""


def owed(person: str) -> Owed:
    """Return what somebody has to catch up with. A refresher or a pass covers every change up to its own day.

    Five queries.
    """
    covered = [fact.valid.start for fact in facts_of(person) if covers(fact)]
    last = max(covered, default=None)
    rows = [row for row in changes() if last is None or (_since(row) or last) > last]
    rows.sort(key=lambda row: (_since(row), row.key))
    days = [row.decisions[-1].due for row in rows if row.decisions[-1].due]
    return Owed(tuple(rows), min(days, default=None), last is not None)


def covers(fact: Fact) -> bool:
    """Tell whether a fact shows that she knew the law of its day, as the award counts it."""
    return fact.code == COMPLETED or (fact.code == PASSED and fact.basis is not Basis.DECLARED)


def begin(*, person: str, now: datetime) -> str:
    """Make a refresher of what she owes; return its key. One that is open takes in what changed since.

    Raises ExaminationError where there is nothing to catch up with.
    """
    rows = owed(person).rows
    if not rows:
        raise ExaminationError("There is no change in law that you have to catch up with.")
    keys = [row.key for row in rows]
    asked = questions_on(tuple(dict.fromkeys(row.provision for row in rows)))
    try:
        with transaction.atomic():
            row = Refresher.objects.select_for_update().filter(person=person, done_at=None).first()
            if row is not None:
                _renew(row, keys, asked)
                return row.key
            row = Refresher.objects.create(person=person, changes=keys, questions=asked, begun_at=now)
            data = {"refresher": row.key, "changes": keys}
            emit(name=REFRESHER_BEGUN, actor=person, subject=person, at=now, data=data)
            return row.key
    except IntegrityError:  # two clicks at once
        return Refresher.objects.get(person=person, done_at=None).key


def _renew(row: Refresher, keys: list[str], asked: list[str]) -> None:
    """Bring an open refresher up to date; what was read and answered stays."""
    if set(keys) == set(row.changes) and set(asked) == set(row.questions):
        return
    row.changes = keys
    kept = [one for one in row.questions if one in row.answers]
    row.questions = [*kept, *(one for one in asked if one not in row.answers)]
    row.save(update_fields=["changes", "questions"])


def questions_on(provisions: tuple[str, ...]) -> list[str]:
    """Return what a refresher asks: the questions that rest on what changed and are not frozen, within its time."""
    changed = frozen()
    room = (MOST_MINUTES - MINUTES_A_CHANGE * len(provisions)) // MINUTES_A_QUESTION
    found: list[str] = []
    for provision in provisions:
        fitting = [
            one.id
            for one in resting_on(provision)
            if one.for_practice and not changed.intersection(one.provisions) and one.id not in found
        ]
        found += fitting[:MOST_QUESTIONS_A_CHANGE]
    return found[: max(0, room)]


def minutes_of(row: Refresher) -> int:
    """Return about how long a refresher takes."""
    return min(MOST_MINUTES, MINUTES_A_CHANGE * len(row.changes) + MINUTES_A_QUESTION * len(row.questions))


def refresher_of(person: str, key: str) -> Refresher | None:
    """Return a refresher of hers. One query."""
    return Refresher.objects.filter(person=person, key=key).first()


def read_change(*, person: str, key: str, change: str) -> None:
    """Note that she has read a change. Raises ExaminationError."""
    with transaction.atomic():
        row = _mine(person, key)
        if change in row.changes and change not in row.read:
            row.read = [*row.read, change]
            row.save(update_fields=["read"])


def answer(*, person: str, key: str, question: str, given: Answer | None) -> Marked:
    """Keep an answer and return how it was marked. The first one stays. Raises ExaminationError."""
    with transaction.atomic():
        row = _mine(person, key)
        if question not in row.questions or question not in questions():
            raise ExaminationError("This question is not part of your refresher. Go back to its first page.")
        if question not in row.answers:
            row.answers = {**row.answers, question: given}
            row.save(update_fields=["answers"])
        kept: Any = row.answers[question]
    return mark(questions()[question], kept)


def left_of(row: Refresher) -> tuple[str, ...]:
    """Return what is still to do: the keys of changes, then the ids of questions."""
    changes_left = [one for one in row.changes if one not in row.read]
    return (*changes_left, *(one for one in row.questions if one not in row.answers and one in questions()))


def finish(*, person: str, key: str, now: datetime) -> None:
    """Complete a refresher: it becomes a fact of today. Done already, it stays as it is. Raises ExaminationError."""
    with transaction.atomic():
        row = Refresher.objects.select_for_update().filter(person=person, key=key).first()
        if row is None:
            raise ExaminationError("There is no such refresher. Begin one from the page of the law examination.")
        if row.done_at is not None:
            return
        if left_of(row):
            raise ExaminationError("Something is still to read or to answer. It is listed below.")
        # What was decided since she began is not in what she read, so the fact must not cover it.
        if {one.key for one in owed(person).rows} - set(row.changes):
            raise ExaminationError("Another change came in meanwhile. Open the refresher again: it has been added.")
        day = now.astimezone(ENGLAND).date()
        fact = Fact(COMPLETED, _one_day(day), basis=Basis.VERIFIED, source=row.key)
        row.entry = record.enter(actor=person, subject=person, facts=[fact], now=now, form=f"refresher:{row.key}")[0]
        row.done_at = now
        row.save(update_fields=["entry", "done_at"])
        data = {"refresher": row.key, "entry": row.entry, "changes": row.changes}
        emit(name=REFRESHED, actor=person, subject=person, at=now, data=data)


def address_of_refresher() -> str:
    """Return the address at which a refresher begins, for rooms above."""
    return reverse("learning:refresher")


def _since(row: NoticeRow) -> date | None:
    return row.decisions[-1].since


def _one_day(day: date) -> Period:
    return Period(day, day + timedelta(days=1))


def _mine(person: str, key: str) -> Refresher:
    row = Refresher.objects.select_for_update().filter(person=person, key=key, done_at=None).first()
    if row is None:
        raise ExaminationError("This refresher is finished or there is none. Go back to its first page.")
    return row
