"""What holds for every page without a journey of its own: home, footer, errors, style guide."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT, words_of

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

PAGES = (
    "/",
    "/get-help/",
    "/easy-read/",
    "/accessibility/",
    "/privacy/",
    "/cookies/",
    "/open-source/",
    "/style-guide/",
    "/style-guide/question/induction/",
    "/style-guide/error/403-form/",
    "/style-guide/error/500/",
    "/a-page-that-nobody-made/",
)


def name_of(path: str) -> str:
    return path.strip("/").replace("/", "-") or "home"


def without_reference(words: str) -> str:
    """Take out the reference that each error page has of its own."""
    return re.sub(r"\b[0-9a-f]{32}\b", "", words)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_with_script(visitor: Visitor, path: str):
    visitor.visit(path)

    visitor.assert_sound(name_of(path))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_sound_and_says_the_same_without_script(visitor: Visitor, plain_visitor: Visitor, path: str):
    visitor.visit(path)
    plain_visitor.visit(path)

    plain_visitor.assert_sound(name_of(path))
    needs_script = visitor.page.locator(".tp-needs-script").all_inner_texts()
    words = words_of(visitor.page)
    for button in needs_script:
        words = words.replace(f" {button}", "", 1)
    assert without_reference(words_of(plain_visitor.page)) == without_reference(words)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_runs_off_the_narrowest_phone_in_wide_spaced_or_double_text(phone: Visitor, path: str):
    phone.visit(path)

    for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []


@pytest.mark.parametrize("path", PAGES)
def test_a_keyboard_reaches_everything_in_reading_order(visitor: Visitor, path: str):
    visitor.visit(path)

    assert visitor.walk() == []


def test_the_first_stop_of_the_keyboard_skips_to_the_content(visitor: Visitor):
    visitor.visit("/get-help/")

    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.press("Enter")

    assert visitor.page.evaluate("document.activeElement.id") == "main"


def test_titles_are_unique(browser, address):
    page = browser.new_page()
    titles = []
    for path in PAGES:
        page.goto(address + path)
        titles.append(page.title())
    page.close()

    assert len(set(titles)) == len(titles)


def test_the_menu_opens_without_script_on_a_phone(plain_visitor: Visitor):
    plain_visitor.visit("/")
    summary = plain_visitor.page.get_by_text("Menu", exact=True)

    assert summary.is_visible() == (plain_visitor.width < 641)


def test_a_page_printed_shows_its_address_and_what_is_folded(visitor: Visitor):
    visitor.visit("/style-guide/")
    visitor.page.emulate_media(media="print")

    page = visitor.page
    assert page.locator(".tp-nav").is_visible() is False
    assert page.locator(".tp-buttons").first.is_visible() is False
    assert page.get_by_text(f"Printed from {visitor.address}/style-guide/").is_visible() is True
    assert page.get_by_text("The year or two of support after you qualify as a teacher").is_visible() is True


def test_the_print_button_appears_only_with_script(visitor: Visitor, plain_visitor: Visitor):
    visitor.visit("/style-guide/")
    plain_visitor.visit("/style-guide/")

    assert visitor.page.get_by_role("button", name="Print this page").is_visible() is True
    assert plain_visitor.page.get_by_role("button", name="Print this page").is_visible() is False


def test_pages_without_forms_set_no_cookie(visitor: Visitor):
    for path in PAGES[:8]:
        visitor.visit(path)

    assert visitor.page.context.cookies() == []


def test_a_page_is_light_after_the_first_visit(visitor: Visitor):
    visitor.visit("/")
    sizes: list[int] = []
    visitor.session.send("Network.enable")
    visitor.session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))

    visitor.visit("/get-help/")

    assert 0 < sum(sizes) < 60_000  # bytes over the wire; what the browser kept counts nothing


def test_meaning_survives_forced_colours(visitor: Visitor):
    visitor.page.emulate_media(forced_colors="active")
    visitor.visit("/style-guide/")

    assert visitor.axe() == []
    visitor.keep_screenshot("style-guide-forced-colours")
