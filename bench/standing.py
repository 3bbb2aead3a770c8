"""How fast My standing is: `python -m bench.standing [--database URL] [--people N] [--facts N]`.

A fresh copy in a folder of its own (or at the database given, which must be empty and made for this) is filled: people
with about 83 facts each, every third the SENCO of a school in the sample of the register. So many of them are signed
in, and wrk (Debian's package) asks `trigpoint serve` for My standing on the same machine, each request with another of
their sessions. The standing is worked out anew each time. Printed are requests a second, times, the CPU that the
processes of the server took for a request, queries, bytes, and how fast a fact is entered with `synchronous=FULL`.

The bulk of the ledger is written as rows with random bytes for hashes, since nothing here verifies them; the chain is
timed by `python -m bench.record`. `--people 24000 --facts 2000000` is the scale of a national provider.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import urllib.request
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import django
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string

from bench.machine import described
from bench.pages import wait_for
from bench.record import say, show, timed
from trigpoint.kernel import Fact, Period

if TYPE_CHECKING:
    from collections.abc import Iterator

    Row = tuple[str | int | bytes | date | datetime | None, ...]

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PAGE = "/standing/"
ADDRESS = "127.0.0.1"
BATCH, ENTERED, PATIENCE_SECONDS = 500, 300, 30
CONNECTIONS = (8, 32)
ENTRY = "INSERT INTO record_entry (position, id, subject, seq, commitment, previous, hash) VALUES ({})"
PAYLOAD = (
    "INSERT INTO record_payload (entry_id, salt, code, valid_from, valid_until, amount, basis, at, via, began, due, "
    "source, note, corrects, actor, entered_at) VALUES ({})"
)
COOKIES = """
local cookies, turn = {{ {cookies} }}, 0
request = function()
  turn = turn % #cookies + 1
  return wrk.format("GET", "{page}", {{ ["Cookie"] = cookies[turn] }})
end
done = function(summary, latency)
  io.write(string.format("p50 %d p95 %d\\n", latency:percentile(50), latency:percentile(95)))
  local e = summary.errors
  io.write(string.format("errors %d\\n", e.connect + e.read + e.write + e.status + e.timeout))
end
"""


class Told(NamedTuple):
    """A fact as a row: code, first day, last day after, amount, basis, setting."""

    code: str
    start: date
    end: date | None = None
    amount: int | None = None
    basis: int = 1
    at: str | None = None


def main() -> int:
    """Fill a copy, serve it, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="", help="as TRIGPOINT_DATABASE_URL; default: SQLite in a new folder")
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--facts", type=int, default=83_000)
    parser.add_argument("--sessions", type=int, default=500)
    parser.add_argument("--seconds", type=int, default=10)
    arguments = parser.parse_args()
    if shutil.which("wrk") is None:
        say("wrk is missing. Install it: sudo apt-get install wrk")
        return 1
    with tempfile.TemporaryDirectory() as data:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("TRIGPOINT_")}
        given = {"TRIGPOINT_DATABASE_URL": arguments.database} if arguments.database else {}
        environment = kept | given | {"TRIGPOINT_DATA": data, "TRIGPOINT_DEMO": "1", "TRIGPOINT_LOG_LEVEL": "WARNING"}
        os.environ.clear()
        os.environ.update(environment, DJANGO_SETTINGS_MODULE="trigpoint.web.settings")
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        say(f"{described()}; {connection.vendor}")
        enter(1)  # the oldest entry is honest: the key of the ledger is tried against it
        took = timed(lambda: fill(arguments.people, arguments.facts))
        say(f"{arguments.facts:,} facts of {arguments.people:,} people (written in {took:,.0f} s)")
        cookies = sign_in(arguments.sessions)
        look(cookies[0])
        write()
        connection.close()
        measure(cookies, environment, data, arguments.seconds)
    return 0


# ---- Filling


