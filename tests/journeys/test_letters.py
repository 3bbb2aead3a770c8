"""A letter is chosen, filled in, printed and kept; words are checked. On a phone, without script, by keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT

from trigpoint.content.letters import letters

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

HARD = (
    "Subsequently, multi-disciplinary professionals facilitated the implementation of differentiated interventions "
    "notwithstanding considerable organisational limitations regarding accommodation and the transitional "
    "arrangements previously communicated."
)


def words(visitor: Visitor) -> str:
    return " ".join(visitor.page.locator("main").inner_text().split())


def begin_invitation(visitor: Visitor) -> None:
    visitor.visit("/law/")
    page = visitor.page
    page.get_by_role("link", name="Letters and meetings").click()
    page.get_by_role("link", name="Invite parent carers to an annual review").click()
    for label, value in (("Day", "12"), ("Month", "Mar"), ("Year", "2027")):
        page.get_by_label(label, exact=True).fill(value)
    page.get_by_label("At what time?").fill("13:30")


@pytest.mark.parametrize(
    "path", ["/law/letters/", "/law/plain-words/", *(f"/law/letters/{one.id}/" for one in letters())]
)
def test_a_page_of_letters_is_sound(visitor: Visitor, path: str):
    visitor.visit(path)

    visitor.assert_sound(f"letters-{path.strip('/').rpartition('/')[2]}")


def test_an_invitation_is_written_with_its_days_changed_and_kept_as_a_file(someone: Visitor):
    page = someone.page
    begin_invitation(someone)
    page.get_by_label("Where?").fill("with your son Adam")
    page.get_by_role("button", name="Write it").click()
    someone.assert_sound("letter-error")
    assert "where you wrote “Adam”" in words(someone)
    page.get_by_label("Where?").fill("the library")
    page.get_by_role("button", name="Write it").click()

    someone.assert_sound("letter-made")
    said = words(someone)
    assert "on Friday 12 March 2027, at 13:30, the library" in said
    assert "We send you what everybody wrote by 25 February 2027" in said
    with page.expect_download() as download:
        page.get_by_role("button", name="Download it as a file").click()
    assert download.value.suggested_filename == "annual-review-invitation.txt"
    assert "12 March 2027" in Path(download.value.path()).read_text(encoding="utf-8")
    page.get_by_role("button", name="Change your answers").click()
    assert page.get_by_label("Where?").input_value() == "the library"


def test_a_letter_prints_without_its_buttons_and_a_keyboard_reaches_everything(visitor: Visitor):
    begin_invitation(visitor)
    visitor.page.get_by_label("Where?").fill("the library")
    visitor.page.get_by_role("button", name="Write it").click()

    assert visitor.page.get_by_role("button", name="Copy the text").is_visible()
    assert visitor.walk() == []
    visitor.page.emulate_media(media="print")
    assert visitor.page.get_by_text("Dear parent carer").is_visible()
    assert not visitor.page.get_by_role("button", name="Download it as a file").is_visible()


def test_words_are_checked_and_a_name_is_pointed_at(someone: Visitor):
    page = someone.page
    someone.visit("/law/plain-words/")
    page.get_by_role("button", name="Check my words").click()
    someone.assert_sound("plain-error")
    page.get_by_label("Your words").fill(f"Your son Adam reads. {HARD}")
    page.get_by_role("button", name="Check my words").click()

    someone.assert_sound("plain-checked")
    said = words(someone)
    assert "This is hard to read" in said
    assert "This looks as if it names a child: Adam." in said
    assert "You could write: help" in said


@pytest.mark.parametrize("path", ["/law/letters/", "/law/letters/late-decision/", "/law/plain-words/"])
def test_nothing_runs_off_the_narrowest_phone_in_wide_spaced_or_double_text(phone: Visitor, path: str):
    phone.visit(path)

    for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []
