"""What this copy holds of official text: files as published, their passages, and changes told of. All only grow.

A file is whole once its snapshot is there: passages are written first, in pieces, and read only through it. Django does
not manage the three tables of record, so that its `flush` leaves their rows alone; migrations make and guard them.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet

MOST_PLACE = 200
SHA256_LENGTH = 64


class Snapshot(AppendOnlyModel):
    """A file of law as it was published: which law, of which day, with its hash and the file itself.

    `data` is the file, compressed. `status` is the publisher's word: revised, final (as enacted or made), draft. For
    a feed of changes the place is empty.
    """

    sha256 = models.CharField(max_length=SHA256_LENGTH, primary_key=True)
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=20)
    place = models.CharField(max_length=MOST_PLACE)
    part = models.CharField(max_length=MOST_PLACE, blank=True)
    title = models.TextField()
    citation = models.CharField(max_length=100, blank=True)
    court = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=20, blank=True)
    as_at = models.DateField(null=True)
    made = models.DateField(null=True)
    modified = models.DateField(null=True)
    language = models.CharField(max_length=10, blank=True)
    repealed = models.BooleanField(default=False)
    pictures = models.PositiveIntegerField(default=0)
    passages = models.PositiveIntegerField(default=0)
    imported_at = models.DateTimeField()
    data = models.BinaryField()

    objects: ClassVar[models.Manager[Snapshot]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "law_snapshot"
        ordering = ("imported_at", "sha256")
        indexes = (models.Index(fields=["place", "as_at"], name="law_snapshot_place"),)

    def __str__(self) -> str:
        return f"{self.title}, as at {self.as_at or 'an unknown day'}"


class Passage(AppendOnlyModel):
    """A section, regulation, paragraph of a Schedule or of a judgment, as one file has it.

    `lines` holds [depth, number, words, quoted] for each line, `under` the headings above, `notes` the editors' notes.
    """

    id = models.BigAutoField(primary_key=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    position = models.PositiveIntegerField()
    place = models.CharField(max_length=MOST_PLACE)
    number = models.CharField(max_length=40, blank=True)
    heading = models.TextField(blank=True)
    under = models.JSONField()
    lines = models.JSONField()
    notes = models.JSONField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    extent = models.CharField(max_length=40, blank=True)
    prospective = models.BooleanField(default=False)

    objects: ClassVar[models.Manager[Passage]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "law_passage"
        ordering = ("snapshot", "position")
        constraints = (models.UniqueConstraint(fields=["snapshot", "position"], name="law_passage_position"),)
        indexes = (models.Index(fields=["place"], name="law_passage_place"),)

    def __str__(self) -> str:
        return self.place


class Effect(AppendOnlyModel):
    """That one law changes another, as a file or a feed told it. `applied`: the official text has it in already."""

    id = models.BigAutoField(primary_key=True)
    snapshot = models.ForeignKey(Snapshot, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    position = models.PositiveIntegerField()
    effect = models.CharField(max_length=100)
    what = models.TextField(blank=True)
    affected = models.CharField(max_length=MOST_PLACE)
    affected_words = models.TextField(blank=True)
    affected_places = models.JSONField()
    affecting = models.CharField(max_length=MOST_PLACE)
    affecting_title = models.TextField(blank=True)
    affecting_words = models.TextField(blank=True)
    in_force = models.JSONField()
    applied = models.BooleanField()
    modified = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager[Effect]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "law_effect"
        ordering = ("snapshot", "position")
        constraints = (models.UniqueConstraint(fields=["snapshot", "position"], name="law_effect_position"),)
        indexes = (models.Index(fields=["affected"], name="law_effect_affected"),)

    def __str__(self) -> str:
        return f"{self.affecting_title} {self.affecting_words}: {self.what} {self.affected_words}"


class Entry(models.Model):
    """Something to be found by words. Made anew from the content and the passages whenever they change.

    `source` says from what: the hash of the content, or of a file. `since` and `until` bound the days when it reads so.
    """

    kind = models.CharField(max_length=20)
    ref = models.CharField(max_length=MOST_PLACE)
    heading = models.TextField()
    citation = models.TextField(blank=True)
    words = models.TextField()
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.CharField(max_length=SHA256_LENGTH, db_index=True)

    class Meta:  # noqa: D106 - Django's own
        db_table = "law_entry"
        indexes = (models.Index(fields=["id", "since", "until"], name="law_entry_days"),)
        verbose_name_plural = "entries"

    def __str__(self) -> str:
        return self.heading
