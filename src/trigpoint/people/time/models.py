"""What was asked for, what was answered, and what holds."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import F, Q

LENGTH = 64
"""The longest key of a person, in characters."""
MOST_WORDS = 1_000
LEAST_MINUTES, MOST_MINUTES = 15, 40 * 60
"""Minutes a week that can be asked for or agreed."""


def new_key() -> str:
    """Return a random key, `t_` and 32 hexadecimal digits."""
    return f"t_{secrets.token_hex(16)}"


class State(models.TextChoices):
    """Where a request stands. The first two are open."""

    WAITING = "waiting", "Waiting for the head"
    PROPOSED = "proposed", "Other hours proposed"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Taken back"
    REPLACED = "replaced", "Replaced by a later agreement"


OPEN = (State.WAITING, State.PROPOSED)


class TimeRequest(models.Model):
    """That a person asks her school for protected time, and what became of it.

    `minutes` a week from the day `since`. Where she chose to say so, `minutes_left` is the work that was left to do as
    she asked, and `finish` the day by which she wants to be done; `words` are hers. What the head agreed or proposed
    stands beside it, until the day of `review`, with the head's words (`reply`). `answered_by` is the head, or she
    herself where she noted what the head had told her.
    """

    key = models.CharField(max_length=40, unique=True, default=new_key, editable=False)
    subject = models.CharField(max_length=LENGTH)
    setting = models.CharField(max_length=100)
    minutes = models.PositiveSmallIntegerField()
    since = models.DateField()
    minutes_left = models.PositiveIntegerField(null=True)
    finish = models.DateField(null=True)
    words = models.TextField(max_length=MOST_WORDS, blank=True)
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=LENGTH, blank=True)
    agreed_minutes = models.PositiveSmallIntegerField(null=True)
    agreed_since = models.DateField(null=True)
    review = models.DateField(null=True)
    reply = models.TextField(max_length=MOST_WORDS, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "setting"], condition=Q(state__in=OPEN), name="people_time_one_open_request"
            ),
            models.UniqueConstraint(
                fields=["subject", "setting"], condition=Q(state=State.AGREED), name="people_time_one_agreement"
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=LEAST_MINUTES, minutes__lte=MOST_MINUTES), name="people_time_minutes_a_week"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.AGREED, State.PROPOSED, State.REPLACED])
                | Q(agreed_minutes__isnull=False, agreed_since__isnull=False, review__gt=F("agreed_since")),
                name="people_time_agreed_from_until",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECLINED) | ~Q(reply=""), name="people_time_declined_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["setting", "state"], name="people_time_setting_state")]

    def __str__(self) -> str:
        return f"{self.subject} at {self.setting}, {self.state}"
