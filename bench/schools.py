"""How long the whole register takes to come in, how long its longest transaction lasts, how fast a search answers.

    python -m bench.schools [FILE]

Without a file it makes a register up: the schools of the sample, over and over, 51,000 in all.
Goals: 51,000 rows in at most 20 seconds, no transaction over 200 ms, a search under 30 ms.
"""

from __future__ import annotations

import csv
import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import transaction

from bench.machine import described

SECONDS, LOCK_MS, SEARCH_MS = 20, 200, 30
TYPED = (
    "argyle primary", "Argile primry school", "st marys camden", "Saint Mary", "EC3A 5DE", "100000", "school",
    "primary school london", "bilingham south", "Birmingam nursrey", "manchester grammer", "qqqqq zzzzz",
)  # fmt: skip
ROUNDS = 5
ROWS = 51_000


def longest_transaction() -> list[float]:
    """Return a list that fills with how long each transaction holds the lock, in milliseconds."""
    lasted: list[float] = []
    began: list[float] = []
    enter, leave = transaction.Atomic.__enter__, transaction.Atomic.__exit__

    def timed_enter(self: transaction.Atomic) -> None:
        enter(self)
        began.append(time.perf_counter())

    def timed_leave(self: transaction.Atomic, *error: Any) -> None:
        leave(self, *error)
        lasted.append((time.perf_counter() - began.pop()) * 1000)

    transaction.Atomic.__enter__ = timed_enter  # type: ignore[method-assign]
    transaction.Atomic.__exit__ = timed_leave  # type: ignore[method-assign]
    return lasted


def made_up(folder: Path) -> Path:
    """Write a register as large as England's, from the schools of the sample, and return its path."""
    from trigpoint.schools.sample import FOLDER  # noqa: PLC0415 - models can be imported only now

    with (FOLDER / "full_export.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    urn, name = header.index("URN"), header.index("EstablishmentName")
    path = folder / "made_up.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for number in range(ROWS):
            row = list(rows[number % len(rows)])
            row[urn], row[name] = str(200_000 + number), f"{row[name]} {number:x}"
            writer.writerow(row)
    return path


def main() -> int:
    """Measure and print."""
    if len(sys.argv) > 2:
        sys.stdout.write(f"{__doc__}\n")
        return 2
    with tempfile.TemporaryDirectory() as data:
        os.environ["TRIGPOINT_DATA"] = data  # a register of its own, never one that is in use
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trigpoint.web.settings")
        django.setup()
        call_command("migrate", verbosity=0)
        measure(Path(sys.argv[1]) if len(sys.argv) > 1 else made_up(Path(data)))
    return 0


def measure(path: Path) -> None:
    """Bring the file in twice, then search."""
    from trigpoint.schools.actions import bring_in  # noqa: PLC0415 - models can be imported only now
    from trigpoint.schools.queries import search  # noqa: PLC0415

    sys.stdout.write(f"{described()}\n")
    lasted = longest_transaction()
    for what in ("first import", "second import, nothing new"):
        began = time.perf_counter()
        rows = bring_in(path, as_at=date(2024, 6, 17), now=datetime.now(UTC)).rows
        sys.stdout.write(f"  {what:<28}{rows:>8,} rows {time.perf_counter() - began:6.1f} s (at most {SECONDS})\n")
    sys.stdout.write(f"  longest of {len(lasted):,} transactions {max(lasted):14.0f} ms (at most {LOCK_MS})\n")
    search("warm up the wrods")
    for typed in TYPED:
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            found = search(typed)
            times.append((time.perf_counter() - began) * 1000)
        first = found.rows[0].name if found.rows else "nothing"
        sys.stdout.write(f"  {typed:<28}{sorted(times)[ROUNDS // 2]:6.1f} ms (at most {SEARCH_MS})  {first}\n")


if __name__ == "__main__":
    sys.exit(main())
