"""Answering: an answer is marked and kept, and its question comes back when it is about to be forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

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
    from trigpoint.learning.marking import Answer as Given
    from trigpoint.learning.marking import Marked

    Answerable = Given | None

ONE_CARD = ("person", "question")
MOVED = ("state", "step", "stability", "difficulty", "due", "day", "last_at", "times", "right")


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer. `first` is false where it had come before: then nothing was written."""

    marked: Marked
    day: date
    first: bool


def answer(*, person: str, question: str, answer: object, attempt: str, now: datetime) -> Answered:
    """Mark an answer, keep it, and say when the question comes back. Seven queries; two where it came before.

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
    try:
        return _answer(person, found, said, attempt, now)
    except IntegrityError:  # the same answer came in the same moment from elsewhere, and is kept by now
        return _answer(person, found, said, attempt, now)


def _answer(person: str, question: Question, said: Answerable, attempt: str, now: datetime) -> Answered:
    earlier = Answer.objects.filter(person=person, attempt=attempt).first()
    if earlier is not None:
        card = Card.objects.filter(person=person, question=earlier.question).first()
        asked = questions().get(earlier.question, question)
        return Answered(mark(asked, earlier.answer), card.day if card else now.date(), first=False)
    kept = prepared(person, [(question, said, attempt)], now)
    with transaction.atomic():
        kept.write()
        data = {
            "question": question.id,
            "right": kept.marks[0].right,
            "sure": said is not None,
            "text": question.text_hash,
        }
        emit(name=ANSWERED, actor=person, subject=person, at=now, data=data)
    return Answered(kept.marks[0], kept.cards[0].day, first=True)


def read(question: Question, answer: object) -> Answerable:
    """Return an answer as it is kept. Raises PracticeError for what is none."""
    if answer is None:
        return None
    try:
        return given(question, answer)
    except AnswerError as error:
        raise PracticeError(str(error), "answer") from error


@dataclass(frozen=True, slots=True)
class Prepared:
    """Answers that are marked and not yet kept, with the cards as they are to be."""

    answers: tuple[Answer, ...]
    cards: tuple[Card, ...]
    marks: tuple[Marked, ...]

    def write(self) -> None:
        """Keep them, in the transaction that is open. Two queries; IntegrityError where one is kept already."""
        Answer.objects.bulk_create(self.answers)
        # One statement writes the cards that are new and those that were there.
        Card.objects.bulk_create(self.cards, update_conflicts=True, unique_fields=ONE_CARD, update_fields=MOVED)


def prepared(person: str, answers: Iterable[tuple[Question, Answerable, str]], now: datetime) -> Prepared:
    """Mark answers with their attempts, and work out when each question comes back. Three queries, or four.

    It only reads, so nobody waits for it: the lock of the database is held for the writing alone. Of two answers to one
    question in the same moment, the later decides when it comes back.
    """
    rows = list(answers)
    marks = tuple(mark(question, said) for question, said, _ in rows)
    found = tuple(
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
    return Prepared(found, _moved({one.question: one.right for one in found}, person, now), marks)


def _moved(right: Mapping[str, bool], person: str, now: datetime) -> tuple[Card, ...]:
    """Return the cards of these questions as they are to be, their days balanced with what is there."""
    there = {card.question: card for card in Card.objects.filter(person=person, question__in=right)}
    plan = plan_of(person)
    week, load = week_of(plan), dict(load_of(person))
    rows: list[Card] = []
    for question, is_right in right.items():
        card = there.get(question)
        memory = None
        if card is not None:
            memory = scheduling.Memory(card.state, card.step, card.stability, card.difficulty, card.due, card.last_at)
            load[card.day] = load.get(card.day, 1) - 1
        found = scheduling.after(memory, card.pk if card else 0, right=is_right, now=now)
        day = scheduling.day_to_ask(found.due, now, week, load, plan.target if plan else None)
        load[day] = load.get(day, 0) + 1
        rows.append(
            Card(
                person=person,
                question=question,
                state=found.state,
                step=found.step,
                stability=found.stability,
                difficulty=found.difficulty,
                due=found.due,
                day=day,
                last_at=now,
                times=(card.times if card else 0) + 1,
                right=(card.right if card else 0) + is_right,
            )
        )
    return tuple(rows)
