"""What can be done in practice: answer, answer in rounds, plan, review questions, bring in questions of one's own."""

from __future__ import annotations

from trigpoint.learning.practice.actions.answering import Answered, answer
from trigpoint.learning.practice.actions.drafting import discard_drafts, keep_drafts
from trigpoint.learning.practice.actions.planning import plan
from trigpoint.learning.practice.actions.reviewing import review
from trigpoint.learning.practice.actions.rounds import open_round, save_round, start_round, submit_round

__all__ = [
    "Answered",
    "answer",
    "discard_drafts",
    "keep_drafts",
    "open_round",
    "plan",
    "review",
    "save_round",
    "start_round",
    "submit_round",
]
