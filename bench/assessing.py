"""How fast an assessor's queue is: `python -m bench.assessing [--database URL] [--submissions N] [--assessors N]`.

A fresh copy in a folder of its own (or at the database given, which must be empty and made for this) is filled with
submissions that were sent and given out, and with as many assessors; each has her share in her queue. wrk (Debian's
package) asks `trigpoint serve` for the queue over 8 connections on the same machine, each request as another assessor.
Printed are requests a second, times, queries and bytes; the first page, and one in the middle.

The stages behind the submissions are not written, since the queue does not read them: it goes by the allocations.
Goals: 50,000 submissions, at most 8 queries, at least 150 requests a second at 8 connections.
"""

from __future__ import annotations

import argparse
import html
import os
import random
import shutil
import tempfile
from datetime import timedelta
from typing import Any

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string

from bench import standing
from bench.machine import described
from bench.record import say, timed

NOON = standing.NOON
BATCH = 2_000
STARTED = NOON - timedelta(days=200)


def main() -> int:
    """Fill a copy, serve it, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--database",
        default=os.environ.get("TRIGPOINT_DATABASE_URL", ""),
        help="as TRIGPOINT_DATABASE_URL, which is taken if it is set; default: SQLite in a new folder",
    )
    parser.add_argument("--submissions", type=int, default=50_000)
    parser.add_argument("--assessors", type=int, default=200)
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
        took = timed(lambda: fill(arguments.submissions, arguments.assessors))
        say(f"{arguments.submissions:,} submissions with {arguments.assessors} assessors (written in {took:,.0f} s)")
        cookies = standing.sign_in(arguments.assessors)
        later = look(cookies[0])
        connection.close()
        for page in ("/queue/", later):
            standing.PAGE = page
            say(f"  {page}")
            standing.measure(cookies, environment, data, arguments.seconds)
    return 0


def fill(submissions: int, assessors: int) -> None:
    """Write assessors, submissions, and who has which."""
    person, appointment, submission, allocation = (
        import_string(f"trigpoint.{name}")
        for name in (
            "people.models.Person",
            "people.models.Appointment",
            "assessment.models.Submission",
            "assessment.models.Allocation",
        )
    )
    person.objects.bulk_create(
        [person(email=f"a{number}@bench.example", name=f"Assessor {number}") for number in range(assessors)]
    )
    people = list(person.objects.filter(email__endswith="@bench.example").order_by("pk"))
    appointment.objects.bulk_create([appointment(person=one, role="assessor", since=STARTED.date()) for one in people])
    for start in range(0, submissions, BATCH):
        rows = [a_submission(submission, number) for number in range(start, min(start + BATCH, submissions))]
        made = submission.objects.bulk_create(rows)
        allocation.objects.bulk_create(
            [
                allocation(
                    submission=row, slot="first", assessor=people[(start + place) % assessors].key,
                    sent_at=row.sent_at, given_at=row.sent_at, due=(row.sent_at + timedelta(days=28)).date(),
                )
                for place, row in enumerate(made)
            ]
        )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def a_submission(model: Any, number: int) -> Any:
    """Return a submission that was sent some minutes after the one before it."""
    sent = STARTED + timedelta(minutes=5 * number)
    return model(
        key=f"s_{number:032x}", candidate=f"p_{number:022x}", outcome=f"LAW-{number % 7 + 1}", strand="LAW",
        via=random.choice(("taught", "prior-learning")), rules_hash="0" * 64, code=f"{number % 10_000:04}",
        state="allocated", sent_at=sent, changed_at=sent,
    )  # fmt: skip


def look(cookie: str) -> str:
    """Ask for the queue in this process, and return the address of its next page."""
    name, _, value = cookie.partition("=")
    browser = import_string("django.test.Client")(HTTP_HOST=standing.ADDRESS)
    browser.cookies[name] = value
    browser.get("/queue/")
    with CaptureQueriesContext(connection) as queries:
        response = browser.get("/queue/")
    say(f"  /queue/: status {response.status_code}, {len(queries)} queries, {len(response.content):,} bytes")
    return html.unescape(standing.found(r'href="(/queue/[?]after=[^"]+)"', response.content.decode()))


if __name__ == "__main__":
    raise SystemExit(main())
