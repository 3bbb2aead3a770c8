"""Somebody plans a half-term, writes for herself, asks for time: with script and without, on a phone and a laptop."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

ONCE = itertools.count(1)
"""One copy is served to all journeys, so each names its own things."""
PAGES = (
    "/plan/", "/plan/?minutes=20", "/plan/everything/", "/plan/goals/add/", "/plan/how-sure/", "/plan/how-sure/COO/",
    "/plan/gaps/", "/plan/review/", "/plan/reflections/", "/plan/reflections/write/", "/plan/time/", "/plan/reminders/",
    "/plan/half-terms/", "/plan/calendar/",
)  # fmt: skip


def test_a_new_person_puts_a_suggestion_on_her_plan_and_ticks_something_off(someone: Visitor):
    someone.sign_in_as("new")
    someone.visit("/plan/")
    assert someone.page.locator("h1").inner_text().startswith("This half-term:")
    someone.assert_sound("plan-begin")
    words = f"Ring a family {next(ONCE)}"
    someone.visit("/plan/goals/add/")
    someone.page.get_by_role("button", name="Add it to my plan").click()
    someone.assert_sound("plan-goal-error")
    someone.page.get_by_label("What do you want to do?").fill(words)
    someone.page.get_by_label("How many minutes will it take, about?").fill("10")
    someone.page.get_by_role("button", name="Add it to my plan").click()
    assert someone.page.get_by_role("status").inner_text() == "It is on your plan."
    someone.page.get_by_role("link", name="10 minutes").click()
    someone.assert_sound("plan-ten-minutes")
    someone.page.locator("li", has_text=words).get_by_role("button", name="Done").first.click()
    assert f"{words}, done" in someone.page.locator("main").inner_text()
    someone.assert_sound("plan-done")


def test_every_page_of_a_plan_is_sound(someone: Visitor):
    someone.sign_in_as("asha")
    for path in PAGES:
        assert someone.visit(path).status == 200
        someone.assert_sound("plan" + path.removeprefix("/plan").replace("/", "-").replace("?", "-"))


def test_a_reflection_is_written_and_deleted_again(someone: Visitor):
    someone.sign_in_as("grace")
    someone.visit("/plan/reflections/write/")
    someone.page.get_by_role("button", name="Keep it").click()
    someone.assert_sound("plan-reflection-error")
    someone.page.get_by_label("Your reflection").fill("Ask first, and write after.")
    someone.page.get_by_role("button", name="Keep it").click()
    assert "Only you can read this." in someone.page.locator("main").inner_text()
    someone.assert_sound("plan-reflection")
    someone.page.get_by_role("link", name="Delete it").click()
    someone.assert_sound("plan-reflection-delete")
    someone.page.get_by_role("button", name="Delete it").click()
    assert "Your reflection is deleted." in someone.page.locator("main").inner_text()


def test_she_sees_what_her_head_will_see_before_it_is_sent(someone: Visitor):
    someone.sign_in_as("grace")
    someone.visit("/plan/time/ask/")
    someone.page.get_by_label("How many hours a week do you ask for?").fill("many")
    someone.page.get_by_role("button", name="Continue").click()
    someone.assert_sound("plan-time-error")
    someone.page.get_by_label("How many hours a week do you ask for?").fill("2")
    someone.page.get_by_role("button", name="Continue").click()
    assert someone.page.locator("h1").inner_text() == "This is what your head will see"
    someone.assert_sound("plan-time-check")
    someone.page.get_by_role("button", name="Send it to my head").click()
    someone.assert_sound("plan-time-sent")
    someone.page.get_by_role("link", name="Read or print it").first.click()
    someone.assert_sound("plan-time-letter")
    someone.page.go_back()
    someone.page.get_by_role("link", name="Note what my head said").click()
    someone.assert_sound("plan-time-answer")
    someone.page.go_back()
    someone.page.get_by_role("link", name="Take it back").click()
    someone.assert_sound("plan-time-withdraw")
    someone.page.get_by_role("button", name="Take it back").click()
    assert "Your request is taken back." in someone.page.locator("main").inner_text()


def test_a_keyboard_alone_reaches_everything_in_reading_order(visitor: Visitor):
    visitor.sign_in_as("asha")
    for path in ("/plan/", "/plan/how-sure/COO/", "/plan/gaps/"):
        visitor.visit(path)
        assert visitor.walk() == []


def test_nothing_runs_off_the_narrowest_phone(phone: Visitor):
    phone.sign_in_as("asha")
    for path in PAGES:
        phone.visit(path)
        for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
            phone.with_style(style)
            assert phone.runs_off() == []


def test_a_printed_plan_keeps_its_steps_and_loses_its_buttons(visitor: Visitor):
    visitor.sign_in_as("asha")
    visitor.visit("/plan/")
    visitor.page.emulate_media(media="print")

    assert visitor.page.locator("h1").is_visible()
    assert visitor.page.locator(".plan-steps h3").first.is_visible()
    assert not visitor.page.locator(".plan-acts").first.is_visible()
    assert not visitor.page.locator(".plan-filter").is_visible()
