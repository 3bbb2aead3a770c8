"""The tables of the platform: events."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from trigpoint.platform.append_only import AppendOnlyModel, AppendOnlyQuerySet


class Event(AppendOnlyModel):
    """Something that an action did, kept for good; see `trigpoint.platform.events`.

    `position` is the order of arrival within this database. `data` holds ids, codes, numbers and dates. `words` is
    the only free text, and the only column that may change, once: erasure empties it.
    """

    position = models.BigAutoField(primary_key=True)
    id = models.CharField(max_length=40)
    name = models.CharField(max_length=100)
    actor = models.CharField(max_length=100, null=True)  # noqa: DJ001 - nobody acted, which is not an empty name
    subject = models.CharField(max_length=100)
    at = models.DateTimeField()
    data = models.JSONField()
    words = models.TextField(blank=True)

    objects: ClassVar[models.Manager[Event]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "platform_event"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["id"], name="platform_event_id"),)
        indexes = (
            models.Index(fields=["subject", "position"], name="platform_event_subject"),
            models.Index(fields=["name", "position"], name="platform_event_name"),
        )

    def __str__(self) -> str:
        return f"{self.name} of {self.subject} at {self.at:%Y-%m-%d %H:%M:%S %Z}"
