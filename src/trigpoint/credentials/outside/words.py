"""The closed lists of this part with their words, and its limits. Pure."""

from __future__ import annotations

from django.db.models import TextChoices

MOST_TITLE = 200
MOST_NUMBER = 300
MOST_WORDS = 1_000
MOST_WAITING = 10
"""How many certificates of one person may wait at once."""
CHECKERS = 2
"""How many people check what the law strand rests on, and agree to a mapping."""


class Form(TextChoices):
    """What was sent in."""

    BADGE = "badge", "A badge with a signature (Open Badges 3.0)"
    OLD_BADGE = "old-badge", "A badge of the older kind (Open Badges 2.0)"
    COMPLETION = "completion", "A completion sent by the provider (xAPI)"
    CERTIFICATE = "certificate", "A certificate"


class State(TextChoices):
    """Where it stands."""

    WAITING = "waiting", "Waiting to be checked"
    ACCEPTED = "accepted", "Checked and counted"
    REFUSED = "refused", "Not counted"
    WITHDRAWN = "withdrawn", "Taken back by you"
    CORRECTED = "corrected", "Taken back by the registrar"


class Reason(TextChoices):
    """Why somebody does not agree."""

    NOT_HERS = "not-hers", "It does not name the person who sent it in"
    NOT_READABLE = "not-readable", "What it says cannot be read"
    NOT_THIS_COURSE = "not-this-course", "It is not of the course that it was sent in for"
    NOT_AS_SAID = "not-as-said", "Its number or its date is not what was typed"
    NOT_CONFIRMED = "not-confirmed", "The provider does not confirm it"
    NOT_COVERED = "not-covered", "The course does not cover what the mapping says"
    TOO_LOW = "too-low", "The course is at a lower level than the mapping says"
