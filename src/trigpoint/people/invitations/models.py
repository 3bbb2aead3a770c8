"""Invitations, and the files of them that are worked through."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from trigpoint.people.models import MOST_NAME, Appointment, Organisation
from trigpoint.people.roles import Role

MOST_EMAIL = 254
KEY = 64
"""The longest key of a person, in characters."""


class Batch(models.Model):
    """A file of people to invite: read and shown first, then worked through by a job.

    `read_as` says how the file was read; `began` is empty until somebody has looked at it and said yes.
    """

    by = models.CharField(max_length=KEY)
    given_as = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    role = models.CharField(max_length=16, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    read_as = models.CharField(max_length=60)
    made = models.DateTimeField()
    began = models.DateTimeField(null=True)
    job = models.CharField(max_length=40, blank=True)

    class Meta:  # noqa: D106 - Django's own
        indexes = [models.Index(fields=["made"], name="people_batches_by_age")]

    def __str__(self) -> str:
        return f"batch {self.pk} of {self.made:%Y-%m-%d}"


class Invitation(models.Model):
    """That somebody was asked to take a role: whom it is meant for, who asked and in which role, and what came of it.

    `digest` is the SHA-256 of the secret in the link. Without a role in an organisation, taking it gives no role: a
    candidate needs none. `taken_by` may have another address than the one invited.
    """

    digest = models.CharField(max_length=64, unique=True)
    email = models.CharField(max_length=MOST_EMAIL, blank=True)
    name = models.CharField(max_length=MOST_NAME, blank=True)
    role = models.CharField(max_length=16, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    by = models.CharField(max_length=KEY)
    given_as = models.ForeignKey(Appointment, models.PROTECT, related_name="+")
    batch = models.ForeignKey(Batch, models.SET_NULL, related_name="+", null=True)
    made = models.DateTimeField()
    until = models.DateTimeField()
    taken = models.DateTimeField(null=True)
    taken_by = models.CharField(max_length=KEY, blank=True)
    withdrawn = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        indexes = [
            models.Index(fields=["organisation", "-id"], name="people_invited_where"),
            models.Index(fields=["until"], name="people_invitations_by_age"),
            models.Index(fields=["email"], name="people_invited_by_address"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="people_invited_to_a_known_role"),
            models.CheckConstraint(condition=Q(taken=None) | Q(withdrawn=None), name="people_invitation_ends_once"),
            models.CheckConstraint(
                condition=Q(taken__isnull=False) | Q(taken_by=""), name="people_invitation_taken_by_nobody_yet"
            ),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(taken=None, withdrawn=None), name="people_open_invitation_has_an_address"
            ),
            models.UniqueConstraint(
                fields=["email", "role", "organisation"],
                condition=Q(taken=None, withdrawn=None),
                name="people_one_open_invitation",
            ),
            models.UniqueConstraint(
                fields=["email", "role"],
                condition=Q(taken=None, withdrawn=None, organisation=None),
                name="people_one_open_invitation_anywhere",
            ),
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk} of {self.made:%Y-%m-%d}"


class BatchRow(models.Model):
    """A row of a file: whom it names, and what came of it. `number` is the row's in the spreadsheet."""

    class Outcome(models.TextChoices):
        """What came of it."""

        READY = "ready", "Not yet invited"
        INVITED = "invited", "Invited"
        THERE = "there", "Has the role, or an invitation, already"
        PROBLEM = "problem", "Not invited"

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    email = models.CharField(max_length=MOST_EMAIL + 50, blank=True)
    name = models.CharField(max_length=MOST_NAME, blank=True)
    role = models.CharField(max_length=16, choices=Role)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", null=True)
    outcome = models.CharField(max_length=8, choices=Outcome)
    words = models.CharField(max_length=400, blank=True)
    invitation = models.ForeignKey(Invitation, models.SET_NULL, related_name="+", null=True)

    class Meta:  # noqa: D106 - Django's own
        ordering = ("number",)
        constraints = [models.UniqueConstraint(fields=["batch", "number"], name="people_one_row_a_number")]

    def __str__(self) -> str:
        return f"row {self.number} of batch {self.batch_id}"
