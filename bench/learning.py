"""How fast learning is: `python -m bench.learning [--database URL] [--seconds N]`.

A fresh copy on SQLite with `synchronous=FULL` (or at the database given, which must be empty and made for this), served
by `trigpoint serve` on the same machine. Eight people at a time, each on a connection of her own, answer one question
after another; then they open, start, save and hand in rounds of ten questions: four requests, each of which writes. The
answers are those that a browser would send for the page that it was shown. Printed are queries, answers and rounds a
second, times, and the CPU that the processes of the server took for each. The clients take CPU of the same machine.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import secrets
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlencode, urlsplit

import django
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.module_loading import import_string

from bench.machine import described
from bench.record import say
from bench.standing import ADDRESS, cpu_of, served, sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

AT_ONCE, PEOPLE, SECONDS = 8, 400, 10
PRACTICE = "/learn/practice/"
LEAST_ANSWERS, MOST_P95_MS = 150, 80
LEAST_ROUNDS, MOST_CPU_MS = 40, 40
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TOKEN = secrets.token_hex(16)
"""As the cookie against forged forms and in the form: both are the browser's own."""
TAG = re.compile(r"<(input|select|option)\b([^>]*)>")
ATTRIBUTE = re.compile(r'(name|value|type)="([^"]*)"')


class Figures(NamedTuple):
    """What a run took."""

    done: int
    seconds: float
    times: list[float]
    cpu: float


def main() -> int:
    """Fill a copy, serve it, measure and print; 1 where a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="", help="as TRIGPOINT_DATABASE_URL; default: SQLite in a new folder")
    parser.add_argument("--seconds", type=int, default=SECONDS)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as data:
        kept = {key: value for key, value in os.environ.items() if not key.startswith("TRIGPOINT_")}
        given = {"TRIGPOINT_DATABASE_URL": arguments.database} if arguments.database else {}
        own = {"TRIGPOINT_DATA": data, "TRIGPOINT_DEMO": "1", "TRIGPOINT_LOG_LEVEL": "WARNING"}
        # Everybody here has one address; people have their own.
        environment = kept | given | own | {"TRIGPOINT_POSTS_PER_MINUTE": "100000"}
        os.environ.clear()
        os.environ.update(environment, DJANGO_SETTINGS_MODULE="trigpoint.web.settings")
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        say(f"{described()}; {connection.vendor}")
        person = import_string("trigpoint.people.models.Person")
        person.objects.bulk_create([person(email=f"p{n}@bench.example", name=f"Person {n}") for n in range(PEOPLE)])
        cookies = [f"{cookie}; trigpoint_csrf={TOKEN}" for cookie in sign_in(PEOPLE)]
        questions = [one.id for one in import_string("trigpoint.content.questions.questions")().values()]
        unit = next(iter(import_string("trigpoint.content.units.units")().values()))
        look(cookies[0], f"{PRACTICE}questions/{questions[0]}/", "opening a question")
        look(cookies[0], f"{PRACTICE}next/", "opening the next question")
        look(cookies[0], f"/learn/units/{unit.id}/{unit.steps[0].slug}/", "opening a step of a unit")
        connection.close()
        with served(environment, data) as (url, server):
            site = Site(url, server, cookies, questions)
            run(site, 2, answer)
            run(site, arguments.seconds, ten)  # each worker draws what it keeps
            answered = run(site, arguments.seconds, answer)
            rounds = run(site, arguments.seconds, ten)
    return int(not all([shown_answers(answered), shown_rounds(rounds)]))


def shown_answers(found: Figures) -> bool:
    """Print how fast answers are, and tell whether that is as fast as it has to be."""
    rate, p95 = found.done / found.seconds, statistics.quantiles(found.times, n=20)[-1] * 1000
    say(
        f"  answers: {rate:,.0f} a second at {AT_ONCE} connections, median "
        f"{statistics.median(found.times) * 1000:.1f} ms, 95% within {p95:.1f} ms, "
        f"{found.cpu / found.done * 1000:.1f} ms of CPU each "
        f"(goal: {LEAST_ANSWERS} a second, 95% within {MOST_P95_MS} ms)"
    )
    return rate >= LEAST_ANSWERS and p95 <= MOST_P95_MS


def shown_rounds(found: Figures) -> bool:
    """Print how fast rounds of ten are, and tell whether that is as fast as it has to be."""
    rate, cpu = found.done / found.seconds, found.cpu / found.done * 1000
    say(
        f"  rounds of ten: {rate:,.1f} a second at {AT_ONCE} connections, four requests each, median "
        f"{statistics.median(found.times) * 1000:.1f} ms a round, {cpu:.1f} ms of CPU a round "
        f"(goal: {LEAST_ROUNDS} a second, {MOST_CPU_MS} ms)"
    )
    return rate >= LEAST_ROUNDS and cpu <= MOST_CPU_MS


def look(cookie: str, page: str, what: str) -> None:
    """Ask once in this process: how many queries, how many bytes."""
    name, _, value = cookie.partition(";")[0].partition("=")
    browser = import_string("django.test.Client")(HTTP_HOST=ADDRESS)
    browser.cookies[name] = value
    browser.get(page)
    with CaptureQueriesContext(connection) as queries:
        response = browser.get(page)
    say(f"  {what}: status {response.status_code}, {len(queries)} queries, {len(response.content):,} bytes")


class Site(NamedTuple):
    """What is asked: the address, the server's process, who is signed in, which questions there are."""

    url: str
    server: int
    cookies: list[str]
    questions: list[str]


