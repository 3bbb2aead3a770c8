"""The tables of this part: attempts at exercises, plans and what they drew, verifiers' rooms, views and findings.

Attempts, plans, what was in them, views and entries under findings are tables that only grow; erasure may empty words.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from trigpoint.assessment.moderation.words import MOST_WORDS, Entry
from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

LENGTH = 64
"""The longest key of a person, in characters."""
KEY = 40


class Attempt(AppendOnlyModel):
    """That an assessor judged an exercise. `digest` names its text; `said` is her verdict on each criterion."""

    position = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=KEY, unique=True)
    assessor = models.CharField(max_length=LENGTH)
    exercise = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    said = models.JSONField()
    fits = models.PositiveSmallIntegerField()
    of = models.PositiveSmallIntegerField()
    passed = models.BooleanField()
    demonstration = models.BooleanField(default=False)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Attempt]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "moderation_attempt"
        ordering = ("position",)
        indexes = (models.Index(fields=["assessor", "exercise", "at"], name="moderation_attempt_of"),)

    def __str__(self) -> str:
        return f"{self.exercise} by {self.assessor}"


class SamplingPlan(AppendOnlyModel):
    """A draw: its seed, the SHA-256 of all it was made from, the rules as they were, of how many, how many drawn."""

    position = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=KEY, unique=True)
    seed = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    rules = models.JSONField()
    of = models.PositiveIntegerField()
    drawn = models.PositiveIntegerField()
    drawn_by = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[SamplingPlan]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "moderation_plan"
        ordering = ("position",)

    def __str__(self) -> str:
        return f"plan {self.key}: {self.drawn} of {self.of}"


class PlanItem(AppendOnlyModel):
    """One that a plan drew from, as it was: what it was judged by, its risks, its number, the reasons if drawn.

    `stage` is the result that stood; a later result of the same submission can be drawn from again.
    """

    position = models.BigAutoField(primary_key=True)
    plan = models.CharField(max_length=KEY)
    submission = models.CharField(max_length=KEY)
    stage = models.CharField(max_length=KEY)
    assessors = models.JSONField()
    strand = models.CharField(max_length=10)
    route = models.CharField(max_length=20)
    risks = models.JSONField()
    number = models.FloatField()
    reasons = models.JSONField()

    objects: ClassVar[models.Manager[PlanItem]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "moderation_plan_item"
        ordering = ("position",)
        indexes = (models.Index(fields=["submission"], name="moderation_plan_item_on"),)
        constraints = (
            models.UniqueConstraint(fields=["plan", "submission"], name="moderation_plan_once"),
            models.UniqueConstraint(fields=["stage"], name="moderation_plan_result_once"),
        )

    def __str__(self) -> str:
        return f"{self.submission} in {self.plan}"


class Look(models.Model):
    """That a drawn submission waits for a moderator, or was looked at. What came of it is a stage of the submission.

    `stage` is the result to look at, `done` the stage that the moderator wrote.
    """

    submission = models.CharField(max_length=KEY)
    plan = models.CharField(max_length=KEY)
    stage = models.CharField(max_length=KEY, unique=True)
    reasons = models.JSONField()
    sent_at = models.DateTimeField()
    drawn_at = models.DateTimeField()
    done = models.CharField(max_length=KEY, blank=True)
    moderator = models.CharField(max_length=LENGTH, blank=True)
    confirmed = models.BooleanField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("sent_at", "id")
        indexes = (
            models.Index(fields=["sent_at", "id"], condition=Q(done_at=None), name="moderation_look_waits"),
            models.Index(fields=["submission"], name="moderation_look_on"),
        )

    def __str__(self) -> str:
        return f"look at {self.submission}"


class Room(models.Model):
    """A room for an external verifier: whose, what for, from which day to which, and when it was closed."""

    key = models.CharField(max_length=KEY, unique=True)
    verifier = models.CharField(max_length=LENGTH)
    purpose = models.CharField(max_length=200)
    since = models.DateField()
    until = models.DateField()
    opened_by = models.CharField(max_length=LENGTH)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("opened_at", "id")
        indexes = (models.Index(fields=["verifier", "until"], name="moderation_room_of"),)
        constraints = (models.CheckConstraint(condition=Q(until__gte=models.F("since")), name="moderation_room_days"),)

    def __str__(self) -> str:
        return f"room {self.key}"


class RoomItem(models.Model):
    """A sampled submission in a room, under a number that names nobody."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    submission = models.CharField(max_length=KEY)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("number",)
        indexes = (models.Index(fields=["submission"], name="moderation_room_holds"),)
        constraints = (
            models.UniqueConstraint(fields=["room", "number"], name="moderation_room_number"),
            models.UniqueConstraint(fields=["room", "submission"], name="moderation_room_once"),
        )

    def __str__(self) -> str:
        return f"item {self.number}"


class RoomView(AppendOnlyModel):
    """That somebody looked at something in a room. `piece` and `file` are empty for the page of the item itself."""

    position = models.BigAutoField(primary_key=True)
    room = models.CharField(max_length=KEY)
    submission = models.CharField(max_length=KEY)
    piece = models.CharField(max_length=KEY, blank=True)
    file = models.CharField(max_length=KEY, blank=True)
    viewer = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[RoomView]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "moderation_room_view"
        ordering = ("position",)
        indexes = (
            models.Index(fields=["room", "position"], name="moderation_views_in"),
            models.Index(fields=["submission"], name="moderation_views_on"),
        )

    def __str__(self) -> str:
        return f"{self.viewer} looked at {self.submission}"


class Finding(models.Model):
    """A finding of a verifier. What was said under it is in its entries; `settled_at` by the one that settles."""

    key = models.CharField(max_length=KEY, unique=True)
    room = models.ForeignKey(Room, models.CASCADE, related_name="findings")
    number = models.PositiveIntegerField(null=True)
    level = models.CharField(max_length=20)
    due = models.DateField(null=True)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("found_at", "id")
        indexes = (models.Index(fields=["due"], condition=Q(settled_at=None), name="moderation_finding_due"),)

    def __str__(self) -> str:
        return f"finding {self.key}"


class FindingEntry(AppendOnlyModel):
    """Something said under a finding: the finding itself, an answer, or that it is settled or not."""

    position = models.BigAutoField(primary_key=True)
    finding = models.CharField(max_length=KEY)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Entry])
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    person = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[FindingEntry]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "moderation_finding_entry"
        ordering = ("position",)
        indexes = (models.Index(fields=["finding"], name="moderation_entries_under"),)

    def __str__(self) -> str:
        return f"{self.kind} under {self.finding}"
