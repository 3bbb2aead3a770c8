"""What somebody has agreed to, who has seen her record, and who asked to be erased."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from trigpoint.people.models import Organisation
from trigpoint.people.roles import Role
from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

LENGTH = 64
"""The longest key of a person, in characters."""


class Consent(models.Model):
    """That somebody agreed that others see something of hers, from when, and until when.

    `purpose` and `item` are codes of `people.data.purposes`. It is given to one person, or to whoever holds a role at
    an organisation. A consent that was withdrawn stays, to show what was agreed and when.
    """

    subject = models.CharField(max_length=LENGTH)
    purpose = models.CharField(max_length=40)
    item = models.CharField(max_length=100)
    to_person = models.CharField(max_length=LENGTH, blank=True)
    to_role = models.CharField(max_length=16, choices=Role, blank=True)
    to_organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        constraints = [
            models.CheckConstraint(
                condition=(~Q(to_person="") & Q(to_role="", to_organisation=None))
                | (Q(to_person="") & ~Q(to_role="") & Q(to_organisation__isnull=False)),
                name="people_data_consent_to_a_person_or_a_role",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="people_data_consent_given_before_withdrawn",
            ),
            models.UniqueConstraint(
                fields=["subject", "item", "to_person"],
                condition=Q(withdrawn_at=None) & ~Q(to_person=""),
                name="people_data_one_consent_to_a_person",
            ),
            models.UniqueConstraint(
                fields=["subject", "item", "to_role", "to_organisation"],
                condition=Q(withdrawn_at=None, to_person=""),
                name="people_data_one_consent_to_a_role",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} of {self.subject}, since {self.given_at:%Y-%m-%d}"


class Seen(AppendOnlyModel):
    """That somebody else was shown something about a person: a row for each day, viewer, role and item.

    Never changed. It goes with the person, or once it is older than a year and the retention rule says so: the
    database itself refuses any other deletion.
    """

    subject = models.CharField(max_length=LENGTH)
    viewer = models.CharField(max_length=LENGTH)
    role = models.CharField(max_length=16, choices=Role)
    organisation = models.CharField(max_length=200, blank=True)
    item = models.CharField(max_length=100)
    day = models.DateField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager[Seen]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "people_data_seen"
        constraints = (
            models.UniqueConstraint(
                fields=["subject", "day", "viewer", "role", "item"], name="people_data_seen_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.item} of {self.subject}, on {self.day}"


class How(models.TextChoices):
    """Who wanted an erasure."""

    PERSON = "person", "The person herself, on her own pages"
    OPERATOR = "operator", "Whoever runs this copy, because the person asked"
    RESTORED = "restored", "This copy: an older backup had brought back what was erased"


class ErasureRequest(models.Model):
    """That everything about a person is to be erased, and how far that is. The key says nothing, and stays.

    `done` names the holdings that are erased already, so that a worker that was stopped goes on.
    """

    subject = models.CharField(max_length=LENGTH, unique=True)
    how = models.CharField(max_length=8, choices=How)
    asked_at = models.DateTimeField()
    done = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"erasure of {self.subject}, {'finished' if self.finished_at else 'going on'}"
