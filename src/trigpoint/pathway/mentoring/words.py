"""The closed lists of this part with their words, and its limits. Pure."""

from __future__ import annotations

from django.db.models import TextChoices

DEFAULT_MOST = 5
"""How many candidates a mentor has at most, unless she says another number."""
HIGHEST_MOST = 20
MOST_HOPES = 500
MOST_NOTES = 4_000
MOST_STEPS = 1_000
MOST_STEP = 200
MOST_MINUTES = 600
MOST_VERSIONS = 50


class State(TextChoices):
    """How far a mentoring is."""

    ASKED = "asked", "Asked for"
    OFFERED = "offered", "Offered"
    ON = "on", "Going on"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"
    ENDED = "ended", "Ended"


OPEN = (State.ASKED, State.OFFERED, State.ON)


class Reason(TextChoices):
    """Why a mentoring ended, or was declined. Nobody has to say."""

    UNSAID = "unsaid", "I would rather not say"
    DONE = "done", "We have done what we set out to do"
    TIME = "time", "There is no time for it now"
    CONFLICT = "conflict", "There is a conflict of interest"
    ERASED = "erased", "One of the two left this site"


class Tie(TextChoices):
    """What a mentor may be to a candidate that bears on it."""

    LINE_MANAGER = "line-manager", "My line manager, or above that"
    FAMILY = "family", "Family, or a close friend"
    SAME_SCHOOL = "same-school", "Somebody who works at my school"
    NONE = "none", "None of these"
