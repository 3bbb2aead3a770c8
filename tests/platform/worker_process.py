"""A worker in a process of its own, with tasks that a test can kill it in. Run by test_worker.py.

`python -m tests.platform.worker_process FOLDER [once]`: FOLDER is where tasks leave their marks.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trigpoint.web.settings")
django.setup()

from django.db import transaction  # noqa: E402 - Django must be set up first

from trigpoint.platform import clock, jobs, work  # noqa: E402
from trigpoint.platform.models import Routine  # noqa: E402
from trigpoint.platform.subscribers import subscribe  # noqa: E402
from trigpoint.platform.worker import Worker  # noqa: E402

FOLDER = Path(sys.argv[1])
STEPS = 8
work.LEASE = timedelta(seconds=2)


def mark(words):
    """Leave a mark outside the database, which no rollback takes back."""
    with (FOLDER / "marks").open("a") as marks:
        marks.write(f"{words}\n")


def row(name):
    """Leave a row, which can be left once only."""
    Routine.objects.create(name=name, day=clock.today())


def die():
    os.kill(os.getpid(), signal.SIGKILL)


@work.task("t.mark")
def mark_once(found):
    mark(found.payload["words"])
    time.sleep(0.002)


@work.task("t.dies-after-effect")
def dies_after_effect(found):
    mark(f"sent {found.attempt}")
    if found.attempt == 1:
        die()


def dies_after_row(event, *, now):
    row(f"heard {event.id}")
    mark("heard")
    if not (FOLDER / "died").exists():
        (FOLDER / "died").touch()
        die()


subscribe("schools.register.imported", dies_after_row)


@jobs.job("t.steps")
def steps(run):
    for at in range(run.at, STEPS):
        with transaction.atomic():
            run.step(at + 1, STEPS, f"Step {at + 1}")
            row(f"step {at}")
            mark(f"step {at}")
            if at == run.payload["dies_in"] and run.work.attempt == 1:
                die()
            time.sleep(run.payload["sleeps"])
    return "All steps are done."


if __name__ == "__main__":
    worker = Worker(clock.now, once="once" in sys.argv)
    worker.listen()
    (FOLDER / f"ready-{os.getpid()}").touch()
    worker.work()
