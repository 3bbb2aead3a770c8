"""What the watch writes down: changes that were noticed, what each person said of them, what two agreed. All only grow.

Django does not manage these tables, so that its `flush` leaves their rows alone; a migration makes and guards them.
"""

from __future__ import annotations

import secrets
from typing import ClassVar

from django.db import models

from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

KEY_LENGTH = 40
PERSON_LENGTH = 64
MOST_NOTE = 500


def new_key() -> str:
    """Return a random key, `n_` and 32 hexadecimal digits."""
    return f"n_{secrets.token_hex(16)}"


class Found(models.TextChoices):
    """How a change came to be known."""

    IMPORTED = "imported", "Found in official text that was imported"
    ENTERED = "entered", "Entered by hand"


class Notice(AppendOnlyModel):
    """That a provision of the register reads otherwise than in the text that was read for it.

    `mark` is what tells one change from another: the newer passage (`texts.HeldText.key`) or, entered by hand, the key
    itself. `before` and `after` are the words; `before` is empty where the earlier text is not held. `as_at` is the day
    of the newer text. `passage_before` and `passage_after` lead to official text, if it is held.
    """

    key = models.CharField(max_length=KEY_LENGTH, primary_key=True, default=new_key)
    provision = models.CharField(max_length=100)
    mark = models.CharField(max_length=KEY_LENGTH)
    found = models.CharField(max_length=10, choices=Found)
    passage_before = models.CharField(max_length=KEY_LENGTH, blank=True)
    passage_after = models.CharField(max_length=KEY_LENGTH, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField()
    as_at = models.DateField()
    source = models.TextField()
    address = models.URLField(blank=True)
    noticed_at = models.DateTimeField()
    noticed_by = models.CharField(max_length=PERSON_LENGTH, blank=True)

    objects: ClassVar[models.Manager[Notice]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "law_watch_notice"
        ordering = ("noticed_at", "key")
        constraints = (models.UniqueConstraint(fields=["provision", "mark"], name="law_watch_notice_once"),)

    def __str__(self) -> str:
        return f"{self.provision} as at {self.as_at}"


class Judgement(AppendOnlyModel):
    """What one person says of a change. A changed mind is a new row; her newest one counts.

    A change that matters has the last day to catch up (`due`) and a note in plain words; one that does not has the
    reason as its note.
    """

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, on_delete=models.DO_NOTHING, related_name="+")
    judge = models.CharField(max_length=PERSON_LENGTH)
    material = models.BooleanField()
    due = models.DateField(null=True)
    note = models.TextField(max_length=MOST_NOTE)
    judged_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Judgement]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "law_watch_judgement"
        ordering = ("id",)
        indexes = (models.Index(fields=["notice"], name="law_watch_judgement_of"),)

    def __str__(self) -> str:
        return f"{self.judge} on {self.notice_id}: {'matters' if self.material else 'does not matter'}"


class Decision(AppendOnlyModel):
    """What two people agreed, in the judgements `first` and `second`. A later decision replaces it and leaves it here.

    Where the change matters: `since` is the day from which a refresher covers it, `due` the last day to catch up,
    `entry` the world fact in the record.
    """

    id = models.BigAutoField(primary_key=True)
    notice = models.ForeignKey(Notice, on_delete=models.DO_NOTHING, related_name="+")
    first = models.ForeignKey(Judgement, on_delete=models.DO_NOTHING, related_name="+")
    second = models.ForeignKey(Judgement, on_delete=models.DO_NOTHING, related_name="+")
    material = models.BooleanField()
    since = models.DateField(null=True)
    due = models.DateField(null=True)
    note = models.TextField(max_length=MOST_NOTE)
    entry = models.CharField(max_length=KEY_LENGTH, blank=True)
    decided_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Decision]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "law_watch_decision"
        ordering = ("id",)
        constraints = (models.UniqueConstraint(fields=["second"], name="law_watch_decision_once"),)
        indexes = (models.Index(fields=["notice"], name="law_watch_decision_of"),)

    def __str__(self) -> str:
        return f"{self.notice_id}: {'matters' if self.material else 'does not matter'}"
