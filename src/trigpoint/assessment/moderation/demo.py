"""Standardisation, a sample and a verifier's room in a demonstration. Nobody here exists, and nobody judged."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.assessment import actions, demo, queries
from trigpoint.assessment.demo import Story, judge_story, send_story
from trigpoint.assessment.moderation import drawing, looking, rooms
from trigpoint.assessment.moderation.standards import attempts_of, judge_exercise
from trigpoint.assessment.rows import Signature
from trigpoint.assessment.signing import digest_of
from trigpoint.assessment.words import Result, Via
from trigpoint.content.standardisation import exercises
from trigpoint.people.demo import key_of
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from datetime import datetime

ASSESSORS = ("assessor", "assessor-two", "assessor-three")
STORIES = (
    Story(
        "grace", "RES-2", Via.TAUGHT, (),
        "A study of reading aloud in pairs, read to the end",
        "What was asked, who was studied, how, and what was found, with its range. Three threats to it, and a review "
        "that points another way. I would try it with one class, and not buy the programme.",
    ),
    Story(
        "grace", "RES-5", Via.TAUGHT, (),
        "A page on spaced practice that colleagues use",
        "One side, with the source, its limits and my own view kept apart. Two colleagues told me what they took from "
        "it, and one showed me what she had changed.",
    ),
)  # fmt: skip
DAYS = 21


def fill(now: datetime) -> None:
    """Let made-up assessors have passed every exercise, each said to be of the demonstration; then fill the rest."""
    for slug in ASSESSORS:
        key = key_of(slug)
        there = {one.exercise for one in attempts_of(key)}
        for one in exercises().values():
            if one.id not in there:
                said = {row.criterion: row.is_shown for row in one.key}
                judge_exercise(assessor=key, exercise=one.id, said=said, now=now, demonstration=True)
    demo.submissions(now)
    grace, moderator = key_of("grace"), key_of("moderator")
    there = {row.outcome for row in queries.submissions_of(grace)}
    if there & {story.outcome for story in STORIES}:
        return
    keys = [_agreed(story, now - timedelta(days=9)) for story in STORIES]
    drawing.draw(actor=moderator, now=now, seed="demonstration")
    waits = {one.row.key for one in looking.waiting(moderator, now)}
    if keys[0] in waits:
        signature = Signature(digest_of({"submission": keys[0]}), now)
        looking.look_again(key=keys[0], moderator=moderator, result=Result.AGREED, now=now, signature=signature)
        today = now.astimezone(ENGLAND).date()
        rooms.open_room(
            verifier=key_of("verifier"), purpose="A made-up look at the autumn", since=today,
            until=today + timedelta(days=DAYS), submissions=[keys[0]], actor=moderator, now=now,
        )  # fmt: skip


def _agreed(story: Story, moment: datetime) -> str:
    """Send an outcome, and let two judge all of it as shown."""
    key = send_story(key_of(story.slug), story, moment)
    judges = [key_of(slug) for slug in ASSESSORS[:2]]
    for one in judges:
        actions.allocate(key=key, assessor=one, actor=key_of("registrar"), now=moment + timedelta(days=1))
    for one in judges:
        judge_story(key, one, story.outcome, moment + timedelta(days=2))
    return key
