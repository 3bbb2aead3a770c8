"""A worker beside the server: started with it, started again if it dies, stopped with it."""

from __future__ import annotations

import logging
import subprocess
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger("trigpoint.work")

COMMAND = (sys.executable, "-m", "trigpoint.web", "work", "--with-parent")
SECONDS_BETWEEN_STARTS = 1
SECONDS_TO_STOP = 30


@contextmanager
def worker_beside(command: tuple[str, ...] = COMMAND) -> Iterator[None]:
    """Keep a worker running while the block runs."""
    stopping, running = threading.Event(), [start(command)]

    def keep() -> None:
        while not stopping.is_set():
            code = running[0].wait()
            if stopping.wait(SECONDS_BETWEEN_STARTS):
                return
            log.error("the worker stopped and is started again", extra={"fields": {"code": code}})
            running[0] = start(command)

    keeper = threading.Thread(target=keep, name="worker-beside", daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        running[0].terminate()
        try:
            running[0].wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            running[0].kill()
        keeper.join(SECONDS_BETWEEN_STARTS * 2)


def start(command: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Start a worker, in a process of its own."""
    return subprocess.Popen(command)  # noqa: S603 - our own command
