"""What an administrator looks after, on a phone and a laptop, with and without script, by keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, WIDE_FONT

from trigpoint.schools.sample import FOLDER

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

PAGES = {
    "/administration/": "Administration",
    "/administration/register/": "Register of schools",
    "/administration/content/": "Content in force",
    "/administration/audit/": "Audit",
    "/organisations/": "Organisations",
    "/organisations/1/": "These people hold a role here today",
}


@pytest.mark.parametrize("path", PAGES)
def test_a_page_of_administration_is_sound_and_reached_by_keyboard(someone: Visitor, path: str):
    someone.sign_in_as("admin")
    someone.visit(path)

    assert PAGES[path] in someone.page.inner_text("main")
    someone.assert_sound("administration" + path.replace("/", "-"))
    assert someone.walk() == []


def test_an_administrator_finds_what_was_done(someone: Visitor):
    someone.sign_in_as("admin")
    page = someone.page
    page.get_by_role("main").get_by_role("link", name="Audit").click()
    page.get_by_text("Search", exact=True).first.click()
    page.select_option("#name", "people.role.given")
    page.fill("#about", "hugo.vale@trigpoint.example")
    page.get_by_role("button", name="Search").click()
    assert page.get_by_role("heading", name="Somebody was given a role.").first.is_visible()
    someone.assert_sound("audit-found")

    someone.visit("/administration/audit/?by=nobody")
    assert page.get_by_text("Nothing fits.").is_visible()
    someone.assert_sound("audit-empty")
    someone.visit("/administration/audit/?since-day=31&since-month=2&since-year=2026")
    assert page.get_by_role("heading", name="There is a problem").is_visible()
    someone.assert_sound("audit-error")


def test_a_file_of_the_register_is_brought_in_from_a_page(someone: Visitor):
    someone.sign_in_as("admin")
    someone.visit("/administration/register/")
    page = someone.page
    page.get_by_role("button", name="Bring it in").click()
    assert page.get_by_role("link", name="Choose a file").is_visible()
    someone.assert_sound("register-error")
    page.set_input_files("#file", str(FOLDER / "full_export.csv"))
    page.fill("#as_at-day", "22")
    page.fill("#as_at-month", "4")
    page.fill("#as_at-year", "2025")
    page.get_by_role("button", name="Bring it in").click()

    page.get_by_text("It begins soon.").wait_for()


def test_the_start_page_prints_on_paper(visitor: Visitor):
    visitor.sign_in_as("admin")
    visitor.visit("/administration/")
    visitor.page.emulate_media(media="print")

    assert visitor.page.locator(".tp-nav").is_visible() is False
    assert visitor.page.get_by_role("heading", name="Work that waits").is_visible()


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_off_the_narrowest_phone(phone: Visitor, path: str):
    phone.sign_in_as("admin")
    phone.visit(path)
    for style in (WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []
