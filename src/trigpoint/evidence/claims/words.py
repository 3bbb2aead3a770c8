"""The closed lists of this part with their words, and its limits. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices

MOST_SAID = 1_500
MOST_PLAN = 300
MOST_NAME = 200
MOST_NUMBER = 60
MOST_POSTS = 20
MOST_CERTIFICATES = 20
NOT_QTS = (
    "Trigpoint does not give qualified teacher status (QTS), and does not assess it. An accredited provider does. This "
    "pack is what you can hand to one."
)


class State(TextChoices):
    """How a claim stands in the claimant's own hands. What becomes of it once it is sent, assessment says."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Ready to send"


@dataclass(frozen=True, slots=True)
class Test:
    """One of the five things that prior learning is judged by, as a question to the claimant."""

    id: str
    name: str
    label: str
    ask: str
    hint: str


TESTS = (
    Test(
        "relevance",
        "Relevance",
        "How does what you did show this outcome?",
        "how it shows this outcome",
        "Name the work, and say which criteria it shows.",
    ),
    Test(
        "sufficiency",
        "Sufficiency",
        "Why is it enough?",
        "why it is enough",
        "How often, over how long, with how many adults. Once can be enough, if it shows every criterion.",
    ),
    Test(
        "authenticity",
        "Authenticity",
        "What was your own part, and who can confirm it?",
        "what your own part was",
        "Say what you decided and did yourself. Name a role, such as head teacher, rather than a person.",
    ),
    Test(
        "currency",
        "Currency",
        "When was it, and what has changed since?",
        "when it was",
        "If law or practice has changed, say what you would do now. There is no age at which work stops counting.",
    ),
    Test(
        "level",
        "Level",
        "Where did you weigh evidence, judge a hard case or lead change?",
        "where you weighed evidence, judged or led",
        "The award is written to level 7 descriptors. Say what else you could have done, and why you chose as you did.",
    ),
)
"""The tests of prior learning, one question each. Source: the project's asks, 10."""
