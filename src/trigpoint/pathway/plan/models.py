"""The tables of this part. All of it is one person's, and goes with her: nothing here is a fact of the record."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from trigpoint.pathway.plan.words import MOST_GOAL, Digest, GoalState, Sure

LENGTH = 64
"""The longest key of a person, in characters."""
MOST_RULE = 40


class Plan(models.Model):
    """What somebody chose for her plan: reminders, her school's terms, the address of her calendar.

    `terms` are pairs of first and last days, as ISO text. `site` is where the links of a reminder lead. `stop_key` and
    `feed_key` name this row in signed addresses and say nothing of her; `feed_turn` 0 means that there is no calendar
    address, and each new address is another turn. `reminded_on`: the last day for which a reminder was queued.
    """

    person = models.CharField(max_length=LENGTH, unique=True)
    digest = models.CharField(max_length=8, choices=Digest, default=Digest.NEVER)
    site = models.CharField(max_length=200, blank=True)
    terms = models.JSONField(default=list)
    stop_key = models.CharField(max_length=32, unique=True)
    feed_key = models.CharField(max_length=32, unique=True)
    feed_turn = models.PositiveIntegerField(default=0)
    reminded_on = models.DateField(null=True)

    class Meta:  # noqa: D106 - Django's own
        constraints = (models.CheckConstraint(condition=Q(digest__in=Digest.values), name="pathway_plan_digest"),)
        indexes = (models.Index(fields=["id"], condition=~Q(digest="never"), name="pathway_plan_reminded"),)

    def __str__(self) -> str:
        return f"plan of {self.person}"


class Goal(models.Model):
    """Something that somebody wants to do: in her own words, or a requirement of the award (`rule`).

    `by` is the day she set, None for none. `meeting` is the meeting with her mentor that it was agreed in.
    """

    key = models.CharField(max_length=40, unique=True)
    person = models.CharField(max_length=LENGTH)
    words = models.CharField(max_length=MOST_GOAL, blank=True)
    rule = models.CharField(max_length=MOST_RULE, blank=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    by = models.DateField(null=True)
    meeting = models.CharField(max_length=40, blank=True)
    added_on = models.DateField()
    state = models.CharField(max_length=8, choices=GoalState, default=GoalState.OPEN)
    ended_on = models.DateField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("id",)
        indexes = (models.Index(fields=["person", "state"], name="pathway_goals_of"),)
        constraints = (
            models.CheckConstraint(condition=Q(state__in=GoalState.values), name="pathway_goal_state"),
            models.CheckConstraint(condition=~Q(words="") | ~Q(rule=""), name="pathway_goal_says_something"),
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None) | (~Q(state="open") & Q(ended_on__isnull=False)),
                name="pathway_goal_ends_once",
            ),
            models.UniqueConstraint(
                fields=["person", "rule"],
                condition=Q(state="open") & ~Q(rule="") & Q(words=""),
                name="pathway_goal_one_a_requirement",
            ),
        )

    def __str__(self) -> str:
        return f"{self.key} of {self.person}, {self.state}"


class SelfAssessment(models.Model):
    """How sure somebody was of an outcome on a day: her own view, private, and never a fact."""

    person = models.CharField(max_length=LENGTH)
    rule = models.CharField(max_length=MOST_RULE)
    sure = models.CharField(max_length=8, choices=Sure)
    on = models.DateField()

    class Meta:  # noqa: D106 - Django's own
        ordering = ("on", "id")
        constraints = (
            models.CheckConstraint(condition=Q(sure__in=Sure.values), name="pathway_self_assessment_sure"),
            models.UniqueConstraint(fields=["person", "rule", "on"], name="pathway_self_assessment_once_a_day"),
        )

    def __str__(self) -> str:
        return f"{self.rule} of {self.person}: {self.sure}"


class Review(models.Model):
    """A look back at a year, and ahead: her words, and what the plan and the record came to on that day."""

    key = models.CharField(max_length=40, unique=True)
    person = models.CharField(max_length=LENGTH)
    on = models.DateField()
    since = models.DateField(null=True)
    done = models.TextField(blank=True)
    ahead = models.TextField(blank=True)
    goals_done = models.PositiveSmallIntegerField()
    met = models.PositiveSmallIntegerField(null=True)
    of = models.PositiveSmallIntegerField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("-on", "-id")
        constraints = (models.UniqueConstraint(fields=["person", "on"], name="pathway_review_once_a_day"),)

    def __str__(self) -> str:
        return f"review of {self.person}, {self.on}"


class Reflection(models.Model):
    """What somebody wrote for herself. Nobody else reads it but a mentor to whom she shows just this one."""

    key = models.CharField(max_length=40, unique=True)
    person = models.CharField(max_length=LENGTH)
    words = models.TextField()
    written_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("-written_at", "-id")
        indexes = (models.Index(fields=["person", "written_at"], name="pathway_reflections_of"),)

    def __str__(self) -> str:
        return f"reflection {self.key}"


class ReflectionShown(models.Model):
    """That one reflection is shown to one person, from when, and until when."""

    reflection = models.ForeignKey(Reflection, models.CASCADE, related_name="shown")
    to = models.CharField(max_length=LENGTH)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        indexes = (models.Index(fields=["to"], name="pathway_reflections_shown_to"),)
        constraints = (
            models.UniqueConstraint(
                fields=["reflection", "to"], condition=Q(until=None), name="pathway_reflection_shown_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="pathway_reflection_shown_before_hidden"
            ),
        )

    def __str__(self) -> str:
        return f"{self.reflection_id} shown since {self.since:%Y-%m-%d}"
