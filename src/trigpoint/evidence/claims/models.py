"""The tables of this part: claims for prior learning, and the certificates that they rest on."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q

from trigpoint.evidence.claims.words import MOST_NAME, MOST_NUMBER, State

LENGTH = 64
"""The longest key of a person, in characters."""


def claim_key() -> str:
    """Return a random key, `k_` and 32 hexadecimal digits."""
    return f"k_{secrets.token_hex(16)}"


def certificate_key() -> str:
    """Return a random key, `f_` and 32 hexadecimal digits."""
    return f"f_{secrets.token_hex(16)}"


class Certificate(models.Model):
    """A certificate of training or a qualification that somebody holds. `piece` is the evidence that shows it.

    `issuer_key` and `number` as they are compared: one certificate belongs to one person, and counts once.
    """

    key = models.CharField(max_length=40, unique=True, default=certificate_key)
    owner = models.CharField(max_length=LENGTH)
    title = models.CharField(max_length=MOST_NAME)
    issuer = models.CharField(max_length=MOST_NAME)
    number = models.CharField(max_length=MOST_NUMBER, blank=True)
    compared = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - many have no number
    level = models.PositiveSmallIntegerField(null=True)
    awarded_on = models.DateField()
    piece = models.CharField(max_length=40, blank=True)
    added_at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("-awarded_on", "id")
        indexes = (models.Index(fields=["owner"], name="evidence_certificates_of"),)

    def __str__(self) -> str:
        return f"{self.title}, {self.issuer}"


class Claim(models.Model):
    """That somebody claims an outcome for what she learned before. `says` are her words on each test, by its id.

    `posts` are ids of entries of her record, `plan` what closes each gap, by criterion: `{"words": …, "by": …}`.
    `version` grows with every change, so that two windows do not overwrite each other.
    """

    key = models.CharField(max_length=40, unique=True, default=claim_key)
    owner = models.CharField(max_length=LENGTH)
    outcome = models.CharField(max_length=20)
    state = models.CharField(max_length=5, choices=State, default=State.DRAFT)
    says = models.JSONField(default=dict)
    posts = models.JSONField(default=list)
    plan = models.JSONField(default=dict)
    certificates = models.ManyToManyField(Certificate, related_name="claims")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(fields=["owner", "outcome"], name="evidence_claim_once"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="evidence_claim_state"),
            models.CheckConstraint(
                condition=Q(state="draft", ready_at=None) | Q(state="ready", ready_at__isnull=False),
                name="evidence_claim_ready_since",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}, {self.outcome}, {self.state}"
