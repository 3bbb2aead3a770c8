"""Finding the law and working out a date, by screen, by keyboard, without script, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

ON = "on-day=12&on-month=10&on-year=2026"
PAGES = {
    "home": "/law/",
    "situations": "/law/situations/",
    "situation": "/law/situations/a-parent-asks-for-an-assessment/",
    "one-page": "/law/situations/an-annual-review-is-due/one-page/",
    "holders": "/law/who/",
    "holder": "/law/who/local-authority/",
    "provisions": "/law/provisions/",
    "provision": "/law/provisions/cfa-36/",
    "guidance": "/law/provisions/code-6-91/",
    "proposed": "/law/proposed/",
    "texts": "/law/texts/",
    "search": "/law/search/?q=annual+review",
    "search-citation": "/law/search/?q=reg+49",
    "search-nearest": "/law/search/?q=regg+49+SEND+regs+2041",
    "search-old-law": "/law/search/?q=s.+324+Education+Act+1996",
    "search-nothing": "/law/search/?q=zzzz",
    "search-error": "/law/search/?q=",
    "dates": "/law/dates/",
    "date-question": "/law/dates/appeal/",
    "date-question-school-days": "/law/dates/exclusion-governors-15/",
    "date-error": "/law/dates/ehc-week-6/?on-day=31&on-month=2&on-year=2026",
    "date-answer": f"/law/dates/ehc-week-6/?{ON}",
    "date-answer-doubt": f"/law/dates/exclusion-governors-15/?{ON}&terms=approximate",
    "date-answer-senco": f"/law/dates/senco-qualification/?{ON}",
    "date-question-induction": "/law/dates/induction-end/",
    "date-answer-induction": f"/law/dates/induction-end/?{ON}&percent=60&absent-1=31&terms=approximate",
    "date-council-ended": f"/law/dates/exclusion-governors-15/?{ON}&terms=council&council=Cumbria",
    "term-dates": "/law/term-dates/",
}
NARROW = ("home", "situation", "provision", "search", "date-question-school-days", "date-error", "date-answer-senco")
ADMIN_PAGES = {"enter": "/law/term-dates/enter/", "file": "/law/term-dates/file/"}
TERMS = """1 September to 23 October 2026
2 November to 18 December 2026
4 January to 12 February 2027
22 February to 25 March 2027
12 April to 28 May 2027
7 June to 21 July 2027"""


def heading(visitor: Visitor) -> str:
    return " ".join(visitor.page.locator("h1").inner_text().split())


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_law_is_sound(someone: Visitor, name: str):
    someone.visit(PAGES[name])

    someone.assert_sound(f"law-{name}")


@pytest.mark.parametrize("name", NARROW)
def test_nothing_runs_off_the_narrowest_phone_in_wide_spaced_or_double_text(phone: Visitor, name: str):
    phone.visit(PAGES[name])

    for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []


@pytest.mark.parametrize("name", ["situation", "search", "date-question", "date-answer"])
def test_a_keyboard_reaches_everything_in_reading_order(visitor: Visitor, name: str):
    visitor.visit(PAGES[name])

    assert visitor.walk() == []


def test_from_what_happened_to_the_day_that_the_council_must_answer(someone: Visitor):
    page = someone.page
    someone.visit("/law/")
    page.get_by_role("link", name="A parent asks for an EHC needs assessment").click()
    assert page.locator("main h2").first.inner_text() == "Must"

    page.get_by_role("link", name="Work out the date for Decision whether to assess (week 6)").first.click()
    for part, typed in (("Day", "12"), ("Month", "Oct"), ("Year", "2026")):
        page.get_by_label(part).fill(typed)
    page.get_by_role("button", name="Work out the date").click()

    assert heading(someone).endswith("Monday 23 November 2026")
    assert "on-day=12" in page.url


def test_an_answer_can_be_changed_with_what_was_typed(someone: Visitor):
    someone.visit(PAGES["date-answer"])
    someone.page.get_by_role("link", name="Change the date").click()
    assert someone.page.get_by_label("Day").input_value() == "12"

    someone.page.get_by_label("Day").fill("13")
    someone.page.get_by_role("button", name="Work out the date").click()

    assert heading(someone).endswith("Tuesday 24 November 2026")


def test_a_date_that_is_not_real_is_said_at_its_field_and_kept(someone: Visitor):
    someone.visit(PAGES["date-error"])

    link = someone.page.locator(".govuk-error-summary a")
    assert "February 2026 has 28 days" in link.inner_text()
    link.click()
    assert someone.page.evaluate("document.activeElement.id") == "on-day"
    assert someone.page.get_by_label("Day").input_value() == "31"


@pytest.mark.parametrize("name", ADMIN_PAGES)
def test_a_page_of_entering_term_dates_is_sound(visitor: Visitor, name: str):
    visitor.sign_in_as("admin")
    visitor.visit(ADMIN_PAGES[name])

    visitor.assert_sound(f"law-term-dates-{name}")
    assert visitor.walk() == []


def test_an_administrator_enters_term_dates_and_a_visitor_counts_in_them(someone: Visitor):
    page = someone.page
    someone.sign_in_as("admin")
    someone.visit("/law/term-dates/enter/")
    page.get_by_label("Council", exact=True).select_option("Surrey")
    page.get_by_label("Weeks with school").fill(TERMS)
    page.get_by_label("Where did you read it?").fill("https://www.surrey.example/term-dates")
    for part, typed in (("Day", "20"), ("Month", "11"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(typed)
    page.get_by_role("button", name="Enter the term dates").click()
    assert page.get_by_role("heading", name="Surrey").is_visible()

    someone.visit("/law/dates/exclusion-governors-15/")
    for part, typed in (("Day", "12"), ("Month", "10"), ("Year", "2026")):
        page.get_by_label(part, exact=True).fill(typed)
    page.get_by_label("Use a council’s term dates").check()
    page.get_by_label("Council of the school").select_option("Surrey")
    page.get_by_role("button", name="Work out the date").click()

    assert heading(someone).endswith("Monday 9 November 2026")
    assert page.get_by_role("link", name="the council’s page for 2026 to 2027").is_visible()


def test_a_council_that_ended_names_those_that_followed_it(someone: Visitor):
    someone.visit(PAGES["date-council-ended"])

    error = someone.page.locator(".govuk-error-summary a")
    assert "Cumberland or in Westmorland and Furness" in error.inner_text()
    error.click()
    assert someone.page.evaluate("document.activeElement.id") == "council"


def test_a_calendar_file_comes_without_an_account(visitor: Visitor):
    visitor.visit(PAGES["date-answer"])
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Add the dates to my calendar").click()

    assert download.value.suggested_filename == "ehc-week-6.ics"


def test_a_citation_is_found_exactly_and_leads_to_its_provision(someone: Visitor):
    someone.visit("/law/")
    someone.page.get_by_label("Words or a citation").fill("s. 36(8) CFA 2014")
    someone.page.get_by_role("button", name="Search the law").click()
    assert someone.page.locator("main h2").first.inner_text() == "This citation"

    someone.page.locator(".law-list a").first.click()
    assert someone.page.locator("h1").inner_text().endswith("Asking for, and deciding on, an EHC needs assessment")


def test_on_paper_the_reasons_are_open_and_the_buttons_gone(visitor: Visitor):
    visitor.visit(PAGES["date-answer"])
    visitor.page.emulate_media(media="print")

    assert visitor.page.get_by_text("itself is not counted").is_visible()
    assert not visitor.page.get_by_role("link", name="Change the date").is_visible()
    assert not visitor.page.locator(".tp-nav").is_visible()


def test_a_situation_prints_on_two_sides_of_one_sheet(visitor: Visitor):
    visitor.visit(PAGES["one-page"])

    pages = visitor.page.pdf(format="A4", print_background=False, margin={"top": "12mm", "bottom": "12mm"})
    assert pages.count(b"/Type /Page\n") + pages.count(b"/Type /Page ") <= 2
