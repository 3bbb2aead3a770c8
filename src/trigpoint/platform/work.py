"""Work that waits for a worker: queued in the transaction of the action that wants it, done at least once.

    @task("platform.mail")                                   # in the room's tasks.py
    def send_message(work: Work) -> None: ...

    enqueue("platform.mail", {"message": "m_…"}, now=now)    # in an action, inside its transaction

A worker takes a task by a lease, and keeps the lease while it works. When the worker is killed, the lease runs out and
another takes the task again: so what a task does must do no harm twice. A task whose whole effect is rows of this
database calls `work.done()` in the transaction that writes them, and then they come exactly once.
"""

from __future__ import annotations

import logging
import secrets
import traceback
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import uniform
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q

from trigpoint.platform.models import Task

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

log = logging.getLogger("trigpoint.work")

LEASE = timedelta(seconds=60)
"""How long a worker may be silent before another takes its task."""
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=10)
TIMES_LONGER = 4
"""After a failure a task waits 10 seconds, then 40, and so on: the eighth and last try is about two days later."""
LONGEST_WAIT = timedelta(days=1)
LOOKED_AT = 8
"""How many due tasks a worker looks at, since another may take the first of them meanwhile."""
UNFINISHED = (Task.State.WAITING, Task.State.RUNNING)

Clock: TypeAlias = "Callable[[], datetime]"
Handler: TypeAlias = "Callable[[Work], None]"
_handlers: dict[str, Handler] = {}


class LostError(Exception):
    """The lease ran out and another worker has the task. Whatever is not committed must not be."""


class StoppingError(Exception):
    """The worker is told to stop. The task goes back to the queue, and goes on where it is."""


class UnknownTaskError(LookupError):
    """A task whose name no room knows."""


@dataclass(slots=True)
class Work:
    """A task in a worker's hands. `attempt` is 1 at the first try."""

    id: int
    name: str
    payload: Mapping[str, Any]
    attempt: int
    lease: str
    clock: Clock
    stopping: Callable[[], bool]
    is_done: bool = field(default=False)

    def keep(self) -> None:
        """Keep the task for another lease. Raises LostError or StoppingError; then leave at once.

        Inside a transaction it also keeps every other worker out of the task until the transaction ends.
        """
        if self.stopping():
            raise StoppingError
        if not self._mine().update(due=self.clock() + LEASE):
            raise LostError

    def done(self) -> None:
        """Mark the task as done. Raises LostError, so that the transaction it stands in is given up."""
        if not self._mine().update(state=Task.State.DONE, lease="", error="", finished=self.clock()):
            raise LostError
        self.is_done = True

    def put_back(self) -> None:
        """Let another worker go on with it at once; it was no failure."""
        self._mine().update(state=Task.State.WAITING, lease="", due=self.clock(), attempts=F("attempts") - 1)

    def failed(self, error: BaseException) -> None:
        """Try again later, or, after several tries, park it where somebody sees it."""
        now = self.clock()
        if self.attempt >= MOST_ATTEMPTS:
            self._mine().update(state=Task.State.FAILED, lease="", error=place_of(error), finished=now)
        else:
            self._mine().update(
                state=Task.State.WAITING, lease="", error=place_of(error), due=now + wait_after(self.attempt)
            )

    def _mine(self) -> Any:  # noqa: ANN401 - a query set
        return Task.objects.filter(id=self.id, lease=self.lease, state=Task.State.RUNNING)


def task(name: str) -> Callable[[Handler], Handler]:
    """Register what a task of this name does. Raises ValueError for a name with two meanings."""

    def register(handler: Handler) -> Handler:
        if _handlers.setdefault(name, handler) is not handler:
            raise ValueError(f"Two tasks are called {name}. Choose another name for one of them.")
        return handler

    return register


def enqueue(
    name: str, payload: Mapping[str, Any], *, now: datetime, key: str = "", line: str = "", due: datetime | None = None
) -> int:
    """Queue a task in the transaction that is open, and return its id.

    `payload` is plain JSON: ids, codes, dates. Tasks of one `line` are done in the order in which they were queued.
    Raises UnknownTaskError, and IntegrityError for a `key` that is there already.
    """
    if name not in _handlers:
        raise UnknownTaskError(f"No room knows the task {name}. Register it in the room's tasks.py.")
    stand_in(line)
    row = Task.objects.create(
        name=name, key=key or f"t_{secrets.token_hex(16)}", line=line, payload=dict(payload), due=due or now, queued=now
    )
    return row.pk


