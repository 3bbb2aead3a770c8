"""My timeline in a real browser: a new person tells her post, sees the sum, corrects it; with script and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import words_of

if TYPE_CHECKING:
    from tests.journeys.support import Visitor


@pytest.fixture
def asha(visitor: Visitor) -> Visitor:
    """Return Asha at her screen, with her ten years."""
    visitor.sign_in_as("asha")
    return visitor


@pytest.fixture
def newcomer(someone: Visitor) -> Visitor:
    """Return somebody with nothing on her timeline, with script and without. Each test leaves it as empty."""
    someone.sign_in_as("new")
    return someone


def fill_date(visitor: Visitor, name: str, day: int, month: int, year: int) -> None:
    for part, value in (("day", day), ("month", month), ("year", year)):
        visitor.page.fill(f"#{name}-{part}", str(value))


def go_on(visitor: Visitor, words: str = "Continue") -> None:
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name=words, exact=True).click()


def pick(visitor: Visitor, name: str) -> None:
    visitor.page.fill("#q", name)
    if not visitor.script:
        go_on(visitor, "Search")
    visitor.page.get_by_label(name, exact=True).check()
    go_on(visitor)


def take_off(visitor: Visitor) -> None:
    """Take the one post off."""
    visitor.page.get_by_role("link", name="Take off").click()
    visitor.assert_sound("timeline-withdraw")
    go_on(visitor, "Take it off my timeline")
    assert "Taken off your timeline." in words_of(visitor.page)


def tell_a_post(visitor: Visitor) -> None:
    """Tell a teaching assistant's post, every page sound, its error too."""
    page = visitor.page
    page.get_by_role("button", name="Add a post").or_(page.get_by_role("link", name="Add a post")).click()
    visitor.assert_sound("timeline-role")
    go_on(visitor)
    visitor.assert_sound("timeline-role-error")
    page.get_by_label("Teaching assistant, or other support in class").check()
    go_on(visitor)
    visitor.assert_sound("timeline-school")
    pick(visitor, "Vigo Primary School")
    visitor.assert_sound("timeline-dates")
    fill_date(visitor, "first", 1, 9, 2024)
    go_on(visitor)
    assert "Enter the last day of the post, or select that you are still in it" in words_of(page)
    visitor.assert_sound("timeline-dates-error")
    page.get_by_label("I am still in this post").check()
    go_on(visitor)
    visitor.assert_sound("timeline-hours")
    page.get_by_label("A number of hours a week").check()
    go_on(visitor)
    visitor.assert_sound("timeline-hours-error")
    page.fill("#hours", "27.5")
    go_on(visitor)
    visitor.assert_sound("timeline-check")


def test_a_new_person_tells_her_post_sees_the_sum_and_corrects_it(newcomer: Visitor):
    page = newcomer.page
    newcomer.visit("/timeline/")
    assert "Add your present post first." in words_of(page)
    newcomer.assert_sound("timeline-empty")

    tell_a_post(newcomer)
    go_on(newcomer, "Save the post")
    assert "Saved. Your timeline shows it below." in words_of(page)
    assert "years in schools" in words_of(page)
    newcomer.assert_sound("timeline-one-post")

    page.get_by_role("link", name="See the sum").click()
    assert "27.5 hours a week, 0.74 of full time" in words_of(page)
    newcomer.assert_sound("timeline-sum")
    page.get_by_role("link", name="Back").click()

    page.get_by_role("link", name="Correct Teaching assistant").click()
    page.get_by_role("link", name="Change the hours").click()
    page.get_by_label("Full time", exact=True).check()
    go_on(newcomer)
    go_on(newcomer, "Save the correction")
    assert "Corrected." in words_of(page)
    page.get_by_role("link", name="See what was said before").first.click()
    assert "This was changed later." in words_of(page)
    newcomer.assert_sound("timeline-before")
    page.get_by_role("link", name="Back").click()

    take_off(newcomer)


