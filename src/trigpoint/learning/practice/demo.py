"""Reviews of the questions for a demonstration. Nobody real reviewed anything: every page that shows one says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings

from trigpoint.content.questions import questions
from trigpoint.learning.practice.actions import review
from trigpoint.learning.practice.models import Verdict
from trigpoint.learning.practice.queries import review_states
from trigpoint.people.demo import key_of

if TYPE_CHECKING:
    from datetime import datetime


def fill(now: datetime) -> None:
    """Let the made-up reviewer accept every question that an examination may ask, unless there is a word on it."""
    if not settings.DEMO:
        return
    states = review_states()
    for one in questions().values():
        if one.for_examination and not states[one.id].accepted and not states[one.id].asked_to_change:
            review(
                reviewer=key_of("reviewer"),
                question=one.id,
                text_hash=one.text_hash,
                verdict=Verdict.ACCEPT,
                note="",
                own=False,
                now=now,
                demonstration=True,
            )
