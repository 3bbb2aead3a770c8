"""The tables of the record. The first three only grow; triggers hold them to it on both databases."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet
from trigpoint.record import subjects
from trigpoint.record.chain import HASH_BYTES, SALT_BYTES


class Entry(AppendOnlyModel):
    """One link of the chain of a subject. It says nothing by itself, and stays for good.

    `position` is the order of arrival in this database: a seal covers all entries up to one.
    """

    position = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=40)
    subject = models.CharField(max_length=subjects.LENGTH)
    seq = models.PositiveIntegerField()
    commitment = models.BinaryField(max_length=HASH_BYTES)
    previous = models.BinaryField(max_length=HASH_BYTES)
    hash = models.BinaryField(max_length=HASH_BYTES)

    objects: ClassVar[models.Manager[Entry]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "record_entry"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["id"], name="record_entry_id"),
            models.UniqueConstraint(fields=["subject", "seq"], name="record_entry_subject_seq"),
        )

    def __str__(self) -> str:
        return f"{self.id}, number {self.seq} of {self.subject}"


class Payload(AppendOnlyModel):
    """What an entry says (`chain.Written`). Written once; deleted only where an erasure names the entry."""

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True)
    salt = models.BinaryField(max_length=SALT_BYTES)
    code = models.CharField(max_length=100, null=True)  # noqa: DJ001 - a withdrawal has none
    valid_from = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    amount = models.IntegerField(null=True)
    basis = models.PositiveSmallIntegerField(null=True)
    at = models.CharField(max_length=100, null=True)  # noqa: DJ001 - the hash tells none from empty
    via = models.CharField(max_length=20, null=True)  # noqa: DJ001 - a withdrawal has none
    began = models.DateField(null=True)
    due = models.DateField(null=True)
    source = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    corrects = models.CharField(max_length=40, null=True)  # noqa: DJ001 - the hash tells none from empty
    actor = models.CharField(max_length=100)
    entered_at = models.DateTimeField()

    objects: ClassVar[models.Manager[Payload]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "record_payload"

    def __str__(self) -> str:
        return f"What entry {self.entry_id} says"


class Reason(models.TextChoices):
    """Why what an entry said was erased. A choice and not a text, which could say again what was erased."""

    CHILD = "child", "It could identify a child."
    PERSON = "person", "The person asked for it (UK GDPR, article 17)."
    SOMEBODY_ELSE = "somebody-else", "It was about somebody else."
    RETENTION = "retention", "The time for which it is kept is over."


class Erasure(AppendOnlyModel):
    """That what an entry said was erased, when and why (`chain.Removed`), marked with the key of the ledger.

    `corrects` and `corrected_at` keep a correction in effect when the entry that made it is erased: the older entry,
    which was wrong, does not come back.
    """

    entry = models.OneToOneField(Entry, models.DO_NOTHING, primary_key=True)
    reason = models.CharField(max_length=20, choices=Reason)
    actor = models.CharField(max_length=100)
    erased_at = models.DateTimeField()
    corrects = models.CharField(max_length=40, null=True)  # noqa: DJ001 - the hash tells none from empty
    corrected_at = models.DateTimeField(null=True)
    mark = models.BinaryField(max_length=HASH_BYTES)

    objects: ClassVar[models.Manager[Erasure]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "record_erasure"

    def __str__(self) -> str:
        return f"Entry {self.entry_id} erased: {self.reason}"


class Receipt(models.Model):
    """That a form was taken in, so that the same form sent again enters nothing twice."""

    subject = models.CharField(max_length=subjects.LENGTH)
    form = models.CharField(max_length=200)
    first_seq = models.PositiveIntegerField()
    entries = models.PositiveIntegerField()

    class Meta:  # noqa: D106 - Django's own
        constraints = (models.UniqueConstraint(fields=["subject", "form"], name="record_receipt_subject_form"),)

    def __str__(self) -> str:
        return f"{self.form} of {self.subject}"


class Stage(models.TextChoices):
    """Where somebody is with a scheme."""

    ASPIRING = "aspiring", "Looking towards the role"
    TRAINING = "training", "Working towards the award"
    HOLDING = "holding", "Holds the award, and renews it"
    MENTORING = "mentoring", "Mentors or assesses others"
    LEFT = "left", "Has left"


class Enrolment(models.Model):
    """That a person follows a scheme by a route, under the rules that she enrolled on."""

    subject = models.CharField(max_length=subjects.LENGTH)
    scheme = models.CharField(max_length=64)
    route = models.CharField(max_length=64)
    stage = models.CharField(max_length=20, choices=Stage)
    rules_hash = models.CharField(max_length=64)
    begun_at = models.DateTimeField()
    moved_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        constraints = (models.UniqueConstraint(fields=["subject", "scheme"], name="record_enrolment_subject_scheme"),)

    def __str__(self) -> str:
        return f"{self.subject} on {self.scheme}, route {self.route}"


class Outcome(models.TextChoices):
    """How an exception came to its end."""

    PUT_RIGHT = "put-right", "What was missing is there now."
    POST_ENDED = "post-ended", "The post has ended."
    MISTAKE = "mistake", "It was a mistake: what was missing was there all along."


class FlaggedException(models.Model):
    """That somebody is the SENCO of a school although the law's rule on SENCOs is not met there.

    `limbs` are the requirements of the statutory scheme that fail; `decided_by`, `until` and `doing` are what the
    person told. At most one is open for a person at a setting. What it said before is in the events. Never public.
    """

    key = models.CharField(max_length=40, unique=True)
    subject = models.CharField(max_length=subjects.LENGTH)
    setting = models.CharField(max_length=100)
    entry = models.CharField(max_length=40)
    limbs = models.JSONField()
    decided_by = models.CharField(max_length=200)
    until = models.DateField()
    doing = models.TextField(max_length=1_000)
    opened_at = models.DateTimeField()
    opened_by = models.CharField(max_length=100)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)

    class Meta:  # noqa: D106 - Django's own
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "setting"], condition=models.Q(closed_at=None), name="record_one_open_exception"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at=None, closed_by="", outcome="")
                | models.Q(closed_at__isnull=False, outcome__in=Outcome.values) & ~models.Q(closed_by=""),
                name="record_exception_closed_with_outcome",
            ),
            models.CheckConstraint(
                condition=~models.Q(decided_by="") & ~models.Q(doing=""), name="record_exception_says_who_and_what"
            ),
        )
        indexes = (models.Index(fields=["setting"], name="record_exception_setting"),)

    def __str__(self) -> str:
        return f"{self.subject} at {self.setting}, {self.outcome or 'open'}"
