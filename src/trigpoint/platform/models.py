"""The tables of the platform: events, work that waits, messages, routines."""

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
            models.Index(fields=["at", "position"], name="platform_event_at"),
            models.Index(fields=["actor", "at", "position"], name="platform_event_actor"),
            models.Index(fields=["name", "at", "position"], name="platform_event_named"),
            models.Index(fields=["subject", "at", "position"], name="platform_event_about"),
        )

    def __str__(self) -> str:
        return f"{self.name} of {self.subject} at {self.at:%Y-%m-%d %H:%M:%S %Z}"


class Task(models.Model):
    """A piece of work that waits for a worker; see `trigpoint.platform.work`.

    `due` is the moment from which a worker may take it: for one that is running, the end of its lease. `line` holds
    those in order that must be: of one line the oldest unfinished alone is taken. `key` is there once, so that the same
    work is not queued twice. `lease` names who has it. `error` is a class and a place, never a message: that may quote
    what somebody typed.
    """

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        FAILED = "failed", "Stopped after several tries"

    name = models.CharField(max_length=100)
    key = models.CharField(max_length=150, unique=True)
    line = models.CharField(max_length=210, blank=True)
    payload = models.JSONField()
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    due = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    lease = models.CharField(max_length=32, blank=True)
    error = models.CharField(max_length=300, blank=True)
    queued = models.DateTimeField()
    finished = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        indexes = [
            models.Index(
                fields=["due", "id"], condition=models.Q(state__in=["waiting", "running"]), name="platform_task_due"
            ),
            models.Index(
                fields=["line", "id"],
                condition=~models.Q(line="") & ~models.Q(state="done"),
                name="platform_task_line",
            ),
            models.Index(fields=["finished"], name="platform_task_finished"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running", "done", "failed"]), name="platform_task_state"
            ),
            models.CheckConstraint(
                condition=(models.Q(state="running") & ~models.Q(lease=""))
                | (~models.Q(state="running") & models.Q(lease="")),
                name="platform_task_leased_while_running",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.key}"


class Job(models.Model):
    """A long task that somebody asked for and watches; see `trigpoint.platform.jobs`. Its state is its task's.

    `title` says what it is, `words` what it is doing or what came of it; `done` of `total` steps are done.
    `stored` is the file that it left for whoever asked, by its name in the store; it goes after a day.
    """

    id = models.CharField(max_length=40, primary_key=True)
    task = models.OneToOneField(Task, models.CASCADE, related_name="job")
    asked_by = models.CharField(max_length=100)
    title = models.CharField(max_length=200)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    words = models.TextField(blank=True)
    file_name = models.CharField(max_length=120, blank=True, default="")
    file_type = models.CharField(max_length=80, blank=True, default="")
    file_size = models.PositiveBigIntegerField(default=0)
    stored = models.CharField(max_length=200, blank=True, default="")

    class Meta:  # noqa: D106 - Django's own
        indexes = [models.Index(fields=["asked_by"], name="platform_job_asked_by")]

    def __str__(self) -> str:
        return self.title


class Message(models.Model):
    """A message to one person; see `trigpoint.platform.mail`. Its text is emptied once it is sent.

    `to` is a person's key, looked up when it is sent, or an address.
    """

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", "Waiting"
        SENT = "sent", "Sent"
        FILED = "filed", "Kept as a file: this is a demonstration"
        OFF = "off", "Not sent: mail is switched off"
        NOBODY = "nobody", "Not sent: nobody has that key, or an address"

    id = models.CharField(max_length=40, primary_key=True)
    to = models.CharField(max_length=254)
    subject = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    queued = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:  # noqa: D106 - Django's own
        indexes = [models.Index(fields=["ended"], name="platform_message_ended")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="waiting", ended=None)
                | (~models.Q(state="waiting") & models.Q(text="", ended__isnull=False)),
                name="platform_message_text_goes_when_it_ends",
            )
        ]

    def __str__(self) -> str:
        return self.id


class Routine(models.Model):
    """When a daily routine was last done; see `trigpoint.platform.routines`."""

    name = models.CharField(max_length=100, primary_key=True)
    day = models.DateField()

    def __str__(self) -> str:
        return f"{self.name}, done on {self.day}"
