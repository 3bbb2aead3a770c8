"""Answering: an answer is marked and kept, and its question comes back when it is about to be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.content.questions import questions
from trigpoint.learning.marking import AnswerError, given, mark
from trigpoint.learning.practice import scheduling
from trigpoint.learning.practice.errors import PracticeError
from trigpoint.learning.practice.events import ANSWERED
from trigpoint.learning.practice.models import KEY_LENGTH, Answer, Card
from trigpoint.learning.practice.weeks import load_of, plan_of, week_of
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from trigpoint.content.questions import Question
    from trigpoint.learning.marking import Marked


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer. `first` is false where it had come before: then nothing was written."""

    marked: Marked
    day: date
    first: bool


def answer(*, person: str, question: str, answer: object, attempt: str, now: datetime) -> Answered:
    """Mark an answer, keep it, and say when the question comes back. Nine queries; two where it came before.

    answer: JSON as `learning.marking` has it; None is *I am not sure*. attempt: the key under which it was sent; sent
    again, in another tab or after the line dropped, it counts once and the first answer stands. `now` is when it was
    given. Raises PracticeError for a question that there is not, and for what is no answer.
    """
    found = questions().get(question)
    if found is None:
        raise PracticeError("This question is no longer asked. Go on with the next one.")
    if not attempt or len(attempt) > KEY_LENGTH:
        raise PracticeError("This answer came without its key. Open the question again and answer it there.")
    said = read(found, answer)
    with transaction.atomic():
        earlier = Answer.objects.filter(person=person, attempt=attempt).first()
        if earlier is not None:
            card = Card.objects.filter(person=person, question=earlier.question).first()
            asked = questions().get(earlier.question, found)
            return Answered(mark(asked, earlier.answer), card.day if card else now.date(), first=False)
        (marked,) = write(person, [(found, said, attempt)], now)
        card = Card.objects.get(person=person, question=question)
        data = {"question": question, "right": marked.right, "sure": said is not None, "text": found.text_hash}
        emit(name=ANSWERED, actor=person, subject=person, at=now, data=data)
    return Answered(marked, card.day, first=True)


def read(question: Question, answer: object) -> str | list[str] | dict[str, str] | None:
    """Return an answer as it is kept. Raises PracticeError for what is none."""
    if answer is None:
        return None
    try:
        return given(question, answer)
    except AnswerError as error:
        raise PracticeError(str(error), "answer") from error


def write(person: str, answers: Iterable[tuple[Question, object, str]], now: datetime) -> tuple[Marked, ...]:
    """Write answers with their attempts, and move their cards, in the transaction that is open. Six queries."""
    rows = list(answers)
    marks = tuple(mark(question, said) for question, said, _ in rows)  # type: ignore[arg-type]  # read before
    Answer.objects.bulk_create(
        Answer(
            person=person,
            attempt=attempt,
            question=question.id,
            text_hash=question.text_hash,
            answer=said,
            right=marked.right,
            points=marked.points,
            most=marked.most,
            at=now,
        )
        for (question, said, attempt), marked in zip(rows, marks, strict=True)
    )
    _move({question.id: marked.right for (question, _, _), marked in zip(rows, marks, strict=True)}, person, now)
    return marks


def _move(right: Mapping[str, bool], person: str, now: datetime) -> None:
    """Say of each question when it comes back, the days balanced with what is there. Five queries."""
    there = {card.question: card for card in Card.objects.select_for_update().filter(person=person, question__in=right)}
    plan = plan_of(person)
    week, load = week_of(plan), dict(load_of(person))
    moved: list[Card] = []
    made: list[Card] = []
    for question, is_right in right.items():
        card = there.get(question)
        memory = None
        if card is not None:
            memory = scheduling.Memory(card.state, card.step, card.stability, card.difficulty, card.due, card.last_at)
        found = scheduling.after(memory, card.pk if card else 0, right=is_right, now=now)
        if card is not None:
            load[card.day] = load.get(card.day, 1) - 1
        day = scheduling.day_to_ask(found.due, now, week, load, plan.target if plan else None)
        load[day] = load.get(day, 0) + 1
        row = card or Card(person=person, question=question, times=0, right=0)
        row.state, row.step, row.stability, row.difficulty = found.state, found.step, found.stability, found.difficulty
        row.due, row.day, row.last_at = found.due, day, now
        row.times, row.right = row.times + 1, row.right + is_right
        (moved if card else made).append(row)
    if made:
        Card.objects.bulk_create(made)
    if moved:
        columns = ("state", "step", "stability", "difficulty", "due", "day", "last_at", "times", "right")
        Card.objects.bulk_update(moved, columns)
