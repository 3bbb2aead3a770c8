"""Counts of tries that all workers share, kept in the database for as long as a limit looks back.

allauth counts in Django's cache. A cache in each worker's memory would let every worker count for itself; this one is a
table of ours. Its keys are keyed hashes, since what is counted by is an internet address or an e-mail address, and its
values are JSON, since whoever can write to a table must not thereby run code, as Django's own table of pickles allows.

A power failure may lose the last counts, and nothing else: they are not worth waiting for a disk.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection, transaction

from trigpoint.people.models import Tally

if TYPE_CHECKING:
    from collections.abc import Iterator

WRITE = """
    INSERT INTO people_tally (key, value, until) VALUES (%s, %s, %s)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value, until = excluded.until
"""
ADD = f"{WRITE} WHERE people_tally.until <= %s"
"""Writes where there is nothing, or what there is has run out: of several at the same moment, one."""
FOREVER = 100 * 365 * 24 * 60 * 60


class SharedCounts(BaseCache):
    """A cache of Django's over one table. `CACHES` names it; nothing is kept in the worker."""

    def __init__(self, _location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def add(self, key: str, value: object, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:  # noqa: ANN401 - Django's signature
        """Keep a value where there is none; tell whether it was kept."""
        now = time.time()
        return self._write(ADD, [self._hidden(key, version), json.dumps(value), self._until(timeout, now), now]) == 1

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:  # noqa: ANN401 - Django's signature
        """Return a value, or the default where there is none or it has run out."""
        found = Tally.objects.filter(key=self._hidden(key, version), until__gt=time.time())
        return next((json.loads(row) for row in found.values_list("value", flat=True)), default)

    def set(self, key: str, value: object, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> None:  # noqa: ANN401 - Django's signature
        """Keep a value."""
        self._write(WRITE, [self._hidden(key, version), json.dumps(value), self._until(timeout, time.time())])

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:  # noqa: ANN401 - Django's signature
        """Keep a value for longer; tell whether there was one."""
        now = time.time()
        found = Tally.objects.filter(key=self._hidden(key, version), until__gt=now)
        return bool(found.update(until=self._until(timeout, now)))

    def delete(self, key: str, version: int | None = None) -> bool:
        """Remove a value; tell whether there was one."""
        return self._write("DELETE FROM people_tally WHERE key = %s", [self._hidden(key, version)]) == 1

    def clear(self) -> None:
        """Remove all."""
        Tally.objects.all().delete()

    def _hidden(self, key: str, version: int | None) -> str:
        whole = self.make_key(key, version=version).encode()
        return hmac.new(settings.SECRET_KEY.encode(), b"trigpoint.people.limits:" + whole, hashlib.sha256).hexdigest()

    def _until(self, timeout: Any, now: float) -> float:  # noqa: ANN401 - Django's own marks for *default* and *never*
        seconds = self.get_backend_timeout(timeout)
        return now + FOREVER if seconds is None else seconds

    def _write(self, sql: str, given: list[str | float]) -> int:
        with without_waiting_for_the_disk(), connection.cursor() as cursor:
            cursor.execute(sql, given)
            return int(cursor.rowcount)


@contextmanager
def without_waiting_for_the_disk() -> Iterator[None]:
    """Let what is written here be written to disk when the machine likes. Inside a transaction it changes nothing."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous=NORMAL")
            try:
                yield
            finally:
                cursor.execute("PRAGMA synchronous=FULL")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit TO off")
            yield
