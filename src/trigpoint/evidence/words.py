"""The closed lists of this room with their words, and its limits. Pure."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import TextChoices

MOST_TITLE = 120
MOST_WORDS = 8_000
MOST_WHY = 300
MOST_LINK = 500
MOST_AI = 600
MOST_NAME = 120
MOST_PIECES = 1_000
MOST_FILES = 12
"""How many files one piece holds."""
MOST_MAPPED = 40
"""How many criteria one piece is mapped to: one that shows everything shows nothing."""
MOST_ASKED = 12
"""How many people are asked by one candidate at a time."""
OPEN_FOR = timedelta(days=28)
"""How long a link to a witness or a family can be answered. An answer can be taken back for as long as it stands."""
REMIND_AFTER = timedelta(days=10)
"""How long after a request its one reminder goes out, in term."""
LEAST_LEFT = timedelta(days=3)
"""How long a link must still be open for a reminder to be of use."""
ADDRESS_KEPT = timedelta(days=30)
"""How long the address of somebody who was asked is kept once the request has ended."""
GONE_WITHIN = timedelta(days=1)
"""The time within which a piece that identifies a child is deleted; it is hidden at once."""


class Kind(TextChoices):
    """What a piece of evidence is."""

    REFLECTION = "reflection", "Reflection"
    FILE = "file", "Document, picture or recording"
    LINK = "link", "Link"
    MEETING = "meeting", "Meeting"
    OBSERVATION = "observation", "Observation"
    SESSION = "session", "Session I led"
    WITNESS = "witness", "Witness statement"
    FAMILY = "family", "Family feedback"


ASKED_FOR = frozenset({Kind.WITNESS, Kind.FAMILY})
"""The kinds that somebody else writes, through a link. Their words are not the candidate's to change."""


class State(TextChoices):
    """How a piece stands."""

    DRAFT = "draft", "Draft"
    READY = "ready", "Ready to submit"
    HIDDEN = "hidden", "Hidden: it identified a child"
    WITHDRAWN = "withdrawn", "Taken back by whoever gave it"


SEEN = frozenset({State.DRAFT, State.READY})
"""The states in which a piece still says something."""


class Asked(TextChoices):
    """How a request to a witness or a family stands."""

    WAITING = "waiting", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    DECLINED = "declined", "Rather not"
    EXPIRED = "expired", "Not answered in time"
    CANCELLED = "cancelled", "You took it back"
    WITHDRAWN = "withdrawn", "They took their words back"


class Origin(TextChoices):
    """Whether the work is the candidate's own."""

    UNSAID = "", "Not said yet"
    OWN = "own", "It is my own work"
    SHARED = "shared", "I made it with others, and say below which part is mine"


class Ai(TextChoices):
    """What part artificial intelligence had in it. Declared, never guessed."""

    UNSAID = "", "Not said yet"
    NONE = "none", "No AI tool had a part in it"
    LANGUAGE = "language", "An AI tool helped with spelling, wording or translation"
    DRAFT = "draft", "An AI tool wrote part of it, which I checked and changed"


CHECKS = {
    "names": "No child’s name, initials or nickname is in it, nor a parent’s.",
    "looks": "No child’s face, voice, handwriting with a name, or uniform with a badge is in it.",
    "details": "No date of birth, address, class with school, or rare detail is in it by which a child could be known.",
    "around": "I looked at the edges: walls, screens, labels, file names, headers, comments and hidden rows.",
}
"""What a candidate checks before a piece is ready. Every line, each time the piece has changed."""

STRUCTURED: dict[Kind, dict[str, str]] = {
    Kind.MEETING: {
        "purpose": "What was the meeting for?",
        "part": "What did you do in it?",
        "came_of_it": "What came of it?",
    },
    Kind.OBSERVATION: {
        "looked_for": "What did you look for?",
        "saw": "What did you see adults do?",
        "changed": "What changed afterwards?",
    },
    Kind.SESSION: {
        "for_whom": "Who was it for, and how many adults came?",
        "aim": "What should they do differently?",
        "did": "What did you do?",
        "learned": "How do you know what they took away?",
    },
}
"""The parts of a structured record, each with its question."""
