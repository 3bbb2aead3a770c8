"""The tables of this part: what was sent in from elsewhere, what people judged of it, and what it counted as."""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import Q

from trigpoint.credentials.outside.words import MOST_NUMBER, MOST_TITLE, MOST_WORDS, Form, Reason, State
from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

LENGTH = 64
"""The longest key of a person, in characters."""
KEY = 40
ABOUT = 100
"""The longest name of what a judgement is about: a key, or the id of a mapping."""


def sent_key() -> str:
    """Return a random key, `o_` and 32 hexadecimal digits."""
    return f"o_{secrets.token_hex(16)}"


class Sent(models.Model):
    """Something from elsewhere that somebody sent in. `compared` is a digest of its issuer and number: it counts once.

    `mapping` is what it is to count by, empty where no course was named; `digest` is of the mapping that it did count
    by. `notes` are sentences for the checkers. `stored` is the file as it is kept, with its type and name.
    """

    key = models.CharField(max_length=KEY, unique=True, default=sent_key)
    owner = models.CharField(max_length=LENGTH)
    form = models.CharField(max_length=12, choices=Form)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    issuer = models.CharField(max_length=MOST_TITLE)
    title = models.CharField(max_length=MOST_TITLE)
    number = models.CharField(max_length=MOST_NUMBER, blank=True)
    compared = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - many have no number
    awarded_on = models.DateField()
    mapping = models.CharField(max_length=ABOUT, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_verified = models.BooleanField(default=False)
    notes = models.JSONField(default=list)
    stored = models.CharField(max_length=200, blank=True)
    file_type = models.CharField(max_length=10, blank=True)
    sent_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("sent_at", "id")
        indexes = (
            models.Index(fields=["owner"], name="outside_of"),
            models.Index(fields=["sent_at"], name="outside_waiting", condition=Q(state="waiting")),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="outside_state"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "withdrawn"]) | Q(decided_at__isnull=False), name="outside_decided"
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}, {self.form}, {self.state}"


class Counted(models.Model):
    """A fact that something from elsewhere counted as. One person, one code, one source: it counts once.

    `source` names the course and the day it was finished; `entry` is the entry of the record.
    """

    sent = models.ForeignKey(Sent, models.CASCADE, related_name="counted")
    owner = models.CharField(max_length=LENGTH)
    code = models.CharField(max_length=100)
    source = models.CharField(max_length=200)
    entry = models.CharField(max_length=LENGTH)

    class Meta:  # noqa: D106 - Django's own
        constraints = (models.UniqueConstraint(fields=["owner", "code", "source"], name="outside_counts_once"),)

    def __str__(self) -> str:
        return f"{self.code} by {self.sent_id}"


class Judgement(AppendOnlyModel):
    """What one person judged: of something sent in, by its key, or of a mapping, by its id and the digest of its text.

    Words may be emptied when who wrote them erases.
    """

    position = models.BigAutoField(primary_key=True)
    about = models.CharField(max_length=ABOUT)
    digest = models.CharField(max_length=64, blank=True)
    by = models.CharField(max_length=LENGTH)
    role = models.CharField(max_length=20)
    agrees = models.BooleanField()
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Judgement]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "credentials_outside_judgement"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["about", "digest", "by"], name="outside_judged_once"),)

    def __str__(self) -> str:
        return f"{self.about}: {'yes' if self.agrees else 'no'}"
