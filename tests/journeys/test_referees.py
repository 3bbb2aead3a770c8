"""Somebody asks, somebody else confirms through a link; and a timeline comes in from a spreadsheet."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT

if TYPE_CHECKING:
    from pathlib import Path

    from tests.journeys.support import Visitor

ONCE = itertools.count(1)
"""One copy is served to all journeys, so each asks another address."""
FILE = (
    "kind;what;school;first day;last day;FTE\n"
    "post;teacher;The Aldgate School;1/9/2001;31/8/2002;0.6\n"
    "post;teacher;Aldgate Schol;Sept 2002;Aug 2003;\n"
    "post;juggler;The Aldgate School;3/27/2014;;\n"
)


def asked(visitor: Visitor, who: str = "tom") -> str:
    """Ask somebody as one of the demonstration; return the path of the link, and sign out."""
    visitor.sign_in_as(who)
    visitor.visit("/timeline/references/ask/")
    visitor.assert_sound("referees-entries")
    visitor.page.get_by_role("checkbox").first.check()
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.assert_sound("referees-who-error")
    visitor.page.get_by_label("Their name").fill("Mr Ben Okafor")
    visitor.page.get_by_label("Their work e-mail address").fill(f"ben{next(ONCE)}@school.example")
    visitor.page.get_by_label("Head teacher").check()
    visitor.page.get_by_role("button", name="Continue").click()
    visitor.assert_sound("referees-check")
    visitor.page.get_by_role("button", name="Ask Mr Ben Okafor").click()
    visitor.assert_sound("referees-asked")
    link = visitor.page.input_value("#link")
    return link.removeprefix(visitor.address)


def withdraw(visitor: Visitor, here: str) -> None:
    """Take a request back, so that the next journey may ask."""
    visitor.visit(here)
    visitor.page.get_by_role("link", name="Withdraw this request").click()
    visitor.assert_sound("referees-withdraw")
    visitor.page.get_by_role("button", name="Withdraw the request").click()


def begin(visitor: Visitor) -> None:
    visitor.page.get_by_label("Your name").fill("Ben Okafor")
    visitor.page.get_by_label("Your post").fill("Head teacher")
    visitor.page.get_by_label("Your school or organisation").fill("Hill Top Primary School")
    visitor.page.get_by_role("checkbox").check()
    visitor.page.get_by_role("button", name="Continue").click()


def test_somebody_asks_and_a_head_confirms_on_a_phone_or_a_laptop_with_script_or_without(someone: Visitor):
    slug = {(360, True): "tom", (360, False): "grace", (1280, True): "asha", (1280, False): "tom"}
    path = asked(someone, slug[someone.width, someone.script])
    someone.visit(path)
    assert someone.page.locator("h1").inner_text() == "Nobody confirms their own entries"
    someone.assert_sound("referees-own")

    someone.page.context.clear_cookies()
    someone.visit(path)
    someone.assert_sound("referees-start")
    someone.page.get_by_role("button", name="Continue").click()
    someone.assert_sound("referees-start-error")
    begin(someone)
    someone.assert_sound("referees-claim")
    someone.page.get_by_role("button", name="Save and continue").click()
    someone.assert_sound("referees-claim-error")
    someone.page.get_by_label("I question this").check()
    someone.page.get_by_label("If something is not right: what is it?").fill("It was 0.6 of full time.")
    someone.page.get_by_role("button", name="Save and continue").click()
    someone.assert_sound("referees-review")
    someone.page.get_by_role("link", name="Change entry 1").click()
    someone.page.get_by_label("Yes, this is right").check()
    someone.page.get_by_role("button", name="Save and continue").click()
    someone.page.get_by_role("button", name="Send my answers").click()
    assert someone.page.locator("h1").inner_text().startswith("Thank you.")
    someone.assert_sound("referees-sent")
    someone.visit(path)
    assert someone.page.locator("h1").inner_text().startswith("Thank you.")

    someone.sign_in_as(slug[someone.width, someone.script])
    someone.visit("/timeline/references/")
    someone.assert_sound("referees-list")
    assert "Confirmed" in someone.page.locator("main").inner_text()
    someone.page.get_by_role("link", name="Mr Ben Okafor").first.click()
    someone.assert_sound("referees-answered")


def test_a_keyboard_alone_asks_and_reaches_everything_in_reading_order(visitor: Visitor):
    visitor.sign_in_as("grace")
    visitor.visit("/timeline/references/ask/")
    assert visitor.walk() == []


def test_a_link_that_opens_nothing_is_explained(someone: Visitor):
    someone.visit("/confirm/r_nothing/")

    someone.assert_sound("referees-no-link")
    assert someone.page.locator("h1").inner_text() == "This link opens nothing"


def test_nothing_runs_off_the_narrowest_phone_and_the_keyboard_answers(phone: Visitor):
    path = asked(phone, "grace")
    here = phone.page.url.partition("?")[0].removeprefix(phone.address)
    for page in (path, "/timeline/import/"):
        phone.visit(page)
        for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
            phone.with_style(style)
            assert phone.runs_off() == []
    withdraw(phone, here)


def test_a_printed_answer_keeps_its_words_and_loses_its_buttons(visitor: Visitor):
    path = asked(visitor, "grace" if visitor.width == 360 else "asha")
    here = visitor.page.url.partition("?")[0].removeprefix(visitor.address)
    visitor.page.emulate_media(media="print")
    assert not visitor.page.get_by_role("button", name="Make a new link").is_visible()
    assert visitor.page.locator("h1").is_visible()
    visitor.page.emulate_media(media="screen")
    assert path.startswith("/confirm/")
    withdraw(visitor, here)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of a timeline as a German Excel writes it."""
    path: Path = tmp_path / "timeline.csv"
    path.write_text(FILE, encoding="utf-16")
    return path


def test_a_timeline_comes_in_from_a_spreadsheet(someone: Visitor, file: Path):
    someone.sign_in_as("new" if someone.script else "tom")
    someone.visit("/timeline/import/")
    someone.assert_sound("import-choose")
    someone.page.get_by_role("button", name="Look at the rows").click()
    someone.assert_sound("import-choose-error")
    someone.page.set_input_files("#file", file)
    someone.page.get_by_role("button", name="Look at the rows").click()
    someone.assert_sound("import-preview")
    assert "UTF-16 text with semicolons" in someone.page.locator("main").inner_text()
    someone.page.get_by_label("The Aldgate School, London").first.check()
    someone.page.get_by_role("button", name="Look again with these schools").click()
    someone.assert_sound("import-chosen")
    with someone.page.expect_download() as download:
        someone.page.get_by_role("button", name="Download these rows to mend").click()
    assert download.value.suggested_filename == "timeline-rows-to-mend.csv"

    enter = someone.page.get_by_role("button", name="Enter 2 rows")
    if enter.count():  # the other width came first: then both rows are there already
        enter.click()
        someone.assert_sound("import-done")
        assert "2 rows are on your timeline" in someone.page.locator("h1").inner_text()
    else:
        assert "2 rows left out" in someone.page.locator("main").inner_text()


def test_a_keyboard_reaches_everything_of_the_import_in_reading_order(visitor: Visitor, file: Path):
    visitor.sign_in_as("admin")
    visitor.visit("/timeline/import/")
    assert visitor.walk() == []
    visitor.page.set_input_files("#file", file)
    visitor.page.get_by_role("button", name="Look at the rows").click()
    assert visitor.walk() == []
