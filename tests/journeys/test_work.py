"""Long work is watched and mended; a form sent after being signed out is not lost."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from trigpoint.schools.sample import FOLDER

if TYPE_CHECKING:
    from tests.journeys.support import Visitor


def trigpoint(environment: dict[str, str], *words: str) -> str:
    """Run a command beside the server; return what it printed."""
    command = [sys.executable, "-m", "trigpoint.web", *words]
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def job(address: str, environment: dict[str, str]) -> str:
    """Ask for an import; give the address of its page."""
    told = trigpoint(environment, "import-schools", "--later", str(FOLDER / "full_export.csv"))
    found = re.search(r"j_[\w-]+", told)
    assert found is not None
    return f"/jobs/{found[0]}/"


def test_a_job_is_watched_until_it_is_done(someone: Visitor, job: str, environment: dict[str, str]):
    someone.sign_in_as("admin")
    someone.visit(job)
    assert someone.page.get_by_text("It begins soon.").is_visible()
    someone.assert_sound("job-waiting")

    trigpoint(environment, "work", "--once")
    with someone.page.expect_navigation():
        someone.page.get_by_role("link", name="See how far it is now").click()

    assert someone.page.get_by_text("It is done.").is_visible()
    assert someone.page.get_by_text("60 rows").is_visible()
    someone.assert_sound("job-done")
    assert someone.walk() == []


def test_an_administrator_finds_the_work_that_waits(someone: Visitor):
    someone.sign_in_as("admin")
    someone.visit("/work-queue/")

    assert someone.page.get_by_text("Nothing was given up.").is_visible()
    someone.assert_sound("work-queue")


def test_somebody_else_is_told_why_not_and_what_to_do(someone: Visitor):
    someone.sign_in_as("asha")
    someone.visit("/work-queue/")

    assert someone.page.get_by_text("working as: Administrator").is_visible()
    someone.assert_sound("work-queue-refused")


def test_what_was_typed_before_being_signed_out_arrives_after_signing_in(someone: Visitor):
    someone.sign_in_as("new")
    someone.visit("/account/name/")
    someone.page.get_by_role("textbox").fill("Nia Fresh-Start")
    someone.page.context.clear_cookies(name="trigpoint_session")
    someone.page.get_by_role("button", name="Save the name").click()

    assert "/sign-in/" in someone.page.url
    someone.page.goto(someone.page.url.replace("/sign-in/?", "/sign-in/demonstration/?"))
    someone.page.locator("button[value='new']").click()
    someone.visit("/unsent/")
    assert someone.page.get_by_role("heading", name="Send what you typed").is_visible()
    someone.assert_sound("unsent")
    someone.page.get_by_role("button", name="Send it now").click()

    someone.visit("/account/")
    assert someone.page.locator("main").get_by_text("Nia Fresh-Start").first.is_visible()
