"""How fast credentials are signed, checked and issued: `python -m bench.credentials [batch]`.

Signing and checking beside the bare library, which does the same work (a proof, and the check that every word is
covered); a batch as a worker does it, in a database of its own; a status list of a million places; and the page of a
check, asked by wrk with 8 connections: a link that goes round, which is what that page mostly gets.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import TYPE_CHECKING, Any

if __name__ == "__main__":
    FOLDER = tempfile.mkdtemp()
    os.environ |= {"TRIGPOINT_DATA": FOLDER, "TRIGPOINT_DEMO": "1", "TRIGPOINT_LOG_LEVEL": "ERROR"}
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trigpoint.web.settings")
    import django

    django.setup()

from django.core.management import call_command
from openbadgeslib.ob3 import ldp
from openbadgeslib.ob3.contexts import document_loader

from bench.machine import described
from bench.pages import PATIENCE_SECONDS, rate, wait_for
from trigpoint.credentials import building, issuer, lists, places, signing
from trigpoint.credentials.models import Credential
from trigpoint.credentials.signing import checking
from trigpoint.credentials.tasks_named import BATCH
from trigpoint.credentials.words import Purpose
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.people import actions as people
from trigpoint.platform import clock, jobs
from trigpoint.platform.models import Task
from trigpoint.platform.work import run, take
from trigpoint.record import actions as record

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SECONDS, LEAST, MOST_OVERHEAD = 3.0, 100, 0.25
URL = "http://127.0.0.1:8000"
SCHEME = building.Scheme("SENCO Award", "1.0", "An award.", "It is not QTS.", "Eight strands.", date(2026, 6, 1))
US = building.Issuer("did:web:127.0.0.1%3A8000", "Trigpoint", URL)


def document(number: int) -> dict[str, Any]:
    award = building.Award(
        f"c_{number}",
        "Asha Rahman",
        date(2026, 11, 20),
        "Qualified teacher",
        date(2026, 11, 10),
        NOW,
        date(2028, 11, 9),
    )
    return building.award_document(award, SCHEME, US, building.Place(1, number))


def a_second(act: Callable[[int], object]) -> float:
    act(0)
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        done += 1
        act(done)
    return done / (time.perf_counter() - began)


def beside(name: str, ours: Callable[[int], object], bare: Callable[[int], object]) -> bool:
    """Measure ours and the bare library in turn, twice, and print the better of each."""
    rates = [(a_second(bare), a_second(ours)) for _ in range(2)]
    theirs, mine = max(one for one, _ in rates), max(one for _, one in rates)
    over = theirs / mine - 1
    sys.stdout.write(
        f"  {name:<12}{mine:>7.1f} a second   the bare library {theirs:>7.1f}   {over:+.0%} (at most +25%)\n"
    )
    return over < MOST_OVERHEAD


def sign_and_check() -> bool:
    key = signing.new_key(f"{US.id}#one")
    known = signing.KnownIssuer(US.id, US.name, (signing.PublicKey(key.method, key.multikey),))

    def bare_sign(number: int) -> None:
        signed = ldp.add_data_integrity_proof(document(number), key.pem, key.method, created=NOW)
        ldp._check_json_ld_form(signed, signed["proof"], document_loader())  # noqa: SLF001 - what our signing does

    public = key.private.public_key()
    text = json.dumps(signing.sign(document(1), key, at=NOW))

    def bare_check(_: int) -> None:
        ldp.OB3LdpVerifier(public).verify(text)

    def our_check(_: int) -> None:
        checking._tried.cache_clear()  # noqa: SLF001 - a proof that was seen is remembered: here each is new
        assert signing.check(signing.read(text), lambda _: known).holds

    fine = beside("signing", lambda number: signing.sign(document(number), key, at=NOW), bare_sign)
    return beside("checking", our_check, bare_check) and fine


def batch(many: int) -> None:
    began = time.perf_counter()
    for number in range(many):
        key = people.open_account(email=f"h{number}@bench.example", name=f"Holder {number}", actor=None, now=NOW)
        day = Period(date(2026, 11, 10), date(2026, 11, 11))
        facts = [
            Fact("passed:law-examination", day, 71, basis=Basis.ASSESSED),
            Fact("holds:senco-award", Period(date(2026, 11, 20)), basis=Basis.ASSESSED),
        ]
        record.enter(actor="bench", subject=key, facts=facts, now=NOW)
    Task.objects.all().delete()  # the credentials that would be issued one by one
    sys.stdout.write(f"  {many} holders entered in {time.perf_counter() - began:.0f} s\n")
    jobs.start(BATCH, {}, title="bench", asked_by="bench", now=NOW)
    began = time.perf_counter()
    run(take(clock.now))  # type: ignore[arg-type]
    took = time.perf_counter() - began
    there = Credential.objects.count()
    assert there == many == Credential.objects.values("owner").distinct().count()
    sys.stdout.write(
        f"  batch       {there} issued in {took:.0f} s, {there / took:.0f} a second, each once, in both forms\n"
    )


def a_million() -> None:
    began = time.perf_counter()
    encoded = signing.encoded(Random(1).sample(range(1 << 20), 1 << 15))
    one = time.perf_counter() - began
    issuer.key_to_sign(NOW)
    if not Credential.objects.exists():
        places.take(1)
    number = Credential.objects.values_list("list", flat=True).first() or 1
    Credential.objects.update(revoked_at=NOW + timedelta(days=1))
    began = time.perf_counter()
    text = lists.publish(number, Purpose.REVOCATION, now=NOW)
    sys.stdout.write(
        f"  list        a million places, one in 32 set at random: {one * 1000:.0f} ms, {len(encoded) / 1000:.0f} kB; "
        f"signed anew from the tables: {(time.perf_counter() - began) * 1000:.0f} ms, {len(text) / 1000:.0f} kB\n"
    )


SHARE = """
import django; django.setup()
from datetime import timedelta
from trigpoint.credentials import actions
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.people import demo
from trigpoint.platform import clock
from trigpoint.record import actions as record
now = clock.now(); day = now.date(); key = demo.key_of("board-one")
past = Period(day - timedelta(days=9), day - timedelta(days=8))
exam = Fact("passed:law-examination", past, 71, basis=Basis.ASSESSED)
award = Fact("holds:senco-award", Period(day), basis=Basis.ASSESSED)
record.enter(actor="bench", subject=key, now=now, facts=[exam, award])
actions.issue(owner=key, now=now)
print(actions.share(owner=key, now=now))
"""


@contextmanager
def served() -> Iterator[tuple[str, str]]:
    """Serve a fresh copy in demonstration mode; give its address and its data folder."""
    with tempfile.TemporaryDirectory() as data, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = os.environ | {"TRIGPOINT_DATA": data}
        command = [sys.executable, "-m", "trigpoint.web"]
        subprocess.run([*command, "migrate"], env=environment, check=True, stdout=subprocess.DEVNULL)
        server = subprocess.Popen([*command, "serve", "--port", str(port)], env=environment, stdout=subprocess.DEVNULL)
        try:
            wait_for(f"http://127.0.0.1:{port}/ready")
            yield f"http://127.0.0.1:{port}", data
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE_SECONDS)


def page() -> None:
    if shutil.which("wrk") is None:
        sys.stdout.write("  wrk is missing. Install it: sudo apt-get install wrk\n")
        return
    with served() as (address, folder):
        environment = os.environ | {"TRIGPOINT_DATA": folder}
        said = subprocess.run(
            [sys.executable, "-c", SHARE], env=environment, check=True, capture_output=True, text=True
        )
        found, slowest = rate(f"{address}/verify/{said.stdout.strip()}/")
        sys.stdout.write(f"  page        {found:>7.0f} a second (at least {LEAST}), 99% within {slowest}\n")
        found, slowest = rate(f"{address}/credentials/status/1/revocation")
        sys.stdout.write(f"  list served {found:>7.0f} a second, 99% within {slowest}\n")


def main() -> int:
    """Measure and print."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    sys.stdout.write(f"{described()}\n")
    fine = sign_and_check()
    call_command("migrate", verbosity=0)
    batch(many)
    a_million()
    page()
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
