"""How much each judged question weighs in a pass mark: as often as the blueprint draws it, on average. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.content.blueprints import blueprints
from trigpoint.content.questions import questions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.content.blueprints import Blueprint, Draw
    from trigpoint.content.questions import Question
    from trigpoint.learning.examination.models import Panel


def weights(panel: Panel) -> dict[str, float]:
    """Return the weight of each question that a panel judged. A question that is gone, or never drawn, weighs nothing.

    Where nothing of the panel can be drawn any more, each weighs alike.
    """
    items = [item for item, _ in panel.items]
    found = drawn_weights(blueprints()[panel.blueprint], (questions()[item] for item in items if item in questions()))
    return found if any(found.values()) else dict.fromkeys(items, 1.0)


def drawn_weights(blueprint: Blueprint, judged: Iterable[Question]) -> dict[str, float]:
    """Return how often each question is drawn on average: a row's count is shared by those that fit it.

    That every paper covers certain outcomes moves this a little, and is left out.
    """
    rows = {one.id: one for one in judged}
    found = dict.fromkeys(rows, 0.0)
    in_sets = {item for one in blueprint.sets for item in one.questions}
    for part in blueprint.parts:
        for draw in part.draws:
            fitting = _fitting(draw, rows, in_sets)
            for item in fitting:
                found[item] += draw.count / len(fitting)
    asked = sum(part.sets for part in blueprint.parts)
    for item in in_sets & set(rows):
        found[item] += asked / len(blueprint.sets)
    return found


def _fitting(draw: Draw, rows: dict[str, Question], in_sets: set[str]) -> list[str]:
    return [key for key, one in rows.items() if key not in in_sets and draw.takes(one.topic, one.outcomes)]
