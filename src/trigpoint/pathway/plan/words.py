"""The closed lists of this part with their words, and its limits. Pure."""

from __future__ import annotations

from django.db.models import TextChoices

MOST_GOAL = 200
MOST_REVIEW = 2_000
MOST_REFLECTION = 8_000
MOST_MINUTES = 6_000
MOST_GOALS = 60
"""How many open goals one plan holds."""
MOST_REFLECTIONS = 500
MOST_HALF_TERMS = 18
FEW = 3
"""How many steps a half-term shows first: the goals dated for it, filled up from what the record lacks."""
SITTINGS = (10, 20, 40)
"""The minutes that somebody may say she has."""


class GoalState(TextChoices):
    """How a goal stands."""

    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Taken off the plan"


class Sure(TextChoices):
    """How sure somebody is of an outcome, in her own eyes. It is no fact and counts for nothing."""

    NOT_YET = "not-yet", "Not yet"
    PARTLY = "partly", "Partly"
    SURE = "sure", "Sure"


class Digest(TextChoices):
    """How often somebody wants to be reminded. Never more than one mail a day."""

    NEVER = "never", "Never"
    WEEKLY = "weekly", "Once a week"
    DATES = "dates", "Before a date of mine"


DIGEST_HINTS = {
    Digest.NEVER: "Nothing is sent. Your plan waits for you.",
    Digest.WEEKLY: "On the first school day of the week: this half-term’s steps.",
    Digest.DATES: "A week before, and on the school day before, a date that you set yourself.",
}
