"""How fast law is found, and how many of its pages a second one machine serves: `python -m bench.law`.

Goals: a search over 20,000 versions of provisions within 20 ms (95%), on the database that TRIGPOINT_DATABASE_URL
names or an embedded one; at least 400 pages a second with 8 connections.
"""

from __future__ import annotations

import os
import random
import re
import sys
import tempfile
import time
import urllib.request
from datetime import date, timedelta

import django
from django.core.management import call_command
from django.db import connection, transaction

from bench.machine import described
from bench.pages import CONNECTIONS, ROUNDS, rate, served

VERSIONS, EACH, SEARCH_MS, LEAST = 5_000, 4, 20, 400
PAGES = (
    "/law/",
    "/law/situations/",
    "/law/who/",
    "/law/provisions/cfa-36/",
    "/law/dates/",
    "/law/dates/ehc-week-20/?on-day=12&on-month=10&on-year=2026",
    "/law/search/?q=annual+review",
)
TYPED = (
    "s. 36(8) CFA 2014", "reg 49", "Code 6.91", "annual review", "council refuses assessment", "EHCP final 20 weeks",
    "mediation certificate", "exclusion governors", "who must be the SENCO", "local authority", "child plan school",
    "reasonable adjustments disabled pupil", "s. 324 Education Act 1996", "qqqq zzzz",
)  # fmt: skip


def fill() -> None:
    """Add made-up versions of provisions beside the real content: 5,000 provisions of four versions each."""
    from trigpoint.content import statute  # noqa: PLC0415 - models can be imported only now
    from trigpoint.law.models import Entry  # noqa: PLC0415

    chance = random.Random(20)
    # The words of the register, as often as they stand in it: a few in nearly every text, most of them in few.
    own = [
        word for one in statute.provisions() for word in re.findall(r"\w+", f"{one.latest.title} {one.latest.plain}")
    ]
    first = date(2000, 1, 1)
    rows = []
    for number in range(VERSIONS):
        heading = " ".join(chance.choices(own, k=6))
        starts = sorted(first + timedelta(days=chance.randrange(10_000)) for _ in range(EACH))
        for order, since in enumerate(starts):
            until = starts[order + 1] if order + 1 < EACH else None
            words = " ".join(chance.choices(own, k=chance.randrange(40, 160)))
            rows.append(
                Entry(kind="text", ref=f"{number:016x}:0", heading=heading, citation=f"{number}", words=words,
                      since=since, until=until, source="made up")
            )  # fmt: skip
    with transaction.atomic():
        Entry.objects.bulk_create(rows, batch_size=500)


def measure_search() -> None:
    """Search many times, on days all through the years."""
    from trigpoint.law.search.finding import search  # noqa: PLC0415 - models can be imported only now

    chance = random.Random(21)
    times: dict[str, list[float]] = {typed: [] for typed in TYPED}
    for _ in range(30):
        for typed in TYPED:
            on = date(2015, 1, 1) + timedelta(days=chance.randrange(4_000))
            began = time.perf_counter()
            search(typed, on=on)
            times[typed].append((time.perf_counter() - began) * 1000)
    every = sorted(one for found in times.values() for one in found)
    for typed, found in times.items():
        sys.stdout.write(
            f"  {typed:<40}{sorted(found)[len(found) // 2]:6.1f} ms in the middle{max(found):8.1f} at most\n"
        )
    p95 = every[int(len(every) * 0.95)]
    sys.stdout.write(f"  {len(every)} searches on {connection.vendor}: 95% within {p95:.1f} ms (goal {SEARCH_MS})\n")


def measure_pages() -> None:
    """Ask a served copy for pages."""
    with served() as address:
        for page in PAGES:
            size = len(urllib.request.urlopen(address + page).read())
            best, slowest = max(rate(address + page) for _ in range(ROUNDS))
            sys.stdout.write(
                f"  {page[:50]:<52}{best:>8,.0f} a second   99% within {slowest:>8}   {size / 1000:5.1f} kB\n"
            )


def main() -> int:
    """Measure and print."""
    sys.stdout.write(f"{described()}\n{VERSIONS * EACH:,} versions of provisions\n")
    with tempfile.TemporaryDirectory() as data:
        os.environ["TRIGPOINT_DATA"] = data  # a library of its own, never one that is in use
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trigpoint.web.settings")
        django.setup()
        call_command("migrate", verbosity=0)
        fill()
        measure_search()
        connection.close()
    sys.stdout.write(f"{CONNECTIONS} connections, best of {ROUNDS} (at least {LEAST} a second)\n")
    measure_pages()
    return 0


if __name__ == "__main__":
    sys.exit(main())
