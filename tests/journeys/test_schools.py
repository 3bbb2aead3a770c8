"""Finding a school and reading what it is, by screen, by keyboard, without script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

ALDGATE, GIRLS, CLOSED_NURSERY = 100000, 100001, 100004
PAGES = {
    "find": "/schools/",
    "found": "/schools/?q=primary",
    "found-nothing": "/schools/?q=zzzzzz",
    "found-guess": "/schools/?q=aldgait+scool",
    "found-error": "/schools/?q=",
    "school-covered": f"/schools/{ALDGATE}/",
    "school-outside": f"/schools/{GIRLS}/",
    "school-closed": f"/schools/{CLOSED_NURSERY}/",
    "school-none": "/schools/999999/",
}


def headings(visitor: Visitor) -> list[str]:
    return visitor.page.locator("h1, h2").all_inner_texts()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_register_is_sound(someone: Visitor, name: str):
    someone.visit(PAGES[name])

    someone.assert_sound(f"schools-{name}")


@pytest.mark.parametrize("name", ["found", "found-error", "school-covered"])
def test_nothing_runs_off_the_narrowest_phone_in_wide_spaced_or_double_text(phone: Visitor, name: str):
    phone.visit(PAGES[name])

    for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []


@pytest.mark.parametrize("name", ["found", "school-covered"])
def test_a_keyboard_reaches_everything_in_reading_order(visitor: Visitor, name: str):
    visitor.visit(PAGES[name])

    assert visitor.walk() == []


def test_a_school_is_found_by_a_misspelt_name_and_read(someone: Visitor):
    someone.visit("/schools/")
    someone.page.get_by_label("Find a school").fill("aldgait school")
    someone.page.get_by_role("button", name="Search").click()
    someone.page.get_by_role("link", name="The Aldgate School").click()

    assert headings(someone)[:2] == ["The Aldgate School", "The SENCO rules cover this school"]


def test_the_way_from_a_school_leads_to_the_rule(someone: Visitor):
    someone.visit(PAGES["school-covered"])
    someone.page.get_by_role("link", name="See the rule and its sources").click()

    assert someone.page.locator("h1").inner_text() == "The school is covered by the rule"


def test_results_come_while_one_types_and_their_number_is_spoken(visitor: Visitor):
    visitor.visit("/schools/")
    visitor.page.get_by_label("Find a school").press_sequentially("aldgate")
    visitor.page.wait_for_selector(".schools-results a")

    assert visitor.page.get_by_role("status").inner_text() == "1 school found for “aldgate”."
    assert visitor.page.url.endswith("/schools/")