def stand_in(*lines: str) -> None:
    """Let whoever queues into one of these lines wait until this transaction ends, so that numbers follow commits.

    SQLite has one writer at a time anyway. An action about several subjects takes them in the order of the alphabet.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for line in sorted({line for line in lines if line}):
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [line])


def take(clock: Clock, *, stopping: Callable[[], bool] = lambda: False) -> Work | None:
    """Take the task that has been due for longest, or None. An empty queue costs one read and no lock."""
    now = clock()
    earlier = Task.objects.filter(line=OuterRef("line"), id__lt=OuterRef("id")).exclude(state=Task.State.DONE)
    due = Task.objects.filter(Q(line="") | ~Exists(earlier), state__in=UNFINISHED, due__lte=now)
    for row in due.order_by("due", "id")[:LOOKED_AT]:
        lease = secrets.token_hex(16)
        taken = Task.objects.filter(id=row.pk, state__in=UNFINISHED, due__lte=now).update(
            state=Task.State.RUNNING, lease=lease, due=now + LEASE, attempts=F("attempts") + 1
        )
        if taken:
            return Work(row.pk, row.name, row.payload, row.attempts + 1, lease, clock, stopping)
    return None


def run(work: Work) -> None:
    """Do a task and say how it went. What goes wrong is logged, and tried again later."""
    fields = {"task": work.name, "id": work.id, "attempt": work.attempt}
    try:
        handler_for(work)(work)
        if not work.is_done:
            work.done()
        log.info("done", extra={"fields": fields})
    except LostError:
        log.warning("another worker has the task", extra={"fields": fields})
    except StoppingError:
        work.put_back()
        log.info("put back", extra={"fields": fields})
    except Exception as error:
        work.failed(error)
        log.exception("a task failed", extra={"fields": fields})


def handler_for(work: Work) -> Handler:
    """Return what does a task. Raises UnknownTaskError, and WorkerStoppedError for one that kills every worker."""
    if work.attempt > MOST_ATTEMPTS:
        raise WorkerStoppedError(work.name)
    if work.name not in _handlers:
        raise UnknownTaskError(work.name)
    return _handlers[work.name]


class WorkerStoppedError(RuntimeError):
    """The worker was killed at this task as often as a task is tried."""


def wait_after(attempt: int) -> timedelta:
    """Return how long a task waits after a failure: longer each time, and not all at once.

    >>> timedelta(seconds=32) <= wait_after(2) <= timedelta(seconds=48)
    True
    """
    longer: int = TIMES_LONGER ** (attempt - 1)
    wait = min(FIRST_WAIT * longer, LONGEST_WAIT)
    return wait * uniform(0.8, 1.2)  # noqa: S311 - to spread, not to hide


def place_of(error: BaseException) -> str:
    """Return the class of an error and the place where it arose, without its words."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" at {frames[-1].filename.rpartition('/src/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__module__}.{type(error).__qualname__}{where}"[:300]


@dataclass(frozen=True, slots=True)
class Parked:
    """A task that was given up, for who runs the copy."""

    id: int
    name: str
    what: str
    error: str
    attempts: int
    queued: datetime
    finished: datetime
    behind: int


def parked() -> tuple[Parked, ...]:
    """Return the tasks that were given up, the oldest first, and how many wait behind each. One query for each line."""
    rows = Task.objects.filter(state=Task.State.FAILED).order_by("id")
    return tuple(
        Parked(
            row.pk,
            row.name,
            ", ".join(f"{name} {value}" for name, value in sorted(row.payload.items())),
            row.error,
            row.attempts,
            row.queued,
            row.finished or row.queued,
            Task.objects.filter(line=row.line, id__gt=row.pk, state__in=UNFINISHED).count() if row.line else 0,
        )
        for row in rows
    )


def waiting() -> int:
    """Return how many tasks wait or run."""
    return Task.objects.filter(state__in=UNFINISHED).count()


def try_again(task_id: int, *, now: datetime) -> bool:
    """Let a parked task be tried again from the start; False when it is not parked."""
    again = Task.objects.filter(id=task_id, state=Task.State.FAILED)
    return bool(again.update(state=Task.State.WAITING, attempts=0, due=now, finished=None, error=""))


def leave_out(task_id: int, *, now: datetime) -> bool:
    """Give a parked task up for good, so that what waits behind it goes on; False when it is not parked."""
    return bool(Task.objects.filter(id=task_id, state=Task.State.FAILED).update(state=Task.State.DONE, finished=now))


def forget_done(before: datetime) -> int:
    """Remove the tasks that were done before a moment, and their jobs. Returns how many."""
    return Task.objects.filter(state=Task.State.DONE, finished__lt=before).delete()[0]
