"""Tries are counted in the database, so that several workers count together."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from trigpoint.people.limits import SharedCounts
from trigpoint.people.models import Tally
from trigpoint.people.tasks import end_old_sessions
from trigpoint.platform import clock

if TYPE_CHECKING:
    from pathlib import Path

    from django.test import Client

GOOD = "purple otter staircase"


@pytest.fixture
def two_workers(db) -> tuple[SharedCounts, SharedCounts]:
    """Return the cache as two workers have it: nothing is common to them but the table."""
    return SharedCounts("", {}), SharedCounts("", {})


def test_what_one_worker_counts_the_other_sees(two_workers):
    one, other = two_workers
    one.set("tries", [3.0, 1.0], 60)

    assert other.get("tries") == [3.0, 1.0]
    assert other.delete("tries")
    assert one.get("tries", []) == []
    assert not one.delete("tries")


def test_of_two_workers_that_take_a_lock_one_has_it_until_it_runs_out(two_workers):
    one, other = two_workers
    assert one.add("lock", 1, 10)
    assert not other.add("lock", 1, 10)

    Tally.objects.update(until=clock.now().timestamp() - 1)
    assert one.get("lock") is None
    assert other.add("lock", 1, 10)


def test_a_count_lasts_as_long_as_it_is_told_and_can_be_kept_longer(two_workers):
    one, _ = two_workers
    one.set("tries", 1, 60)
    until = Tally.objects.get().until
    assert 58 < until - clock.now().timestamp() <= 60
    assert one.touch("tries", 600)
    assert Tally.objects.get().until > until + 500
    one.set("always", 1, None)
    assert one.get("always") == 1
    assert not one.touch("nothing")
    one.clear()
    assert not Tally.objects.exists()


def test_no_internet_address_and_no_e_mail_address_is_kept(client: Client, a_person):
    a_person("Asha Rahman", email="asha@school.example")
    client.post("/sign-in/", {"login": "asha@school.example", "password": "wrong password"}, REMOTE_ADDR="203.0.113.9")

    kept = list(Tally.objects.values_list("key", "value"))
    assert kept
    assert "203.0.113.9" not in str(kept)
    assert "asha" not in str(kept)


def test_counts_that_have_run_out_are_removed_each_day(two_workers):
    two_workers[0].set("tries", 1, 60)

    end_old_sessions(clock.now() + timedelta(seconds=30))
    assert Tally.objects.exists()
    end_old_sessions(clock.now() + timedelta(seconds=90))
    assert not Tally.objects.exists()


def test_a_page_of_a_visitor_asks_nothing_of_the_counts(client: Client):
    assert client.get("/").status_code == 200  # a question to the database would fail: this test may ask none
    assert client.post("/get-help/").status_code == 405


SETTLE = """
import django
django.setup()
from django.core.management import call_command
from trigpoint.people import actions
from trigpoint.platform import clock
call_command("migrate", verbosity=0)
actions.sign_up(email="asha@school.example", name="Asha Rahman", password="purple otter staircase", now=clock.now())
"""
TRY = """
import sys
import django
django.setup()
from django.conf import settings
from django.test import Client
settings.ALLOWED_HOSTS = ["testserver"]
for word in sys.argv[1:]:
    answer = Client().post("/sign-in/", {"login": "asha@school.example", "password": word})
    locked = "tried too often" in answer.content.decode()
    print("in" if answer.status_code == 302 else "locked" if locked else "wrong")
"""
"""What a worker of its own does: it tries passwords and prints how each was answered."""


def test_five_wrong_passwords_to_different_workers_lock_all_of_them(static_folder: Path, tmp_path: Path):
    shutil.copytree(static_folder, tmp_path / "static")
    run(tmp_path, SETTLE)

    assert run(tmp_path, TRY, GOOD) == ["in"]
    assert run(tmp_path, TRY, "wrong one here", "wrong two here", "wrong three here") == ["wrong"] * 3
    assert run(tmp_path, TRY, "wrong four here", "wrong five here", GOOD) == ["wrong", "wrong", "locked"]
    assert run(tmp_path, TRY, GOOD) == ["locked"]


def run(data: Path, script: str, *words: str) -> list[str]:
    """Run a script in a process of its own, on a copy of its own, and return the lines that it printed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TRIGPOINT_")}
    environment = kept | {"TRIGPOINT_DATA": str(data), "DJANGO_SETTINGS_MODULE": "trigpoint.web.settings"}
    found = subprocess.run(
        [sys.executable, "-c", script, *words], env=environment, capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.split()
