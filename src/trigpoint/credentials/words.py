"""The words of the room: kinds, reasons, limits."""

from __future__ import annotations

from datetime import timedelta

from django.db import models

AWARD = "holds:senco-award"
"""The fact that the award board enters, and on which every credential of the award rests."""
SCHEME = "senco-award"
RENEWAL = "renewal"
REPLY_DAYS = 28
"""How long a holder has to reply before her award is revoked, in days."""
RENEWS_AFTER = timedelta(days=365)
LONGEST = timedelta(days=730)
"""A credential runs out at the latest after the 24 months for which a law examination counts."""
MOST_WORDS = 1_000
MOST_NAME = 150


class Kind(models.TextChoices):
    """What a credential tells."""

    AWARD = "award", "The SENCO Award"
    RECORD = "record", "Comprehensive record"
    ENDORSEMENT = "endorsement", "Endorsement by a forum"


class Purpose(models.TextChoices):
    """What a bit of a status list tells, in the words of the standard."""

    REVOCATION = "revocation", "Revoked"
    SUSPENSION = "suspension", "Suspended"
    REFRESH = "refresh", "Due for refresh"


class Reason(models.TextChoices):
    """Why the status of an award changes."""

    BY_MISTAKE = "by-mistake", "It was given by mistake"
    NOT_OWN_WORK = "not-own-work", "The work that it rests on was not hers or his"
    HOLDER_ASKS = "holder-asks", "The holder asks for it"
    RECORD_CORRECTED = "record-corrected", "The record that it rests on was corrected"
    KEY_LOST = "key-lost", "The key that signed it was withdrawn"
    UNDER_REVIEW = "under-review", "Something about it is being looked into"
    RESOLVED = "resolved", "What was looked into is settled"


class Change(models.TextChoices):
    """What happened to a credential."""

    ISSUED = "issued", "Issued"
    NOTICE = "notice", "Notice given that it may be revoked"
    REPLIED = "replied", "The holder replied"
    DROPPED = "dropped", "The notice was dropped"
    REVOKED = "revoked", "Revoked"
    SUSPENDED = "suspended", "Suspended"
    REINSTATED = "reinstated", "Reinstated"
    DUE = "due", "Due for refresh"
    REFRESHED = "refreshed", "Up to date again"
    REPLACED = "replaced", "Replaced by a newer one"


class Answer(models.TextChoices):
    """Where a request stands: for another name, or for the word of a forum."""

    WAITING = "waiting", "Waiting"
    YES = "yes", "Agreed"
    NO = "no", "Not agreed"
