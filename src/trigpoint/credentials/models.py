"""The tables of the room: keys, lists, credentials, what happened to them, and what their holders asked for.

A credential keeps what was signed as it was signed. Its dates here tell its status, and so do the lists made of them.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from trigpoint.credentials.words import MOST_NAME, MOST_WORDS, Answer, Change, Kind, Purpose, Reason
from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

LENGTH = 64
"""The longest key of a person, in characters."""
KEY = 40


def credential_key() -> str:
    """Return a random key, `c_` and 32 hexadecimal digits."""
    return f"c_{secrets.token_hex(16)}"


def ask_key() -> str:
    """Return a random key, `q_` and 32 hexadecimal digits."""
    return f"q_{secrets.token_hex(16)}"


class IssuerKey(models.Model):
    """The public half of a key that signs here, and when it did. `withdrawn_at`: nothing it signed counts any more."""

    name = models.CharField(max_length=KEY, unique=True)
    multikey = models.CharField(max_length=80, unique=True)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("since", "id")

    def __str__(self) -> str:
        return self.name


class StatusList(models.Model):
    """A list of 1,048,576 places. Places are given out in an order that tells nothing of who came after whom."""

    number = models.PositiveIntegerField(unique=True)
    multiplier = models.PositiveIntegerField()
    offset = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"list {self.number}"


class PublishedList(models.Model):
    """A status list as it was signed last, and the token of it."""

    list = models.PositiveIntegerField()
    purpose = models.CharField(max_length=12, choices=Purpose)
    text = models.TextField()
    made_at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        constraints = (models.UniqueConstraint(fields=["list", "purpose"], name="credentials_published_once"),)

    def __str__(self) -> str:
        return f"list {self.list}, {self.purpose}"


class Credential(models.Model):
    """A credential that was issued. `once` says what it was issued for: the same is never issued twice.

    `text` is the signed document, `token` the same as a JWT. `entry` is the entry of the record that it rests on.
    `number` of `list` is its place in the status lists.
    """

    key = models.CharField(max_length=KEY, unique=True, default=credential_key)
    once = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=12, choices=Kind)
    owner = models.CharField(max_length=LENGTH)
    entry = models.CharField(max_length=LENGTH, blank=True)
    name = models.CharField(max_length=MOST_NAME)
    text = models.TextField()
    token = models.TextField(blank=True)
    digest = models.CharField(max_length=64)
    signed_with = models.CharField(max_length=KEY)
    list = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    version = models.CharField(max_length=20)
    law_to = models.DateField()
    issued_at = models.DateTimeField()
    valid_until = models.DateField()
    replaced_by = models.CharField(max_length=KEY, blank=True)
    revoked_at = models.DateTimeField(null=True)
    suspended_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("-issued_at", "-id")
        indexes = (
            models.Index(fields=["owner", "kind"], name="credentials_of"),
            models.Index(fields=["digest"], name="credentials_by_digest"),
            models.Index(fields=["list", "number"], name="credentials_revoked", condition=Q(revoked_at__isnull=False)),
            models.Index(fields=["list", "number"], name="credentials_held", condition=Q(suspended_at__isnull=False)),
            models.Index(fields=["list", "number"], name="credentials_due", condition=Q(due_at__isnull=False)),
        )
        constraints = (models.UniqueConstraint(fields=["list", "number"], name="credentials_place_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"


class StatusChange(AppendOnlyModel):
    """Something that happened to a credential: what, why, by whom. Words may be emptied when the holder erases."""

    position = models.BigAutoField(primary_key=True)
    credential = models.CharField(max_length=KEY)
    kind = models.CharField(max_length=12, choices=Change)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    by = models.CharField(max_length=LENGTH, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[StatusChange]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "credentials_status_change"
        ordering = ("position",)
        indexes = (models.Index(fields=["credential"], name="credentials_changes_of"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.credential}"


class Notice(models.Model):
    """That an award may be revoked, and until when its holder can reply. Nothing is revoked before."""

    key = models.CharField(max_length=KEY, unique=True, default=ask_key)
    credential = models.CharField(max_length=KEY)
    reason = models.CharField(max_length=20, choices=Reason)
    words = models.TextField(max_length=MOST_WORDS)
    given_by = models.CharField(max_length=LENGTH)
    given_at = models.DateTimeField()
    reply_until = models.DateField()
    reply = models.TextField(max_length=MOST_WORDS, blank=True)
    replied_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("given_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["credential"], name="credentials_one_open_notice", condition=Q(decided_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"notice {self.key}"


class Share(models.Model):
    """A link to the check of somebody's newest award. `ended_at`: its owner switched it off, and it opens nothing."""

    code = models.CharField(max_length=KEY, unique=True)
    owner = models.CharField(max_length=LENGTH)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("-made_at", "-id")
        constraints = (
            models.UniqueConstraint(fields=["owner"], name="credentials_one_open_link", condition=Q(ended_at=None)),
        )

    def __str__(self) -> str:
        return f"link {self.pk}"


class Listing(models.Model):
    """That somebody is in the public register, because she chose to be."""

    owner = models.CharField(max_length=LENGTH, unique=True)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return f"listing {self.pk}"


class NameAsk(models.Model):
    """That somebody asks for an award under another name. A registrar looks at what shows the change."""

    key = models.CharField(max_length=KEY, unique=True, default=ask_key)
    owner = models.CharField(max_length=LENGTH)
    name = models.CharField(max_length=MOST_NAME)
    state = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=LENGTH, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("asked_at", "id")
        constraints = (
            models.UniqueConstraint(fields=["owner"], name="credentials_one_open_name", condition=Q(state="waiting")),
        )

    def __str__(self) -> str:
        return f"name {self.key}"


class EndorsementAsk(models.Model):
    """That a holder asks a parent carer forum for its word on her award, and what the forum said."""

    key = models.CharField(max_length=KEY, unique=True, default=ask_key)
    owner = models.CharField(max_length=LENGTH)
    forum = models.PositiveIntegerField()
    state = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    asked_at = models.DateTimeField()
    decided_by = models.CharField(max_length=LENGTH, blank=True)
    decided_at = models.DateTimeField(null=True)
    credential = models.CharField(max_length=KEY, blank=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("asked_at", "id")
        indexes = (models.Index(fields=["forum", "state"], name="credentials_asked_of"),)
        constraints = (
            models.UniqueConstraint(fields=["owner", "forum"], name="credentials_asked_once", condition=~Q(state="no")),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(decided_at__gte=F("asked_at")), name="credentials_asked_first"
            ),
        )

    def __str__(self) -> str:
        return f"endorsement {self.key}"
