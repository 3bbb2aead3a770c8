"""The head's pages and the SENCO's view of them: by screen, by keyboard, on paper, without script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

HEAD = ("/school/", "/requests/", "/school/shared/")
MIRROR = "/what-my-head-sees/"


def main_words(visitor: Visitor) -> str:
    return re.sub(r"\s+", " ", visitor.page.locator("main").inner_text())


@pytest.mark.parametrize("path", HEAD)
def test_a_page_of_the_head_is_sound(someone: Visitor, path: str):
    someone.sign_in_as("head")
    someone.visit(path)

    someone.assert_sound(f"governance{path.replace('/', '-')}")


def test_what_the_head_sees_is_sound_for_her_who_is_seen(someone: Visitor):
    someone.sign_in_as("asha")
    someone.visit(MIRROR)

    someone.assert_sound("governance-mirror")


def test_signing_in_leads_the_head_to_the_school_and_what_waits_stands_above_the_fold(visitor: Visitor):
    visitor.sign_in_as("head")

    assert visitor.page.url.endswith("/school/")
    box = visitor.page.get_by_role("link", name=re.compile("^Agree")).bounding_box()
    assert box is not None
    assert box["y"] < 740


@pytest.mark.parametrize("way", ["Agree", "Propose other hours", "Decline"])
def test_an_answer_sent_empty_is_sound_and_its_summary_has_focus(someone: Visitor, way: str):
    someone.sign_in_as("head")
    someone.page.get_by_role("link", name=re.compile(f"^{way}")).click()
    someone.assert_sound(f"governance-{way.split(maxsplit=1)[0].lower()}")
    for field in someone.page.locator("main input:not([type=hidden]), main textarea").all():
        field.fill("")
    someone.page.locator("main form button").click()

    assert someone.page.title().startswith("Error: ")
    someone.assert_sound(f"governance-{way.split(maxsplit=1)[0].lower()}-error")


@pytest.mark.parametrize("path", HEAD)
def test_nothing_runs_off_the_narrowest_phone_in_wide_spaced_or_double_text(phone: Visitor, path: str):
    phone.sign_in_as("head")
    phone.visit(path)

    for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []


@pytest.mark.parametrize("path", HEAD)
def test_a_keyboard_reaches_everything_in_reading_order(visitor: Visitor, path: str):
    visitor.sign_in_as("head")
    visitor.visit(path)

    assert visitor.walk() == []


def test_on_paper_the_page_keeps_its_answers_and_loses_its_buttons(visitor: Visitor):
    visitor.sign_in_as("head")
    visitor.page.emulate_media(media="print")

    assert visitor.page.get_by_text("Current until").first.is_visible()
    expect(visitor.page.get_by_role("link", name=re.compile("^Agree"))).to_be_hidden()


def test_the_head_and_asha_come_to_an_agreement_and_both_read_it(someone: Visitor):
    """One after the other, as each browser does it: whoever finds the request settled reads what holds."""
    someone.sign_in_as("head")
    propose = someone.page.get_by_role("link", name=re.compile("^Propose"))
    if propose.count():
        propose.click()
        someone.page.get_by_label("How much time a week?").fill("90")
        for part, value in (("day", "1"), ("month", "7"), ("year", "2030")):
            someone.page.locator(f"#review-{part}").fill(value)
        someone.page.get_by_role("button", name="Propose it").click()
        assert "You proposed other hours." in main_words(someone)
        someone.page.context.clear_cookies()
        someone.sign_in_as("asha")
        someone.visit(MIRROR)
        someone.page.get_by_role("button", name="Accept 1 hour 30 minutes a week").click()
        assert "You accepted it." in main_words(someone)
    someone.page.context.clear_cookies()
    for who, path in (("head", "/school/"), ("asha", MIRROR)):
        someone.sign_in_as(who)
        someone.visit(path)
        assert "1 hour 30 minutes a week, agreed from" in main_words(someone)
        someone.page.context.clear_cookies()


def test_asha_shows_her_progress_hugo_looks_and_she_reads_that_he_did(visitor: Visitor):
    visitor.sign_in_as("asha")
    visitor.visit("/account/data/sharing/find/?q=Becket")
    visitor.page.locator("main .tp-doors a, main ul a").first.click()
    visitor.page.locator("input[value=progress]").check()
    visitor.page.locator("input[value=head]").check()
    visitor.page.get_by_role("button", name="Show it").click()
    visitor.page.context.clear_cookies()

    visitor.sign_in_as("head")
    visitor.visit("/school/shared/")
    visitor.page.get_by_role("link", name="Asha Rahman’s progress").click()
    assert "outcomes met" in main_words(visitor)
    visitor.assert_sound("governance-progress")
    visitor.page.context.clear_cookies()

    visitor.sign_in_as("asha")
    visitor.visit("/account/data/seen/")
    assert "Hugo Vale (Head teacher, Becket Primary School) saw your progress." in main_words(visitor)