def fill(people: int, facts: int) -> None:
    """Write people, their enrolments and their facts."""
    person, enrolment = (
        import_string("trigpoint.people.models.Person"),
        import_string("trigpoint.record.models.Enrolment"),
    )
    rules_hash = import_string("trigpoint.record.queries.rules_hash_of")(award())
    settings = [
        f"urn:{urn}" for urn in import_string("trigpoint.schools.models.School").objects.values_list("urn", flat=True)
    ]
    person.objects.bulk_create(
        [person(email=f"p{number}@bench.example", name=f"Person {number}") for number in range(people)],
        batch_size=BATCH,
    )
    keys = list(person.objects.filter(email__endswith="@bench.example").order_by("pk").values_list("key", flat=True))
    enrolment.objects.bulk_create(
        [
            enrolment(
                subject=key, scheme="senco-award", route="T", stage="training", rules_hash=rules_hash, begun_at=NOON
            )
            for key in keys
        ],
        batch_size=BATCH,
    )
    each = -(-facts // people)
    position = 1
    for start in range(0, people, BATCH):
        entries: list[Row] = []
        payloads: list[Row] = []
        for key in keys[start : start + BATCH]:
            for seq, told in enumerate(a_record(each, random.choice(settings)), 1):
                position += 1
                entry, payload = rows(position, key, seq, told)
                entries.append(entry)
                payloads.append(payload)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(ENTRY.format(", ".join(["%s"] * 7)), entries)
            cursor.executemany(PAYLOAD.format(", ".join(["%s"] * 16)), payloads)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(pg_get_serial_sequence('record_entry', 'position'), %s)", [position])
        cursor.execute("ANALYZE")


def award() -> Any:
    """Return the installed award."""
    return import_string("trigpoint.record.queries.installed")("senco-award")


@cache
def outcomes() -> list[str]:
    """Return the codes of the award's outcomes."""
    return sorted(code for code in award().codes() if code.startswith("achieved:"))


def a_record(count: int, school: str) -> list[Told]:
    """Return what somebody's record may say: statuses, posts, outcomes, an examination, and training for the rest."""
    began = date(2024, 9, 1) + timedelta(days=random.randrange(800))
    told = [
        Told("holds:qts", date(2012, 7, 1), basis=2),
        Told("holds:induction-passed", date(2013, 7, 15), basis=2),
        Told("working:teacher", date(2018, 9, 1), at=school),
        Told("served:teacher", date(2013, 9, 1), date(2018, 9, 1), 100, at="urn:100052"),
        Told("served:teacher", date(2018, 9, 1), began, 100, at=school),
    ]
    if random.random() < 1 / 3:
        told.append(Told("served:senco", began, None, random.choice((40, 60, 80, 100)), at=school))
    done = random.sample(outcomes(), k=random.randrange(10, 40))
    told += [Told(code, a_day(700), basis=3) for code in done]
    told.append(one_day("passed:law-examination", a_day(900), random.randrange(50, 100), basis=3))
    while len(told) < count:
        code = random.choice(("did:cpd", "led:training", "used:research"))
        told.append(one_day(code, a_day(2_000), random.choice((30, 60, 90)) if code == "did:cpd" else None))
    return told[:count]


def a_day(back: int) -> date:
    """Return a day among the last so many."""
    return NOON.date() - timedelta(days=random.randrange(1, back))


def one_day(code: str, day: date, amount: int | None, basis: int = 1) -> Told:
    """Return an event."""
    return Told(code, day, day + timedelta(days=1), amount, basis)


def rows(position: int, key: str, seq: int, told: Told) -> tuple[Row, Row]:
    """Return the rows of an entry and of what it says."""
    blank = secrets.token_bytes(32)
    entry = (position, f"e_{position:032x}", key, seq, blank, blank, blank)
    says = (told.code, told.start, told.end, told.amount, told.basis, told.at, "taught", None, None, "", "", None, key)
    return entry, (position, blank[:16], *says, connection.ops.adapt_datetimefield_value(NOON))


# ---- Asking


def sign_in(count: int) -> list[str]:
    """Sign some of the people in, and return the cookie of each."""
    client, settings = import_string("django.test.Client"), import_string("django.conf.settings")
    people = import_string("trigpoint.people.models.Person").objects.filter(email__endswith="@bench.example")
    cookies = []
    for person in people.order_by("?")[:count]:
        browser = client()
        browser.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        cookies.append(f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}")
    return cookies


def look(cookie: str) -> None:
    """Ask once in this process: how many queries, how many bytes."""
    name, _, value = cookie.partition("=")
    browser = import_string("django.test.Client")(HTTP_HOST=ADDRESS)
    browser.cookies[name] = value
    browser.get(PAGE)
    with CaptureQueriesContext(connection) as queries:
        response = browser.get(PAGE)
    say(f"  {PAGE}: status {response.status_code}, {len(queries)} queries, {len(response.content):,} bytes")


def write() -> None:
    """Time the entering of single facts, each a transaction of its own."""
    times = enter(ENTERED)
    show("enter 1 at a time", times, f"{ENTERED / sum(times):,.0f} entries a second")


def enter(count: int) -> list[float]:
    """Enter single facts about somebody new; return how long each took."""
    enter_facts = import_string("trigpoint.record.actions.enter")
    key = import_string("trigpoint.people.models.new_key")()
    days = (NOON.date() - timedelta(days=number) for number in range(count))
    facts = [Fact("led:training", Period(day, day + timedelta(days=1))) for day in days]
    return [timed(partial(enter_facts, actor=key, subject=key, facts=[fact], now=NOON)) for fact in facts]


def measure(cookies: list[str], environment: dict[str, str], data: str, seconds: int) -> None:
    """Serve the copy and let wrk ask."""
    script = Path(data) / "cookies.lua"
    script.write_text(COOKIES.format(cookies=", ".join(f'"{cookie}"' for cookie in cookies), page=PAGE))
    with served(environment, data) as (url, server):
        first = urllib.request.Request(url + PAGE, headers={"Cookie": cookies[0]})
        urllib.request.urlopen(first, timeout=PATIENCE_SECONDS).close()  # raises where the page fails
        wrk(url, script, 8, 2)  # each worker draws its first pages
        for connections in CONNECTIONS:
            before = cpu_of(server)
            said = wrk(url, script, connections, seconds)
            used = cpu_of(server) - before
            requests = int(found(r"(\d+) requests in", said))
            rate, p50, p95 = (found(rf"{name}\D*([\d.]+)", said) for name in ("Requests/sec", "p50", "p95"))
            errors = found(r"errors (\d+)", said)
            say(
                f"  {connections:>3} connections: {float(rate):,.0f} a second, median {float(p50) / 1000:.1f} ms, "
                f"95% within {float(p95) / 1000:.1f} ms, {used / requests * 1000:.2f} ms of CPU a request, "
                f"{errors} errors"
            )


@contextmanager
def served(environment: dict[str, str], data: str) -> Iterator[tuple[str, int]]:
    """Serve the copy; give its address and the process; stop it at the end."""
    with socket.socket() as free:
        free.bind((ADDRESS, 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "trigpoint.web", "serve", "--port", str(port)]
    with (Path(data) / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_for(f"http://{ADDRESS}:{port}/ready")
            yield f"http://{ADDRESS}:{port}", server.pid
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)


def wrk(url: str, script: Path, connections: int, seconds: int) -> str:
    """Let wrk ask for so many seconds, and return what it says."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "-s", str(script), url]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def found(pattern: str, text: str) -> str:
    """Return what a pattern finds; raises RuntimeError where wrk said no such thing."""
    match = re.search(pattern, text)
    if match is None:
        raise RuntimeError(f"wrk did not say {pattern}:\n{text}")
    return match[1]


def cpu_of(process: int) -> float:
    """Return the seconds of CPU that a process and all below it have taken."""
    ticks = os.sysconf("SC_CLK_TCK")
    return sum(_times(one) for one in (process, *below(process))) / ticks


def below(process: int) -> list[int]:
    """Return the processes that a process started, and theirs."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return [found for child in map(int, children) for found in (child, *below(child))]


def _times(process: int) -> int:
    stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(stat[11]) + int(stat[12])


if __name__ == "__main__":
    sys.exit(main())
