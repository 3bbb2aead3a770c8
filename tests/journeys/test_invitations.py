"""Inviting somebody, taking the invitation, and leaving again: with and without script, by phone and by keyboard."""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, WIDE_FONT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page
    from tests.journeys.support import Visitor

NUMBERS = count(1)


def link_shown(page: Page) -> str:
    """Return the path of the link that the page shows."""
    found = re.search(r"/invitation/[^/\s]+/", page.input_value("#link"))
    assert found
    return found[0]


def invite(someone: Visitor, name: str, role: str = "mentor") -> None:
    """Invite somebody, as the head of the school of the demonstration."""
    someone.sign_in_as("head")
    someone.visit("/invitations/new/")
    page = someone.page
    page.fill("#name", name)
    page.fill("#email", f"person{next(NUMBERS)}@trigpoint.example")
    page.select_option("#role", role)
    page.get_by_role("button", name="Invite").click()


def test_somebody_is_invited_takes_the_role_and_leaves_again(someone: Visitor):
    page = someone.page
    someone.sign_in_as("head")
    someone.visit("/invitations/new/")
    someone.assert_sound("invite")
    page.get_by_role("button", name="Invite").click()
    assert page.get_by_role("link", name="Enter the name").is_visible()
    someone.assert_sound("invite-error")

    invite(someone, "Tom Bright")
    page.get_by_role("link", name="See this invitation").click()
    assert page.get_by_text("Waiting for an answer").is_visible()
    someone.assert_sound("invitation")
    page.get_by_role("button", name="Make a new link to hand over").click()
    someone.assert_sound("invitation-link")
    path = link_shown(page)

    page.context.clear_cookies()
    someone.visit(path)
    assert page.get_by_text("Hugo Vale invites Tom Bright").is_visible()
    someone.assert_sound("invitation-visitor")
    assert someone.walk() == []

    someone.sign_in_as("new")
    someone.visit(path)
    someone.assert_sound("invitation-another-address")
    page.get_by_role("button", name="Take the invitation").click()
    assert page.get_by_role("heading", name="There is a problem").is_visible()
    someone.assert_sound("invitation-error")
    page.check("input[name=another]")
    page.get_by_role("button", name="Take the invitation").click()
    assert page.get_by_text("From today you are: Mentor").is_visible()
    someone.assert_sound("invitation-taken")

    someone.visit(path)
    assert page.get_by_text("It was you who took it.").is_visible()
    someone.assert_sound("invitation-gone")

    someone.visit("/account/leaving/")
    someone.assert_sound("leaving")
    page.get_by_role("link", name=re.compile("I am leaving")).click()
    assert page.get_by_text("What stops at once").is_visible()
    someone.assert_sound("leave")
    assert someone.walk() == []
    someone.visit("/account/leaving/")
    page.get_by_role("link", name=re.compile("I am leaving")).click()
    page.get_by_role("button", name="I am leaving").click()
    assert page.get_by_text("You have left.").is_visible()


def test_many_are_invited_from_a_spreadsheet(someone: Visitor, tmp_path: Path):
    number = next(NUMBERS)
    file = tmp_path / "people.csv"
    file.write_text(f"e-mail;name\nmany{number}@trigpoint.example;Ann\nnot an address;Bob\n", encoding="cp1252")
    page = someone.page
    someone.sign_in_as("head")
    someone.visit("/invitations/many/")
    someone.assert_sound("invite-many")
    page.get_by_role("button", name="Look at the rows").click()
    someone.assert_sound("invite-many-error")
    page.select_option("#role", "mentor")
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Look at the rows").click()

    assert page.get_by_role("heading", name="1 of 2 can be invited").is_visible()
    assert page.get_by_text("The e-mail address must look like").is_visible()
    someone.assert_sound("invite-many-rows")
    page.get_by_role("button", name="Invite 1 person").click()
    page.get_by_text("It begins soon.").wait_for()
    someone.visit("/invitations/")
    someone.assert_sound("invitations")
    assert someone.walk() == []


def test_who_is_close_to_somebody_is_said_by_code(someone: Visitor):
    someone.sign_in_as("asha")
    someone.visit("/account/relationships/")
    someone.assert_sound("relationships")
    someone.page.get_by_role("button", name="Add").click()
    assert someone.page.get_by_role("link", name="Select who it is").is_visible()
    someone.assert_sound("relationships-error")


@pytest.mark.parametrize(
    "path", ["/invitations/", "/invitations/many/", "/account/leaving/", "/account/relationships/"]
)
def test_nothing_runs_off_the_narrowest_phone(phone: Visitor, path: str):
    phone.sign_in_as("head")
    phone.visit(path)
    for style in (WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []
