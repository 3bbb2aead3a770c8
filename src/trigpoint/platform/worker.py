"""A worker: takes one task after another, sleeps while there is none, and stops between two steps."""

from __future__ import annotations

import logging
import os
import signal
import threading
from random import uniform
from typing import TYPE_CHECKING

from django.db import DatabaseError, close_old_connections

from trigpoint.platform.work import run, take

if TYPE_CHECKING:
    from types import FrameType

    from trigpoint.platform.work import Clock

log = logging.getLogger("trigpoint.work")

LEAST_SLEEP, MOST_SLEEP = 0.5, 1.5
"""Seconds between two looks at an empty queue; different each time, so that workers do not look together."""


class Worker:
    """Runs in the main thread of its own process; several may run at once, on one machine or many."""

    def __init__(self, clock: Clock, *, once: bool = False, with_parent: bool = False) -> None:
        self.clock, self.once = clock, once
        self.parent = os.getppid() if with_parent else None
        self._stop = threading.Event()

    def listen(self) -> None:
        """Stop in peace on SIGTERM and SIGINT."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def stop(self, signal_number: int = 0, frame: FrameType | None = None) -> None:  # noqa: ARG002 - a signal's handler
        """Stop after the present step."""
        self._stop.set()

    def stopping(self) -> bool:
        """Tell whether it is to stop, also because the process that started it is gone."""
        if self.parent is not None and os.getppid() != self.parent:
            self._stop.set()
        return self._stop.is_set()

    def work(self) -> int:
        """Work until told to stop, or, with `once`, until nothing is due. Returns how many tasks were tried."""
        tried = 0
        while not self.stopping():
            found = False
            try:
                work = take(self.clock, stopping=self.stopping)
                if work is not None:
                    found, tried = True, tried + 1
                    run(work)
            except DatabaseError:
                if self.once:
                    raise
                log.exception("the database does not answer")
            close_old_connections()
            if not found:
                if self.once:
                    break
                self._stop.wait(uniform(LEAST_SLEEP, MOST_SLEEP))  # noqa: S311 - to spread, not to hide
        return tried
