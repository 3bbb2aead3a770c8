"""The tables of this room: submissions, what they hold, their stages and decisions, who judges, and drafts.

Stages, decisions and what a submission holds are tables that only grow; erasure may empty their words. `state`,
`needs` and allocations are what the queues go by: written in the transaction that writes the stage, never the truth.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from trigpoint.assessment.words import MOST_WORDS, OPEN, Actor, Slot, StageKind, State, Verdict, Via
from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

LENGTH = 64
"""The longest key of a person, in characters."""
KEY = 40


class Submission(models.Model):
    """One outcome of one candidate, sent to be judged by one enrolment, or the draft of that.

    `draft` holds what is not sent yet: chosen pieces, or more that was asked for. `needs` is the slot that waits for an
    assessor. `sent_at` is the moment by which queues are ordered: when it was first sent.
    """

    key = models.CharField(max_length=KEY, unique=True)
    candidate = models.CharField(max_length=LENGTH)
    outcome = models.CharField(max_length=20)
    strand = models.CharField(max_length=10)
    via = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Via])
    rules_hash = models.CharField(max_length=64)
    code = models.CharField(max_length=8)
    follows = models.CharField(max_length=KEY, blank=True)
    carried = models.JSONField(default=list)
    draft = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in State], default="draft")
    needs = models.CharField(max_length=8, blank=True)
    sent_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("sent_at", "id")
        indexes = (
            models.Index(fields=["candidate", "outcome"], name="assessment_of_candidate"),
            models.Index(fields=["needs", "sent_at", "id"], name="assessment_waiting"),
            models.Index(fields=["state", "sent_at", "id"], name="assessment_in_state"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=[one.value for one in State]), name="assessment_submission_state"
            ),
            models.CheckConstraint(condition=Q(via__in=[one.value for one in Via]), name="assessment_submission_via"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(sent_at__isnull=False), name="assessment_submission_sent_some_time"
            ),
            models.UniqueConstraint(
                fields=["candidate", "outcome"],
                condition=Q(state__in=sorted(one.value for one in OPEN)),
                name="assessment_submission_one_open",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key}, {self.state}"


class Held(AppendOnlyModel):
    """That a submission holds a piece of the portfolio, as it was shown when it was sent."""

    position = models.BigAutoField(primary_key=True)
    submission = models.CharField(max_length=KEY)
    round = models.PositiveSmallIntegerField()
    piece = models.CharField(max_length=KEY)
    sha256 = models.CharField(max_length=64)

    objects: ClassVar[models.Manager[Held]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "assessment_held"
        ordering = ("position",)
        indexes = (models.Index(fields=["piece"], name="assessment_holds_piece"),)
        constraints = (
            models.UniqueConstraint(fields=["submission", "round", "piece"], name="assessment_held_once_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.submission} holds {self.piece}"


class Stage(AppendOnlyModel):
    """One thing that happened to a submission. Nothing of it changes but `words`, which erasure may empty.

    `digest` is the SHA-256 of what the person was shown, and `proved_at` when she had last shown who she is; both are
    empty where nothing was signed.
    """

    position = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=KEY, unique=True)
    submission = models.CharField(max_length=KEY)
    seq = models.PositiveIntegerField()
    kind = models.CharField(max_length=20, choices=[(one.value, one.value) for one in StageKind])
    slot = models.CharField(max_length=8, blank=True)
    actor = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Actor])
    person = models.CharField(max_length=LENGTH, blank=True)
    at = models.DateTimeField()
    codes = models.JSONField(default=list)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    said = models.JSONField(default=dict)
    supersedes = models.CharField(max_length=KEY, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    proved_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Stage]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "assessment_stage"
        ordering = ("position",)
        indexes = (models.Index(fields=["person"], name="assessment_stage_of"),)
        constraints = (models.UniqueConstraint(fields=["submission", "seq"], name="assessment_stage_in_turn"),)

    def __str__(self) -> str:
        return f"{self.kind} of {self.submission}"


class Decision(AppendOnlyModel):
    """What an assessor said of one criterion in a judgement. `words` are for the candidate; erasure may empty them."""

    position = models.BigAutoField(primary_key=True)
    stage = models.CharField(max_length=KEY)
    submission = models.CharField(max_length=KEY)
    slot = models.CharField(max_length=8)
    criterion = models.CharField(max_length=24)
    assessor = models.CharField(max_length=LENGTH)
    verdict = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Verdict])
    codes = models.JSONField(default=list)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    at = models.DateTimeField()
    seconds = models.PositiveIntegerField()

    objects: ClassVar[models.Manager[Decision]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "assessment_decision"
        ordering = ("position",)
        indexes = (
            models.Index(fields=["submission"], name="assessment_decision_on"),
            models.Index(fields=["at"], name="assessment_decision_at"),
            models.Index(fields=["assessor", "at"], name="assessment_decision_of"),
        )
        constraints = (models.UniqueConstraint(fields=["stage", "criterion"], name="assessment_decision_once"),)

    def __str__(self) -> str:
        return f"{self.criterion} {self.verdict}"


class Allocation(models.Model):
    """That a slot of a submission is with an assessor, was judged by her, or was taken from her.

    `sent_at` is the submission's, so that the queue reads one index. `due` moves on while the clock stands still.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="allocations")
    slot = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Slot])
    assessor = models.CharField(max_length=LENGTH)
    state = models.CharField(
        max_length=8, choices=[(one, one) for one in ("open", "stands", "judged", "gone")], default="open"
    )
    sent_at = models.DateTimeField()
    given_at = models.DateTimeField()
    due = models.DateField()
    reminded_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("sent_at", "id")
        indexes = (
            models.Index(fields=["assessor", "state", "sent_at", "id"], name="assessment_queue"),
            models.Index(fields=["assessor", "ended_at"], name="assessment_done"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["submission", "slot"],
                condition=Q(state__in=["judged", "open", "stands"]),
                name="assessment_slot_of_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.slot} with {self.assessor}, {self.state}"


class JudgementDraft(models.Model):
    """What an assessor has said and not signed. `other` is what another window of hers saved meanwhile: both are kept.

    `seconds` counts the time between her saves, at most ten minutes for each.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="drafts")
    assessor = models.CharField(max_length=LENGTH)
    data = models.JSONField(default=dict)
    other = models.JSONField(null=True)
    version = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)

    class Meta:  # noqa: D106 - Django's own
        constraints = (models.UniqueConstraint(fields=["submission", "assessor"], name="assessment_draft_one"),)

    def __str__(self) -> str:
        return f"draft of {self.assessor}"


class AssessorChoice(models.Model):
    """What an assessor judges (strands; none said means all), how many at once, and until when she is away."""

    assessor = models.CharField(max_length=LENGTH, unique=True)
    strands = models.JSONField(default=list)
    most = models.PositiveSmallIntegerField(null=True)
    away_until = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.assessor} takes {self.most}"


class DeclaredConflict(models.Model):
    """That somebody said why an assessor should not judge a candidate, or anybody of a school.

    `by` is who said it. `other` is the key of a candidate and `setting` a school as facts name it; one is empty.
    """

    assessor = models.CharField(max_length=LENGTH)
    other = models.CharField(max_length=LENGTH, blank=True)
    setting = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=40)
    by = models.CharField(max_length=LENGTH)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("at", "id")
        indexes = (models.Index(fields=["assessor", "ended_at"], name="assessment_conflicts"),)
        constraints = (
            models.CheckConstraint(
                condition=(Q(other="") & ~Q(setting="")) | (~Q(other="") & Q(setting="")),
                name="assessment_conflict_with_one",
            ),
        )

    def __str__(self) -> str:
        return f"{self.assessor}: {self.code}"


class Comment(models.Model):
    """A comment that an assessor keeps to use again. Hers alone."""

    assessor = models.CharField(max_length=LENGTH)
    words = models.TextField(max_length=MOST_WORDS)
    at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("at", "id")
        indexes = (models.Index(fields=["assessor"], name="assessment_comments"),)

    def __str__(self) -> str:
        return self.words[:40]
