"""What signing in costs beside the password hash: `python -m bench.signing_in`.

The median of a whole POST of address and password, through every middleware, on a fresh copy with an embedded database,
divided by the median of the bare check of the same password.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.core.management import call_command
from django.test import Client
from django.utils.module_loading import import_string

from bench.machine import described

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS, WARM, MOST = 200, 10, 1.15
EMAIL, PASSWORD = "nia.fresh@school.example", "purple otter staircase"


def timed(work: Callable[[], object]) -> float:
    """Return how long it took, in milliseconds."""
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000


def main() -> int:
    """Measure both by turns, so that a busy moment slows both, and print; 1 where signing in costs too much."""
    with tempfile.TemporaryDirectory() as data:
        for name in [name for name in os.environ if name.startswith("TRIGPOINT_")]:
            del os.environ[name]
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "trigpoint.web.settings",
            "TRIGPOINT_DATA": data,
            "TRIGPOINT_HTTPS": "off",
            "TRIGPOINT_LOG_LEVEL": "ERROR",
            "TRIGPOINT_POSTS_PER_MINUTE": "100000",
        }
        return measure()


def measure() -> int:
    """Measure in the copy that the environment names."""
    django.setup()
    sign_up, now = (import_string(f"trigpoint.{name}") for name in ("people.actions.sign_up", "platform.clock.now"))
    settings.ALLOWED_HOSTS = ["testserver"]
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1000000/m/ip"}
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    person = sign_up(email=EMAIL, name="Nia Fresh", password=PASSWORD, now=now())

    browser = Client()  # one: a worker too loads its middleware once, not for each request

    def sign_in() -> None:
        browser.cookies.clear()
        answer = browser.post("/sign-in/", {"login": EMAIL, "password": PASSWORD})
        if answer.status_code != 302 or "sign-in" in answer["Location"]:
            raise RuntimeError(f"Signing in was answered with {answer.status_code}")

    whole, bare = [], []
    for turn in range(WARM + ROUNDS):
        whole.append(timed(sign_in))
        bare.append(timed(lambda: check_password(PASSWORD, person.password)))
        if turn == WARM - 1:
            whole, bare = [], []
    together, alone = statistics.median(whole), statistics.median(bare)
    ratio = together / alone
    sys.stdout.write(
        f"{described()}, Django {django.get_version()}\n"
        f"median of {ROUNDS}: signing in {together:.1f} ms, the hash alone {alone:.1f} ms: "
        f"{ratio:.2f} times the hash (at most {MOST})\n"
    )
    return int(ratio > MOST)


if __name__ == "__main__":
    raise SystemExit(main())
