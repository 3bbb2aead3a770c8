"""Jobs: long work that somebody asks for and watches at `/jobs/<id>/`.

@job("schools.import")                                            # in the room's tasks.py
def import_files(run: Run) -> str:
    for at, part in enumerate(parts[run.at :], run.at):           # goes on where an earlier worker stopped
        with transaction.atomic():
            run.step(at + 1, len(parts), "Writing schools")       # first: keeps the job ours until the commit
            write(part)
    return "162 schools are new."                                 # what came of it, shown to who asked

A job may leave a file, which whoever asked can download for a day: `run.leave(path, name="pack.zip", type=ZIP)`.

start("schools.import", {"file": …}, title="Bring in schools.csv", asked_by=person, now=now)
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import transaction

from trigpoint.platform import files, work
from trigpoint.platform.models import Job, Task
from trigpoint.platform.work import enqueue, task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from django.db.models import QuerySet

    from trigpoint.platform.work import Work

    Doing: TypeAlias = Callable[["Run"], str]


FOLDER = "jobs"
"""Where files of jobs lie in the store."""


class NoSuchJobError(LookupError):
    """There is no job of that id."""


@dataclass(slots=True)
class Run:
    """A job in a worker's hands. `at` is how far an earlier worker came."""

    work: Work
    job_id: str
    at: int

    @property
    def payload(self) -> Mapping[str, Any]:
        """What was asked for."""
        return self.work.payload

    @property
    def now(self) -> datetime:
        """The present moment."""
        return self.work.clock()

    def step(self, done: int, total: int, words: str) -> None:
        """Say how far it is, in the same transaction as the step itself, at its beginning.

        Raises LostError when another worker has taken the job over, and StoppingError when the worker is told to stop:
        let both through, so that the transaction is given up.
        """
        self.work.keep()
        Job.objects.filter(id=self.job_id).update(done=done, total=total, words=words)
        self.at = done

    def leave(self, path: Path, *, name: str, type: str) -> None:  # noqa: A002 - a media type is called so
        """Leave a file for whoever asked. A second one takes the place of the first. The path is the caller's to clear.

        Raises what `step` raises; then no file is left.
        """
        kept = files.keep(path, folder=f"{FOLDER}/{self.job_id}")
        with transaction.atomic():
            self.work.keep()
            said = {"file_name": name, "file_type": type, "file_size": kept.size, "stored": kept.name}
            Job.objects.filter(id=self.job_id).update(**said)


@dataclass(frozen=True, slots=True)
class JobFile:
    """The file that a job left: what it is called, its media type, its size in bytes, and its name in the store."""

    name: str
    type: str
    size: int
    stored: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """A job as its page shows it. `state` is one of waiting, running, done, failed; `tries_again` after a failure."""

    id: str
    title: str
    asked_by: str
    state: str
    done: int
    total: int
    words: str
    queued: datetime
    finished: datetime | None
    tries_again: datetime | None
    file: JobFile | None = None

    @property
    def is_over(self) -> bool:
        """Tell whether nothing more will happen by itself."""
        return self.state in {Task.State.DONE, Task.State.FAILED}


def job(name: str) -> Callable[[Doing], Doing]:
    """Register what a job of this name does; what it returns is shown to who asked."""

    def register(doing: Doing) -> Doing:
        @task(name)
        def run_job(work: Work) -> None:
            row = Job.objects.get(task_id=work.id)
            words = doing(Run(work, row.pk, row.done))
            with transaction.atomic():
                work.done()
                Job.objects.filter(id=row.pk).update(words=words)

        return doing

    return register


def start(name: str, payload: Mapping[str, Any], *, title: str, asked_by: str, now: datetime) -> str:
    """Queue a job and return its id. `title` says what it is, for who asked."""
    with transaction.atomic():
        row = Job(id=f"j_{secrets.token_urlsafe(16)}", asked_by=asked_by, title=title)
        row.task_id = enqueue(name, payload, now=now)
        row.save(force_insert=True)
    return row.pk


def job_of(job_id: str) -> JobRow:
    """Return a job. Raises NoSuchJobError. One query."""
    row = Job.objects.select_related("task").filter(id=job_id).first()
    if row is None:
        raise NoSuchJobError(job_id)
    return _row(row)


def latest(name: str, most: int = 20) -> tuple[JobRow, ...]:
    """Return the jobs of a name that are kept, the newest first. One query."""
    found = Job.objects.select_related("task").filter(task__name=name).order_by("-task_id")
    return tuple(_row(row) for row in found[:most])


def _row(row: Job) -> JobRow:
    waits = row.task.state == Task.State.WAITING and bool(row.task.error)
    return JobRow(
        id=row.pk,
        title=row.title,
        asked_by=row.asked_by,
        state=row.task.state,
        done=row.done,
        total=row.total,
        words=row.words,
        queued=row.task.queued,
        finished=row.task.finished,
        tries_again=row.task.due if waits else None,
        file=JobFile(row.file_name, row.file_type, row.file_size, row.stored) if row.stored else None,
    )


def try_again(job_id: str, *, now: datetime) -> bool:
    """Let a job that was given up go on from where it stopped; False when it was not given up."""
    row = Job.objects.filter(id=job_id).first()
    return row is not None and work.try_again(row.task_id, now=now)


def forget_files(before: datetime) -> int:
    """Remove the files of jobs that were done before a moment; return how many. Done twice it does no harm."""
    return _forget_files(Job.objects.filter(task__state=Task.State.DONE, task__finished__lt=before))


def forget_files_of(person: str) -> None:
    """Remove the files of every job that somebody asked for."""
    _forget_files(Job.objects.filter(asked_by=person))


def _forget_files(jobs: QuerySet[Job]) -> int:
    found = list(jobs.exclude(stored="").values_list("id", "stored"))
    for job_id, stored in found:
        files.remove(stored)  # the file first: a row without its file can be cleared again, a file without its row not
        Job.objects.filter(id=job_id).update(file_name="", file_type="", file_size=0, stored="")
    return len(found)
