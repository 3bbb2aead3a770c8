"""Adding a passkey, signing in with it, using it as the second step and removing it, in a real browser.

Chromium brings the phone: a virtual authenticator, by its own protocol. A passkey belongs to a name and never to a bare
internet address, so the copy is visited as `localhost`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

PHONE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
GOOD = "purple otter staircase"


@pytest.fixture(scope="module")
def address(address: str) -> str:
    """Give the name of the copy, instead of its number."""
    return address.replace("127.0.0.1", "localhost")


@pytest.fixture
def holder(visitor: Visitor) -> str:
    """Give the visitor a phone that makes passkeys; return its id."""
    visitor.session.send("WebAuthn.enable")
    found: str = visitor.session.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE})["authenticatorId"]
    return found


def who(visitor: Visitor) -> str:
    """Return somebody for each width, so that the two do not meet."""
    return {360: "grace", 1280: "tom"}[visitor.width]


def press(visitor: Visitor) -> None:
    visitor.page.click("#credential")


def press_again(visitor: Visitor) -> None:
    """Show once more who it is, by the passkey."""
    visitor.page.wait_for_url("**/sign-in/**again/?next=*")
    if "/passkey/" not in visitor.page.url:
        visitor.page.click("text=Use a passkey")
    visitor.assert_sound("people-passkey-again")
    press(visitor)
    visitor.page.wait_for_url(re.compile(r"/remove/$"))


def add(visitor: Visitor, name: str) -> None:
    """Add a passkey, and leave the page of spare codes where it comes."""
    visitor.visit("/account/passkeys/add/")
    visitor.page.fill("#name", name)
    press(visitor)
    visitor.page.wait_for_url(re.compile(r"/account/(passkeys/\?done=added|second-step/codes/)"))


def remove_all(visitor: Visitor) -> None:
    """Remove every passkey, as its owner does."""
    visitor.visit("/account/passkeys/")
    while visitor.page.locator("text=Remove it").count():
        visitor.page.locator("text=Remove it").first.click()
        if "/again/" in visitor.page.url:
            press_again(visitor)
        visitor.page.click("main button[type=submit]")
        visitor.page.wait_for_url("**/account/passkeys/?done=removed")


def test_a_passkey_is_added_signs_in_alone_and_is_removed(visitor: Visitor, holder: str):
    page = visitor.page
    visitor.sign_in_as(who(visitor))
    visitor.visit("/account/passkeys/")
    visitor.assert_sound("people-passkeys-none")
    visitor.visit("/account/passkeys/add/")
    visitor.assert_sound("people-passkey-add")
    assert page.input_value("#name") == "Chrome on Linux"
    add(visitor, "My phone")
    visitor.visit("/account/passkeys/")
    visitor.assert_sound("people-passkeys")
    assert page.locator("h2:has-text('My phone')").count() == 1

    page.click("text=Change the name")
    visitor.assert_sound("people-passkey-name")
    page.fill("#name", "My old phone")
    page.click("main button[type=submit]")
    page.wait_for_url("**/account/passkeys/?done=renamed")

    visitor.visit("/sign-out/")
    page.click("main button[type=submit]")
    page.wait_for_url(visitor.address + "/")
    visitor.visit("/sign-in/passkey/?next=/account/passkeys/")
    visitor.assert_sound("people-passkey-sign-in")
    press(visitor)
    page.wait_for_url(f"{visitor.address}/account/passkeys/")
    assert "Last used on" in page.inner_text("main")

    page.click("text=Remove it")
    press_again(visitor)
    visitor.assert_sound("people-passkey-remove")
    assert "your only second step" in page.inner_text("main")
    page.click("main button[type=submit]")
    page.wait_for_url("**/account/passkeys/?done=removed")
    visitor.visit("/sign-out/")
    page.click("main button[type=submit]")
    visitor.visit("/sign-in/passkey/")
    press(visitor)
    page.wait_for_selector(".govuk-error-summary")
    visitor.assert_sound("people-passkey-unknown")
    assert "did not fit" in page.inner_text(".govuk-error-summary")


def test_after_the_password_a_passkey_is_the_second_step(visitor: Visitor, holder: str):
    page = visitor.page
    email = {360: "grace.lin", 1280: "tom.bright"}[visitor.width] + "@trigpoint.example"
    visitor.sign_in_as(who(visitor))
    visitor.visit("/account/password/new/")
    page.fill("#password1", GOOD)
    page.click("main .govuk-button[type=submit]")
    page.wait_for_url("**/account/?done=password")
    visitor.visit("/account/passkeys/add/")
    if "/again/" in page.url:
        visitor.assert_sound("people-again")
        page.fill("#password", GOOD)
        page.click("main .govuk-button[type=submit]")
        page.wait_for_url("**/account/passkeys/add/")
    add(visitor, "My phone")
    visitor.visit("/sign-out/")
    page.click("main button[type=submit]")

    visitor.visit("/sign-in/?next=/account/passkeys/")
    page.fill("#login", email)
    page.fill("#password", GOOD)
    page.click("main .govuk-button[type=submit]")
    page.wait_for_url("**/sign-in/second-step/**")
    visitor.assert_sound("people-second-step-passkey")
    press(visitor)
    page.wait_for_url(f"{visitor.address}/account/passkeys/")

    remove_all(visitor)


def test_somebody_whose_phone_gives_nothing_is_told_what_else_to_do(visitor: Visitor, holder: str):
    visitor.visit("/sign-in/passkey/")
    visitor.session.send("WebAuthn.setUserVerified", {"authenticatorId": holder, "isUserVerified": False})
    press(visitor)

    visitor.page.wait_for_function("document.getElementById('no-passkey').textContent !== ''")
    assert "choose another way" in visitor.page.inner_text("#no-passkey")
    assert visitor.page.is_visible("main >> text=Sign in with a password")


def test_without_script_the_page_says_what_else_to_do(plain_visitor: Visitor):
    plain_visitor.visit("/sign-in/passkey/")
    plain_visitor.assert_sound("people-passkey-plain")
    press(plain_visitor)

    plain_visitor.assert_sound("people-passkey-plain-error")
    assert "choose another way" in plain_visitor.page.inner_text(".govuk-error-summary")
    assert plain_visitor.page.locator("main a:has-text('Sign in with a password')").count() == 1
