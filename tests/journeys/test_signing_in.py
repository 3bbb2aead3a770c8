"""Signing up, confirming, signing in and out, in a real browser."""

from __future__ import annotations

import os
import re
import secrets
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from allauth.mfa.totp.internal.auth import hotp_value

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

GOOD = "purple otter staircase"
PAGES = (
    "/sign-in/",
    "/sign-up/",
    "/sign-up/sent/",
    "/sign-in/by-email/",
    "/sign-in/password/",
    "/sign-in/password/sent/",
    "/sign-in/password/done/",
    "/sign-in/closed/",
    "/sign-in/passkey/",
    "/sign-in/cancelled/",
    "/sign-in/demonstration/",
    "/sign-in/link/not-whole/",
    "/sign-up/confirm/not-whole/",
    "/sign-in/password/1-not-whole/",
)
OWN_PAGES = (
    "/account/",
    "/account/name/",
    "/account/email/",
    "/account/password/new/",
    "/account/second-step/on/",
    "/account/signed-in/",
    "/account/passkeys/",
    "/account/organisations/",
    "/account/working-as/",
    "/sign-out/",
)
ADMINISTRATION = (
    "/people/",
    "/people/?q=nobody-has-this-name",
    "/people/new/",
    "/organisations/",
    "/organisations/new/",
)


@pytest.fixture
def data(environment: dict[str, str]) -> Path:
    """Return the folder of the copy that is visited."""
    return Path(environment["TRIGPOINT_DATA"])


def name_of(path: str) -> str:
    return "people" + re.sub(r"\W+", "-", path).rstrip("-")


def letter_to(email: str, data: Path) -> str:
    """Return the newest message to an address, as it waits for a worker or lies in the folder of the demonstration."""
    with sqlite3.connect(f"file:{data}/trigpoint.sqlite3?mode=ro", uri=True) as database:
        query = "SELECT text FROM platform_message WHERE \"to\" = ? AND text <> '' ORDER BY queued DESC"
        row = database.execute(query, [email]).fetchone()
    if row:
        return str(row[0])
    files = sorted((data / "mail").glob("*.txt"), key=os.path.getmtime, reverse=True)
    return next(text for file in files if f"To: {email}" in (text := file.read_text("utf-8")))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_signing_in_is_sound_and_all_of_it_is_reached_by_keyboard(someone: Visitor, path: str):
    someone.visit(path)

    someone.assert_sound(name_of(path))
    assert someone.walk() == []


@pytest.mark.parametrize("path", OWN_PAGES)
def test_a_page_of_the_account_is_sound_and_all_of_it_is_reached_by_keyboard(someone: Visitor, path: str):
    someone.sign_in_as("asha")
    someone.visit(path)

    someone.assert_sound(name_of(path))
    assert someone.walk() == []


@pytest.mark.parametrize("path", ADMINISTRATION)
def test_a_page_of_administration_is_sound(someone: Visitor, path: str):
    someone.sign_in_as("admin")
    someone.visit(path)

    someone.assert_sound(name_of(path))


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-up/", "/sign-in/by-email/", "/sign-in/password/"])
def test_a_form_sent_empty_names_every_field_and_stays_sound(someone: Visitor, path: str):
    someone.visit(path)
    someone.page.click("main .govuk-button[type=submit]")

    someone.assert_sound(f"{name_of(path)}-error")
    assert someone.page.title().startswith("Error: ")
    for line in someone.page.locator(".govuk-error-summary__list a").all():
        assert someone.page.locator(str(line.get_attribute("href"))).count() == 1


