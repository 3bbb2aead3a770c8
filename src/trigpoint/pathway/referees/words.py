"""The closed lists of this part with their words, and its limits. Pure."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import TextChoices

OPEN_FOR = timedelta(days=30)
"""How long a link can be answered."""
REMIND_AFTER = timedelta(days=10)
LEAST_LEFT = timedelta(days=3)
"""No reminder comes closer to the end than this."""
ADDRESS_KEPT = timedelta(days=30)
"""How long the address of a referee is kept once the request has ended."""
NAME_KEPT = timedelta(days=365)
"""How long the name of a referee who confirmed nothing, and all that a referee wrote, are kept after the end."""
CONFIRMED_NAME_KEPT = timedelta(days=3 * 365)
"""How long name, post and school of a referee are kept beside what was confirmed."""
MOST_CLAIMS = 12
MOST_WAITING = 8
MOST_A_DAY = 5
MOST_SAVES = 60
"""How many answers may be saved to one request, changes of mind included."""
MOST_NAME = 120
MOST_PLACE = 200
MOST_WORDS = 1_000


class Relation(TextChoices):
    """How the person knows the referee."""

    HEAD = "head", "Head teacher"
    MANAGER = "manager", "Line manager"
    HR = "hr", "HR or school office"
    PROVIDER = "provider", "Training provider or awarding body"
    COLLEAGUE = "colleague", "Colleague who was there"


class State(TextChoices):
    """How far a request is."""

    WAITING = "waiting", "Waiting"
    ANSWERED = "answered", "Answered"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Not answered in time"
    DISPUTED = "disputed", "Taken back: another than the one who was asked had answered"


class Said(TextChoices):
    """What a referee can say of one claim."""

    YES = "yes", "Yes, this is right"
    CANNOT = "cannot", "I cannot say"
    QUESTION = "question", "I question this"
    NO = "no", "No, this is not right"


HINTS = {
    Said.YES: "You know it yourself, or you have seen the records.",
    Said.CANNOT: "You were not there, or the records are gone. Nothing is held against anyone.",
    Said.QUESTION: "Part of it may be wrong, such as a date or the hours. Say which.",
    Said.NO: "It did not happen, or not in this way.",
}
OUTCOMES = {
    Said.YES: "Confirmed",
    Said.CANNOT: "Could not say",
    Said.QUESTION: "Questioned",
    Said.NO: "Not confirmed",
}
"""How an answer is told to the person."""
