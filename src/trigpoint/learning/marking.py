"""Marking: what was answered, read from what was sent, and how much of it is right. Pure: no clock, no database.

An answer is JSON, in the shape of the question's key: the id of an option (single), ids (multiple, clause), all steps
in an order (order), the right-hand side for each left-hand one (match), or a day as 2026-11-23 (date). Practice, the
questions in units and examinations all mark here, so the same answer is worth the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trigpoint.content.questions import Question

Answer = str | list[str] | dict[str, str]
"""An answer as JSON."""


class AnswerError(ValueError):
    """What was sent is no answer to the question; the message says to the person what to do."""


@dataclass(frozen=True, slots=True)
class PartMark:
    """One thing that was answered, or left out: its id, whether it was answered rightly, and why.

    given: what was chosen for it, as words on the page; empty where nothing was. key: what is right for it.
    """

    id: str
    words: str
    given: str
    key: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Marked:
    """An answer, marked.

    right: the whole answer is the key; examinations count this. points of most: how near it was, for feedback alone.
    parts: every option, step, left-hand side or part in the order of its author, each with its reason.
    """

    right: bool
    points: int
    most: int
    parts: tuple[PartMark, ...]


def given(question: Question, said: object) -> Answer:
    """Return what was sent as an answer, in the order of the question. Raises AnswerError for what is none."""
    readers: dict[str, Callable[[Question, object], Answer]] = {
        "single": _one,
        "multiple": _several,
        "clause": _several,
        "order": _ordered,
        "match": _matched,
        "date": _day,
    }
    return readers[question.kind](question, said)


def _one(question: Question, said: object) -> str:
    if not isinstance(said, str) or said not in {one.id for one in question.choices}:
        raise AnswerError("Select one answer")
    return said


def _several(question: Question, said: object) -> list[str]:
    chosen = said if isinstance(said, list | tuple) else ()
    known = [one.id for one in question.choices if one.id in chosen]
    if not known:
        what = "the parts that govern" if question.kind == "clause" else "every answer that is right"
        raise AnswerError(f"Select {what}")
    return known


def _ordered(question: Question, said: object) -> list[str]:
    steps = list(said) if isinstance(said, list | tuple) else []
    if not all(isinstance(one, str) for one in steps) or sorted(steps) != sorted(one.id for one in question.steps):
        raise AnswerError(f"Number every step once, from 1 to {len(question.steps)}")
    return steps


def _matched(question: Question, said: object) -> dict[str, str]:
    chosen = said if isinstance(said, Mapping) else {}
    found = {one.id: str(chosen.get(one.id, "")) for one in question.pairs}
    missing = [one.left for one in question.pairs if found[one.id] not in question.rights]
    if missing:
        raise AnswerError(f"Choose what fits “{missing[0]}”")
    return found


def _day(_question: Question, said: object) -> str:
    try:
        return date.fromisoformat(said if isinstance(said, str) else "").isoformat()
    except ValueError:
        raise AnswerError("Enter a real date, like 23 11 2026") from None


def mark(question: Question, answer: Answer | None) -> Marked:
    """Return how much of an answer is right; None is *I am not sure*, and is not right."""
    marks = {
        "single": _mark_choices,
        "multiple": _mark_choices,
        "clause": _mark_choices,
        "order": _mark_order,
        "match": _mark_match,
        "date": _mark_day,
    }
    return marks[question.kind](question, answer)


def _mark_choices(question: Question, answer: Answer | None) -> Marked:
    """Mark options: a point for each right one chosen, less one for each wrong one, and never below none."""
    chosen = {answer} if isinstance(answer, str) else set(answer or ())
    parts = tuple(
        PartMark(
            one.id,
            one.words,
            "chosen" if one.id in chosen else "",
            "right" if one.right else "",
            one.right == (one.id in chosen),
            one.why,
        )
        for one in question.choices
    )
    right = {one.id for one in question.choices if one.right}
    points = max(0, len(chosen & right) - len(chosen - right))
    return Marked(chosen == right, points, len(right), parts)


def _mark_order(question: Question, answer: Answer | None) -> Marked:
    """Mark an order: a point for each step that is followed by the one that follows it."""
    steps = list(answer) if isinstance(answer, list | tuple) else []
    place = {id_: number for number, id_ in enumerate(steps, 1)}
    parts = tuple(
        PartMark(one.id, one.words, str(place.get(one.id, "")), str(number), place.get(one.id) == number, one.why)
        for number, one in enumerate(question.steps, 1)
    )
    neighbours = set(pairwise(one.id for one in question.steps))
    points = len(neighbours & set(pairwise(steps)))
    return Marked(points == len(neighbours), points, len(neighbours), parts)


def _mark_match(question: Question, answer: Answer | None) -> Marked:
    chosen = answer if isinstance(answer, Mapping) else {}
    key = question.key if isinstance(question.key, Mapping) else {}
    parts = tuple(
        PartMark(
            one.id,
            one.left,
            question.rights.get(chosen.get(one.id, ""), ""),
            one.right,
            chosen.get(one.id) == key[one.id],
            one.why,
        )
        for one in question.pairs
    )
    points = sum(part.right for part in parts)
    return Marked(points == len(parts), points, len(parts), parts)


def _mark_day(question: Question, answer: Answer | None) -> Marked:
    """Mark a day; a wrong day that people often give has its own reason."""
    key = str(question.key)
    day = answer if isinstance(answer, str) else ""
    why = next((near.why for near in question.near if near.day.isoformat() == day), "")
    parts = (PartMark("day", "The day", day, key, day == key, why),)
    return Marked(day == key, int(day == key), 1, parts)
