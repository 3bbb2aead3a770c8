"""What is written down of examinations: panels, adjustments, papers and answers. The ledgers are in `ledgers`."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models

from trigpoint.learning.examination.ledgers import Given, ItemFlag, Rating

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "Adjustment", "Attempt", "Drawn", "Given", "Incident", "ItemFlag", "Panel", "Part", "Pool", "Rating", "Refresher",
    "Seat",
]  # fmt: skip
KEY_LENGTH = 40
PERSON_LENGTH = 64
MOST_WORDS = 1_000


def new_key() -> str:
    """Return a random key, `x_` and 32 hexadecimal digits."""
    return f"x_{secrets.token_hex(16)}"


class Stage(models.TextChoices):
    """Where a panel stands."""

    FIRST = "round-1", "First round: each judge alone"
    TALK = "discussion", "Discussion"
    SECOND = "round-2", "Second round"
    SIGNED = "signed", "Signed"


class Panel(models.Model):
    """Judges who set the pass mark of one version of a blueprint. `items` are pairs of a question and its text hash.

    `pass_mark`, `mean`, `spread`, `error` and `judges` are written when it is signed; the three figures are in
    hundredths of a point of 100. `demonstration`: made-up people judged, and the pass mark holds nowhere else.
    """

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True, default=new_key)
    blueprint = models.CharField(max_length=100)
    version = models.CharField(max_length=64)
    items: models.JSONField[Sequence[Any], Sequence[Any]] = models.JSONField()
    demonstration = models.BooleanField()
    stage = models.CharField(max_length=10, choices=Stage, default=Stage.FIRST)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=PERSON_LENGTH)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=PERSON_LENGTH, blank=True)
    pass_mark = models.PositiveSmallIntegerField(null=True)
    mean = models.PositiveIntegerField(null=True)
    spread = models.PositiveIntegerField(null=True)
    error = models.PositiveIntegerField(null=True)
    judges = models.PositiveSmallIntegerField(null=True)
    note = models.TextField(max_length=MOST_WORDS, blank=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("opened_at", "key")

    def __str__(self) -> str:
        return f"{self.blueprint}: {self.get_stage_display()}"


class Capacity(models.TextChoices):
    """As what somebody judges."""

    SENCO = "senco", "a SENCO"
    PARENT_CARER = "parent-carer", "a parent carer"
    LAWYER = "lawyer", "somebody who works with SEND law"
    OTHER = "other", "something else"


class Seat(models.Model):
    """A judge's place on a panel, taken after reading the training note."""

    panel = models.ForeignKey(Panel, on_delete=models.CASCADE, related_name="seats")
    judge = models.CharField(max_length=PERSON_LENGTH)
    capacity = models.CharField(max_length=20, choices=Capacity)
    trained_at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["panel", "judge"], name="examination_seat_once"),)

    def __str__(self) -> str:
        return f"{self.panel_id}: {self.get_capacity_display()}"


