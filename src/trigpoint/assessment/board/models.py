"""The tables of this part: appeals, meetings of the award board, signatures, minutes, and what people tell for figures.

Steps of appeals, attendance that was noted, signatures and minutes only grow; erasure may empty words.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from trigpoint.assessment.board.words import MOST_MINUTES, MOST_WORDS, ItemState, Off, Outcome, Step
from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

LENGTH = 64
"""The longest key of a person, in characters."""
KEY = 40


class Appeal(models.Model):
    """An appeal against a result, which `stage` names. `reviewer` is empty until somebody is given it.

    What happened to it is in its steps. One result is appealed once.
    """

    key = models.CharField(max_length=KEY, unique=True)
    submission = models.CharField(max_length=KEY)
    stage = models.CharField(max_length=KEY, unique=True)
    candidate = models.CharField(max_length=LENGTH)
    grounds = models.JSONField()
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    made_at = models.DateTimeField()
    due = models.DateField()
    reviewer = models.CharField(max_length=LENGTH, blank=True)
    given_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=12, blank=True, choices=[(one.value, one.value) for one in Outcome])

    class Meta:  # noqa: D106 - Django's own
        ordering = ("made_at", "id")
        indexes = (
            models.Index(fields=["made_at", "id"], condition=Q(decided_at=None), name="board_appeal_open"),
            models.Index(fields=["candidate"], name="board_appeal_of"),
            models.Index(fields=["reviewer"], name="board_appeal_with"),
            models.Index(fields=["submission"], name="board_appeal_on"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(decided_at=None, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="board_appeal_decided_once",
            ),
        )

    def __str__(self) -> str:
        return f"appeal {self.key}"


class AppealStep(AppendOnlyModel):
    """Something that happened to an appeal. `digest` and `proved_at` are empty where nothing was signed."""

    position = models.BigAutoField(primary_key=True)
    appeal = models.CharField(max_length=KEY)
    kind = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Step])
    person = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    proved_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[AppealStep]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "board_appeal_step"
        ordering = ("position",)
        indexes = (models.Index(fields=["appeal"], name="board_appeal_steps"),)

    def __str__(self) -> str:
        return f"{self.kind}: {self.appeal}"


class Meeting(models.Model):
    """A meeting of the award board. `ended_at` is set when its minutes are closed; nothing is decided after that."""

    key = models.CharField(max_length=KEY, unique=True)
    on = models.DateField()
    called_by = models.CharField(max_length=LENGTH)
    called_at = models.DateTimeField()
    listed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("on", "id")

    def __str__(self) -> str:
        return f"board of {self.on}"


class Present(models.Model):
    """That a member is at a meeting. `outside`: neither a SENCO nor working for the awarding body."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="present")
    member = models.CharField(max_length=LENGTH)
    outside = models.BooleanField(default=False)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["meeting", "member"], name="board_present_once"),)

    def __str__(self) -> str:
        return f"{self.member} at {self.meeting_id}"


class Item(models.Model):
    """A candidate on the agenda. `missing` are the strands that lacked when she was taken off because of that."""

    key = models.CharField(max_length=KEY, unique=True)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.PositiveIntegerField()
    candidate = models.CharField(max_length=LENGTH)
    route = models.CharField(max_length=10)
    rules_hash = models.CharField(max_length=64)
    state = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in ItemState], default=ItemState.LISTED.value
    )
    off = models.CharField(max_length=16, blank=True, choices=[(one.value, one.value) for one in Off])
    missing = models.JSONField(default=list)
    changed_at = models.DateTimeField()
    entered_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("number",)
        indexes = (models.Index(fields=["candidate"], name="board_item_of"),)
        constraints = (
            models.UniqueConstraint(fields=["meeting", "candidate"], name="board_item_once"),
            models.UniqueConstraint(fields=["meeting", "number"], name="board_item_number"),
        )

    def __str__(self) -> str:
        return f"item {self.number}"


class Conflict(models.Model):
    """That a member leaves the room for an item: said by herself, or known. `code` says which."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="conflicts")
    member = models.CharField(max_length=LENGTH)
    code = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["item", "member"], name="board_conflict_once"),)

    def __str__(self) -> str:
        return f"{self.member} leaves item {self.item_id}"


class BoardSignature(AppendOnlyModel):
    """That a member signed a list of awards: `digest` is of what was shown, and the same for both who sign."""

    position = models.BigAutoField(primary_key=True)
    meeting = models.CharField(max_length=KEY)
    digest = models.CharField(max_length=64)
    items = models.JSONField()
    member = models.CharField(max_length=LENGTH)
    proved_at = models.DateTimeField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[BoardSignature]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "board_signature"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["meeting", "digest", "member"], name="board_signature_once"),)

    def __str__(self) -> str:
        return f"{self.member} signed {self.digest[:8]}"


class Minutes(AppendOnlyModel):
    """A text of the minutes of a meeting. Each change is a new one, and earlier ones stay."""

    position = models.BigAutoField(primary_key=True)
    meeting = models.CharField(max_length=KEY)
    version = models.PositiveIntegerField()
    words = models.TextField(max_length=MOST_MINUTES, blank=True)
    written_by = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Minutes]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "board_minutes"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["meeting", "version"], name="board_minutes_version"),)

    def __str__(self) -> str:
        return f"minutes {self.version} of {self.meeting}"


class Told(models.Model):
    """What somebody told of herself for figures alone. Nobody but she sees the row; figures count ten or more."""

    person = models.CharField(max_length=LENGTH, unique=True)
    sex = models.CharField(max_length=20, blank=True)
    ethnicity = models.CharField(max_length=20, blank=True)
    disability = models.CharField(max_length=20, blank=True)
    age = models.CharField(max_length=20, blank=True)
    consented_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"told by {self.person}"


class BroughtRecord(models.Model):
    """A whole assessment record that somebody brought from another copy: as it was written there, and its checksums.

    Nothing here counts for a standing: it can be read, and exported again as it came.
    """

    key = models.CharField(max_length=KEY, unique=True)
    person = models.CharField(max_length=LENGTH)
    digest = models.CharField(max_length=64)
    record = models.JSONField()
    files = models.JSONField()
    made_at = models.DateTimeField()
    brought_at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("brought_at", "id")
        constraints = (models.UniqueConstraint(fields=["person", "digest"], name="board_brought_once"),)

    def __str__(self) -> str:
        return f"record {self.digest[:8]}"
