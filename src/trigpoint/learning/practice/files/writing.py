"""Our own questions as question files: each kind as the nearest kind that the formats have, with its reasons."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.content.questions import Kind
from trigpoint.learning.practice.files.gift import write_gift
from trigpoint.learning.practice.files.items import Choice, Item, Match, Text
from trigpoint.learning.practice.files.moodle import write_moodle

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.content.questions import Question

WHOLE = 100.0


def gift_of(questions: Iterable[Question]) -> str:
    """Return our questions as GIFT."""
    return write_gift(tuple(item_of_question(one) for one in questions))


def moodle_of(questions: Iterable[Question]) -> bytes:
    """Return our questions as Moodle XML."""
    return write_moodle(item_of_question(one) for one in questions)


def item_of_question(question: Question) -> Item:
    """Return one of our questions as files have it.

    An order becomes a matching of steps to places, a passage a choice of its parts, a day a short answer. The rule, its
    source and the reasons that have no place of their own go into the feedback for everyone.
    """
    shared: dict[str, Any] = {
        "title": question.id,
        "stem": Text(question.stem, "plain"),
        "id": question.id,
        "tags": tuple(question.provisions),
        "category": question.topic_title,
    }
    rule = f"{question.because} ({question.citation})"
    if question.kind is Kind.ORDER:
        places = tuple(Match(Text(step.words, "plain"), str(number)) for number, step in enumerate(question.steps, 1))
        why = "\n".join(f"{number}. {step.why}" for number, step in enumerate(question.steps, 1))
        return Item("matching", matches=places, general=Text(f"{rule}\n{why}", "plain"), **shared)
    if question.kind is Kind.MATCH:
        matches = [Match(Text(one.left, "plain"), one.right) for one in question.pairs]
        matches += [Match(Text("", "plain"), one.words) for one in question.extra]
        why = "\n".join(f"{one.left}: {one.why}" for one in question.pairs)
        return Item("matching", matches=tuple(matches), general=Text(f"{rule}\n{why}", "plain"), **shared)
    if question.kind is Kind.DATE:
        day = str(question.key)
        choices: tuple[Choice, ...] = (
            Choice(Text(day, "plain"), right=True, feedback=Text(" ".join(question.worked), "plain")),
        )
        choices += tuple(
            Choice(Text(near.day.isoformat(), "plain"), right=False, share=0.0, feedback=Text(near.why, "plain"))
            for near in question.near
        )
        stem = Text(f"{question.stem} (Write the day as 2026-11-23.)", "plain")
        return Item("short", choices=choices, general=Text(rule, "plain"), **{**shared, "stem": stem})
    right = sum(one.right for one in question.choices)
    one_only = question.kind is Kind.SINGLE
    choices = tuple(
        Choice(
            Text(f"{one.citation}: {one.words}" if one.citation else one.words, "plain"),
            right=one.right and one_only,
            share=None if one_only else round(WHOLE / right, 5) if one.right else -WHOLE,
            feedback=Text(one.why, "plain"),
        )
        for one in question.choices
    )
    return Item("multiple", choices=choices, one=one_only, general=Text(rule, "plain"), **shared)