class Adjustment(models.Model):
    """What somebody asked for, and what an examiner gave. Nobody asks why. Only the newest that was given counts."""

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True, default=new_key)
    person = models.CharField(max_length=PERSON_LENGTH)
    asked_percent = models.PositiveSmallIntegerField()
    asked_rest = models.PositiveSmallIntegerField()
    asked_words = models.TextField(max_length=MOST_WORDS, blank=True)
    asked_at = models.DateTimeField()
    given_percent = models.PositiveSmallIntegerField(null=True)
    given_rest = models.PositiveSmallIntegerField(null=True)
    given_words = models.TextField(max_length=MOST_WORDS, blank=True)
    given_at = models.DateTimeField(null=True)
    given_by = models.CharField(max_length=PERSON_LENGTH, blank=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("asked_at", "key")
        indexes: ClassVar = (models.Index(fields=["person"], name="examination_adjustment_of"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.asked_percent}%"


class Pool(models.Model):
    """The questions that could be drawn on some day, once for each such list: by it a paper can be drawn again."""

    hash = models.CharField(max_length=64, primary_key=True)
    items: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField()

    def __str__(self) -> str:
        return self.hash


class State(models.TextChoices):
    """Where an attempt stands."""

    OPEN = "open", "Open"
    HANDED_IN = "handed-in", "Handed in"
    RELEASED = "released", "Released"
    SET_ASIDE = "set-aside", "Set aside"
    LAPSED = "lapsed", "Ended without a result"


class Attempt(models.Model):
    """One person's try at an examination, with everything by which its paper was drawn and its mark made.

    `seen` are the questions that she had met before. `right` and `counted` are numbers of questions, `mark` of 100.
    """

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True, default=new_key)
    person = models.CharField(max_length=PERSON_LENGTH)
    blueprint = models.CharField(max_length=100)
    version = models.CharField(max_length=64)
    panel = models.ForeignKey(Panel, on_delete=models.PROTECT, related_name="+")
    pool = models.ForeignKey(Pool, on_delete=models.PROTECT, related_name="+")
    seed = models.CharField(max_length=64)
    seen: models.JSONField[list[str], list[str]] = models.JSONField()
    demonstration = models.BooleanField()
    state = models.CharField(max_length=10, choices=State, default=State.OPEN)
    opened_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(null=True)
    right = models.PositiveSmallIntegerField(null=True)
    counted = models.PositiveSmallIntegerField(null=True)
    mark = models.PositiveSmallIntegerField(null=True)
    passed = models.BooleanField(null=True)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=PERSON_LENGTH, blank=True)
    entry = models.CharField(max_length=KEY_LENGTH, blank=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("opened_at", "key")
        constraints = (
            # Two clicks at once open one attempt.
            models.UniqueConstraint(
                fields=["person", "blueprint"],
                condition=models.Q(state__in=["open", "handed-in"]),
                name="examination_one_open",
            ),
        )
        indexes: ClassVar = (models.Index(fields=["state"], name="examination_attempt_state"),)

    def __str__(self) -> str:
        return f"{self.key}: {self.get_state_display()}"


class Part(models.Model):
    """A part of a paper. `minutes` are those of the blueprint; `allowed` with extra time and with what came on top.

    `taken` are minutes that she took herself while it ran. `paused_until` is when her pause ends or ended: while it
    stands `ends_at` holds all of it already, so that the clock runs on by itself should she never come back.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    allowed = models.PositiveSmallIntegerField(null=True)
    begun_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    taken = models.PositiveSmallIntegerField(null=True)
    paused_until = models.DateTimeField(null=True)
    handed_in_at = models.DateTimeField(null=True)
    ran_out = models.BooleanField(default=False)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=["attempt", "number"], name="examination_part_once"),)

    def __str__(self) -> str:
        return f"{self.attempt_id}, part {self.number}"


class Why(models.TextChoices):
    """Why a question of a paper no longer counts."""

    FROZEN = "frozen", "The law that it rests on has changed, or may have."
    FLAGGED = "flagged", "An examiner found that it does not work as a question."
    CHANGED = "changed", "Its text has changed since your paper was drawn."


class Drawn(models.Model):
    """A question on a paper. `answer` is the newest that counts, `latest` the number of its row in the ledger."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="drawn")
    place = models.PositiveSmallIntegerField()
    question = models.CharField(max_length=100)
    text_hash = models.CharField(max_length=64)
    topic = models.CharField(max_length=50)
    case = models.CharField(max_length=100, blank=True)
    answer: models.JSONField[Any, Any] = models.JSONField(null=True)
    latest = models.BigIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    later = models.BooleanField(default=False)
    excluded = models.CharField(max_length=10, choices=Why, blank=True)
    excluded_at = models.DateTimeField(null=True)
    right = models.BooleanField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("place",)
        constraints = (models.UniqueConstraint(fields=["part", "place"], name="examination_drawn_once"),)
        indexes: ClassVar = (models.Index(fields=["question"], name="examination_drawn_question"),)

    def __str__(self) -> str:
        return f"{self.place}: {self.question}"


class Kind(models.TextChoices):
    """What happened in an examination."""

    REPORTED = "reported", "The candidate told of a problem"
    TWO_TABS = "two-tabs", "An answer was saved over one from another tab or device"
    LATE = "late", "An answer came after the end"
    EXCLUDED = "excluded", "A question no longer counts"
    EXTENDED = "extended", "More minutes were given"
    TOOK_MORE = "took-more", "The candidate took more time, as anybody may once a part"
    PAUSED = "paused", "The candidate stopped the clock, as anybody may once a part"
    WENT_ON = "went-on", "The candidate let the clock run on before the pause was over"
    SET_ASIDE = "set-aside", "The attempt was set aside"


class Incident(models.Model):
    """Something that happened in an attempt. `words` are those of whoever told of it."""

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="incidents")
    part = models.PositiveSmallIntegerField(null=True)
    place = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=10, choices=Kind)
    minutes = models.PositiveSmallIntegerField(null=True)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=PERSON_LENGTH, blank=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)

    def __str__(self) -> str:
        return f"{self.attempt_id}: {self.get_kind_display()}"


class Refresher(models.Model):
    """What somebody reads and answers to catch up with changes in law. One is open at a time.

    `changes` are the keys of notices of the watch, `questions` those to answer, `read` and `answers` what is done.
    """

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True, default=new_key)
    person = models.CharField(max_length=PERSON_LENGTH)
    changes: models.JSONField[list[str], list[str]] = models.JSONField()
    questions: models.JSONField[list[str], list[str]] = models.JSONField()
    read: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    answers: models.JSONField[dict[str, Any], dict[str, Any]] = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    entry = models.CharField(max_length=KEY_LENGTH, blank=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("begun_at", "key")
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(done_at=None), name="examination_one_refresher"
            ),
        )

    def __str__(self) -> str:
        return self.key
