"""How long each transaction holds the write lock of SQLite, which there is once for everybody."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@dataclass
class Held:
    """A transaction: how long this thread worked while it was open, and the statements in it."""

    seconds: float = 0.0
    statements: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        shown = "\n".join(statement[:160] for statement in self.statements[:12])
        return f"{self.seconds * 1000:.0f} ms, {len(self.statements)} statements:\n{shown}"


@contextmanager
def transactions_timed(clock: Callable[[], float] = time.thread_time) -> Iterator[list[Held]]:
    """Fill a list with every outermost transaction.

    The clock is the processor time of this thread: what somebody else's program takes meanwhile is no finding. The
    benchmarks measure by the clock on the wall, with synchronous writes.
    """
    found: list[Held] = []
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def timed_enter(self: transaction.Atomic) -> None:
        is_outermost = not connection.in_atomic_block
        enter(self)
        if is_outermost:
            found.append(Held(-clock()))

    def timed_leave(self: transaction.Atomic, *error: Any) -> None:
        leave(self, *error)
        if not connection.in_atomic_block:
            found[-1].seconds += clock()

    def note(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:  # noqa: FBT001 - Django's own
        if connection.in_atomic_block and found:
            found[-1].statements.append(sql)
        return execute(sql, parameters, many, context)

    transaction.Atomic.__enter__, transaction.Atomic.__exit__ = timed_enter, timed_leave  # type: ignore[method-assign]
    try:
        with connection.execute_wrapper(note):
            yield found
    finally:
        transaction.Atomic.__enter__, transaction.Atomic.__exit__ = enter, leave  # type: ignore[method-assign]
