"""How fast the record is written and read: `python -m bench.record`.

A fresh copy on an embedded database with `synchronous=FULL` (or at TRIGPOINT_DATABASE_URL, which must be a database
made for this). Facts are entered by `record.actions`, one and ten at a time; the bulk of the ledger is then written
by the same chain in large transactions, since entering it a form at a time would take hours. `--people 24000 --facts
2000000` is the scale of a national provider.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import secrets
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import django
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.module_loading import import_string

from bench.machine import described
from trigpoint.kernel import Fact, Period

if TYPE_CHECKING:
    from collections.abc import Callable

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
CODES = ("holds:qts", "achieved:LAW-1", "achieved:COO-2", "working:teacher", "holds:induction-passed")
FIRST = date(2015, 1, 1)
ENTERED, READ, BATCH, WARM = 300, 1_000, 200, 50


def main() -> int:
    """Prepare a copy in a folder of its own, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--facts", type=int, default=50_000)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {"TRIGPOINT_DATA": data, "DJANGO_SETTINGS_MODULE": "trigpoint.web.settings"}
        django.setup()
        call_command("migrate", verbosity=0)
        say(f"{described()}; {connection.vendor}")
        measure(arguments.people, arguments.facts)
    return 0


def measure(people: int, facts: int) -> None:
    """Fill a ledger, then write to it, read from it, seal and verify it."""
    enter, seal, facts_of, verify, key_of = (
        import_string(f"trigpoint.record.{name}")
        for name in ("actions.enter", "actions.seal", "queries.facts_of", "verify.verify", "keys.ledger_key")
    )
    keys = [f"p_{secrets.token_hex(16)}" for _ in range(people)]
    took = timed(partial(fill, enter, keys, facts))
    say(f"{facts:,} facts of {people:,} people (written in {took:,.0f} s):")
    for size in (1, 10):
        times = []
        for _ in range(ENTERED):
            work = partial(enter, actor=keys[0], subject=random.choice(keys), facts=some(size), now=NOON)
            times.append(timed(work))
        show(f"enter {size} at a time", times, f"{size * ENTERED / sum(times):,.0f} entries a second")
    for key in random.choices(keys, k=WARM):
        facts_of(key)
    started = time.process_time()
    times = [timed(partial(facts_of, key)) for key in random.choices(keys, k=READ)]
    cpu = (time.process_time() - started) / READ
    show(f"facts_of ({len(facts_of(keys[0]))} facts)", times, f"{cpu * 1000:.2f} ms of CPU here")
    show("seal", [timed(partial(seal, NOON))], "")
    started = time.perf_counter()
    report = verify(key_of())
    took = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    show("verify", [took], f"{report.entries / took:,.0f} entries a second, whole: {report.sound}, peak {peak:,.0f} MB")


def some(count: int) -> list[Fact]:
    """Return facts of random codes and days."""
    days = random.choices(range(4_000), k=count)
    return [Fact(random.choice(CODES), Period(FIRST + timedelta(days=day))) for day in days]


def fill(enter: Callable[..., object], keys: list[str], facts: int) -> None:
    """Write the bulk of the ledger, a hundred people to a transaction."""
    each = -(-facts // len(keys))
    for start in range(0, len(keys), 100):
        with transaction.atomic():
            for key in keys[start : start + 100]:
                for left in range(each, 0, -BATCH):
                    enter(actor=key, subject=key, facts=some(min(BATCH, left)), now=NOON)


def timed(work: Callable[[], object]) -> float:
    """Return how long the work takes, in seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def show(name: str, times: list[float], more: str) -> None:
    """Print a line."""
    worst = sorted(times)[int(len(times) * 0.95)] if len(times) > 1 else times[0]
    say(f"  {name:<22} median {statistics.median(times) * 1000:>9.2f} ms   95% {worst * 1000:>9.2f} ms   {more}")


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
