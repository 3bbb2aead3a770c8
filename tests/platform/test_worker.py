"""Workers as processes: killed between effect and mark, side by side, told to stop. On both databases."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, transaction

from trigpoint.platform import clock, jobs, subscribers, work
from trigpoint.platform.events import emit
from trigpoint.platform.models import Routine, Task

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db(transaction=True)
SECONDS = 60
TASKS = ("t.mark", "t.dies-after-effect", "t.steps")


@pytest.fixture
def database(tmp_path):
    """Let this process and others use one database; give its address."""
    if connection.vendor == "postgresql":
        found = connection.settings_dict
        who = f"{quote(found['USER'])}:{quote(found['PASSWORD'] or '')}"
        yield f"postgres://{who}@{found['HOST']}:{found['PORT'] or 5432}/{found['NAME']}"
        return
    # The test database lives in this process's memory: a copy of it, in a file, can be shared.
    path, memory, name = tmp_path / "shared.sqlite3", connection.connection, connection.settings_dict["NAME"]
    with sqlite3.connect(path) as copy:
        memory.backup(copy)
    copy.close()
    connection.connection, connection.settings_dict["NAME"] = None, str(path)
    yield f"sqlite:///{path}"
    connection.close()
    connection.connection, connection.settings_dict["NAME"] = memory, name


@pytest.fixture
def start(database, tmp_path):
    """Return what starts a worker; whichever still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []
    for name in TASKS:
        work.task(name)(print)

    def start_worker(*words):
        environment = os.environ | {"TRIGPOINT_DATABASE_URL": database, "TRIGPOINT_DATA": str(tmp_path)}
        command = [sys.executable, "-m", "tests.platform.worker_process", str(tmp_path), *words]
        with (tmp_path / f"log-{len(started)}").open("w") as log:
            started.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=log))
        return started[-1]

    yield start_worker
    for worker in started:
        worker.kill()
        worker.wait()


def run_out(start):
    """Start a worker that does what is due and stops; return its exit code."""
    return start("once").wait(SECONDS)


def marks(folder):
    path = folder / "marks"
    return path.read_text().split("\n")[:-1] if path.exists() else []


def wait_for(condition):
    until = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < until, "It took too long."
        time.sleep(0.05)


def after_the_lease():
    """Wait until what the killed worker held may be taken again."""
    wait_for(lambda: Task.objects.filter(state__in=("waiting", "running"), due__lte=clock.now()).exists())


def test_a_worker_killed_after_the_effect_leaves_the_task_to_another(start, tmp_path):
    work.enqueue("t.dies-after-effect", {}, now=clock.now())

    assert run_out(start) == -signal.SIGKILL
    assert Task.objects.get().state == "running"
    after_the_lease()
    assert run_out(start) == 0

    assert (marks(tmp_path), Task.objects.get().state) == (["sent 1", "sent 2"], "done")


def test_a_worker_killed_inside_a_delivery_leaves_no_half_of_it(start, tmp_path, monkeypatch):
    monkeypatch.setattr(subscribers, "name_of", lambda handler: "__main__.dies_after_row")
    subscribers.subscribe("schools.register.imported", lambda event, *, now: None)
    with transaction.atomic():
        event = emit(name="schools.register.imported", actor=None, subject="p_1", at=clock.now(), data={})

    assert run_out(start) == -signal.SIGKILL
    assert Routine.objects.count() == 0
    after_the_lease()
    assert run_out(start) == 0

    assert marks(tmp_path) == ["heard", "heard"]
    assert list(Routine.objects.values_list("name", flat=True)) == [f"heard {event}"]


def test_a_killed_job_goes_on_at_its_last_whole_step(start, tmp_path):
    job_id = jobs.start("t.steps", {"dies_in": 3, "sleeps": 0}, title="Steps", asked_by="p_1", now=clock.now())

    assert run_out(start) == -signal.SIGKILL
    assert (jobs.job_of(job_id).done, Routine.objects.count()) == (3, 3)
    after_the_lease()
    assert run_out(start) == 0

    found = jobs.job_of(job_id)
    assert (found.state, found.done, found.words) == ("done", 8, "All steps are done.")
    assert Counter(marks(tmp_path)) == Counter(f"step {at}" for at in range(8)) + Counter(["step 3"])


def test_two_workers_do_every_task_once_and_keep_the_order_of_a_line(start, tmp_path):
    many = 120
    for number in range(many):
        work.enqueue("t.mark", {"words": f"{number % 3} {number}"}, now=clock.now(), line=f"line {number % 3}")

    workers = [start(), start()]
    wait_for(lambda: len(list(tmp_path.glob("ready-*"))) == 2)
    wait_for(lambda: not Task.objects.exclude(state="done").exists())
    for worker in workers:
        worker.terminate()

    assert [worker.wait(SECONDS) for worker in workers] == [0, 0]
    assert Counter(marks(tmp_path)) == Counter(f"{number % 3} {number}" for number in range(many))
    for line in "012":
        numbers = [int(words.split()[1]) for words in marks(tmp_path) if words[0] == line]
        assert numbers == sorted(numbers)


def test_a_worker_that_was_asleep_past_its_lease_cannot_do_a_step_that_another_has_done(start, tmp_path):
    job_id = jobs.start("t.steps", {"dies_in": 99, "sleeps": 0.4}, title="Steps", asked_by="p_1", now=clock.now())
    sleeper = start()
    wait_for(lambda: len(marks(tmp_path)) == 2)
    sleeper.send_signal(signal.SIGSTOP)
    # What it holds open, it holds: on SQLite and on PostgreSQL nobody else writes the job while its step is open.
    time.sleep(2.5)
    other = start()
    wait_for(lambda: len(list(tmp_path.glob("ready-*"))) == 2)
    time.sleep(1)
    sleeper.send_signal(signal.SIGCONT)

    wait_for(lambda: jobs.job_of(job_id).state == "done")

    assert Routine.objects.count() == 8
    assert Task.objects.get().attempts in {1, 2}
    for worker in (sleeper, other):
        worker.terminate()
        assert worker.wait(SECONDS) == 0


def test_a_worker_told_to_stop_ends_its_step_and_puts_the_job_back(start, tmp_path):
    job_id = jobs.start("t.steps", {"dies_in": 99, "sleeps": 0.3}, title="Steps", asked_by="p_1", now=clock.now())
    worker = start()
    wait_for(lambda: len(marks(tmp_path)) >= 2)
    began = time.monotonic()
    worker.terminate()

    assert worker.wait(SECONDS) == 0
    assert time.monotonic() - began < 5
    row = Task.objects.get()
    assert (row.state, row.attempts, row.lease) == ("waiting", 0, "")
    assert row.due <= clock.now() + timedelta(seconds=1)
    assert jobs.job_of(job_id).done == Routine.objects.count() == len(marks(tmp_path))
    assert run_out(start) == 0
    assert (jobs.job_of(job_id).state, Routine.objects.count()) == ("done", 8)


def test_a_worker_asleep_over_an_empty_queue_stops_at_once(start, tmp_path):
    worker = start()
    wait_for(lambda: list(tmp_path.glob("ready-*")))
    worker.terminate()

    assert worker.wait(5) == 0
