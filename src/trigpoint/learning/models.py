"""What somebody has read, and what was decided in scenarios.

Runs and decisions only grow: Django does not manage their tables, so that its `flush` leaves their rows alone; a
migration makes and guards them. Private words to a decision stand apart, so that they can go.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models

from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

PERSON_LENGTH = 64
NAME_LENGTH = 100
HASH_LENGTH = 64
KEY_LENGTH = 40
MOST_WORDS = 500


def new_key() -> str:
    """Return a random key, `g_` and 32 hexadecimal digits."""
    return f"g_{secrets.token_hex(16)}"


class StepRead(models.Model):
    """That a person went on from a step of a unit. Units and steps are named as in content."""

    person = models.CharField(max_length=PERSON_LENGTH)
    unit = models.CharField(max_length=NAME_LENGTH)
    step = models.CharField(max_length=NAME_LENGTH)
    at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        constraints = [models.UniqueConstraint(fields=["person", "unit", "step"], name="learning_step_read_once")]

    def __str__(self) -> str:
        return f"{self.person} read {self.step} of {self.unit}"


class UnitFinished(models.Model):
    """That a person has read every step of a unit, and which text of it."""

    person = models.CharField(max_length=PERSON_LENGTH)
    unit = models.CharField(max_length=NAME_LENGTH)
    text_hash = models.CharField(max_length=HASH_LENGTH)
    at = models.DateTimeField()

    class Meta:  # noqa: D106 - Django's own
        constraints = [models.UniqueConstraint(fields=["person", "unit"], name="learning_unit_finished_once")]

    def __str__(self) -> str:
        return f"{self.person} finished {self.unit}"


class Run(AppendOnlyModel):
    """A going through a scenario. `attempt` counts those of one person in one scenario, from 1."""

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True, default=new_key)
    person = models.CharField(max_length=PERSON_LENGTH)
    scenario = models.CharField(max_length=NAME_LENGTH)
    text_hash = models.CharField(max_length=HASH_LENGTH)
    attempt = models.PositiveSmallIntegerField()
    started_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Run]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "learning_run"
        ordering = ("started_at", "key")
        constraints = (
            models.UniqueConstraint(fields=["person", "scenario", "attempt"], name="learning_run_attempt_once"),
        )

    def __str__(self) -> str:
        return f"{self.scenario}, attempt {self.attempt} of {self.person}"


class Decision(AppendOnlyModel):
    """What was chosen at a point of a run, and the reason chosen with it. `number` counts decisions from 1."""

    id = models.BigAutoField(primary_key=True)
    run = models.ForeignKey(Run, on_delete=models.DO_NOTHING, related_name="+")
    number = models.PositiveSmallIntegerField()
    point = models.CharField(max_length=NAME_LENGTH)
    choice = models.CharField(max_length=NAME_LENGTH)
    reason = models.CharField(max_length=NAME_LENGTH)
    verdict = models.CharField(max_length=10)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Decision]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "learning_decision"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["run", "number"], name="learning_decision_once"),)

    def __str__(self) -> str:
        return f"{self.run_id} at {self.point}: {self.choice}"


class PrivateWords(models.Model):
    """What a person wrote to a decision for herself. Nobody else reads it, no report holds it."""

    person = models.CharField(max_length=PERSON_LENGTH)
    decision = models.BigIntegerField(unique=True)
    words = models.TextField(max_length=MOST_WORDS)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"words to decision {self.decision}"
