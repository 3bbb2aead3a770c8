"""From answers to facts: what is held, what is not, and what nobody knows yet. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.pathway.routes.prose import Asked

NOT_SURE = "not-sure"
"""The answer that every question offers."""


@dataclass(frozen=True, slots=True)
class Known:
    """The facts that somebody holds, and those that the answers leave open. Any other fact is not held."""

    held: frozenset[str]
    unknown: frozenset[str]


def is_asked(question: Asked, held: frozenset[str]) -> bool:
    """Tell whether a question is asked of somebody who holds these facts."""
    return not question.asked_if or bool(question.asked_if & held)


def known_from(questions: Sequence[Asked], answers: Mapping[str, str]) -> Known:
    """Return what the answers tell. `answers` holds the value chosen, by the code of the question.

    *I am not sure*, or no answer, leaves every fact of that question open; and a question that is asked only of
    people who hold something leaves its own facts open while that something is.
    """
    held: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    for question in questions:
        if not is_asked(question, held):
            if question.asked_if & unknown:
                unknown |= question.facts
            continue
        choice = question.choice(answers.get(question.code, NOT_SURE))
        if choice is None:
            unknown |= question.facts
        else:
            held |= choice.facts
    return Known(held, unknown - held)


def open_questions(questions: Sequence[Asked], known: Known) -> tuple[Asked, ...]:
    """Return the questions whose answer would settle something that is open."""
    return tuple(question for question in questions if question.facts & known.unknown)
