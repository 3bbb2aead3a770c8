"""The register as this copy holds it: rows that hold from one import until another, and a flip between the two.

A school or a link is never changed in place. An import writes the rows that differ beside the old ones, marks the
old ones as ended by it, and only then, by one small update, becomes the import that readers see. So a reader sees
the whole register before or the whole register after, an import that was killed leaves nothing to be seen, and what
the register said earlier can still be read.
"""

from __future__ import annotations

from typing import ClassVar, TypeVar

from django.db import models
from django.db.models import Q, Subquery

from trigpoint.schools.kinds import Kind
from trigpoint.schools.places import REGIONS, Nation

MOST_NAME, MOST_LABEL, MOST_WORDS = 200, 80, 600
FIRST_URN, LAST_URN = 100_000, 9_999_999

Row = TypeVar("Row", bound=models.Model)


class Import(models.Model):
    """One file brought in. At most one is being applied; the newest that is done is what readers see.

    `as_at` is the day whose state the file tells; `digest` is the SHA-256 of its bytes; `applied` of `total` staged
    writes are done.
    """

    class State(models.TextChoices):
        """How far an import is."""

        APPLYING = "applying", "Being applied"
        DONE = "done", "Done"

    state = models.CharField(max_length=8, choices=State, default=State.APPLYING)
    layout = models.CharField(max_length=16)
    file_name = models.CharField(max_length=MOST_NAME)
    digest = models.CharField(max_length=64)
    as_at = models.DateField()
    total = models.PositiveIntegerField()
    applied = models.PositiveIntegerField(default=0)
    started = models.DateTimeField()
    finished = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="applying"), name="schools_one_import_at_a_time"
            ),
            models.CheckConstraint(condition=Q(applied__lte=models.F("total")), name="schools_no_more_than_staged"),
            models.CheckConstraint(
                condition=Q(state="applying", finished=None)
                | Q(state="done", finished__isnull=False, applied=models.F("total")),
                name="schools_done_when_all_is_applied",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name}, as at {self.as_at}"


class Authority(models.Model):
    """A local authority, or what the register puts in its place. Known by name: one file gives no code."""

    name = models.CharField(max_length=MOST_NAME, primary_key=True)
    code = models.CharField(max_length=3, blank=True)
    nation = models.CharField(max_length=8, choices=Nation)
    region = models.CharField(max_length=24, blank=True)

    class Meta:  # noqa: D106 - Django's own
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(condition=Q(nation__in=Nation.values), name="schools_authority_nation"),
            models.CheckConstraint(
                condition=Q(region="") | Q(region__in=REGIONS, nation__in=[Nation.ENGLAND, Nation.ENDED]),
                name="schools_only_england_has_regions",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Trust(models.Model):
    """An academy trust, or the trust behind a foundation school."""

    name = models.CharField(max_length=MOST_NAME, primary_key=True)

    def __str__(self) -> str:
        return self.name


class Word(models.Model):
    """A word that occurs in names and places of schools, to find what a mistyped word meant."""

    word = models.CharField(max_length=MOST_LABEL, primary_key=True)

    def __str__(self) -> str:
        return self.word


class VersionedQuerySet(models.QuerySet[Row]):
    """Rows that hold from one import until another."""

    def current(self) -> VersionedQuerySet[Row]:
        """Return the rows that readers see: those of the newest import that is done."""
        done = Import.objects.filter(state=Import.State.DONE).order_by("-id").values("id")[:1]
        return self.filter(Q(until=None) | Q(until__gt=Subquery(done)), since__lte=Subquery(done))


class Versioned(models.Model):
    """A row that holds from the import `since` until the import `until`, or still."""

    since = models.ForeignKey(Import, models.PROTECT, related_name="+")
    until = models.ForeignKey(Import, models.PROTECT, related_name="+", null=True)

    class Meta:  # noqa: D106 - Django's own
        abstract = True


class School(Versioned):
    """A school as the register tells it. `as_at` is the day of the file from which this row is.

    `number` is the council's and the school's number in one (LAESTAB, seven digits); `free_meals` is the share of
    pupils eligible for free school meals, in tenths of a per cent; `easting` and `northing` are metres on the
    National Grid; `words` is what the search looks through. Head teachers, telephone numbers and owners are not here
    and are never read.
    """

    class Status(models.TextChoices):
        """The register's own statuses."""

        OPEN = "open", "Open"
        CLOSING = "closing", "Open, but proposed to close"
        CLOSED = "closed", "Closed"
        PROPOSED = "proposed", "Proposed to open"

    urn = models.PositiveIntegerField()
    as_at = models.DateField()
    name = models.CharField(max_length=MOST_NAME)
    kind = models.CharField(max_length=12, choices=Kind)
    type = models.CharField(max_length=MOST_LABEL, blank=True)
    status = models.CharField(max_length=8, choices=Status)
    phase = models.CharField(max_length=MOST_LABEL, blank=True)
    gender = models.CharField(max_length=MOST_LABEL, blank=True)
    religion = models.CharField(max_length=MOST_LABEL, blank=True)
    authority = models.ForeignKey(Authority, models.PROTECT, related_name="+")
    trust = models.ForeignKey(Trust, models.PROTECT, related_name="+", null=True)
    number = models.CharField(max_length=7, blank=True)
    town = models.CharField(max_length=MOST_LABEL, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    opened = models.DateField(null=True)
    closed = models.DateField(null=True)
    low_age = models.PositiveSmallIntegerField(null=True)
    high_age = models.PositiveSmallIntegerField(null=True)
    pupils = models.PositiveIntegerField(null=True)
    capacity = models.PositiveIntegerField(null=True)
    free_meals = models.PositiveSmallIntegerField(null=True)
    easting = models.PositiveIntegerField(null=True)
    northing = models.PositiveIntegerField(null=True)
    words = models.CharField(max_length=MOST_WORDS)

    objects: ClassVar[models.Manager[School]] = VersionedQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        constraints = [
            models.UniqueConstraint(fields=["urn"], condition=Q(until=None), name="schools_one_newest_row"),
            models.UniqueConstraint(fields=["urn", "since"], name="schools_one_row_for_each_import"),
            models.CheckConstraint(condition=Q(urn__range=(FIRST_URN, LAST_URN)), name="schools_urn"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="schools_kind"),
            models.CheckConstraint(condition=~Q(name=""), name="schools_named"),
            models.CheckConstraint(
                condition=Q(opened=None) | Q(closed=None) | Q(opened__lte=models.F("closed")),
                name="schools_open_before_closed",
            ),
            models.CheckConstraint(condition=Q(free_meals=None) | Q(free_meals__lte=1000), name="schools_free_meals"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.urn})"


class Link(Versioned):
    """That two schools follow one another, as the register has it: `other` is the `relation` of `urn`.

    Not foreign keys: a school that is linked need not be in the file of schools that was brought in.
    """

    urn = models.PositiveIntegerField()
    other = models.PositiveIntegerField(db_index=True)
    relation = models.CharField(max_length=MOST_LABEL)
    on = models.DateField(null=True)

    objects: ClassVar[models.Manager[Link]] = VersionedQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        constraints = [
            models.UniqueConstraint(
                fields=["urn", "other", "relation"], condition=Q(until=None), name="schools_one_newest_link"
            ),
            models.UniqueConstraint(
                fields=["urn", "other", "relation", "since"], name="schools_one_link_for_each_import"
            ),
            models.CheckConstraint(
                condition=Q(urn__range=(FIRST_URN, LAST_URN), other__range=(FIRST_URN, LAST_URN)),
                name="schools_link_urns",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other}: {self.relation} of {self.urn}"
