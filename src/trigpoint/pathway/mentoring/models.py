"""The tables of this part: mentorings, what mentors chose, meetings, their texts, and signatures under them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from trigpoint.pathway.mentoring.words import (
    DEFAULT_MOST,
    HIGHEST_MOST,
    MOST_HOPES,
    MOST_NOTES,
    MOST_STEPS,
    Reason,
    State,
)
from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

LENGTH = 64
"""The longest key of a person, in characters."""


class Mentoring(models.Model):
    """That a candidate asked for a mentor, was offered one, has or had one.

    `mentor` is empty as long as nobody was offered. `same_school`: the candidate said that both work there, and that
    it is well so. `ended_by` is who ended it. One of a candidate is open at a time.
    """

    key = models.CharField(max_length=40, unique=True)
    candidate = models.CharField(max_length=LENGTH)
    mentor = models.CharField(max_length=LENGTH, blank=True)
    state = models.CharField(max_length=10, choices=State)
    hopes = models.TextField(max_length=MOST_HOPES, blank=True)
    asked_at = models.DateTimeField()
    offered_at = models.DateTimeField(null=True)
    since = models.DateField(null=True)
    same_school = models.BooleanField(default=False)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=LENGTH, blank=True)
    reason = models.CharField(max_length=10, choices=Reason, blank=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("asked_at", "id")
        indexes = (
            models.Index(fields=["mentor", "state"], name="pathway_mentorings_of"),
            models.Index(fields=["state", "asked_at"], name="pathway_mentorings_waiting"),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=State.values), name="pathway_mentoring_state"),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__in=Reason.values), name="pathway_mentoring_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["offered", "on"]) | ~Q(mentor=""), name="pathway_mentoring_with_somebody"
            ),
            models.CheckConstraint(
                condition=~Q(state="on") | Q(since__isnull=False), name="pathway_mentoring_since_a_day"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "offered", "on"], ended_at=None)
                | (~Q(state__in=["asked", "offered", "on"]) & Q(ended_at__isnull=False)),
                name="pathway_mentoring_ends_once",
            ),
            models.UniqueConstraint(
                fields=["candidate"],
                condition=Q(state__in=["asked", "offered", "on"]),
                name="pathway_mentoring_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}, {self.state}"


class MentorChoice(models.Model):
    """How many candidates a mentor takes at most, where she has said so."""

    mentor = models.CharField(max_length=LENGTH, unique=True)
    most = models.PositiveSmallIntegerField(default=DEFAULT_MOST)

    class Meta:  # noqa: D106 - Django's own
        constraints = (models.CheckConstraint(condition=Q(most__lte=HIGHEST_MOST), name="pathway_mentor_most"),)

    def __str__(self) -> str:
        return f"{self.mentor} takes {self.most}"


class Meeting(models.Model):
    """A meeting of the two. What was said is in its texts; the newest of them counts."""

    key = models.CharField(max_length=40, unique=True)
    mentoring = models.ForeignKey(Mentoring, models.CASCADE, related_name="meetings")
    written_at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("written_at", "id")

    def __str__(self) -> str:
        return self.key


class MeetingText(AppendOnlyModel):
    """One text of a meeting: each change is a new one, and earlier ones stay.

    `digest` is of everything in it, and what signatures are bound to. `notes` and `steps` are the only columns that
    may change, once: erasure empties them.
    """

    position = models.BigAutoField(primary_key=True)
    meeting = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField()
    on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    notes = models.TextField(max_length=MOST_NOTES, blank=True)
    steps = models.TextField(max_length=MOST_STEPS, blank=True)
    written_by = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[MeetingText]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "pathway_meeting_text"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["meeting", "version"], name="pathway_meeting_text_version"),)

    def __str__(self) -> str:
        return f"text {self.version} of {self.meeting}"


class MeetingSignature(AppendOnlyModel):
    """That one of the two signed one text of a meeting, by its digest."""

    position = models.BigAutoField(primary_key=True)
    meeting = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)
    signed_by = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[MeetingSignature]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "pathway_meeting_signature"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "digest", "signed_by"], name="pathway_meeting_signed_once"),
        )

    def __str__(self) -> str:
        return f"{self.meeting} signed by {self.signed_by}"
