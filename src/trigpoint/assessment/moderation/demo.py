"""Standardisation in a demonstration, so that its assessors may judge. Nobody here exists, and nobody judged anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.assessment import demo
from trigpoint.assessment.moderation.standards import attempts_of, judge_exercise
from trigpoint.content.standardisation import exercises
from trigpoint.people.demo import key_of

if TYPE_CHECKING:
    from datetime import datetime

ASSESSORS = ("assessor", "assessor-two", "assessor-three")


def fill(now: datetime) -> None:
    """Let the made-up assessors have passed every exercise, each said to be of the demonstration; then submissions."""
    for slug in ASSESSORS:
        key = key_of(slug)
        there = {one.exercise for one in attempts_of(key)}
        for one in exercises().values():
            if one.id not in there:
                said = {row.criterion: row.is_shown for row in one.key}
                judge_exercise(assessor=key, exercise=one.id, said=said, now=now, demonstration=True)
    demo.submissions(now)
