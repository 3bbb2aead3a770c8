"""Which questions may be drawn today, and whether an examination may open at all."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings

from trigpoint.content.blueprints import blueprints
from trigpoint.content.questions import questions
from trigpoint.law.queries import frozen
from trigpoint.learning.examination.drawing import Eligible, TooFewError, draw
from trigpoint.learning.examination.models import ItemFlag, Panel, Stage
from trigpoint.learning.freezing import stale_questions
from trigpoint.learning.practice.queries import reviewed_items

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.content.blueprints import Blueprint
    from trigpoint.content.questions import Question

EXAMINATION = "law-examination"
"""The only examination that there is so far."""


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether an examination may be begun today: the panel whose pass mark holds, the questions, and what hinders it.

    `hindrances` are sentences; none where it is open.
    """

    blueprint: Blueprint
    panel: Panel | None
    pool: Mapping[str, Eligible]
    hindrances: tuple[str, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether somebody may begin."""
        return not self.hindrances


def law_examination() -> Blueprint:
    """Return the blueprint of the law examination."""
    return blueprints()[EXAMINATION]


def flagged_items() -> frozenset[tuple[str, str]]:
    """Return the questions that an examiner flagged, each with the text that it had. One query."""
    return frozenset(ItemFlag.objects.values_list("question", "text_hash"))


def usable() -> dict[str, Question]:
    """Return the questions that an examination may ask today, by id: reviewed, neither frozen, stale nor flagged.

    Nine queries at most where all were checked on one day.
    """
    changed, flagged, reviewed, stale = frozen(), flagged_items(), reviewed_items(), stale_questions()
    return {
        one.id: one
        for one in questions().values()
        if one.for_examination
        and not one.to_be_checked
        and key_is_sound(one, changed, stale)
        and (one.id, one.text_hash) in reviewed
        and (one.id, one.text_hash) not in flagged
    }


def key_is_sound(question: Question, changed: frozenset[str], stale: frozenset[str]) -> bool:
    """Tell whether the law under a question is settled, and was read as it is."""
    return not changed.intersection(question.provisions) and question.id not in stale


def panel_of(blueprint: Blueprint) -> Panel | None:
    """Return the panel whose pass mark holds for this version, the newest that was signed. One query.

    Outside demonstration mode the panel of a demonstration holds nothing.
    """
    signed = Panel.objects.filter(blueprint=blueprint.id, version=blueprint.version, stage=Stage.SIGNED)
    if not settings.DEMO:
        signed = signed.filter(demonstration=False)
    return signed.order_by("signed_at", "key").last()


def opening(blueprint: Blueprint) -> Opening:
    """Return whether the examination may be begun. Ten queries at most."""
    panel = panel_of(blueprint)
    if panel is None:
        words = "No panel of judges has set the pass mark for these questions yet."
        return Opening(blueprint, None, {}, (words,))
    judged = {(question, text) for question, text in panel.items}
    pool = {key: Eligible(one.topic, one.outcomes) for key, one in usable().items() if (key, one.text_hash) in judged}
    try:
        draw(blueprint, pool, "is it open")
    except TooFewError as error:
        return Opening(blueprint, panel, pool, error.words)
    return Opening(blueprint, panel, pool, ())


def as_kept(pool: Mapping[str, Eligible]) -> tuple[str, dict[str, list[object]]]:
    """Return the hash of a pool and the pool as it is kept, so that a paper can be drawn from it again."""
    kept: dict[str, list[object]] = {key: [one.topic, list(one.outcomes)] for key, one in sorted(pool.items())}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest(), kept


def from_kept(kept: Mapping[str, list[object]]) -> dict[str, Eligible]:
    """Return a pool from what was kept."""
    found = {}
    for key, (topic, outcomes) in kept.items():
        assert isinstance(outcomes, list)
        found[key] = Eligible(str(topic), tuple(map(str, outcomes)))
    return found