def run(site: Site, seconds: int, do: Callable[[http.client.HTTPConnection, str, str], None]) -> Figures:
    """Let so many people do something again and again, each time another of them."""
    until = time.perf_counter() + seconds
    times: list[float] = []

    def work(worker: int) -> None:
        line = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=30)
        turn = worker
        while time.perf_counter() < until:
            turn += AT_ONCE
            began = time.perf_counter()
            do(line, site.cookies[turn % len(site.cookies)], site.questions[turn % len(site.questions)])
            times.append(time.perf_counter() - began)
        line.close()

    cpu, began = cpu_of(site.server), time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as workers:
        list(workers.map(work, range(AT_ONCE)))
    return Figures(len(times), time.perf_counter() - began, times, cpu_of(site.server) - cpu)


def answer(line: http.client.HTTPConnection, cookie: str, question: str) -> None:
    """Send an answer, right or not: an option of the name that the first has nearly everywhere, or not sure."""
    sent = {"key": f"b{secrets.token_hex(12)}", "answer": "a"}
    page = post(line, cookie, f"{PRACTICE}questions/{question}/", sent)
    if "There is a problem" in page:
        post(line, cookie, f"{PRACTICE}questions/{question}/", {"key": sent["key"], "unsure": "1"})


def ten(line: http.client.HTTPConnection, cookie: str, _: str) -> None:
    """Open ten questions, start, save every answer at once, hand in."""
    key = f"p_{secrets.token_hex(16)}"
    post(line, cookie, f"{PRACTICE}ten/", {"key": key})
    page = post(line, cookie, f"{PRACTICE}ten/{key}/start/", {})
    answers = answers_to(page)
    saved = post(line, cookie, f"{PRACTICE}ten/{key}/", {**answers, "save": "1"})
    if "Your answers are saved" not in saved:
        raise RuntimeError(f"The answers were not saved: {saved[:3000]}")
    said = post(line, cookie, f"{PRACTICE}ten/{key}/", {**answers, "submit": "1"})
    if "of 10 right" not in said:
        raise RuntimeError(f"The round was not handed in: {said[:3000]}")


def answers_to(page: str) -> dict[str, str]:
    """Return what a browser could send for every question of a page."""
    found: dict[str, str] = {}
    selects = ""
    places: dict[str, int] = {}
    for tag, inside in TAG.findall(page):
        said = dict(ATTRIBUTE.findall(inside))
        name = said.get("name", "")
        if tag == "select":
            selects = name
        elif tag == "option" and said.get("value") and selects not in found:
            found[selects] = said["value"]
        elif name.endswith(("-day", "-month")):
            found[name] = "1"
        elif name.endswith("-year"):
            found[name] = "2026"
        elif "-step-" in name:
            question = name.partition("-step-")[0]
            places[question] = places.get(question, 0) + 1
            found[name] = str(places[question])
        elif said.get("type") in {"radio", "checkbox"}:
            found.setdefault(name, said["value"])
    return found


def post(line: http.client.HTTPConnection, cookie: str, path: str, sent: dict[str, str]) -> str:
    """Send a form and return the page that comes back; raises RuntimeError for anything but a page."""
    body = urlencode({**sent, "csrfmiddlewaretoken": TOKEN})
    line.request("POST", path, body, {**FORM, "Cookie": cookie})
    response = line.getresponse()
    page = response.read().decode()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return page


if __name__ == "__main__":
    sys.exit(main())