def test_sign_up_confirm_sign_in_and_sign_out_by_keyboard_alone(someone: Visitor, data: Path):
    email = f"nia.{secrets.token_hex(4)}@school.example"
    page = someone.page
    someone.visit("/sign-up/")
    for field, words in (("name", "Nia Fresh"), ("email", email), ("password1", GOOD)):
        page.focus(f"#{field}")
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-up/sent/")
    assert "Check your e-mail" in page.inner_text("h1")

    found = re.search(r"https?://[^/\s]+(/sign-up/confirm/\S+)", letter_to(email, data))
    assert found
    someone.visit(found[1])
    someone.assert_sound("people-confirm")
    page.focus("main button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in/?done=email")
    someone.assert_sound("people-confirmed")

    for field, words in (("login", email), ("password", GOOD)):
        page.focus(f"#{field}")
        page.keyboard.type(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/standing/")

    if someone.width < 641:
        page.click("summary:has-text('Menu')")
        page.focus(".tp-menu button")
    else:
        page.focus(".tp-account button")
    page.keyboard.press("Enter")
    page.wait_for_url(someone.address + "/")
    assert someone.visit("/account/").url.endswith("/sign-in/?next=/account/")


def test_a_link_and_a_code_by_e_mail_sign_in(someone: Visitor, data: Path):
    who = {(360, True): "tom.bright", (360, False): "grace.lin", (1280, True): "maya.stone", (1280, False): "alex.reed"}
    email = f"{who[someone.width, someone.script]}@trigpoint.example"  # there is a limit for each address
    someone.visit("/sign-in/by-email/")
    someone.page.fill("#email", email)
    someone.page.click("main .govuk-button[type=submit]")
    someone.assert_sound("people-code")
    code = re.search(r"\d{4}-\d{4}", letter_to(email, data))
    assert code
    someone.page.fill("#code", "0000-0000")
    someone.page.click("main .govuk-button[type=submit]")
    someone.assert_sound("people-code-error")
    someone.page.fill("#code", code[0])
    someone.page.click("main .govuk-button[type=submit]")

    someone.visit("/account/")
    assert email in someone.page.inner_text("main")


def test_the_second_step_is_turned_on_entered_and_turned_off(someone: Visitor):
    page = someone.page
    someone.sign_in_as("new")
    someone.visit("/account/second-step/on/")
    secret = page.inner_text("main p code")
    page.fill("#code", f"{hotp_value(secret, int(time.time()) // 30):06d}")
    page.click("main .govuk-button[type=submit]")
    page.wait_for_url("**/account/second-step/codes/")
    someone.assert_sound("people-spare-codes")
    spare = page.inner_text("main li code")

    someone.visit("/sign-in/second-step/again/?next=/account/second-step/off/")
    someone.assert_sound("people-second-step-again")
    page.fill("#code", "000000")
    page.click("main .govuk-button[type=submit]")
    someone.assert_sound("people-second-step-error")
    page.fill("#code", spare)
    page.click("main .govuk-button[type=submit]")
    page.wait_for_url("**/account/second-step/off/")
    someone.assert_sound("people-second-step-off")
    page.click("main .govuk-button[type=submit]")
    page.wait_for_url("**/account/")


def test_a_password_can_be_shown_while_it_is_typed_where_there_is_script(visitor: Visitor):
    visitor.visit("/sign-in/")
    visitor.page.fill("#password", GOOD)
    visitor.page.click("button:has-text('Show')")

    assert visitor.page.get_attribute("#password", "type") == "text"


def test_a_wrong_password_says_what_to_check_and_keeps_the_address(someone: Visitor):
    someone.visit("/sign-in/")
    someone.page.fill("#login", f"{secrets.token_hex(4)}@school.example")
    someone.page.fill("#password", "not the password")
    someone.page.click("main .govuk-button[type=submit]")

    someone.assert_sound("people-wrong-password")
    assert "do not fit" in someone.page.inner_text(".govuk-error-summary")
    assert someone.page.input_value("#login").endswith("@school.example")
    assert someone.page.input_value("#password") == ""


def test_the_menu_of_a_phone_holds_the_account(someone: Visitor):
    someone.sign_in_as("asha")
    someone.visit("/accessibility/")
    shown = ".tp-menu" if someone.width < 641 else ".tp-account"
    if someone.width < 641:
        someone.page.click("summary:has-text('Menu')")

    assert someone.page.is_visible(f"{shown} >> text=Asha Rahman")
    assert someone.page.is_visible(f"{shown} >> text=Sign out")
    someone.assert_sound("people-menu")


def test_the_administrator_gives_a_role_and_ends_it(someone: Visitor):
    someone.sign_in_as("admin")
    page = someone.page
    someone.visit("/people/new/")
    page.fill("#name", "Rosa Example")
    page.fill("#email", f"rosa.{secrets.token_hex(4)}@school.example")
    page.click("main .govuk-button[type=submit]")
    someone.assert_sound("people-person-without-role")

    page.click("text=Give a role")
    someone.assert_sound("people-give-role")
    page.select_option("#role", "mentor")
    for part, value in (("day", "1"), ("month", "9"), ("year", "2026")):
        page.fill(f"#since-{part}", value)
    page.click("main .govuk-button[type=submit]")
    someone.assert_sound("people-person")

    page.click("text=End this role")
    someone.assert_sound("people-end-role")
    for part, value in (("day", "1"), ("month", "10"), ("year", "2026")):
        page.fill(f"#until-{part}", value)
    page.click("main .govuk-button[type=submit]")
    assert "1 October 2026" in page.inner_text("main").replace("\xa0", " ")

    page.click("text=Close this account")
    someone.assert_sound("people-close")
