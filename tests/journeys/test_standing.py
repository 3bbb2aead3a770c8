"""My standing, for each of the made-up people: by screen, by keyboard, on paper, without script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

LAW = "/standing/statutory-senco"
PAGES = {
    "how": "/standing/how/",
    "law": "/standing/law/",
    "route": "/standing/route/",
    "time": "/standing/time/",
    "change": "/standing/change/",
    "strand": "/standing/senco-award/LAW/",
    "examination": "/standing/senco-award/LAW-exam/",
    "met": "/standing/senco-award/LAW-3/",
    "unmet": "/standing/senco-award/RES-2/",
    "record": "/standing/senco-award/yearly-research/",
    "rule": f"{LAW}/award/",
    "declare": f"{LAW}/award/declare/holds:required-award/",
}


def main_words(visitor: Visitor) -> str:
    return re.sub(r"\s+", " ", visitor.page.locator("main").inner_text())


@pytest.mark.parametrize("slug", ["asha", "tom", "grace", "new"])
def test_my_standing_is_sound_for_everybody(someone: Visitor, slug: str):
    someone.sign_in_as(slug)
    someone.visit("/standing/")

    someone.assert_sound(f"standing-{slug}")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_my_standing_is_sound(visitor: Visitor, name: str):
    visitor.sign_in_as("asha")
    visitor.visit(PAGES[name])

    visitor.assert_sound(f"standing-{name}")


@pytest.mark.parametrize("name", ["time", "declare"])
def test_a_form_sent_empty_is_sound_and_its_summary_has_focus(someone: Visitor, name: str):
    someone.sign_in_as("asha")
    someone.visit(PAGES[name])
    someone.page.locator("main form button").click()

    assert someone.page.title().startswith("Error: ")
    someone.assert_sound(f"standing-{name}-error")


@pytest.mark.parametrize("path", ["/standing/", PAGES["law"], PAGES["rule"], PAGES["route"]])
def test_nothing_runs_off_the_narrowest_phone_in_wide_spaced_or_double_text(phone: Visitor, path: str):
    phone.sign_in_as("asha")
    phone.visit(path)

    for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []


@pytest.mark.parametrize("path", ["/standing/", PAGES["law"], PAGES["met"], PAGES["route"]])
def test_a_keyboard_reaches_everything_in_reading_order(visitor: Visitor, path: str):
    visitor.sign_in_as("asha")
    visitor.visit(path)

    assert visitor.walk() == []


def test_count_law_and_first_step_stand_in_that_order_and_the_law_above_the_fold(visitor: Visitor):
    visitor.sign_in_as("asha")
    visitor.visit("/standing/")

    tops = [
        visitor.page.locator(what).first.bounding_box()["y"]  # type: ignore[index]
        for what in (".tp-lede", ".tp-law h2", ".tp-steps", ".tp-strands")
    ]
    assert tops == sorted(tops)
    assert tops[1] < 740


def test_asha_says_what_time_she_has_and_reads_how_the_date_comes_about(someone: Visitor):
    someone.sign_in_as("asha")
    someone.visit("/standing/")
    someone.page.get_by_role("link", name="Change my time each week").click()
    someone.page.get_by_label("3 hours").check()
    someone.page.get_by_role("button", name="Save").click()
    someone.page.get_by_role("link", name="How this was worked out").click()

    assert "you told us that you have 3 hours a week" in main_words(someone)


def test_asha_follows_a_step_to_what_it_asks_and_to_the_public_clause(someone: Visitor):
    someone.sign_in_as("asha")
    someone.visit("/standing/")
    steps = someone.page.locator(".tp-steps a")
    assert "Answer the assessor" in steps.first.inner_text()  # what waits for her comes first
    steps.nth(1).click()
    assert "What you must show" in main_words(someone)

    someone.page.get_by_role("link", name="See the clause, its words and what changed").click()

    assert "What changed" in main_words(someone)


def test_asha_sees_what_shows_an_outcome_and_its_entry(someone: Visitor):
    someone.sign_in_as("asha")
    someone.visit(PAGES["met"])
    someone.page.get_by_role("link", name="See the entry").click()

    assert "Judged by assessors" in main_words(someone)
    assert "Entered by Alex Reed" in main_words(someone)


def test_nia_begins_with_her_timeline_and_chooses_a_route_by_keyboard(someone: Visitor):
    someone.sign_in_as("new")
    someone.visit("/standing/")
    assert "Start with your timeline: 10 minutes" in main_words(someone)

    someone.page.get_by_role("link", name="Look at the four routes").focus()
    someone.page.keyboard.press("Enter")
    someone.page.get_by_role("radio", name="School staff on the way").wait_for()

    assert someone.page.get_by_role("button", name="Enrol on this route").is_visible()


def test_paper_keeps_statuses_and_leaves_out_what_cannot_be_pressed(visitor: Visitor):
    visitor.sign_in_as("asha")
    visitor.visit("/standing/")
    visitor.page.emulate_media(media="print")

    assert visitor.page.locator(".tp-strands .tp-status").first.is_visible()
    assert not visitor.page.locator(".tp-nav").is_visible()
    assert visitor.runs_off() == []
