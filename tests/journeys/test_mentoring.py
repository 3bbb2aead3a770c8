"""A mentor and her candidate: what is shown, a meeting that both sign, and who allocates."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

ONCE = itertools.count(1)


def write_down(visitor: Visitor) -> str:
    """Write down a meeting as Maya, and return its path."""
    visitor.sign_in_as("mentor")
    visitor.visit("/mentoring/")
    visitor.page.get_by_role("link", name="Asha Rahman", exact=True).click()
    visitor.assert_sound("mentoring-candidate")
    visitor.page.get_by_role("link", name="Write down a meeting").click()
    visitor.page.get_by_role("button", name="Keep it").click()
    visitor.assert_sound("meeting-error")
    for part, value in (("Day", "20"), ("Month", "Nov"), ("Year", "2025")):
        visitor.page.get_by_label(part, exact=True).fill(value)
    visitor.page.get_by_label("How long was it?").fill("30")
    visitor.page.get_by_label("What was it about?").fill(f"The session of September, talk {next(ONCE)}.")
    visitor.page.get_by_label("What did you agree to do next?").fill("Plan one task")
    visitor.page.get_by_role("button", name="Keep it").click()
    visitor.assert_sound("meeting-unsigned")
    return visitor.page.url.partition("?")[0].removeprefix(visitor.address)


def test_a_meeting_is_written_by_one_and_signed_by_both(someone: Visitor):
    path = write_down(someone)
    someone.page.get_by_role("button", name="Sign it").click()
    assert "Waits for Asha Rahman to sign." in someone.page.locator("main").inner_text()
    someone.sign_in_as("asha")
    someone.visit(path)
    someone.page.get_by_role("button", name="Sign it").click()
    assert "Signed by both." in someone.page.locator("main").inner_text()
    someone.assert_sound("meeting-signed")
    someone.page.get_by_role("link", name="Change what was written").click()
    someone.page.get_by_label("How long was it?").fill("40")
    someone.page.get_by_role("button", name="Keep it").click()
    assert "Waits for Asha Rahman and Maya Stone to sign." in someone.page.locator("main").inner_text()
    assert someone.page.get_by_role("heading", name="Earlier texts").is_visible()
    someone.assert_sound("meeting-changed")


def test_the_mentor_sees_what_the_candidate_shows(someone: Visitor):
    someone.sign_in_as("mentor")
    someone.visit("/mentoring/")
    someone.assert_sound("mentoring")
    someone.page.get_by_role("link", name="Asha Rahman", exact=True).click()
    looks = someone.page.locator("main .tp-plain a")
    for number in range(looks.count()):
        looks.nth(number).click()
        someone.assert_sound(f"mentoring-look-{number}")
        someone.page.go_back()
    someone.visit("/mentoring/most/")
    someone.assert_sound("mentoring-most")
    someone.sign_in_as("asha")
    for path in ("/plan/mentor/", "/plan/mentor/sees/", "/plan/mentor/end/"):
        someone.visit(path)
        someone.assert_sound("mentor" + path.removeprefix("/plan/mentor").replace("/", "-"))
    someone.visit("/account/data/seen/")
    assert "Maya Stone" in someone.page.locator("main").inner_text()


def test_an_administrator_allocates_who_asks(someone: Visitor):
    someone.sign_in_as("admin")
    someone.visit("/mentors/")
    someone.assert_sound("mentors")
    someone.page.get_by_role("link", name="Tom Bright").click()
    someone.page.get_by_role("button", name="Offer this mentor").click()
    someone.assert_sound("mentors-offer-error")
    someone.visit("/mentors/find/")
    someone.page.get_by_role("button", name="Continue").click()
    someone.assert_sound("mentors-find-error")


def test_somebody_without_a_mentor_is_told_how_to_ask(someone: Visitor):
    someone.sign_in_as("grace")
    someone.visit("/plan/mentor/")
    someone.assert_sound("mentor-none")
    someone.page.get_by_role("link", name="Ask for a mentor").click()
    someone.assert_sound("mentor-ask")


def test_a_keyboard_alone_reaches_everything_in_reading_order(visitor: Visitor):
    visitor.sign_in_as("mentor")
    visitor.visit("/mentoring/")
    assert visitor.walk() == []
    visitor.sign_in_as("asha")
    visitor.visit("/plan/mentor/")
    assert visitor.walk() == []


def test_nothing_runs_off_the_narrowest_phone(phone: Visitor):
    path = write_down(phone)
    for page in (path, "/mentoring/"):
        phone.visit(page)
        for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
            phone.with_style(style)
            assert phone.runs_off() == []


def test_a_printed_meeting_keeps_its_words_and_loses_its_buttons(visitor: Visitor):
    visitor.visit(write_down(visitor))
    visitor.page.emulate_media(media="print")

    assert visitor.page.locator("h1").is_visible()
    assert not visitor.page.get_by_role("button", name="Sign it").is_visible()
