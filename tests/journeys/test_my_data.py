"""My data in a real browser: read it, take it away, show it, take it back, erase it."""

from __future__ import annotations

import io
import re
import secrets
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT, words_of

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

PAGES = (
    "/account/data/",
    "/account/data/sharing/",
    "/account/data/sharing/find/",
    "/account/data/sharing/find/?q=school",
    "/account/data/sharing/find/?q=nothing-has-this-name",
    "/account/data/seen/",
    "/account/data/erase/",
    "/account/data/erase/confirm/",
    "/account/data/erase/asked/",
)
NOTICES = ("/terms/", "/contact/", "/complaints/", "/complaints/easy-read/")


def name_of(path: str) -> str:
    return "data" + re.sub(r"\W+", "-", path).rstrip("-")


def downloaded(someone: Visitor) -> zipfile.ZipFile:
    with someone.page.expect_download() as waiting:
        someone.page.get_by_role("button", name="Download everything").click()
    assert re.fullmatch(r"trigpoint-my-data-[\d-]{10}\.zip", waiting.value.suggested_filename)
    return zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes()))


def press(someone: Visitor, role: Literal["button", "link"], name: str | re.Pattern[str]) -> None:
    """Press a button or follow a link, and wait for the page that it leads to."""
    with someone.page.expect_navigation():
        someone.page.get_by_role(role, name=name).click()


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_and_all_of_it_is_reached_by_keyboard(someone: Visitor, path: str):
    someone.sign_in_as("head" if "erase" in path else "asha")
    someone.visit(path)

    someone.assert_sound(name_of(path))
    assert someone.walk() == []


@pytest.mark.parametrize("path", NOTICES)
def test_a_notice_is_sound_and_all_of_it_is_reached_by_keyboard(someone: Visitor, path: str):
    someone.visit(path)

    someone.assert_sound(name_of(path))
    assert someone.walk() == []


@pytest.mark.parametrize("path", [*PAGES, *NOTICES, "/privacy/"])
def test_nothing_runs_off_the_narrowest_phone(phone: Visitor, path: str):
    phone.sign_in_as("head")
    phone.visit(path)

    for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []


def test_the_account_leads_to_a_file_whose_page_is_sound_and_prints(someone: Visitor):
    someone.sign_in_as("grace")
    someone.visit("/account/")
    press(someone, "link", re.compile("My data"))

    with downloaded(someone) as file:
        assert sorted(file.namelist()) == ["README.txt", "index.html", "record.json"]
        page = file.read("index.html").decode()
    assert "Grace Lin" in page
    someone.page.goto("about:blank")  # as from her own disk: without the rules that our pages come with
    someone.page.set_content(page)
    assert someone.axe() == []
    assert someone.runs_off() == []
    someone.page.emulate_media(media="print")
    assert someone.page.get_by_role("heading", name="Your record", exact=True).is_visible()
    assert someone.page.get_by_role("navigation").is_visible() is False
    someone.keep_screenshot("data-export")


def test_showing_something_to_a_school_and_taking_it_back(someone: Visitor):
    someone.sign_in_as("tom")
    someone.visit("/account/data/sharing/")
    press(someone, "link", "Show something to somebody")
    someone.page.get_by_label("Part of the name").fill("a")
    press(someone, "button", "Search")
    with someone.page.expect_navigation():
        someone.page.locator(".tp-doors a").first.click()
    someone.assert_sound("data-share")
    press(someone, "button", "Show it")
    someone.assert_sound("data-share-error")
    assert someone.page.title().startswith("Error: ")
    someone.page.get_by_label("My progress").check()
    someone.page.get_by_label("Head teacher").check()
    press(someone, "button", "Show it")
    someone.assert_sound("data-sharing-something")

    assert "You show 1 thing to others." in words_of(someone.page)
    press(someone, "button", re.compile("^Take it back"))
    assert "You show nothing to anybody." in words_of(someone.page)
    someone.assert_sound("data-sharing-past")


def test_somebody_sees_that_an_administrator_looked(someone: Visitor):
    someone.sign_in_as("admin")
    someone.visit("/people/?q=Alex")
    press(someone, "link", "Alex Reed")
    someone.sign_in_as("assessor")
    someone.visit("/account/data/seen/")

    assert "Ada North (Administrator) saw your name, e-mail address and roles." in words_of(someone.page)
    someone.assert_sound("data-seen-by-somebody")


def test_somebody_for_whom_something_waits_withdraws_it_and_is_erased(someone: Visitor, environment: dict[str, str]):
    email = f"leaving-{secrets.token_hex(6)}@trigpoint.example"

    def trigpoint(*words: str) -> str:
        command = [sys.executable, "-m", "trigpoint.web", *words]
        return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

    trigpoint("make-administrator", email, "--name", "Lee Ving")
    someone.visit(urlsplit(trigpoint("sign-in-link", email).strip()).path)
    press(someone, "button", "Sign in")
    someone.visit("/account/data/erase/")
    assert "You hold a role: Administrator." in words_of(someone.page)
    press(someone, "link", "Continue")
    someone.page.get_by_role("link", name="keep your account until it is done").wait_for()
    press(someone, "button", "Withdraw it and erase everything")

    assert "Your account is closed and you are signed out." in words_of(someone.page)
    someone.assert_sound("data-erased")
    someone.visit("/account/data/")
    assert "/sign-in/" in someone.page.url
    trigpoint("work", "--once")
    someone.sign_in_as("admin")
    someone.visit("/people/?q=Lee+Ving")
    assert "Nobody here has" in words_of(someone.page)
