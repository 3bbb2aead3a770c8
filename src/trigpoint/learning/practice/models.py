"""What is written down of practice: plans, cards, rounds, answers, drafts, and what reviewers said of questions."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

KEY_LENGTH = 64
PERSON_LENGTH = 64
QUESTION_LENGTH = 100
MOST_WORDS = 1_000
MOST_NAME = 200


def new_key() -> str:
    """Return a random key, `p_` and 32 hexadecimal digits."""
    return f"p_{secrets.token_hex(16)}"


class Plan(models.Model):
    """What somebody practises: topics she chose, units she finished, a day to be ready, and whose holidays are off."""

    person = models.CharField(max_length=PERSON_LENGTH, primary_key=True)
    topics: models.JSONField[Sequence[str], Sequence[str]] = models.JSONField(default=list)
    units: models.JSONField[Sequence[str], Sequence[str]] = models.JSONField(default=list)
    target = models.DateField(null=True)
    authority = models.CharField(max_length=MOST_NAME, blank=True)
    a_day = models.PositiveSmallIntegerField(default=10)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.person}: {len(self.topics)} topics"


class Card(models.Model):
    """When a question comes back to somebody. The scheduler's own figures: `stability` in days, `difficulty` 1 to 10.

    `due` is what the scheduler says, `day` the school day on which it is asked.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.CharField(max_length=PERSON_LENGTH)
    question = models.CharField(max_length=QUESTION_LENGTH)
    state = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField(null=True)
    stability = models.FloatField(null=True)
    difficulty = models.FloatField(null=True)
    due = models.DateTimeField()
    day = models.DateField()
    last_at = models.DateTimeField()
    times = models.PositiveIntegerField(default=1)
    right = models.PositiveIntegerField(default=0)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["person", "question"], name="practice_card_once"),)
        indexes = (models.Index(fields=["person", "day"], name="practice_card_due"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.question} on {self.day}"


class Round(models.Model):
    """Some questions answered in one go. `answers` are by question, as saved last; None is *I am not sure*.

    `left_out` are those that were frozen, or gone, when it was handed in: they do not count.
    """

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True, default=new_key)
    person = models.CharField(max_length=PERSON_LENGTH)
    questions: models.JSONField[Sequence[str], Sequence[str]] = models.JSONField()
    answers: models.JSONField[Mapping[str, Any], Mapping[str, Any]] = models.JSONField(default=dict)
    left_out: models.JSONField[Sequence[str], Sequence[str]] = models.JSONField(default=list)
    right = models.PositiveSmallIntegerField(null=True)
    opened_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    saved_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("opened_at", "key")
        indexes = (models.Index(fields=["person", "opened_at"], name="practice_round_of"),)

    def __str__(self) -> str:
        return f"{self.person}: {len(self.questions)} questions"


class Answer(models.Model):
    """An answer as it was given and marked. `attempt` is the key under which it was sent: sent again, it counts once.

    `answer` is None where she was not sure. `text_hash` is that of the question as she read it.
    """

    id = models.BigAutoField(primary_key=True)
    person = models.CharField(max_length=PERSON_LENGTH)
    attempt = models.CharField(max_length=KEY_LENGTH)
    question = models.CharField(max_length=QUESTION_LENGTH)
    text_hash = models.CharField(max_length=64)
    answer: models.JSONField[Any, Any] = models.JSONField(null=True)
    right = models.BooleanField()
    points = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["person", "attempt"], name="practice_answer_once"),)
        indexes = (models.Index(fields=["question"], name="practice_answer_to"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.question}"


class Draft(models.Model):
    """A question that somebody brought in from a file of her own; `content` is as `files.Item` writes it."""

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True, default=new_key)
    person = models.CharField(max_length=PERSON_LENGTH)
    content: models.JSONField[Mapping[str, Any], Mapping[str, Any]] = models.JSONField()
    place = models.PositiveIntegerField()
    source = models.CharField(max_length=MOST_NAME)
    made_at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("made_at", "place")
        indexes = (models.Index(fields=["person"], name="practice_draft_of"),)

    def __str__(self) -> str:
        return f"{self.person}: {self.source}"


class Verdict(models.TextChoices):
    """What a reviewer says of a question."""

    ACCEPT = "accept", "It can be used as it stands"
    CHANGE = "change", "It has to be changed first"


class Review(AppendOnlyModel):
    """What one reviewer said of a question in one text. A changed mind is a new row; her newest one counts.

    `demonstration`: made up for a demonstration, and worth nothing outside it.
    """

    id = models.BigAutoField(primary_key=True)
    question = models.CharField(max_length=QUESTION_LENGTH)
    text_hash = models.CharField(max_length=64)
    reviewer = models.CharField(max_length=PERSON_LENGTH)
    verdict = models.CharField(max_length=10, choices=Verdict)
    note = models.TextField(max_length=MOST_WORDS, blank=True)
    demonstration = models.BooleanField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Review]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "practice_review"
        ordering = ("id",)
        indexes = (models.Index(fields=["question"], name="practice_review_of"),)

    def __str__(self) -> str:
        return f"{self.reviewer} on {self.question}: {self.verdict}"
