"""An outcome from sending to agreed: given out, asked for more, judged by two who differ, and by a third."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT, words_of

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

OUTCOMES = itertools.cycle(("CPD-4", "CPD-5", "LEA-2"))
"""Each walk sends another outcome: one is open at a time."""
PIECE = "A year of training that I led, and what stayed"


def press(visitor: Visitor, name: str) -> None:
    visitor.page.get_by_role("button", name=name, exact=True).click()


def send(visitor: Visitor, outcome: str) -> str:
    """Send an outcome as Asha; return the key of the submission."""
    visitor.sign_in_as("asha")
    visitor.visit("/submissions/new/")
    press(visitor, "Continue")
    visitor.assert_sound("submission-new-error")
    visitor.page.get_by_label("Which outcome?").select_option(outcome)
    visitor.page.get_by_label("By what I learned here").check()
    press(visitor, "Continue")
    visitor.assert_sound("submission-pieces")
    visitor.page.get_by_label(PIECE).check()
    press(visitor, "Keep these")
    visitor.assert_sound("submission-draft")
    visitor.page.get_by_role("button", name="Check and send").or_(
        visitor.page.get_by_role("link", name="Check and send")
    ).click()
    press(visitor, "Send it")
    visitor.assert_sound("submission-send-error")
    for box in visitor.page.locator("input[name=said]").all():
        box.check()
    press(visitor, "Send it")
    visitor.assert_sound("submission-sent")
    return visitor.page.url.partition("?")[0].rstrip("/").rpartition("/")[2]


def give_to(visitor: Visitor, key: str, name: str) -> None:
    """Give the slot that waits to an assessor, as registrar."""
    visitor.sign_in_as("registrar")
    visitor.visit(f"/allocation/{key}/")
    visitor.page.get_by_label(name, exact=True).check()
    visitor.assert_sound("allocate")
    press(visitor, "Give it to this assessor")


def prove(visitor: Visitor) -> None:
    """Press the button that stands in for a password."""
    way = visitor.page.get_by_role("link", name="Go on as a made-up person")
    if way.count():
        way.click()
        press(visitor, "It is me (demonstration)")


def judge(visitor: Visitor, slug: str, key: str, *, first_is_shown: bool) -> None:
    """Judge every criterion as shown, or all but the first, and sign."""
    visitor.sign_in_as(slug)
    visitor.visit(f"/queue/{key}/")
    assert "Asha Rahman" not in words_of(visitor.page)
    many = visitor.page.locator("section[id^=criterion-]").count()
    for number in range(1, many + 1):
        part = visitor.page.locator(f"#criterion-{number}")
        shown = first_is_shown or number > 1
        part.get_by_label("Shown" if shown else "Not shown", exact=True).check()
        part.get_by_label("It is shown clearly." if shown else "What was sent shows a part of it.").check()
        if not shown:
            part.get_by_label("In your words, for the candidate").fill("Say what came of it.")
    press(visitor, "Check and sign")
    visitor.assert_sound("judge-sign")
    prove(visitor)
    press(visitor, "Sign it")
    visitor.assert_sound("judged")


def test_an_outcome_is_sent_judged_by_two_who_differ_and_agreed_by_a_third(someone: Visitor):
    outcome = next(OUTCOMES)
    key = send(someone, outcome)
    give_to(someone, key, "Alex Reed")
    give_to(someone, key, "Bea Quill")
    someone.sign_in_as("assessor")
    someone.visit("/queue/")
    someone.assert_sound("queue")
    someone.visit(f"/queue/{key}/")
    someone.assert_sound("judge")
    press(someone, "Check and sign")
    someone.assert_sound("judge-error")
    assert "Select whether criterion 1 is shown" in words_of(someone.page)
    someone.page.get_by_role("link", name="Ask for more").click()
    prove(someone)
    someone.page.get_by_label("There is too little to tell").check()
    someone.page.locator("input[name=criteria]").first.check()
    someone.page.get_by_label("What exactly would help?").fill("One more example.")
    press(someone, "Sign and ask")
    assert "The clock stands still" in words_of(someone.page)
    someone.sign_in_as("asha")
    someone.visit(f"/submissions/{key}/")
    someone.assert_sound("submission-asked")
    someone.visit(f"/submissions/{key}/more/")
    someone.assert_sound("submission-more")
    someone.page.get_by_label("What do you want to say?").fill("In March I did the same with two new colleagues.")
    someone.page.get_by_label("No pupil can be known from it").check()
    press(someone, "Send it")
    judge(someone, "assessor", key, first_is_shown=True)
    judge(someone, "assessor-two", key, first_is_shown=False)
    someone.sign_in_as("asha")
    someone.visit(f"/submissions/{key}/")
    assert "Two judged differently. A third person judges it" in words_of(someone.page)
    assert "Say what came of it." not in words_of(someone.page)
    give_to(someone, key, "Cal Wynn")
    judge(someone, "assessor-three", key, first_is_shown=True)
    assert "Here is what each of you judged." in words_of(someone.page)
    someone.sign_in_as("asha")
    someone.visit(f"/submissions/{key}/")
    assert "Decided on" in words_of(someone.page)
    assert "by three assessors" in words_of(someone.page)
    someone.assert_sound("submission-agreed")


def test_a_judgement_saves_itself_while_it_is_written(visitor: Visitor):
    visitor.sign_in_as("assessor")
    visitor.visit("/queue/")
    visitor.page.locator(".assess-queue a").first.click()
    before = int(visitor.page.locator("input[name=version]").input_value())
    box = visitor.page.get_by_label("What else do you want to say to the candidate?")
    box.fill(f"Thought {before + 1}.")
    visitor.page.locator(f"input[name=version][value='{before + 1}']").wait_for(state="attached")
    assert visitor.page.locator("[data-saved]").inner_text().startswith("Saved ")
    visitor.page.reload()
    assert box.input_value() == f"Thought {before + 1}."


def test_nothing_runs_off_the_narrowest_phone(phone: Visitor):
    phone.sign_in_as("assessor")
    phone.visit("/queue/")
    address = phone.page.locator(".assess-queue a").first.get_attribute("href")
    for path in ("/queue/", str(address), "/queue/standards/"):
        phone.visit(path)
        for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
            phone.with_style(style)
            assert phone.runs_off() == []


def test_a_keyboard_alone_reaches_everything_in_reading_order(visitor: Visitor):
    visitor.sign_in_as("assessor")
    visitor.visit("/queue/")
    visitor.page.locator(".assess-queue a").first.click()
    assert visitor.walk() == []