def test_a_post_against_the_rule_is_told_as_an_exception(newcomer: Visitor):
    page = newcomer.page
    newcomer.visit("/timeline/posts/add/")
    page.get_by_label("SENCO", exact=True).check()
    go_on(newcomer)
    pick(newcomer, "Uplands Primary School")
    fill_date(newcomer, "first", 1, 9, 2025)
    page.get_by_label("I am still in this post").check()
    go_on(newcomer)
    page.get_by_label("Full time", exact=True).check()
    go_on(newcomer)
    newcomer.assert_sound("timeline-standing")
    page.get_by_label("As a teacher there").check()
    go_on(newcomer)
    newcomer.assert_sound("timeline-law")
    page.get_by_label("None of these").check()
    page.get_by_label("I had not passed it").check()
    go_on(newcomer)
    assert "The law’s rule on SENCOs is not met here" in words_of(page)
    newcomer.assert_sound("timeline-exception")
    go_on(newcomer)
    newcomer.assert_sound("timeline-exception-error")
    page.fill("#decided_by", "The head and the chair of governors")
    fill_date(newcomer, "until", 31, 8, 2027)
    page.fill("#doing", "On the assessment only route")
    go_on(newcomer)
    newcomer.assert_sound("timeline-check-exception")
    go_on(newcomer, "Save the post")
    page.get_by_role("link", name="See the exception").click()
    newcomer.assert_sound("timeline-one-exception")
    page.get_by_role("link", name="Close it").click()
    newcomer.assert_sound("timeline-close")
    page.get_by_label("What was missing is there now").check()
    go_on(newcomer, "Close the exception")
    assert "The exception is closed." in words_of(page)
    take_off(newcomer)


def test_a_form_that_is_gone_leads_back_with_a_sentence(newcomer: Visitor):
    newcomer.visit("/timeline/posts/draft/0123456789ab/dates/")
    assert "That form is no longer open" in words_of(newcomer.page)
    newcomer.assert_sound("timeline-gone")


def test_what_the_route_finder_was_told_is_taken_over_and_not_asked_again(someone: Visitor):
    page = someone.page
    someone.visit("/routes/")
    page.locator("main a.govuk-button").first.click()
    while page.locator("main input[type=radio]").count():
        page.locator("main input[type=radio]").first.check()
        go_on(someone)
    someone.sign_in_as("assessor")
    someone.visit("/timeline/")
    page.get_by_role("link", name="See what you told us").click()
    someone.assert_sound("timeline-told")
    for box in page.locator("main input[type=checkbox]").all():
        box.uncheck()
    go_on(someone, "Keep these")
    assert "Select what to keep" in words_of(page)
    someone.assert_sound("timeline-told-error")
    go_on(someone, "Forget these answers")
    assert "Start with what you already told us" not in words_of(page)


def test_a_school_that_is_not_listed_is_taken_by_its_name(newcomer: Visitor):
    page = newcomer.page
    newcomer.visit("/timeline/posts/add/")
    page.get_by_label("Teacher", exact=True).check()
    go_on(newcomer)
    page.get_by_role("link", name="My school is not listed").click()
    newcomer.assert_sound("timeline-school-name")
    go_on(newcomer)
    newcomer.assert_sound("timeline-school-name-error")
    page.fill("#name", "Hill Top School, Leeds")
    go_on(newcomer)
    assert page.get_by_role("heading", name="When were you in this post?").count() == 1


@pytest.mark.parametrize(
    "path",
    [
        "/timeline/",
        "/timeline/sum/",
        "/timeline/qualifications/add/",
        "/timeline/qualifications/add/nasenco/",
        "/timeline/qualifications/add/degree/",
        "/timeline/training/add/",
        "/timeline/leave/add/",
    ],
)
def test_a_page_of_a_full_timeline_is_sound_and_reached_by_keyboard(asha: Visitor, path: str):
    asha.visit(path)
    asha.assert_sound(f"timeline-full{path.replace('/', '-')}")
    assert asha.walk() == []


def test_the_timeline_prints_what_counts_and_not_what_can_be_clicked(asha: Visitor):
    asha.visit("/timeline/")
    asha.page.emulate_media(media="print")
    text = words_of(asha.page)
    assert "years in schools" in text
    assert "Take off" not in text
    assert "Add a post" not in text


def test_the_timeline_fits_the_narrowest_phone_and_large_text(phone: Visitor):
    phone.sign_in_as("grace")
    phone.visit("/timeline/")
    assert phone.runs_off() == []
    phone.with_style("html { font-size: 200% !important; }")
    assert phone.runs_off() == []
