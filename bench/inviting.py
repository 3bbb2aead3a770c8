"""How long it takes to invite 5,000 people from a file, and to look through many events: `python -m bench.inviting`.

A fresh copy on an embedded database, or on TRIGPOINT_DATABASE_URL with the name of an empty one; mail is on paper only:
messages are queued and no server is asked.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta

PEOPLE, EVENTS = 5_000, 300_000


def main() -> int:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as data:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trigpoint.web.settings")
        os.environ |= {"TRIGPOINT_DATA": data, "TRIGPOINT_DEMO": "1"}
        import django  # noqa: PLC0415 - settings are read by the import

        django.setup()
        measure()
    return 0


def measure() -> None:
    """Fill the copy, and time what the pages do."""
    from django.core.management import call_command  # noqa: PLC0415 - after the setup, like all below

    from bench.machine import described  # noqa: PLC0415
    from trigpoint.people import actions, queries  # noqa: PLC0415
    from trigpoint.people.invitations import bulk  # noqa: PLC0415
    from trigpoint.people.invitations.actions import Inviter  # noqa: PLC0415
    from trigpoint.people.invitations.columns import LAYOUT  # noqa: PLC0415
    from trigpoint.people.roles import OrganisationKind, Role  # noqa: PLC0415
    from trigpoint.platform import audit  # noqa: PLC0415
    from trigpoint.platform.jobs import job_of  # noqa: PLC0415
    from trigpoint.platform.models import Event  # noqa: PLC0415
    from trigpoint.platform.spreadsheets import sheet_of, text_of  # noqa: PLC0415
    from trigpoint.platform.work import run, take  # noqa: PLC0415

    call_command("migrate", verbosity=0)
    now = datetime.now(tz=UTC)
    print(described())
    where = actions.enter_organisation(kind=OrganisationKind.PROVIDER, name="A provider", actor=None, now=now)
    ada = actions.open_account(email="ada@bench.example", name="Ada", actor=None, now=now)
    actions.appoint(person=ada, role=Role.ADMINISTRATOR, organisation=where, since=now.date(), actor=None, now=now)
    (held,) = queries.roles_of(ada, now.date())
    inviter = Inviter(ada, "Ada", held, "https://bench.example/")
    rows = "".join(f"person{number}@bench.example,Person {number}\n" for number in range(PEOPLE))
    began = time.perf_counter()
    sheet = sheet_of(*text_of(f"e-mail,name\n{rows}".encode(), LAYOUT), LAYOUT)
    batch = bulk.stage(sheet, role=Role.CANDIDATE, organisation=held.organisation, inviter=inviter, now=now)
    print(f"  read, checked and kept       {time.perf_counter() - began:6.1f} s   {PEOPLE:,} rows")
    job = bulk.begin(batch=batch, inviter=inviter, now=now)
    began = time.perf_counter()
    task = take(lambda: datetime.now(tz=UTC))
    if task is None:
        raise RuntimeError("The job was not there to be taken.")
    run(task)
    took = time.perf_counter() - began
    print(f"  invited, with a message each {took:6.1f} s   {took / PEOPLE * 1000:.1f} ms each: {job_of(job).words}")

    start = datetime(2024, 1, 1, tzinfo=UTC)
    for part in range(0, EVENTS, 5_000):
        Event.objects.bulk_create(
            Event(
                id=f"v_{number:032x}",
                name="people.account.renamed" if number % 10 else "people.role.given",
                actor=f"p_{number % 997:022}",
                subject=f"p_{number % 1_009:022}",
                at=start + timedelta(minutes=number),
                data={"number": number},
            )
            for number in range(part, part + 5_000)
        )
    middle = start + timedelta(minutes=EVENTS // 2)
    searches = {
        "all": audit.Search(),
        "one name, one old month": audit.Search(
            name="people.role.given", since=middle, until=middle + timedelta(days=30)
        ),
        "one actor": audit.Search(actor=f"p_{5:022}"),
        "one subject before a day": audit.Search(subject=f"p_{5:022}", until=middle),
    }
    for words, search in searches.items():
        best = min(timed(lambda search=search: audit.events(search)) for _ in range(5))
        print(f"  a page of the audit: {words:<28}{best * 1000:7.1f} ms   of {EVENTS:,} events")


def timed(ask: object) -> float:
    """Return how many seconds a call takes."""
    began = time.perf_counter()
    ask()  # type: ignore[operator]
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
