"""The ledgers of examinations: every answer, every rating, every flag. They only grow.

They name an attempt or a panel by its key and do not point at its row: Django's `flush`, which empties the other
tables, leaves these alone.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

KEY_LENGTH = 40
PERSON_LENGTH = 64


class Given(AppendOnlyModel):
    """An answer as it came in. `counts`: it came before the end. `replaced` is the row whose place it took, or 0.

    `clash`: that row had come from another tab or device, and this page did not know of it.
    """

    id = models.BigAutoField(primary_key=True)
    attempt = models.CharField(max_length=KEY_LENGTH)
    part = models.PositiveSmallIntegerField()
    place = models.PositiveSmallIntegerField()
    answer: models.JSONField[Any, Any] = models.JSONField(null=True)
    counts = models.BooleanField()
    clash = models.BooleanField()
    replaced = models.BigIntegerField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Given]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "examination_given"
        ordering = ("id",)
        indexes = (models.Index(fields=["attempt"], name="examination_given_in"),)

    def __str__(self) -> str:
        return f"{self.attempt}, part {self.part}, question {self.place}"


class Rating(AppendOnlyModel):
    """Of 100 people just qualified, how many would get a question right: what one judge says in one round.

    A changed mind is a new row; the newest of a round counts.
    """

    id = models.BigAutoField(primary_key=True)
    panel = models.CharField(max_length=KEY_LENGTH)
    judge = models.CharField(max_length=PERSON_LENGTH)
    round = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=100)
    percent = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Rating]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "examination_rating"
        ordering = ("id",)
        indexes = (models.Index(fields=["panel", "judge"], name="examination_rating_of"),)

    def __str__(self) -> str:
        return f"{self.panel}: {self.question}, {self.percent}"


class ItemFlag(AppendOnlyModel):
    """That an examiner found a question not to work. It holds for the text that the question had on that day."""

    id = models.BigAutoField(primary_key=True)
    question = models.CharField(max_length=100)
    text_hash = models.CharField(max_length=64)
    reason = models.TextField(max_length=500)
    by = models.CharField(max_length=PERSON_LENGTH)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[ItemFlag]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "examination_item_flag"
        ordering = ("id",)

    def __str__(self) -> str:
        return self.question
