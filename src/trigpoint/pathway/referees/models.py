"""The tables of this part: requests to referees, what each is about, and what was answered."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from trigpoint.pathway.referees.words import MOST_NAME, MOST_PLACE, MOST_WORDS, Relation, Said, State
from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet


class Reference(models.Model):
    """That a person asked somebody to confirm entries of her timeline.

    `name` and `email` are of the one who was asked, `said_…` what the one who answers says of himself. Both are
    personal data of somebody without an account: emptied after a time (`words.ADDRESS_KEPT`, `words.NAME_KEPT`).
    `token` is the hash of the link, `turn` which link it is. Open until `ends`.
    """

    key = models.CharField(max_length=40, unique=True)
    subject = models.CharField(max_length=64)
    name = models.CharField(max_length=MOST_NAME, blank=True)
    email = models.EmailField(blank=True)
    relation = models.CharField(max_length=12, choices=Relation)
    token = models.CharField(max_length=64)
    turn = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    asked_at = models.DateTimeField()
    ends = models.DateTimeField()
    mail_due = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    said_name = models.CharField(max_length=MOST_NAME, blank=True)
    said_post = models.CharField(max_length=MOST_NAME, blank=True)
    said_place = models.CharField(max_length=MOST_PLACE, blank=True)
    said_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    confirmed = models.PositiveSmallIntegerField(default=0)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("-asked_at", "-id")
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="pathway_reference_state"),
            models.CheckConstraint(condition=Q(relation__in=Relation.values), name="pathway_reference_relation"),
            models.CheckConstraint(
                condition=Q(state="waiting", ended_at=None) | (~Q(state="waiting") & Q(ended_at__isnull=False)),
                name="pathway_reference_ends_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | (~Q(name="") & ~Q(email="")), name="pathway_reference_named_while_open"
            ),
            models.UniqueConstraint(
                fields=["subject", "email"], condition=Q(state="waiting"), name="pathway_reference_one_open_an_address"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["answered", "disputed"]) | Q(said_at__isnull=False),
                name="pathway_reference_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(confirmed=0) | Q(state="answered"), name="pathway_reference_confirms_when_answered"
            ),
        )
        indexes = (
            models.Index(fields=["subject", "asked_at"], name="pathway_reference_subject"),
            models.Index(fields=["ends"], condition=Q(state="waiting"), name="pathway_reference_open"),
        )

    def __str__(self) -> str:
        return f"{self.key} of {self.subject}, {self.state}"


class ReferenceClaim(models.Model):
    """One claim of a request: the entries of the record, and the digest of what they said when it was asked."""

    reference = models.ForeignKey(Reference, models.CASCADE, related_name="claims")
    place = models.PositiveSmallIntegerField()
    entries = models.JSONField()
    digest = models.CharField(max_length=64)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("reference", "place")
        constraints = (
            models.UniqueConstraint(fields=["reference", "place"], name="pathway_reference_claim_place"),
            models.CheckConstraint(condition=Q(place__gte=1), name="pathway_reference_claim_counted_from_one"),
        )

    def __str__(self) -> str:
        return f"claim {self.place} of {self.reference_id}"


class ReferenceAnswer(AppendOnlyModel):
    """What was answered to one claim. Each saving is a row: the newest before the request ended is the answer.

    `digest` is of the words that stood on the page. `words` are the
    referee's own, the only column that may change, once: erasure empties it.
    """

    position = models.BigAutoField(primary_key=True)
    reference = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()
    said = models.CharField(max_length=10, choices=Said)
    digest = models.CharField(max_length=64)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[ReferenceAnswer]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "pathway_reference_answer"
        ordering = ("position",)
        indexes = (models.Index(fields=["reference", "position"], name="pathway_reference_answers"),)
        constraints = (models.CheckConstraint(condition=Q(said__in=Said.values), name="pathway_reference_said"),)

    def __str__(self) -> str:
        return f"{self.said} to claim {self.place} of {self.reference}"
